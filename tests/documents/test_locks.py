"""Documents that a password protects are opened with it, in memory alone."""

import io
import zipfile
from pathlib import Path

import pytest

from reviewer.documents.protocol import Format, PageImage, Trouble, TroubleCode, Unlocked
from tests import builders_documents as build
from tests.documents.conftest import Desk

PASSWORD = "quince and medlar"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
LOCKED = Trouble(TroubleCode.LOCKED)


def answer(desk: Desk, key: str, password: str) -> Trouble | None:
    """What comes of a password."""
    told = len(desk.events)
    desk.pool.unlock(key, password)
    assert desk.wait(lambda: any(isinstance(event, Unlocked) for event in desk.events[told:]))
    (event,) = (event for event in desk.events[told:] if isinstance(event, Unlocked))
    return event.trouble


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_that_the_right_password_opens_and_a_wrong_one_does_not(desk: Desk, kind: str) -> None:
    key = desk.add(build.pdf(password=PASSWORD) if kind == "pdf" else build.locked_docx(PASSWORD))
    assert desk.page(key) == LOCKED
    assert answer(desk, key, "quince") == LOCKED
    assert desk.pool.trouble(key) == LOCKED
    assert answer(desk, key, PASSWORD) is None
    assert isinstance(desk.page(key), PageImage)
    assert desk.words(key) == build.WORDS.split()
    info = desk.pool.info(key)
    assert info is not None
    assert info.format is Format(kind)


def test_that_what_was_opened_stays_open_while_the_program_runs(desk: Desk) -> None:
    key = desk.add(build.pdf(password=PASSWORD))
    desk.page(key)
    assert answer(desk, key, PASSWORD) is None
    desk.page(key)
    desk.pool.retry(key)
    assert isinstance(desk.page(key, width=200), PageImage)


def test_that_neither_password_nor_opened_document_is_stored(desk: Desk, home: Path) -> None:
    key = desk.add(build.locked_docx(PASSWORD))
    desk.page(key)
    assert answer(desk, key, PASSWORD) is None
    assert isinstance(desk.page(key), PageImage)
    scratch = desk.pool._workplace.folder
    for path in (*scratch.rglob("*"), *home.rglob("*")):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes()
    assert PASSWORD not in repr(vars(desk.pool))


def test_that_a_file_that_is_something_else_inside_says_so(desk: Desk) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/noise.bin", bytes(8192))
    sheet = out.getvalue()
    key = desk.add(build.locked_docx(PASSWORD, sheet))
    desk.page(key)
    assert answer(desk, key, PASSWORD) == Trouble(TroubleCode.UNSUPPORTED, "sheet")


def test_that_a_broken_lock_is_told_as_damage(desk: Desk) -> None:
    data = bytearray(build.locked_docx(PASSWORD))
    at = data.find(b"<keyData")
    data[at : at + 8] = b"<kayData"
    key = desk.add(bytes(data))
    assert desk.page(key) == LOCKED
    assert answer(desk, key, PASSWORD) == Trouble(TroubleCode.DAMAGED)


def test_that_a_file_that_is_away_can_be_unlocked_later(desk: Desk) -> None:
    key = desk.add(build.pdf(password=PASSWORD))
    assert desk.page(key) == LOCKED
    data = desk.shelf.pop(key)
    desk.pool._fetcher._fetch = lambda _: (_ for _ in ()).throw(OSError)
    assert answer(desk, key, PASSWORD) == Trouble(TroubleCode.MISSING)
    desk.shelf[key] = data
    desk.pool._fetcher._fetch = desk.shelf.__getitem__
    assert answer(desk, key, PASSWORD) is None
