"""A field for a text over the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.text_overlay import TextOverlay

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def overlay(theme: Theme, ground: QWidget) -> TextOverlay:
    return TextOverlay(theme, ground, "Send", 12)


def test_that_what_is_written_is_handed_over_by_ctrl_and_enter_and_by_the_button(
    qtbot: QtBot, overlay: TextOverlay
) -> None:
    told: list[str] = []
    overlay.handed_over.connect(told.append)
    overlay.ask("To whom", "It is read.", "")
    assert overlay.field.hasFocus()
    qtbot.keyClick(overlay.field, Qt.Key.Key_Return, CTRL)
    assert told == []
    qtbot.keyClicks(overlay.field, "jk 1")
    qtbot.keyClick(overlay.field, Qt.Key.Key_Return)
    qtbot.keyClicks(overlay.field, "two ")
    qtbot.keyClick(overlay.field, Qt.Key.Key_Return, CTRL)
    overlay.button.click()
    assert told == ["jk 1\ntwo"] * 2
    assert overlay.isVisible()  # until whoever asked has taken it


def test_that_what_is_too_long_is_told_and_not_handed_over(qtbot: QtBot, overlay: TextOverlay) -> None:
    overlay.ask("To whom", "It is read.", "x" * 13)
    assert "13 of 12" in overlay.room.text()
    assert not overlay.button.isEnabled()
    qtbot.keyClick(overlay.field, Qt.Key.Key_Backspace)
    assert overlay.room.text() == ""
    assert overlay.button.isEnabled()


def test_that_esc_closes_and_leaves_what_is_written(qtbot: QtBot, overlay: TextOverlay) -> None:
    overlay.ask("To whom", "It is read.", "half")
    qtbot.keyClicks(overlay.field, " a")
    with qtbot.waitSignal(overlay.closed):
        qtbot.keyClick(QApplication.focusWidget() or overlay, Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    assert overlay.text() == "half a"
