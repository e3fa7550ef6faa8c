"""A theme, a window to lay things over, and one rule for all of the window's tests: no style is left behind."""

from collections.abc import Generator

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reviewer import paths
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme, load_fonts


@pytest.fixture
def theme(qapp: QApplication) -> Generator[Theme]:
    load_fonts(paths.resources())
    theme = Theme(paths.resources())
    theme.use(qapp, dark=False)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def tasks(qapp: QApplication) -> Generator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QMainWindow:
    """A shown window with an empty ground."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    window.resize(1000, 700)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.fixture
def ground(window: QMainWindow) -> QWidget:
    """What overlays lie over."""
    ground = window.centralWidget()
    assert ground is not None
    return ground
