"""Passages on pages: marked, gone to over page breaks, read on for, and offered when selected."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.ui.document.page_text import Place, Selection, Strip
from reviewer.ui.document.pages import WORDS_AHEAD, PageView
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_pages import LINES, colour_at, read, show, view

__all__ = ["view"]


def strip_of(view: PageView, text: str, page: int = 0) -> Strip:
    """The place of a word."""
    word = next(word for word in view.reading.pages[page].words if word.text.startswith(text))
    return Strip(page, word.x0, word.y0, word.x1, word.y1)


def ground(view: PageView, strip: Strip) -> QColor:
    """The colour of a word's place above its letters."""
    place = view.place_of(strip)
    return colour_at(view, QPoint(place.center().x(), place.top() + 2))


def test_that_a_passage_is_marked_until_another_document_is_shown(
    qtbot: QtBot, view: PageView, library: Library, theme: Theme
) -> None:
    key = library.pdf(LINES)
    show(qtbot, view, key)
    read(qtbot, view)
    strip = strip_of(view, "scheduler")
    before = ground(view, strip)
    view.set_passages([strip])
    assert ground(view, strip) == theme.colour("evidence_ink") != before
    view.flash_strips([strip])
    assert ground(view, strip) == theme.colour("mark")
    qtbot.waitUntil(lambda: not view.flashing, timeout=PATIENCE_MS)
    assert ground(view, strip) == theme.colour("evidence_ink")
    show(qtbot, view, library.pdf(["Another"]))
    show(qtbot, view, key)
    read(qtbot, view)
    assert ground(view, strip) == before


def test_that_a_passage_over_two_pages_is_flashed_on_both(
    qtbot: QtBot, view: PageView, library: Library, theme: Theme
) -> None:
    show(qtbot, view, library.pdf(["First"], ["Second"], size=(595, 200)))
    read(qtbot, view, 2)
    first, second = strip_of(view, "First"), strip_of(view, "Second", 1)
    view.flash_strips([first, second])
    assert ground(view, first) == ground(view, second) == theme.colour("mark")


def test_that_the_words_of_a_page_far_down_are_read_when_asked_for(
    qtbot: QtBot, view: PageView, library: Library
) -> None:
    pages = 2 * WORDS_AHEAD
    show(qtbot, view, library.pdf(*[[f"Page {number}"] for number in range(pages)]))
    read(qtbot, view)
    assert len(view.reading.pages) < pages
    view.read_on(pages - 2)
    qtbot.waitUntil(lambda: pages - 2 in view.reading.pages, timeout=PATIENCE_MS)
    read(qtbot, view, pages)


def test_that_a_selection_and_only_that_has_a_menu(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES))
    read(qtbot, view)
    asked: list[QPoint] = []
    changed: list[bool] = []
    view.menu_asked.connect(asked.append)
    view.selection_changed.connect(lambda: changed.append(True))
    at = QPoint(100, 100)

    def ask() -> None:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
        QApplication.sendEvent(view.viewport(), event)

    ask()
    assert not asked
    view.reading.selection = Selection(Place(0, 0, 0), Place(0, 2, 9))
    ask()
    assert asked == [view.viewport().mapToGlobal(at)]
    view.copy()
    assert QApplication.clipboard().text() == "Wrote the scheduler"
    view.clear_selection()
    assert not view.reading.text
    assert changed
