"""What is read from documents besides pages and words: links, outlines; and what becomes of a reading that fails."""

from collections.abc import Callable

import pymupdf
import pytest

from reviewer.documents import readings
from reviewer.documents.attempt import Bounds
from reviewer.documents.checks import Lied
from reviewer.documents.protocol import (
    LINKS,
    OUTLINE,
    DocumentInfo,
    Heading,
    Link,
    PageImage,
    ReadingReady,
    Trouble,
    TroubleCode,
)
from tests import builders_documents as build
from tests.documents.conftest import Desk, bad_workers


def linked() -> bytes:
    """Two pages: addresses of every kind on the first, an outline."""
    with pymupdf.open() as document:
        document.new_page()
        document.new_page()
        first = document[0]
        first.insert_text((50, 80), build.WORDS)
        for n, uri in enumerate(("https://example.org/milla", "mailto:milla@example.org", "file:///etc/x", "script:1")):
            place = pymupdf.Rect(50, 100 + 20 * n, 150, 115 + 20 * n)
            first.insert_link({"kind": pymupdf.LINK_URI, "from": place, "uri": uri})
        first.insert_link({"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(50, 300, 150, 315), "page": 1})
        document.set_toc([[1, "Work", 1], [2, "  Long \n ago ", 2]])
        return document.tobytes()


def test_that_links_come_with_their_places_and_only_safe_ones(desk: Desk) -> None:
    key = desk.add(linked())
    found = desk.pool.ask(key, LINKS)
    assert isinstance(found, tuple)
    links = {(link.uri, link.page): link for link in found if isinstance(link, Link)}
    assert set(links) == {("https://example.org/milla", None), ("mailto:milla@example.org", None), ("", 1)}
    assert links["https://example.org/milla", None].x0 == pytest.approx(50)
    assert desk.pool.ask(key, LINKS, 1) == ()


def test_that_an_outline_has_levels_titles_and_pages(desk: Desk) -> None:
    found = desk.pool.ask(desk.add(linked()), OUTLINE)
    assert isinstance(found, tuple)
    assert [(h.level, h.title, h.page) for h in found if isinstance(h, Heading)] == [(1, "Work", 0), (2, "Long ago", 1)]


def test_that_a_reading_is_told_and_kept(desk: Desk) -> None:
    key = desk.add(linked())
    desk.pool.want_reading(key, OUTLINE)
    assert desk.wait(lambda: desk.pool.reading(key, OUTLINE))
    assert ReadingReady(key, OUTLINE, 0) in desk.events
    assert desk.fetched == [key]


def test_that_a_document_can_be_described_while_one_waits(desk: Desk) -> None:
    info = desk.pool.describe(desk.add(build.docx()))
    assert isinstance(info, DocumentInfo)
    assert desk.pool.describe(desk.add(b"\x89PNG\r\n\x1a\n")) == Trouble(TroubleCode.UNSUPPORTED, "image")


def test_that_a_reading_that_fails_leaves_the_document(desk: Desk) -> None:
    key = desk.add(build.pdf())
    assert isinstance(desk.page(key), PageImage)
    assert desk.pool.ask(key, LINKS, 5) == Trouble(TroubleCode.DAMAGED)
    assert desk.pool.trouble(key) is None
    assert isinstance(desk.page(key, width=200), PageImage)


def test_that_a_reading_that_kills_workers_leaves_the_document(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers, Bounds(draw_seconds=1.0))
    key = desk.add(build.pdf() + b"\n% CRASH-READING\n")
    assert isinstance(desk.page(key), PageImage)
    assert desk.pool.ask(key, LINKS) == Trouble(TroubleCode.CRASHED)
    assert isinstance(desk.page(key, width=200), PageImage)


def test_that_dropped_work_is_asked_for_again_by_one_who_waits(desk: Desk) -> None:
    key = desk.add(linked())
    desk.pool.want_reading(key, OUTLINE)
    desk.pool.keep(())
    assert isinstance(desk.pool.ask(key, OUTLINE), tuple)


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (LINKS, b"nonsense"),
        (LINKS, b'[[0,0,1,1,"file:///x",null]]'),
        (LINKS, b'[[0,0,1,1e99,"",0]]'),
        (LINKS, b'[[0,0,1,1,"",-1]]'),
        (OUTLINE, b'[[0,"x",0,0]]'),
        (OUTLINE, b'[[1,"x",1000000,0]]'),
        (OUTLINE, b'{"a":1}'),
    ],
)
def test_that_readings_are_looked_at(name: str, payload: bytes) -> None:
    with pytest.raises(Lied):
        readings.checked(name, [payload])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the bug is to be seen as one
def test_that_nobody_waits_for_ever_when_a_bug_ends_the_threads(
    open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(workers=1)
    key = desk.add(linked())
    assert isinstance(desk.page(key), PageImage)

    def bug(*_: object) -> object:
        raise TypeError("a bug of ours")

    monkeypatch.setattr(readings, "checked", bug)
    assert desk.pool.ask(key, LINKS) == Trouble(TroubleCode.CRASHED)
    assert desk.pool.ask(key, OUTLINE) == Trouble(TroubleCode.CRASHED)
    assert desk.pool.extract(build.pdf()).trouble is not None
