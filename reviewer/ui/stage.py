"""A window with the samples that is brought into each state, and pictures of it."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.domain.connection import Connection
from reviewer.domain.evidence import Passage
from reviewer.errors import DocumentTrouble
from reviewer.services.journal import SyncKind
from reviewer.services.parts import Parts
from reviewer.ui.connecting.entering import Entrance
from reviewer.ui.document.page_text import Place, Selection
from reviewer.ui.document.passages import read_text, strips_of
from reviewer.ui.main_window import MainWindow
from reviewer.ui.theme import Theme

WAIT = 20.0
"""Seconds after which a state that does not come is given up."""
REST = 5
"""Looks at a place after which what has not moved is taken to stand still."""
USUAL, NARROW, SMALL, WIDE = (1440, 900), (1024, 680), (724, 520), (1920, 1080)


class Stage:
    """A window with the samples, and ways to bring it into each state."""

    def __init__(self, parts: Parts, window: MainWindow, app: QApplication, theme: Theme, folder: Path) -> None:
        self.parts, self.window = parts, window
        self._app, self._theme, self._folder = app, theme, folder
        self._scale = round(QGuiApplication.primaryScreen().devicePixelRatio())

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until something is so.

        Raises:
            DocumentTrouble: it does not come to be.
        """
        end = time.monotonic() + WAIT
        while not condition():
            if time.monotonic() > end:
                raise DocumentTrouble("A state of the window did not come about in time, so it was not drawn.")
            loop = QEventLoop()
            QTimer.singleShot(10, loop.quit)
            loop.exec()

    def settle(self) -> None:
        """Wait until nothing is under way: no task, no sending, and every page in sight sharp."""
        page = self.window.page
        self.until(lambda: not self.window.tasks.busy and self.parts.journal.state().kind is not SyncKind.SENDING)
        if self.window.presenter.application is not None and page.isVisible():
            sharp: list[bool] = []
            view = page.document.pages
            connection = view.painted.connect(lambda: sharp.append(True))
            view.viewport().update()
            self.until(lambda: bool(sharp) or view.trouble is not None or not view.isVisible())
            view.disconnect(connection)
        self.until(lambda: not self.window.tasks.busy)

    def rest(self) -> None:
        """Wait until the pages have come to rest."""
        places: list[tuple[int, float]] = []
        view = self.window.page.document.pages

        def still() -> bool:
            places.append(view.position())
            return len(places) > REST and len(set(places[-REST:])) == 1

        self.until(still)

    def shoot(self, name: str) -> None:
        """Keep pictures of the window when it has come to rest."""
        self.settle()
        self.grab(name)

    def grab(self, name: str, other: QWidget | None = None) -> None:
        """Keep pictures of the window, or of another, as it is this moment."""
        for dark in (True, False):
            self._theme.use(self._app, dark=dark)
            file = self._folder / f"{name}-{'dark' if dark else 'light'}-{self._scale}x.png"
            (other or self.window).grab().save(str(file))

    def entrance(self, connection: Connection) -> Entrance:
        """The window before there is one, for a shared database."""
        return Entrance(self._theme, self.parts.connections, connection)

    def read(self, name: str) -> None:
        """Open the application of the candidate with this name."""
        self.settle()
        found = self.parts.queue.find(name, 1)
        if not found:
            raise DocumentTrouble(f"There is no sample of this name: {name}.")
        self.window.go_to(found[0].id)
        self.until(
            lambda: (
                self.window.presenter.application is not None and self.window.presenter.application.id == found[0].id
            )
        )
        self.settle()

    def press(self, *names: str) -> None:
        """Give commands, as their keys do."""
        for name in names:
            self.window.commands.run(name)
            self.settle()

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def select(self, quote: str) -> None:
        """Select a text of the document that is read.

        Raises:
            DocumentTrouble: it is not there.
        """
        view = self.window.page.document.pages
        self.until(lambda: bool(view.sizes()) and len(view.reading.pages) == len(view.sizes()))
        passage = Passage("0" * 64, quote, "", "", 0, 0, 1)
        located = read_text(view.reading.pages).locate(passage)
        if located is None:
            raise DocumentTrouble(f"No sample says this: {quote}")
        view.reading.selection = Selection(Place(*located.start), Place(*located.end))
        view.flash_strips(strips_of(located, view.reading.pages))

    def size(self, size: tuple[int, int]) -> None:
        """Resize the window."""
        self.window.resize(*size)
        self.settle()
