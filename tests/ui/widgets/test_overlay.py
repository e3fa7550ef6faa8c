"""Overlays: keys are theirs, Tab stays inside, Esc closes them and the focus goes back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.choice_overlay import ChoiceOverlay
from reviewer.ui.widgets.overlay import Overlay

CHOICES = (Choice("cats", "Cats", "C"), Choice("dogs", "Dogs", "D"), Choice("birds", "Birds", "1"))


@pytest.fixture
def field(window: QMainWindow, ground: QWidget, qtbot: QtBot) -> QLineEdit:
    """A field in the window below, which has the focus."""
    field = QLineEdit(ground)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def test_that_the_focus_goes_back_when_it_closes(qtbot: QtBot, theme: Theme, ground: QWidget, field: QLineEdit) -> None:
    overlay = Overlay(theme, ground, "Test")
    overlay.open()
    assert overlay.isVisible()
    assert not field.hasFocus()
    assert overlay.geometry() == ground.rect()
    with qtbot.waitSignal(overlay.closed):
        qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_that_it_fits_the_window_when_that_changes(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget
) -> None:
    overlay = Overlay(theme, ground, "Test")
    overlay.open()
    window.resize(800, 560)
    qtbot.waitUntil(lambda: overlay.size() == ground.size())


def test_that_a_click_beside_the_card_closes_it_and_one_on_it_does_not(
    qtbot: QtBot, theme: Theme, ground: QWidget
) -> None:
    overlay = Overlay(theme, ground, "Test")
    overlay.column.addWidget(QPushButton("Something"))
    overlay.open()
    qtbot.mouseClick(overlay, Qt.MouseButton.LeftButton, pos=overlay.card.geometry().topLeft() + QPoint(1, 1))
    assert overlay.isVisible()
    qtbot.mouseClick(overlay, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not overlay.isVisible()


def test_that_commands_of_the_window_do_not_hear_its_keys(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget
) -> None:
    heard: list[str] = []
    for key in ("J", "Ctrl+I", "Return", "Ctrl+Q"):
        action = QAction(window)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False, key=key: heard.append(key))
        window.addAction(action)
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert heard == ["J"]
    overlay = Overlay(theme, ground, "Test")
    overlay.open()
    qtbot.keyClick(overlay, Qt.Key.Key_J)
    qtbot.keyClick(overlay, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(overlay, Qt.Key.Key_Return)
    assert heard == ["J"]
    qtbot.keyClick(overlay, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["J", "Ctrl+Q"]


def test_that_tab_stays_inside(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget, field: QLineEdit
) -> None:
    overlay = Overlay(theme, ground, "Test")
    buttons = [QPushButton("One"), QPushButton("Two")]
    for button in buttons:
        overlay.column.addWidget(button)
    overlay.open()
    order = [buttons[0], buttons[1], buttons[0]]
    for button in order:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is button
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is buttons[1]


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ([Qt.Key.Key_D], "dogs"),
        ([Qt.Key.Key_1], "birds"),
        ([Qt.Key.Key_Return], "cats"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Return], "dogs"),
        ([Qt.Key.Key_Up, Qt.Key.Key_Enter], "birds"),
        ([Qt.Key.Key_Tab, Qt.Key.Key_Space], "dogs"),
    ],
)
def test_that_a_choice_is_picked_by_keys(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget, keys: list[Qt.Key], name: str
) -> None:
    overlay = ChoiceOverlay(theme, ground)
    picked: list[str] = []
    overlay.picked.connect(picked.append)
    overlay.ask("Which animal?", CHOICES)
    for key in keys:
        qtbot.keyClick(window.focusWidget(), key)
    assert picked == [name]
    assert not overlay.isVisible()


def test_that_a_choice_can_be_clicked_or_refused(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget
) -> None:
    overlay = ChoiceOverlay(theme, ground)
    picked: list[str] = []
    overlay.picked.connect(picked.append)
    overlay.ask("Which animal?", CHOICES)
    qtbot.keyClick(overlay, Qt.Key.Key_Z)
    assert overlay.isVisible()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    assert picked == []
    overlay.ask("Which animal?", CHOICES[:2])
    assert [row.text() for row in overlay.rows()] == ["Cats", "Dogs"]
    qtbot.mouseClick(overlay.rows()[1], Qt.MouseButton.LeftButton)
    assert picked == ["dogs"]
