"""The samples and the tracks: complete, in all formats, and about nobody."""

import importlib
import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

RESOURCES = Path(__file__).parents[1] / "resources"
APPLICATIONS = RESOURCES / "demo" / "applications"
TRACKS = ("backend", "reasonml")

OLE, ZIP, RTF, PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf1", b"%PDF-"
# Numbers that regulators have set aside for stories, and a country code that there is not.
FICTIONAL_PHONE = re.compile(
    r"\+1 \d{3} 555 01\d\d|\+44 20 7946 0\d{3}|\+44 7700 900\d{3}|\+33 1 99 00 \d\d \d\d"
    r"|\+49 89 99998 \d{3}|\+46 31 3900 6\d\d|\+00 [\d ]+"
)
DOMAIN = re.compile(
    r"[\w.+-]@([\w.-]+\w)|\b((?:[\w-]+\.)+(?:com|org|net|io|dev|eu|uk|de|fr|pl|cz|nl|ca|jp|cn|se|no|fi|pt|it|me))\b"
)
SAFE_DOMAIN = re.compile(r"(?:.+\.)?example\.(?:org|com|net)", re.IGNORECASE)


def folders() -> list[Path]:
    return sorted(path for path in APPLICATIONS.iterdir() if path.is_dir())


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "application.toml")


def told(folder: Path) -> dict[str, Any]:
    path = folder / "application.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def people() -> dict[str, dict[str, Any]]:
    """The sources from which the samples were made, by folder."""
    sources = (RESOURCES / "demo" / "make" / "people").glob("*.toml")
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sources}


def form(data: bytes) -> str:
    for magic, name in ((PDF, "pdf"), (ZIP, "docx"), (OLE, "doc"), (RTF, "rtf")):
        if data.startswith(magic):
            return name
    return "txt"


def resume(folder: Path) -> Path:
    return folder / people()[folder.name]["resume"]["file"]


def test_that_there_are_forty_with_a_resume_each_and_nothing_else() -> None:
    assert len(folders()) == 40
    assert {folder.name for folder in folders()} == set(people())
    for folder in folders():
        papers = [people()[folder.name][key]["file"] for key in ("resume", "letter") if key in people()[folder.name]]
        assert {path.name for path in documents(folder)} == set(papers)
    assert sum(len(documents(folder)) for folder in folders()) >= 70


def test_that_resumes_and_letters_come_in_all_five_formats() -> None:
    resumes = Counter(form(resume(folder).read_bytes()) for folder in folders())
    everything = Counter(form(path.read_bytes()) for folder in folders() for path in documents(folder))
    assert set(resumes) == {"pdf", "docx", "doc", "rtf", "txt"}
    assert min(resumes.values()) >= 5, resumes
    assert all(everything[name] - count >= 3 for name, count in resumes.items()), everything


def test_that_one_file_is_not_what_its_name_says() -> None:
    lying = [
        path.name
        for folder in folders()
        for path in documents(folder)
        if form(path.read_bytes()) != path.suffix.lower().lstrip(".")
    ]
    assert lying == ["Dragan_Petrovic_resume.doc"]


def test_that_they_stay_small() -> None:
    sizes = [path.stat().st_size for path in APPLICATIONS.rglob("*") if path.is_file()]
    assert sum(sizes) < 4_000_000
    assert max(sizes) < 200_000


def test_that_people_differ() -> None:
    for key in ("name", "email", "phone"):
        values = [person[key] for person in people().values()]
        assert len(set(values)) == len(values), key
    names = [path.name for folder in folders() for path in documents(folder)]
    assert len(set(names)) >= 70


def test_that_no_two_read_alike() -> None:
    sentences: Counter[str] = Counter()
    for person in people().values():
        text = person["resume"]["text"] + "\n" + person.get("letter", {}).get("text", "")
        sentences.update({line.strip() for line in text.splitlines() if len(line.strip()) > 30})
    assert [line for line, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_that_a_description_is_complete_where_there_is_one(folder: Path) -> None:
    facts = told(folder)
    if "name" not in facts:
        assert people()[folder.name]["told"] != "all"
        return
    assert {"email", "phone", "location", "workplace", "received", "source"} <= facts.keys()
    assert facts["workplace"] in {"office", "remote", "either"}
    assert facts.get("track", "backend") in TRACKS
    assert (folder / facts["documents"]["resume"]).is_file()
    assert (folder / facts["documents"].get("cover_letter", facts["documents"]["resume"])).is_file()
    assert all(answer["question"] and answer["answer"] for answer in facts.get("answers", []))


def test_that_some_leave_things_to_be_guessed() -> None:
    assert sum(not told(folder) for folder in folders()) == 3
    assert sum(bool(told(folder)) and "name" not in told(folder) for folder in folders()) == 1
    assert sum("name" in told(folder) and "track" not in told(folder) for folder in folders()) >= 2


def test_that_they_came_in_over_five_weeks() -> None:
    received = sorted(told(folder)["received"] for folder in folders() if told(folder))
    assert datetime(2026, 10, 20, tzinfo=UTC) <= received[0] < datetime(2026, 10, 25, tzinfo=UTC)
    assert datetime(2026, 11, 22, tzinfo=UTC) <= received[-1] < datetime(2026, 11, 24, tzinfo=UTC)
    assert len(set(received)) == len(received)


def test_that_one_is_flagged_as_bot_traffic_and_one_as_an_agency() -> None:
    flags = [flag for folder in folders() for flag in told(folder).get("flags", [])]
    assert sorted(flag["kind"] for flag in flags) == ["agency", "bot_traffic"]
    assert all(len(flag["reasons"]) >= 2 for flag in flags)


def test_that_nobody_real_can_be_reached() -> None:
    for name, person in people().items():
        assert FICTIONAL_PHONE.fullmatch(person["phone"]), (name, person["phone"])
        text = json.dumps(person, default=str, ensure_ascii=False)
        for at, plain in DOMAIN.findall(text):
            assert SAFE_DOMAIN.fullmatch(at or plain), (name, at or plain)


def pages_of(name: str, file: str) -> tuple[int, str, bool]:
    """The pages, the text and whether a password is needed."""
    document: Any = pymupdf.open(stream=(APPLICATIONS / name / file).read_bytes(), filetype="pdf")
    with document:
        if document.needs_pass:
            return 0, "", True
        return len(document), "".join(page.get_text() for page in document), False


def test_that_the_troublesome_files_are_troublesome() -> None:
    assert pages_of("14-petteri-lahtinen", "Lahtinen_CV_2026.pdf")[0] == 0
    pages, text, _ = pages_of("15-wanda-brzezinska", "skan0001.pdf")
    assert (pages, text) == (1, "")
    assert pages_of("17-noa-ben-ari", "Noa cover letter (protected).pdf")[2]


def test_that_pdfs_hold_their_text_in_every_script() -> None:
    assert pages_of("10-eleni-papadaki", "papadaki-academic-cv.pdf")[0] == 6
    assert "Ελένη Παπαδάκη" in pages_of("10-eleni-papadaki", "papadaki-academic-cv.pdf")[1]
    assert "王晓萌" in pages_of("22-wang-xiaomeng", "王晓萌-Resume-EN.pdf")[1]
    assert "Nguyễn Thị Ánh Tuyết" in pages_of("05-nguyen-thi-anh-tuyet", "CV_NguyenThiAnhTuyet.pdf")[1]


def words_of(data: bytes) -> bytes:
    """What a document says: its words where the bytes also hold fonts and pictures."""
    if form(data) == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("word/document.xml")
    if form(data) == "pdf":
        document: Any = pymupdf.open(stream=data, filetype="pdf")
        with document:
            return "".join(page.get_text() for page in document).encode()
    return re.sub(rb"\{\\pict.*?\}", b"", data, flags=re.DOTALL)


def test_that_the_files_are_what_the_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(RESOURCES / "demo"))
    maker: Any = importlib.import_module("make.applications")
    for number, person in enumerate(importlib.import_module("make.people").read_people()):
        for paper in filter(None, (person.resume, person.letter)):
            there = (APPLICATIONS / person.folder / paper.file).read_bytes()
            slow = form(there) == "pdf" and number % 5 > 0
            if slow or "trouble" in paper.options or form(there) == "doc":  # .doc needs LibreOffice
                continue
            made = maker.document(person, paper, paper is person.letter)
            assert words_of(made) == words_of(there), paper.file


@pytest.mark.parametrize("slug", TRACKS)
def test_that_a_track_can_be_asked(slug: str) -> None:
    track = tomllib.loads((RESOURCES / "tracks" / f"{slug}.toml").read_text(encoding="utf-8"))
    criteria = track["rubric"]["criteria"]
    assert track["slug"] == slug
    assert track["title"]
    assert len(track["short"]) <= 10
    assert len(track["letter"]) == 1
    assert track["workplaces"] == ["office", "remote"]
    assert 80 <= len(track["summary"].strip()) <= 420
    assert track["rubric"]["version"] == 1
    assert [line["group"] for line in criteria].count("basic") == 1
    assert {line["group"] for line in criteria} == {"basic", "plus", "expected"}
    assert len({line["key"] for line in criteria}) == len(criteria)
    for line in criteria:
        assert re.fullmatch(r"[a-z][a-z_]*", line["key"])
        assert len(line["title"]) <= 26
        assert len(line["lowest"]) <= 44
        assert len(line["highest"]) <= 44
        assert "\n" not in line["guide"]
    assert len(set(track["suggest"]["words"])) == len(track["suggest"]["words"]) >= 20


def test_that_the_tracks_differ_where_they_should() -> None:
    keys = [
        {
            line["key"]
            for line in tomllib.loads((RESOURCES / "tracks" / f"{slug}.toml").read_text())["rubric"]["criteria"]
        }
        for slug in TRACKS
    ]
    assert keys[0] - keys[1] == {"ocaml", "d_or_cpp", "whole_stack"}
    assert keys[1] - keys[0] == {"web", "ocaml_or_reason"}


def test_that_every_track_finds_its_words_in_its_own_applications() -> None:
    for slug in TRACKS:
        words = tomllib.loads((RESOURCES / "tracks" / f"{slug}.toml").read_text(encoding="utf-8"))["suggest"]["words"]
        texts = [person["resume"]["text"] for person in people().values() if person.get("track") == slug]
        found = sum(
            any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words) for text in texts
        )
        assert found >= len(texts) * 0.8, slug
