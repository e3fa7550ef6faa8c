"""The panel of headings and small pages follows the pages, and leads to them."""

from collections.abc import Sequence

import pymupdf
import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from reviewer.documents.protocol import Heading
from reviewer.domain.document import DocumentKind
from reviewer.ui import staged
from reviewer.ui.document.overview import LEAST_ROOM, Overview
from reviewer.ui.document.pane import DocumentPane
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_pane import Make, make, pane

__all__ = ["make", "pane"]

LEFT = Qt.MouseButton.LeftButton


def show(qtbot: QtBot, pane: DocumentPane, make: Make, keys: Sequence[str]) -> None:
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(make(*(DocumentKind.RESUME for _ in keys), keys=list(keys)), (), "")


@pytest.fixture
def overview(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> Overview:
    show(qtbot, pane, make, [library.put(staged.long_document()), library.pdf(["Two"])])
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.toggle_overview()
    qtbot.waitUntil(lambda: bool(pane.overview.headings.headings), timeout=PATIENCE_MS)
    return pane.overview


def test_that_headings_lead_to_their_pages(qtbot: QtBot, pane: DocumentPane, overview: Overview) -> None:
    headings = overview.headings
    assert [(each.level, each.title, each.page) for each in headings.headings][:3] == [
        (1, "Storage", 0),
        (1, "Replication", 2),
        (2, "Reed-Solomon codes", 4),
    ]
    place = headings.visualRect(headings.model().index(2, 0))
    qtbot.mouseClick(headings.viewport(), LEFT, pos=place.center())
    qtbot.waitUntil(lambda: pane.pages.current_page == 4, timeout=PATIENCE_MS)
    headings.setFocus()
    qtbot.keyClick(headings, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pane.pages.current_page == 6, timeout=PATIENCE_MS)
    pane.pages.go_to_page(11)
    qtbot.waitUntil(lambda: headings.currentIndex().row() == 5, timeout=PATIENCE_MS)


def test_that_small_pages_are_drawn_and_lead_to_theirs(qtbot: QtBot, pane: DocumentPane, overview: Overview) -> None:
    overview.kinds.buttons()[1].click()
    pages = overview.thumbnails
    qtbot.waitUntil(pages.isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: pages.picture(1) is not None, timeout=PATIENCE_MS)
    place = pages.visualRect(pages.model().index(1, 0))
    picture = pages.viewport().grab(place).toImage()
    dark = [picture.pixelColor(x, y).lightness() < 160 for x in range(40, picture.width() - 40) for y in range(20, 120)]
    assert any(dark)
    qtbot.mouseClick(pages.viewport(), LEFT, pos=place.center())
    qtbot.waitUntil(lambda: pane.pages.current_page == 1, timeout=PATIENCE_MS)
    pane.pages.go_to_page(9)
    qtbot.waitUntil(lambda: pages.currentIndex().row() == 9, timeout=PATIENCE_MS)
    assert pages.viewport().rect().intersects(pages.visualRect(pages.currentIndex()))


def test_that_they_turn_with_the_pages(qtbot: QtBot, pane: DocumentPane, overview: Overview) -> None:
    before = overview.thumbnails.size_of(0)
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.pages.turn(90)
    qtbot.waitUntil(lambda: overview.thumbnails.size_of(0).width() > before.height() / 2, timeout=PATIENCE_MS)
    assert overview.thumbnails.size_of(0).height() < before.height()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.pages.turn(-90)


def test_that_a_document_without_headings_lists_its_pages(qtbot: QtBot, pane: DocumentPane, overview: Overview) -> None:
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.next_tab()
    qtbot.waitUntil(lambda: overview.thumbnails.model().rowCount(QModelIndex()) == 1, timeout=PATIENCE_MS)
    assert overview.kinds.isHidden()
    assert overview.thumbnails.isVisible()
    pane.previous_tab()
    qtbot.waitUntil(lambda: overview.thumbnails.model().rowCount(QModelIndex()) == 12, timeout=PATIENCE_MS)


def test_that_pages_come_first_where_room_is_short(qtbot: QtBot, pane: DocumentPane, overview: Overview) -> None:
    pane.resize(LEAST_ROOM - 20, 700)
    qtbot.waitUntil(lambda: not overview.isVisible(), timeout=PATIENCE_MS)
    pane.resize(760, 700)
    qtbot.waitUntil(overview.isVisible, timeout=PATIENCE_MS)
    overview.thumbnails.setFocus()
    pane.tabs.overview.click()
    assert not overview.isVisible()
    qtbot.waitUntil(pane.pages.hasFocus, timeout=PATIENCE_MS)


def test_that_headings_beyond_the_pages_are_left_out(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    with pymupdf.open() as document:
        for _ in range(2):
            document.new_page()
        document.set_toc([[1, "  First\n one ", 1], [1, "Second", 2]])
        key = library.put(document.tobytes())
    show(qtbot, pane, make, [key])
    pane.toggle_overview()
    qtbot.waitUntil(lambda: bool(pane.overview.headings.headings), timeout=PATIENCE_MS)
    assert [(each.title, each.page) for each in pane.overview.headings.headings] == [("First one", 0), ("Second", 1)]
    assert all(isinstance(each, Heading) for each in pane.overview.headings.headings)
