"""Drives the whole program as a person does: by keys alone, looking only at what the window shows."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import app
from reviewer.services.journal import SyncKind
from reviewer.services.parts import Parts
from reviewer.settings import Settings
from reviewer.ui.application import make_application, make_theme
from reviewer.ui.main_window import MainWindow

PATIENCE_MS = 30_000

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Driver:
    """A person at the window."""

    def __init__(self, qtbot: QtBot, parts: Parts, window: MainWindow) -> None:
        self._qtbot, self.parts, self.window = qtbot, parts, window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that the window shows."""
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def until_sharp(self) -> None:
        """Wait until all that is visible of the document is drawn."""
        view = self.window.page.document.pages
        with self._qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
            view.viewport().update()

    def until_sent(self) -> None:
        """Wait until the database has everything."""
        self.until(lambda: not self.window.tasks.busy)
        self.until(lambda: self.parts.journal.state().kind is SyncKind.UP_TO_DATE)

    @property
    def name(self) -> str:
        """Whose application is open."""
        application = self.window.presenter.application
        return application.candidate.name if application else ""


def program(qtbot: QtBot, database: Path) -> AbstractContextManager[Driver]:
    """The program on a database file, from its start to its end."""
    return running(qtbot, app.Place.at(database))


@contextmanager
def running(qtbot: QtBot, place: app.Place, password: str | None = None) -> Generator[Driver]:
    """The program on a database, from its start to its end."""
    application = make_application()
    with app.build(place, Settings(theme="light"), password) as parts:
        theme = make_theme(application, Settings(theme="light"))
        window = MainWindow(parts, theme)
        window.resize(1440, 900)
        window.show()
        qtbot.waitExposed(window)
        with qtbot.waitSignal(window.began, timeout=PATIENCE_MS):
            window.begin()
        try:
            yield Driver(qtbot, parts, window)
        finally:
            window.close()
            window.shut_down()
            window.deleteLater()
            theme.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
