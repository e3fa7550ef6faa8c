"""Links: said under the pointer, asked about before they are followed, listed."""

from collections.abc import Generator

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.addresses import Doubt
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pages import PageView
from reviewer.ui.leading import Leading
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import PATIENCE_MS, Library

LINES = [
    "My page and my other page.",
    "Write to milla@example.org, or",
    "see https://example.org/plain too",
    "www.linkedin.com",
    "page two",
]


def document() -> bytes:
    """Links on words, by where each leads; the second line has addresses that are not marked."""
    with pymupdf.open() as made:
        page = made.new_page()
        for n, line in enumerate(LINES):
            page.insert_text((60, 100 + 30 * n), line, fontsize=12)
        for words, uri in (("My page", "https://example.org/milla"), ("www.linkedin.com", "https://evil.example/x")):
            page.insert_link({"kind": pymupdf.LINK_URI, "from": page.search_for(words)[0], "uri": uri})
        page.insert_link({"kind": pymupdf.LINK_URI, "from": page.search_for("other page")[0], "uri": "file:///etc/x"})
        made.new_page().insert_text((60, 100), "Here. Also https://example.org/second", fontsize=12)
        made[0].insert_link({"kind": pymupdf.LINK_GOTO, "from": made[0].search_for("page two")[0], "page": 1})
        return made.tobytes()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(760, 700)
    return made


@pytest.fixture
def view(
    qtbot: QtBot, window: QWidget, theme: Theme, documents: DocumentService, arrivals: Arrivals, library: Library
) -> PageView:
    made = PageView(theme, documents, arrivals, window)
    made.resize(760, 700)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(made.painted, timeout=PATIENCE_MS):
        made.show_document(library.put(document()))
    qtbot.waitUntil(lambda: len(made.reading.pages) == 2 and len(made.links.of(0)) == 5, timeout=PATIENCE_MS)
    return made


@pytest.fixture
def leading(theme: Theme, window: QWidget, view: PageView) -> Generator[Leading]:
    made = Leading(theme, window, view)
    opened: list[str] = []
    made.open_address = lambda url: opened.append(url.toString())
    made.setProperty("opened", opened)
    made.opened = opened  # pyright: ignore[reportAttributeAccessIssue]
    yield made
    made.asking.dismiss()
    made.listing.dismiss()


def at(view: PageView, text: str) -> QPoint:
    word = next(word for word in view.reading.pages[0].words if text in word.text)
    return view.place_of(Strip(0, word.x0, word.y0, word.x1, word.y1)).center()


def click(view: PageView, text: str) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, text))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("My", "example.org/milla"),
        ("milla@", "milla@example.org"),
        ("https:", "example.org/plain"),
        ("www.", "evil.example/x"),
        ("two", "Page 2"),
        ("see", ""),
        ("other", ""),
    ],
)
def test_that_the_line_says_where_a_link_leads(qtbot: QtBot, view: PageView, word: str, said: str) -> None:
    QTest.mouseMove(view.viewport(), at(view, word))
    qtbot.waitUntil(lambda: view.links.line.text() == said, timeout=PATIENCE_MS)
    shape = Qt.CursorShape.PointingHandCursor if said else Qt.CursorShape.IBeamCursor
    assert view.viewport().cursor().shape() is shape


def test_that_a_link_is_opened_only_after_asking(qtbot: QtBot, view: PageView, leading: Leading) -> None:
    opened: list[str] = leading.opened  # pyright: ignore[reportAttributeAccessIssue]
    click(view, "My")
    assert leading.asking.isVisible()
    assert (leading.asking.host.text(), leading.asking.rest.text()) == ("example.org", "/milla")
    assert opened == []
    qtbot.keyClick(leading.asking.first(), Qt.Key.Key_Escape)
    assert not leading.asking.isVisible()
    assert opened == []
    click(view, "My")
    qtbot.keyClick(leading.asking, Qt.Key.Key_Return)
    assert opened == ["https://example.org/milla"]
    click(view, "My")
    qtbot.keyClick(leading.asking, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "https://example.org/milla"
    assert len(opened) == 1


def test_that_a_doubtful_link_says_so_and_is_not_opened_by_enter(
    qtbot: QtBot, view: PageView, leading: Leading
) -> None:
    opened: list[str] = leading.opened  # pyright: ignore[reportAttributeAccessIssue]
    click(view, "www.")
    assert leading.asking.address is not None
    assert leading.asking.address.doubts == (Doubt.OTHER_TEXT,)
    assert leading.asking.doubts[0].text() == "Its text says www.linkedin.com."
    assert leading.asking.doubts[0].isVisible()
    qtbot.keyClick(leading.asking, Qt.Key.Key_Return)
    assert opened == []


def test_that_a_drag_over_a_link_selects_it(view: PageView, leading: Leading) -> None:
    port, start = view.viewport(), at(view, "https:")
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start - QPoint(60, 0))
    QTest.mouseMove(port, start + QPoint(60, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert view.reading.has_selection
    assert not leading.asking.isVisible()


def test_that_a_link_within_the_document_is_gone_to(qtbot: QtBot, view: PageView, leading: Leading) -> None:
    click(view, "two")
    qtbot.waitUntil(lambda: view.position()[0] == 1 or 1 in view.visible(), timeout=PATIENCE_MS)
    assert not leading.asking.isVisible()


def test_that_links_are_listed_and_chosen_by_keys(qtbot: QtBot, view: PageView, leading: Leading) -> None:
    opened: list[str] = leading.opened  # pyright: ignore[reportAttributeAccessIssue]
    leading.list_links()
    wanted = ["example.org/milla", "milla@example.org", "example.org/plain", "evil.example/x", "example.org/second"]
    qtbot.waitUntil(lambda: leading.listing.entries() == wanted, timeout=PATIENCE_MS)
    for _ in range(2):
        qtbot.keyClick(leading.listing.list, Qt.Key.Key_Down)
    qtbot.keyClick(leading.listing.list, Qt.Key.Key_Return)
    assert not leading.listing.isVisible()
    assert leading.asking.isVisible()
    assert leading.asking.host.text() == "example.org"
    qtbot.keyClick(leading.asking, Qt.Key.Key_O)
    assert opened == ["https://example.org/plain"]


def test_that_a_document_without_links_says_so(
    qtbot: QtBot, view: PageView, leading: Leading, library: Library
) -> None:
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.show_document(library.pdf(["nothing to follow"]))
    leading.list_links()
    assert leading.listing.entries() == ["This document has no links"]
