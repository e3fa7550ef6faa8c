"""Has the first pages of the applications that come next drawn before anybody asks for them."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QTimer

from reviewer.documents.protocol import NEXT, Event, InfoReady
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.pages import PageView

NEAR_DOCUMENTS = 40
"""How many documents count as within reach: queued work for others is dropped."""
AFTER_FRAME = 20
"""Milliseconds that asking waits, so that it is not in the way of the page that is wanted now."""
WORDS_PAGES = 3
"""Pages whose words are read ahead."""


class Ahead(QObject):
    """Asks, at the lowest urgency of the screen, for what the view would show first of documents to come."""

    def __init__(self, documents: DocumentService, arrivals: Arrivals, view: PageView) -> None:
        super().__init__(view)
        self._documents, self._view = documents, view
        self._near: OrderedDict[str, None] = OrderedDict()
        self._coming: tuple[str, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_FRAME)
        self._soon.timeout.connect(self._ask)
        arrivals.arrived.connect(self._arrived)

    def keep(self, shown: Iterable[str]) -> None:
        """Drop what is queued for documents out of reach; those of the shown application are within."""
        for key in shown:
            self._touch(key)
        self._documents.keep(self._near)

    def ask(self, keys: Sequence[str]) -> None:
        """These come next, the first of them first. Not before the frame of the present one."""
        self._coming = tuple(dict.fromkeys((*keys, *(self._coming if self._soon.isActive() else ()))))[:NEAR_DOCUMENTS]
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        for key in reversed(self._coming):  # among equals the pool serves first what was asked last
            self._touch(key)
            if self._documents.trouble(key) is not None:
                continue
            info = self._documents.info(key)
            if info is not None:
                self._ask_pages(key, info.pages)
                continue
            first = self._view.first_pages(())[:1]
            for page, width in first:
                self._documents.want_page(key, page, width, NEXT)  # brings the document's description with it
            if not first:
                self._documents.want_info(key, NEXT)

    def ready(self, keys: Sequence[str]) -> bool:
        """Whether the first pages of these documents can be painted at once, or cannot be shown at all."""
        return all(self._there(key) for key in keys)

    def _there(self, key: str) -> bool:
        if self._documents.trouble(key) is not None:
            return True
        info = self._documents.info(key)
        pages = self._view.first_pages(info.pages) if info is not None else []
        drawn = (self._documents.image(key, page, width) is not None for page, width in pages)
        return bool(pages) and all(drawn)

    def _touch(self, key: str) -> None:
        self._near[key] = None
        self._near.move_to_end(key)
        while len(self._near) > NEAR_DOCUMENTS:
            self._near.popitem(last=False)

    def _ask_pages(self, key: str, sizes: Sequence[tuple[float, float]]) -> None:
        for page in range(min(WORDS_PAGES, len(sizes))):
            self._documents.want_words(key, page, NEXT)
        for page, width in reversed(self._view.first_pages(sizes)):
            self._documents.want_page(key, page, width, NEXT)

    def _arrived(self, event: Event) -> None:
        if isinstance(event, InfoReady) and event.key in self._near and event.key != self._view.key:
            self._ask_pages(event.key, event.info.pages)
