"""Keys of a page that says how things are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.state_page import StatePage


def test_that_a_page_leaves_keys_to_the_commands_that_have_them(
    qtbot: QtBot, theme: Theme, window: QMainWindow
) -> None:
    page = StatePage(theme)
    window.setCentralWidget(page)
    done: list[str] = []
    command = QAction(window)
    command.setShortcut(QKeySequence("]"))
    command.triggered.connect(lambda: done.append("command"))
    window.addAction(command)
    page.acted.connect(done.append)
    page.say(
        "file-x", "Damaged", "It cannot be read.", [Choice("next", "Go on", "]"), Choice("samples", "Samples", "S")]
    )
    qtbot.waitUntil(lambda: all(button.isVisible() for button in page.buttons()))
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert done == ["command", "command"]
    with qtbot.waitSignal(page.acted):
        qtbot.keyClick(window, Qt.Key.Key_S)
    assert done == ["command", "command", "samples"]
