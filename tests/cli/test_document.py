"""`reviewer document` as people and programs meet it."""

import json
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from reviewer.__main__ import main
from reviewer.cli.document import CODES, NOT_BLIND
from reviewer.documents.protocol import TroubleCode
from tests import builders_documents as build
from tests.documents import hidden_cases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document of each format, and some that are none."""
    made = tmp_path / "papers"
    (made / "odd").mkdir(parents=True)
    for name, data in build.of_each_format().items():
        (made / f"resume.{name}").write_bytes(data)
    (made / "odd" / "picture.pdf").write_bytes(build.png())
    (made / "odd" / "locked.pdf").write_bytes(build.pdf(password="quince"))
    (made / ".hidden").write_bytes(b"not looked at")
    return made


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_that_each_file_gets_a_line_and_the_gravest_trouble_the_code(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["document", str(folder)]) == CODES[TroubleCode.LOCKED]
    lines = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert list(lines) == [*sorted(name for name in lines if "/" not in name), "odd/locked.pdf", "odd/picture.pdf"]
    assert lines["resume.docx"].startswith("docx, dxpdf ")
    assert ", 1 page, 9 words, 100.0% drawn, 0 pictures, 0 links, " in lines["resume.docx"]
    assert lines["resume.pdf"].startswith("pdf, mupdf ")
    assert lines["odd/picture.pdf"] == "This is a picture, not a document; ask the candidate for a PDF."
    assert lines["odd/locked.pdf"].startswith("This file is protected with a password")


def test_that_programs_get_json_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["document", "--json", str(folder / "resume.rtf"), str(folder / "odd" / "picture.pdf")])
    drawn, picture = said(capsys)
    assert code == CODES[TroubleCode.UNSUPPORTED]
    assert (drawn["file"], drawn["format"], drawn["pages"], drawn["words"]) == ("resume.rtf", "rtf", 1, 9)
    assert sys.platform != "linux" or "seccomp" in str(drawn["confined"])
    assert (picture["trouble"], picture["kind"]) == ("unsupported", "image")
    assert "format" not in picture


def test_that_text_pages_and_pictures_can_be_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, shots = tmp_path / "out.pdf", tmp_path / "shots"
    words = [
        "document",
        str(folder / "resume.docx"),
        "--text",
        "--pdf",
        str(out),
        "--png",
        str(shots),
        "--width",
        "900",
    ]
    assert main(words) == 0
    assert build.WORDS in capsys.readouterr().out
    with pymupdf.open(out) as pages:
        assert pages.page_count == 1
        assert build.WORDS.split()[0] in pages[0].get_text()
    (shot,) = shots.iterdir()
    picture = pymupdf.Pixmap(str(shot))
    assert picture.width == 900
    assert min(picture.samples) < 100 < max(picture.samples)


def test_that_an_engine_can_be_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "--json", "--engine", "mupdf", str(folder / "resume.docx")]) == 0
    (found,) = said(capsys)
    assert found["engine"] == "mupdf"
    assert found["warnings"] == ["text_only"]


def test_that_results_that_cannot_be_kept_are_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = folder / "resume.txt" / "out.pdf"
    assert main(["document", "--pdf", str(blocked), str(folder / "resume.docx")]) == 1
    assert capsys.readouterr().err.startswith("reviewer: The results cannot be kept there.")


def test_that_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", str(tmp_path / "gone.pdf")]) == 1
    assert capsys.readouterr().err == "reviewer: There is no file or folder “gone.pdf”. Check its name.\n"


def test_that_it_runs_as_a_process_and_loads_no_database(folder: Path) -> None:
    program = (
        "import sys\n"
        "from reviewer.__main__ import main\n"
        f"code = main(['document', {str(folder / 'resume.txt')!r}])\n"
        "print(code, sorted({'PySide6', 'sqlalchemy', 'pymupdf'} & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1] == "0 []"


def test_that_a_large_folder_is_not_held_in_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from reviewer.services.inspection import IN_FLIGHT, Inspection

    for number in range(60):
        (tmp_path / f"{number:03}.txt").write_text(f"Paper {number} about compilers", encoding="utf-8")
    inspection = Inspection(1)
    try:
        looked = inspection.examine([tmp_path])
        done, total, first = next(looked)
        assert (done, total, first.place) == (1, 60, "000.txt")
        assert len(inspection._paths) <= IN_FLIGHT + 1
        looked.close()
    finally:
        inspection.close()


def test_that_hidden_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(hidden_cases.made(hidden_cases.HIDDEN["white on white"][1]))
    (tmp_path / "b.pdf").write_bytes(build.pdf())
    assert main(["document", "--hidden", str(tmp_path)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert f"hidden: 5 words, page 1, in the background's colour: “{hidden_cases.SECRET}”" in first
    assert second.endswith("; nothing hidden")


def test_that_documents_can_be_made_blind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "in.docx", tmp_path / "out.pdf"
    source.write_bytes(build.docx(build.paragraph("Milla Quarto, milla@quarto.example, keeps compilers")))
    assert main(["document", "--redact", "Milla Quarto", "--text", "--json", "--pdf", str(out), str(source)]) == 0
    (found,) = said(capsys)
    assert found["redacted"] == {"blind": True, "taken": {"name": 2, "email": 1}, "photos": 0, "left": []}
    assert "keeps compilers" in str(found["text"])
    assert "Quarto" not in str(found["text"])
    assert main(["document", "--redact", "Milla Quarto", "--png", str(tmp_path / "shots"), str(source)]) == 0
    grey = pymupdf.Pixmap(str(tmp_path / "shots" / "in.docx-001.png"))
    assert bytes((232, 232)) in grey.samples  # the box in place of what was taken out
    with pymupdf.open(out) as pages:
        assert "Quarto" not in str(pages[0].get_text())


def test_that_what_cannot_be_made_blind_has_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scan.pdf").write_bytes(build.scan())
    assert main(["document", "--redact", "Milla Quarto", str(tmp_path / "scan.pdf")]) == NOT_BLIND
    assert capsys.readouterr().out.rstrip().endswith("taken out: nothing; left: scanned on page 1")
