"""What a reader sees marked in the document that is shown: texts of its pages, selection, hits, words of the track."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QFontMetricsF

from reviewer.documents.protocol import Word
from reviewer.ui.document.finding import Hit, Search, find
from reviewer.ui.document.page_text import PageText, Place, Selection, Strip, Unit

_LAST = 1 << 30
"""After every word and page."""


def _holds(outer: Strip, inner: Strip) -> bool:
    return outer.x0 <= inner.x0 and inner.x1 <= outer.x1 and outer.y0 <= inner.y0 and inner.y1 <= outer.y1


class Reading:
    """The texts known so far, and what lies over them."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        self._advance = metrics.horizontalAdvance
        self.pages: dict[int, PageText] = {}
        self.selection: Selection | None = None
        self.caret: Place | None = None
        """Where one reads by the keys; None: nowhere."""
        self.search = Search()
        self.words: tuple[str, ...] = ()
        self._marks: dict[int, list[Strip]] = {}

    def clear(self, words: Sequence[str]) -> None:
        """Another document; what is searched for stays. `words`: those to be marked wherever they stand alone."""
        self.pages.clear()
        self._marks.clear()
        self.selection = self.caret = None
        self.search = Search(self.search.wanted, whole=self.search.whole)
        self.words = tuple(words)

    def set_words(self, words: Sequence[str]) -> None:
        """Other words are to be marked."""
        if tuple(words) != self.words:
            self.words = tuple(words)
            self._marks.clear()

    def put(self, page: int, words: Sequence[Word]) -> None:
        """The words of a page have come."""
        self.pages[page] = PageText(page, words, self._advance)

    def marks(self, page: int) -> list[Strip]:
        """Where the words to be marked stand on a page."""
        if page not in self._marks:
            if page not in self.pages:
                return []
            only = {page: self.pages[page]}
            found = {strip for word in self.words for hit in find(only, word, whole=True) for strip in hit.strips}
            # Words of a track may hold one another (petabyte, petabytes): what is marked twice would look like more.
            self._marks[page] = [
                strip for strip in found if not any(strip != other and _holds(other, strip) for other in found)
            ]
        return self._marks[page]

    def selected(self, page: int) -> Iterator[Strip]:
        """What of the selection lies on a page."""
        if self.selection is not None:
            yield from self.selection.strips(page, self.pages)

    def found(self, page: int) -> tuple[list[Strip], list[Strip]]:
        """The hits on a page, and the parts of the current one that lie on it."""
        now = self.search.hit
        others = [strip for hit in self.search.on(page) if hit != now for strip in hit.strips]
        return others, list(now.strips) if now is not None and now.page == page else []

    @property
    def wanted(self) -> str:
        """The text that is looked for; empty: none."""
        return self.search.wanted

    @property
    def hits(self) -> list[Hit]:
        """Its hits on the pages that have been looked at, in reading order."""
        return [hit for page in sorted(self.pages) for hit in self.search.on(page)]

    def nearest(self, page: int, x: float, y: float) -> Place | None:
        """The place between letters that is closest to a point of a page; None while its words are not here."""
        text = self.pages.get(page)
        at = text.nearest(x, y) if text is not None else None
        return Place(page, *at) if at is not None else None

    def over(self, page: int, x: float, y: float) -> bool:
        """Whether there are letters at a point of a page."""
        text = self.pages.get(page)
        return text is not None and any(
            word.x0 - 2 <= x <= word.x1 + 2 and word.y0 <= y <= word.y1 for word in text.words
        )

    def caret_strip(self, page: int) -> Strip | None:
        """Where the caret stands on a page, without width; None: not there."""
        at, text = self.caret, self.pages.get(page)
        if at is None or at.page != page or text is None or at.word >= len(text.words):
            return None
        word, x = text.words[at.word], text.x_of(at.word, at.letter)
        return Strip(page, x, word.y0, x, word.y1)

    def select_all(self) -> None:
        """Select every word: those that are known, and those that come."""
        with_words = [page for page in sorted(self.pages) if self.pages[page].words]
        if with_words:
            self.selection = Selection(Place(with_words[0], 0, 0), Place(_LAST, _LAST, 0), Unit.LETTER)

    @property
    def has_selection(self) -> bool:
        """Whether anything is selected; quick, however much it is."""
        return self.selection is not None and not self.selection.empty

    @property
    def text(self) -> str:
        """What is selected."""
        return self.selection.text(self.pages) if self.selection is not None else ""
