"""Looks for a text in the document that is shown, page by page as its words come, in slices that nobody notices."""

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reviewer.ui.document.finding import Search

if TYPE_CHECKING:
    from reviewer.ui.document.pages import PageView

SLICE = 0.006
"""Seconds of looking after which the window has its turn."""


class Finder(QObject):
    """Fills the search of a page view, tells how far it is, and keeps the current hit in sight."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self._due: deque[int] = deque()
        self._from = (0, 0.0)
        self._reveals = False
        self._told: tuple[int, int, int, int, bool] | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._look_on)

    def clear(self) -> None:
        """Another document is shown: what is looked for stays."""
        self._next.stop()
        self._due.clear()
        self._from, self._reveals = (0, 0.0), False
        self._told = None

    def search(self, text: str, *, whole: bool = False) -> None:
        """Look for a text; the first hit from what is at the upper edge on becomes the current one."""
        reading = self._view.reading
        reading.search = Search(text, whole=whole)
        self._from = self._view.position()
        self._reveals = bool(text)
        known = sorted(reading.pages)
        self._due = deque([page for page in known if page >= self._from[0]] + [p for p in known if p < self._from[0]])
        self._look_on()

    def came(self, page: int) -> None:
        """The words of a page are here."""
        if self._view.reading.wanted:
            self._due.append(page)
            if not self._next.isActive():
                self._look_on()
        else:
            self.tell()

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) hit."""
        hit = self._view.reading.search.step(direction)
        if hit is not None:
            self._view.reveal(hit.strips[0])
            self.tell()
            self._view.viewport().update()

    def tell(self) -> None:
        """Say which hit of how many is the current one, and how many pages of how many have been looked at."""
        reading = self._view.reading
        pages = len(self._view.sizes())
        looked = reading.search.pages if reading.wanted else len(reading.pages)
        words = any(text.words for text in reading.pages.values())
        told = (reading.search.number, reading.search.count, looked, pages, words)
        if told != self._told:
            self._told = told
            self._view.found.emit(*told[:2])
            self._view.searched.emit(*told[2:])

    def _look_on(self) -> None:
        reading = self._view.reading
        end = time.perf_counter() + SLICE
        while self._due and reading.wanted:
            page = self._due.popleft()
            text = reading.pages.get(page)
            if text is not None:
                reading.search.look(text)
            if time.perf_counter() > end:
                break
        if reading.search.hit is None and reading.search.count and reading.search.choose(*self._from) and self._reveals:
            self._reveals = False
            assert reading.search.hit is not None
            self._view.reveal(reading.search.hit.strips[0])
        if self._due:
            self._next.start()
        self.tell()
        self._view.viewport().update()
