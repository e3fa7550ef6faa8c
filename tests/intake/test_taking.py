"""Taking applications in, whole: real files, real workers, a real database."""

import hashlib
import threading
import time
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer.documents.pool import Pool
from reviewer.domain.application import Application
from reviewer.domain.document import SIZE_LIMIT, DocumentKind
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.queue import QueueFilter, View
from reviewer.errors import Cancelled, IntakeTrouble
from reviewer.intake.report import IntakeReport
from reviewer.services import intake as services
from reviewer.services.intake import IntakeService
from tests.builders import Office, office
from tests.documents import hidden_cases
from tests.intake import made
from tests.intake.made import LETTER, PNG, RESUME, put

WORKERS_AND_SPARE = 3


@pytest.fixture(scope="module")
def pool() -> Generator[Pool]:
    workers = Pool(fetch=lambda _key: b"", workers=2, reserve=False)
    while len(workers.stats().pids) < WORKERS_AND_SPARE:  # all are there before the first test looks at them
        time.sleep(0.01)
    yield workers
    workers.close()


@pytest.fixture
def at(tmp_path: Path) -> Generator[Office]:
    (tmp_path / "db").mkdir()
    opened = office(tmp_path / "db")
    yield opened
    opened.close()


@pytest.fixture
def intake(pool: Pool, at: Office) -> IntakeService:
    return IntakeService(pool, at.arrivals, at.tracks)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def applications(at: Office) -> dict[str, Application]:
    """Everything in the database, by name."""
    opened = [at.queue.open(id) for id in at.queue.index(QueueFilter(View.ALL))]
    return {each.candidate.name: each for each in opened}


def said(report: IntakeReport) -> dict[str, str]:
    return {note.place: note.sentence for note in report.notes}


def test_that_all_five_formats_arrive_and_are_read(intake: IntakeService, at: Office, inbox: Path) -> None:
    # The names lie about what the files are: only the content counts.
    put(inbox / "one", resume_txt=made.pdf(RESUME), letter_pdf=made.docx_(LETTER))
    put(inbox / "two", cv_docx=made.rtf(RESUME.replace("Nadia", "Nora")), cover_doc=LETTER.encode("utf-16"))
    put(inbox / "three", resume_rtf=made.doc())
    report = intake.take([inbox])
    assert (len(report.added), report.documents, report.known, report.notes) == (3, 5, 0, ())
    found = applications(at)
    nadia = found["Nadia Quillfeather"]
    assert (nadia.candidate.email, nadia.candidate.phone) == ("nadia.quillfeather@example.org", "+44 20 7946 0123")
    assert {(d.name, d.kind, d.format, d.guessed) for d in nadia.documents} == {
        ("resume.txt", DocumentKind.RESUME, "pdf", True),
        ("letter.pdf", DocumentKind.COVER_LETTER, "docx", True),
    }
    assert {(d.kind, d.format) for d in found["Nora Quillfeather"].documents} == {
        (DocumentKind.RESUME, "rtf"),
        (DocumentKind.COVER_LETTER, "txt"),
    }
    assert nadia.flags == ()
    original = inbox / "one" / "resume.txt"
    assert hashlib.sha256(original.read_bytes()).hexdigest() in {d.sha256 for d in nadia.documents}


def test_that_the_description_goes_before_what_is_read(intake: IntakeService, at: Office, inbox: Path) -> None:
    description = """
        name = "Somebody Else"
        email = "else@example.org"
        workplace = "office"
        track = "ReasonML"
        received = 2026-03-01T09:30:00Z
        location = "Leeds"
        headline = "Typesetter"
        source = "Referral"
        answers = { "Why?" = "Because." }
        [documents]
        cover_letter = "resume.txt"
        [[flags]]
        kind = "bot_traffic"
        reasons = ["Filled in within two seconds."]
    """
    put(inbox / "one", resume_txt=RESUME, application_toml=description)
    intake.take([inbox], track="backend")
    found = applications(at)["Somebody Else"]
    assert (found.candidate.email, found.candidate.phone) == ("else@example.org", "+44 20 7946 0123")
    assert (found.track, found.location, found.headline, found.source) == (
        "reasonml",
        "Leeds",
        "Typesetter",
        "Referral",
    )
    assert found.received_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert [(d.kind, d.guessed) for d in found.documents] == [(DocumentKind.COVER_LETTER, False)]
    assert [(f.kind, f.state, f.reasons) for f in found.flags] == [
        (FlagKind.BOT_TRAFFIC, FlagState.OPEN, ("Filled in within two seconds.",))
    ]
    assert [(a.question, a.answer) for a in found.answers] == [("Why?", "Because.")]


def test_that_a_broken_description_does_not_keep_an_application_away(
    intake: IntakeService, at: Office, inbox: Path
) -> None:
    put(inbox / "one", resume_txt=RESUME, application_toml="name = ")
    report = intake.take([inbox])
    assert list(said(report)) == ["one/application.toml"]
    assert list(applications(at)) == ["Nadia Quillfeather"]


def test_that_an_unknown_track_is_said_and_left_open(intake: IntakeService, at: Office, inbox: Path) -> None:
    put(inbox / "one", resume_txt=RESUME, application_toml="track = 'frontend'")
    report = intake.take([inbox], track="backend")
    assert "frontend" in said(report)["one"]
    assert applications(at)["Nadia Quillfeather"].track is None
    with pytest.raises(IntakeTrouble, match="backend, reasonml"):
        intake.take([inbox], track="nonsense")


def test_that_the_chosen_track_is_for_those_that_name_none(intake: IntakeService, at: Office, inbox: Path) -> None:
    put(inbox, nadia_txt=RESUME)
    intake.take([inbox], track="backend")
    assert applications(at)["Nadia Quillfeather"].track == "backend"


def test_that_importing_again_adds_nothing(intake: IntakeService, at: Office, inbox: Path) -> None:
    put(inbox / "one", resume_txt=RESUME, letter_txt=LETTER)
    put(inbox / "two", resume_txt="Ludo Bramen\nludo@example.org", application_toml="email = 'ludo@example.org'")
    put(inbox, loose_pdf=made.pdf("Ada Alder\nada.alder@example.org"))
    first = intake.take([inbox])
    (inbox / "one").rename(inbox / "renamed")
    again = intake.take([inbox], track="backend")
    assert (len(first.added), first.known) == (3, 0)
    assert (len(again.added), again.known) == (0, 3)
    assert len(applications(at)) == 3


def test_that_the_same_files_of_two_people_are_two_applications(intake: IntakeService, at: Office, inbox: Path) -> None:
    for name in ("one", "two"):
        put(inbox / name, resume_txt=RESUME, application_toml=f"email = '{name}@example.org'")
    put(inbox / "one again", resume_txt=RESUME, application_toml="email = 'ONE@example.org'")
    report = intake.take([inbox])
    assert (len(report.added), report.known) == (2, 1)


def test_that_a_dry_run_says_what_would_arrive_and_writes_nothing(
    intake: IntakeService, at: Office, inbox: Path
) -> None:
    put(inbox / "one", resume_txt=RESUME, photo_png=PNG)
    report = intake.take([inbox], track="reasonml", dry_run=True)
    (taken,) = report.added
    assert (taken.name, taken.track, taken.documents, taken.flagged) == ("Nadia Quillfeather", "reasonml", 2, True)
    assert "one/photo.png" in said(report)
    assert applications(at) == {}
    assert len(intake.take([inbox]).added) == 1


def test_that_each_unreadable_document_is_said_and_its_application_flagged(
    intake: IntakeService, at: Office, inbox: Path
) -> None:
    whole = made.docx_(RESUME)
    cases: dict[str, tuple[bytes, str]] = {
        "empty": (b"", "empty"),
        "picture": (PNG, "unsupported"),
        "locked": (made.pdf("x", password="secret"), "locked"),
        "damaged": (b"%PDF-1.7\nnothing of the kind", "damaged"),
        "broken": (whole[: len(whole) // 2], "damaged"),
    }
    for name, (data, _) in cases.items():
        put(inbox / name, resume_pdf=data, application_toml=f"name = '{name.title()} Example'")
    before = {path: path.read_bytes() for path in inbox.rglob("*") if path.is_file()}
    report = intake.take([inbox])
    assert set(said(report)) == {f"{name}/resume.pdf" for name in cases}
    found = applications(at)
    for name, (data, code) in cases.items():
        application = found[f"{name.title()} Example"]
        (document,) = application.documents
        (flag,) = application.flags
        assert (document.trouble, document.size) == (code, len(data))
        assert flag.kind is FlagKind.UNREADABLE
        assert flag.reasons == (f"resume.pdf: {said(report)[f'{name}/resume.pdf']}",)
    assert {path: path.read_bytes() for path in inbox.rglob("*") if path.is_file()} == before


def test_that_a_file_over_the_limit_is_left_out_of_an_application_that_arrives(
    intake: IntakeService, at: Office, inbox: Path
) -> None:
    put(inbox / "one", resume_txt=RESUME)
    with (inbox / "one" / "letter.pdf").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    report = intake.take([inbox])
    assert "25 MB" in said(report)["one/letter.pdf"]
    application = applications(at)["Nadia Quillfeather"]
    assert [document.name for document in application.documents] == ["resume.txt"]
    assert "letter.pdf" in application.flags[0].reasons[0]
    assert intake.take([inbox]).known == 1


def test_that_a_loose_file_which_nobody_meant_as_a_document_is_no_application(
    intake: IntakeService, at: Office, inbox: Path
) -> None:
    put(inbox, photo_png=PNG, nadia_txt=RESUME, scan_pdf=PNG + b"scan")
    put(inbox / "pictures", a_png=PNG + b"a")
    report = intake.take([inbox])
    assert set(said(report)) == {"photo.png", "scan.pdf", "pictures/a.png", "pictures"}
    found = applications(at)
    assert {document.name for each in found.values() for document in each.documents} == {"nadia.txt", "scan.pdf"}


def test_that_an_application_with_a_file_that_cannot_be_opened_waits_for_another_time(
    intake: IntakeService, at: Office, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "one", resume_txt=RESUME, letter_txt=LETTER)
    put(inbox / "two", resume_txt="Ludo Bramen\nludo@example.org")
    read = services.files.digest

    def refuse(path: Path) -> bytes:
        if path.name == "letter.txt":
            raise PermissionError  # an administrator, as in many test machines, may read everything
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(services.files, "digest", refuse)
        report = intake.take([inbox])
    assert set(said(report)) == {"one/letter.txt", "one"}
    assert list(applications(at)) == ["Ludo Bramen"]
    assert len(intake.take([inbox]).added) == 1


@pytest.mark.parametrize("after", [0, 12])
def test_that_what_was_taken_before_a_stop_stays(
    intake: IntakeService, at: Office, inbox: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_BATCH", 5)
    monkeypatch.setattr(services, "_AHEAD", 3)
    for number in range(30):
        put(inbox, **{f"candidate{number:02}_txt": f"{RESUME}\n{number}"})

    def progress(done: int, total: int, step: str) -> None:
        assert step
        assert done <= total
        if done >= after:
            raise Cancelled

    report = intake.take([inbox], progress=progress)
    assert report.cancelled
    assert after - 1 <= len(report.added) < 30  # the one at which the stop came is not whole yet
    assert len(at.queue.index(QueueFilter(View.ALL))) == len(report.added)
    rest = intake.take([inbox])
    assert (rest.known, len(rest.added)) == (len(report.added), 30 - len(report.added))


def test_that_closing_the_program_is_no_trouble_of_a_document(at: Office, inbox: Path) -> None:
    put(inbox / "one", resume_txt=RESUME)
    pool = Pool(fetch=lambda _key: b"", workers=1, reserve=False)
    pool.close()
    report = IntakeService(pool, at.arrivals, at.tracks).take([inbox])
    assert report.cancelled
    assert report.added == report.notes == ()
    assert applications(at) == {}


def test_that_progress_counts_every_document_on_the_calling_thread(intake: IntakeService, inbox: Path) -> None:
    put(inbox / "one", resume_txt=RESUME, letter_txt=LETTER)
    put(inbox / "two", resume_txt=RESUME, letter_txt=LETTER)  # the same again
    with (put(inbox / "three", resume_txt="Ludo Bramen") / "big.pdf").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    told: list[tuple[int, int]] = []
    threads: set[threading.Thread] = set()

    def progress(done: int, total: int, _step: str) -> None:
        told.append((done, total))
        threads.add(threading.current_thread())

    intake.take([inbox], progress=progress)
    assert told == sorted(told)
    assert told[-1] == (6, 6)
    assert threads == {threading.current_thread()}


def test_that_documents_read_ahead_are_bounded(
    intake: IntakeService, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 200_000
    monkeypatch.setattr(services, "_BYTES", 4 * size)
    for number in range(20):
        put(inbox / f"{number:02}", resume_txt=f"{RESUME}\n{number}\n".ljust(size))
    ahead: list[int] = []
    batches: list[int] = []
    plan: Callable[..., object] = services._Work._plan
    receive = intake._arrivals.receive

    def planned(work: services._Work, *rest: object) -> Generator[object]:
        held: set[int] = set()
        for number, each in enumerate(plan(work, *rest)):  # pyright: ignore[reportArgumentType]
            held.add(number)
            ahead.append(number - len(work.added) - len(work._batch))
            yield each

    def received(arrivals: list[services.Arrival]) -> object:
        batches.append(sum(len(document.data) for each in arrivals for document in each.documents))
        return receive(arrivals)

    monkeypatch.setattr(services._Work, "_plan", planned)
    monkeypatch.setattr(intake._arrivals, "receive", received)
    assert len(intake.take([inbox]).added) == 20
    assert max(ahead) <= 5
    assert len(batches) >= 4
    assert max(batches) <= 5 * size


def test_that_hidden_text_raises_its_flag_with_the_evidence_and_is_not_searched(
    intake: IntakeService, at: Office, inbox: Path
) -> None:
    (inbox / "one").mkdir(parents=True)
    (inbox / "one" / "resume.pdf").write_bytes(hidden_cases.made(hidden_cases.HIDDEN["white on white"][1]))
    intake.take([inbox])
    (found,) = applications(at).values()
    (flag,) = found.flags
    assert (flag.kind, flag.state) == (FlagKind.HIDDEN_TEXT, FlagState.OPEN)
    assert flag.reasons == (f"resume.pdf: 5 words, page 1, in the background's colour: “{hidden_cases.SECRET}”",)
    assert not at.queue.find("kubernetes", 5)
