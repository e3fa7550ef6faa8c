"""Selecting with the mouse and the keys, over lines, columns and pages."""

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pages import PageView
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import PATIENCE_MS, Library

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = [f"left {n} and so on for a while" for n in range(12)]
RIGHT = [f"right {n} goes on as well here" for n in range(12)]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, documents: DocumentService, arrivals: Arrivals, library: Library) -> PageView:
    """Two pages: two columns, written line by line; then a few lines."""
    with pymupdf.open() as document:
        page = document.new_page()
        for n in range(12):
            page.insert_text((60, 100 + 15 * n), LEFT[n], fontsize=11)
            page.insert_text((320, 100 + 15 * n), RIGHT[n], fontsize=11)
        document.new_page().insert_text((60, 100), "Second page, first line", fontsize=11)
        key = library.put(document.tobytes())
    made = PageView(theme, documents, arrivals)
    qtbot.addWidget(made)
    made.resize(760, 1000)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.painted, timeout=PATIENCE_MS):
        made.show_document(key)
    qtbot.waitUntil(lambda: len(made.reading.pages) == 2, timeout=PATIENCE_MS)
    return made


def place(view: PageView, text: str, page: int = 0, *, end: bool = False) -> QPoint:
    """The left or right edge of the first word of a line that has this text."""
    words = view.reading.pages[page].words
    for number in range(len(words)):
        of_line = [word for word in words if word.line == words[number].line]
        if " ".join(word.text for word in of_line).startswith(text):
            word = of_line[-1] if end else of_line[0]
            at = view.place_of(Strip(page, word.x0, word.y0, word.x1, word.y1))
            return QPoint(at.right() - 1 if end else at.left() + 1, at.center().y())
    raise AssertionError(text)


def drag(view: PageView, start: QPoint, end: QPoint) -> None:
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_that_a_drag_goes_down_its_column(view: PageView) -> None:
    drag(view, place(view, "left 3"), place(view, "left 6", end=True))
    assert view.reading.text.split() == " ".join(LEFT[3:7]).split()


def test_that_a_drag_into_the_next_column_takes_the_rest_of_the_first(view: PageView) -> None:
    drag(view, place(view, "left 10"), place(view, "right 1", end=True))
    assert view.reading.text.split() == " ".join(LEFT[10:] + RIGHT[:2]).split()
    assert "left 11 and so on for a while\nright 0" in view.reading.text


def test_that_a_drag_goes_over_pages_and_scrolls(qtbot: QtBot, view: PageView) -> None:
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=place(view, "right 11"))
    QTest.mouseMove(port, QPoint(300, port.height() + 40))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0 and 1 in view.visible(), timeout=PATIENCE_MS)
    QTest.mouseMove(port, place(view, "Second", 1, end=True))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place(view, "Second", 1, end=True))
    assert view.reading.text.splitlines() == [RIGHT[11], "Second page, first line"]


def test_that_shift_extends_with_the_mouse(qtbot: QtBot, view: PageView) -> None:
    drag(view, place(view, "left 3"), place(view, "left 3", end=True))
    end = place(view, "left 5", end=True)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Shift, end)
    assert view.reading.text.split() == " ".join(LEFT[3:6]).split()


def test_that_the_keys_extend_from_the_first_word_in_sight(qtbot: QtBot, view: PageView) -> None:
    qtbot.keyClick(view, Key.Key_Right, Shift | Ctrl)
    assert view.reading.text == "left"
    qtbot.keyClick(view, Key.Key_Right, Shift)
    qtbot.keyClick(view, Key.Key_Right, Shift)
    assert view.reading.text == "left 0"
    qtbot.keyClick(view, Key.Key_End, Shift)
    assert view.reading.text == LEFT[0]
    qtbot.keyClick(view, Key.Key_Down, Shift)
    assert view.reading.text.split() == " ".join(LEFT[:2]).split()
    qtbot.keyClick(view, Key.Key_Left, Shift | Ctrl)
    assert view.reading.text.split()[-1] == "a"
    qtbot.keyClick(view, Key.Key_End, Shift | Ctrl)
    assert view.reading.text.splitlines()[-1] == "Second page, first line"
    qtbot.keyClick(view, Key.Key_C, Ctrl)
    assert QGuiApplication.clipboard().text() == view.reading.text
    qtbot.keyClick(view, Key.Key_Escape)
    assert not view.reading.has_selection


def test_that_going_down_keeps_its_place_across(qtbot: QtBot, view: PageView) -> None:
    qtbot.keyClick(view, Key.Key_F7)
    view.toggle_caret()
    for _ in range(2):
        qtbot.keyClick(view, Key.Key_Right, Ctrl)
    for _ in range(12):
        qtbot.keyClick(view, Key.Key_Down)
    caret = view.reading.caret
    assert caret is not None
    word = view.reading.pages[0].words[caret.word]
    assert (word.text, word.x0 > 300) == ("right", True)
    for _ in range(12):
        qtbot.keyClick(view, Key.Key_Up)
    caret = view.reading.caret
    assert caret is not None
    assert view.reading.pages[0].words[caret.word].line == 0


def test_that_the_caret_is_seen_and_taken_away(qtbot: QtBot, view: PageView) -> None:
    view.toggle_caret()
    strip = view.reading.caret_strip(0)
    assert strip is not None
    at = view.place_of(strip).center()
    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(at) == QColor("#3451B2"), timeout=PATIENCE_MS)
    qtbot.keyClick(view, Key.Key_Right, Shift | Ctrl)
    assert view.reading.text == "left"
    qtbot.keyClick(view, Key.Key_Escape)
    assert view.reading.caret is not None
    qtbot.keyClick(view, Key.Key_Escape)
    assert view.reading.caret is None


def test_that_arrows_scroll_where_there_is_no_caret(qtbot: QtBot, view: PageView) -> None:
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0, timeout=PATIENCE_MS)
    assert not view.reading.has_selection


def test_that_all_is_selected_whatever_is_known_yet(qtbot: QtBot, view: PageView) -> None:
    second = view.reading.pages.pop(1)
    qtbot.keyClick(view, Key.Key_A, Ctrl)
    assert view.reading.text.splitlines()[-1] != "Second page, first line"
    view.reading.pages[1] = second
    assert view.reading.text.splitlines()[-1] == "Second page, first line"
