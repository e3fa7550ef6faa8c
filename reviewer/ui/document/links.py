"""The links of the document that is shown: those that it marks, and addresses that stand in its text unmarked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reviewer.documents.protocol import LINKS, NEAR, Event, Link, ReadingReady
from reviewer.domain.addresses import Address, address, in_text
from reviewer.services.documents import DocumentService
from reviewer.ui.document.page_text import PageText, Strip
from reviewer.ui.document.pointer_line import PointerLine
from reviewer.ui.theme import Theme

if TYPE_CHECKING:
    from reviewer.ui.document.pages import PageView

AROUND = 1.5
"""Points around a link that belong to it."""


@dataclass(frozen=True)
class PlacedLink:
    """A place that leads to an address, or to a page of the same document (`to_page`)."""

    strip: Strip
    address: Address | None = None
    to_page: int | None = None


def placed_links(page: int, marked: Sequence[Link], text: PageText | None) -> list[PlacedLink]:
    """The links of a page in the order of reading: marked ones that may be followed, then addresses in its text."""
    found: list[PlacedLink] = []
    for link in marked:
        strip = Strip(page, min(link.x0, link.x1), min(link.y0, link.y1), max(link.x0, link.x1), max(link.y0, link.y1))
        if link.uri:
            to = address(link.uri, _text_on(strip, text))
            if to is not None:
                found.append(PlacedLink(strip, to))
        elif link.page is not None:
            found.append(PlacedLink(strip, to_page=link.page))
    covered = [each.strip for each in found]
    for number, word in enumerate(text.words if text is not None else ()):
        said = in_text(word.text)
        middle = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        if said is None or text is None or any(_holds(strip, *middle) for strip in covered):
            continue
        uri, start, end = said
        to = address(uri)
        strip = next(text.strips((number, start), (number, end)), None)
        if to is not None and strip is not None:
            found.append(PlacedLink(strip, to))
    return sorted(found, key=lambda each: _order(each, text)) if text is not None else found


def _order(link: PlacedLink, text: PageText) -> tuple[int, float, float]:
    strip = link.strip
    near = text.nearest((strip.x0 + strip.x1) / 2, (strip.y0 + strip.y1) / 2)
    return (near[0] if near is not None else 0, strip.y0, strip.x0)


def _text_on(strip: Strip, text: PageText | None) -> str:
    words = text.words if text is not None else ()
    return " ".join(word.text for word in words if _holds(strip, (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2))


def _holds(strip: Strip, x: float, y: float) -> bool:
    return strip.x0 - AROUND <= x <= strip.x1 + AROUND and strip.y0 - AROUND <= y <= strip.y1 + AROUND


class Links(QObject):
    """Asks for the links of pages in sight, says where the one under the pointer leads, and follows one."""

    def __init__(self, theme: Theme, documents: DocumentService, view: "PageView") -> None:
        super().__init__(view)
        self._documents, self._view = documents, view
        self._placed: dict[int, list[PlacedLink]] = {}
        self._asked: set[int] = set()
        self._hovered: PlacedLink | None = None
        self.line = PointerLine(theme, view.viewport())
        view.painted.connect(self._ask_seen)
        view.verticalScrollBar().valueChanged.connect(lambda _: self.hover(None))

    def clear(self) -> None:
        """Another document is shown, or none."""
        self._placed.clear()
        self._asked.clear()
        self.hover(None)

    def of(self, page: int) -> list[PlacedLink]:
        """The links of a page, as far as they are known."""
        if page not in self._placed:
            key = self._view.key
            found = self._documents.reading(key, LINKS, page) if key is not None else None
            marked = [link for link in found if isinstance(link, Link)] if isinstance(found, tuple) else []
            text = self._view.reading.pages.get(page)
            links = placed_links(page, marked, text)
            if found is None or text is None:
                return links
            self._placed[page] = links
        return self._placed[page]

    def at(self, page: int, x: float, y: float) -> PlacedLink | None:
        """The link at a point of a page, in points."""
        return next((link for link in self.of(page) if _holds(link.strip, x, y)), None)

    def every(self) -> list[PlacedLink]:
        """The links of the document that lead out of it, each address once, as far as they are known; the others are
        asked for."""
        found: dict[str, PlacedLink] = {}
        for page in range(len(self._view.sizes())):
            self._ask(page, NEAR)
            for link in self.of(page):
                if link.address is not None:
                    found.setdefault(link.address.target, link)
        return list(found.values())

    def hover(self, link: PlacedLink | None) -> None:
        """Say where a link leads; with None say nothing."""
        if link != self._hovered:
            self._hovered = link
            self.line.say(said(link) if link is not None else "", doubtful=_doubtful(link))

    def follow(self, link: PlacedLink) -> None:
        """Go where a link leads; out of the document only after asking."""
        self.hover(None)
        if link.address is not None:
            self._view.link_chosen.emit(link.address)
        elif link.to_page is not None:
            self._view.reveal(Strip(link.to_page, 0, 0, 1, 1))

    def arrived(self, event: Event) -> None:
        """Something has come for the shown document."""
        if isinstance(event, ReadingReady) and event.name == LINKS:
            self._view.links_read.emit()

    def _ask_seen(self) -> None:
        for page in self._view.visible():
            self._ask(page, NEAR)

    def _ask(self, page: int, urgency: int) -> None:
        if self._view.key is not None and page not in self._asked:
            self._asked.add(page)
            self._documents.want_reading(self._view.key, LINKS, page, urgency=urgency)


def said(link: PlacedLink) -> str:
    """Where a link leads, in words."""
    if link.address is None:
        return QCoreApplication.translate("Links", "Page {0}").format((link.to_page or 0) + 1)
    return link.address.shown


def _doubtful(link: PlacedLink | None) -> bool:
    return link is not None and link.address is not None and bool(link.address.doubts)
