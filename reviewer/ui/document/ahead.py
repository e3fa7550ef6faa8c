"""Has the first pages of the applications that come next drawn before anybody asks for them."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject

from reviewer.documents.protocol import NEXT, Event, InfoReady
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.pages import PageView

NEAR_DOCUMENTS = 40
"""How many documents count as within reach: queued work for others is dropped."""
WORDS_PAGES = 3
"""Pages whose words are read ahead."""


class Ahead(QObject):
    """Asks, at the lowest urgency of the screen, for what the view would show first of documents to come."""

    def __init__(self, documents: DocumentService, arrivals: Arrivals, view: PageView) -> None:
        super().__init__(view)
        self._documents, self._view = documents, view
        self._near: OrderedDict[str, None] = OrderedDict()
        arrivals.arrived.connect(self._arrived)

    def keep(self, shown: Iterable[str]) -> None:
        """Drop what is queued for documents out of reach; those of the shown application are within."""
        for key in shown:
            self._touch(key)
        self._documents.keep(self._near)

    def ask(self, keys: Sequence[str]) -> None:
        """These come next, the first of them first."""
        for key in reversed(keys):  # among equals the pool serves first what was asked last
            self._touch(key)
            if self._documents.trouble(key) is not None:
                continue
            info = self._documents.info(key)
            if info is not None:
                self._ask_pages(key, info.pages)
                continue
            for page, width in self._view.first_pages(())[:1]:
                self._documents.want_page(key, page, width, NEXT)
            self._documents.want_info(key, NEXT)

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
