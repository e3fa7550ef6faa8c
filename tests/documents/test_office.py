"""LibreOffice as an engine: started, bounded, doubted. The real one is run where it is installed."""

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import psutil
import pytest

from reviewer import settings
from reviewer.documents import office, pages
from reviewer.documents.office import Office
from reviewer.documents.protocol import Format
from tests import builders_documents as build
from tests.documents.conftest import Desk

posix_only = pytest.mark.skipif(os.name != "posix", reason="process groups are Unix's")
Fake = Callable[..., Office]


@pytest.fixture
def fake() -> Generator[Fake]:
    """Makes an Office that runs the stand-in."""
    made: list[Office] = []

    def make(what: str, given: object = "", seconds: float = 20.0) -> Office:
        script = str(Path(__file__).with_name("fake_office.py"))
        made.append(Office([sys.executable, "-P", script, what, str(given)], seconds))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_that_it_is_off_unless_somebody_asks() -> None:
    assert settings.Settings().libreoffice is False


def test_that_pages_come_back(fake: Fake, tmp_path: Path) -> None:
    made = build.pdf()
    (tmp_path / "made.pdf").write_bytes(made)
    assert fake("copy", tmp_path / "made.pdf").to_pdf(b"PK", "docx") == made


@pytest.mark.parametrize("what", ["lie", "nothing"])
def test_that_what_is_no_pdf_is_none(fake: Fake, what: str) -> None:
    assert fake(what).to_pdf(b"PK", "docx") is None


@posix_only
def test_that_a_link_in_place_of_a_pdf_is_not_followed(fake: Fake, tmp_path: Path) -> None:
    (tmp_path / "other.pdf").write_bytes(build.pdf())
    assert fake("link", tmp_path / "other.pdf").to_pdf(b"PK", "docx") is None


def test_that_a_program_that_is_not_there_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    absent = Office()
    assert not absent.is_installed
    assert absent.to_pdf(b"PK", "docx") is None
    absent.close()
    broken = Office(["/nowhere/soffice"])
    assert broken.to_pdf(b"PK", "docx") is None
    broken.close()


@posix_only
@pytest.mark.parametrize("ends", ["late", "closed"])
def test_that_a_program_that_hangs_is_killed_with_all_it_started(fake: Fake, tmp_path: Path, ends: str) -> None:
    told = tmp_path / "pids"
    hanging = fake("hang", told, seconds=1.5 if ends == "late" else 60.0)
    answers: list[bytes | None] = []
    thread = threading.Thread(target=lambda: answers.append(hanging.to_pdf(b"PK", "docx")))
    thread.start()
    if ends == "closed":
        while not (told.exists() and told.read_text(encoding="ascii").count(" ")):
            thread.join(0.02)
            assert thread.is_alive()
        hanging.close()
    thread.join(30)
    assert answers == [None]
    end = time.monotonic() + 10  # what is killed is gone a moment later
    while left := [pid for pid in told.read_text(encoding="ascii").split() if _runs(int(pid))]:
        assert time.monotonic() < end, left
        time.sleep(0.01)


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_that_it_gets_no_more_of_the_environment_than_it_takes(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "DATABASE_URL", "DISPLAY"):
        monkeypatch.setenv(name, "told-nobody")
    said = (fake("tell").to_pdf(b"PK", "docx") or b"").decode()
    assert "told-nobody" not in said
    assert f"HOME={Path.home()}\n" not in said
    assert "--headless" in said


def test_that_its_profile_runs_no_macros_and_updates_no_links(fake: Fake) -> None:
    said = (fake("profile").to_pdf(b"PK", "docx") or b"").decode()
    assert '<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in said
    assert '<prop oor:name="Link" oor:op="fuse"><value>0</value>' in said


def test_that_nothing_of_a_run_is_left(fake: Fake) -> None:
    ran = fake("lie")
    ran.to_pdf(b"PK", "docx")
    assert list(ran._workplace.folder.iterdir()) == []


@pytest.mark.skipif("--net" not in office.confinement(), reason="the system lets no user make a network of their own")
def test_that_it_reaches_no_network(fake: Fake) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert fake("connect", server.getsockname()[1]).to_pdf(b"PK", "docx") == b"%PDF-refused"


def shown(open_desk: Callable[..., Desk], made: Office, data: bytes) -> tuple[Desk, str]:
    desk = open_desk(office=made)
    key = desk.add(data)
    desk.page(key)
    info = desk.pool.info(key)
    assert info is not None
    return desk, info.engine


def test_that_the_pool_shows_its_pages_when_they_have_the_words(
    open_desk: Callable[..., Desk], fake: Fake, tmp_path: Path
) -> None:
    (tmp_path / "made.pdf").write_bytes(build.pdf())
    desk, engine = shown(open_desk, fake("copy", tmp_path / "made.pdf"), build.docx())
    assert engine == "libreoffice"
    assert desk.words(next(iter(desk.shelf)))[0] == "Milla"


@pytest.mark.parametrize("what", ["lie", "other words"])
def test_that_the_pool_goes_on_without_it(
    open_desk: Callable[..., Desk], fake: Fake, tmp_path: Path, what: str
) -> None:
    (tmp_path / "made.pdf").write_bytes(build.pdf(["altogether different"]))
    made = fake("lie") if what == "lie" else fake("copy", tmp_path / "made.pdf")
    assert shown(open_desk, made, build.rtf())[1].startswith("dxpdf")


@pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")
def test_that_the_real_one_makes_pages() -> None:
    real = Office()
    docx = pages.prepared(build.rtf(), Format.RTF, frozenset(), lambda _: None)
    assert docx is not None
    made = real.to_pdf(docx, "docx")
    real.close()
    assert made is not None
    found = pages.make(build.rtf(), Format.RTF, frozenset(), lambda _: None, made)
    assert found.info.engine == "libreoffice"
    assert found.info.own_words_drawn == 1.0
