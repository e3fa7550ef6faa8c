"""What a reader sees marked in the document that is shown: texts of its pages, selection, hits, words of the track."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QFontMetricsF

from reviewer.documents.protocol import Word
from reviewer.ui.document.page_text import Hit, PageText, Place, Selection, Strip, Unit, current_after, find


class Reading:
    """The texts known so far, and what lies over them."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        self._advance = metrics.horizontalAdvance
        self.pages: dict[int, PageText] = {}
        self.selection: Selection | None = None
        self.wanted = ""
        self.hits: list[Hit] = []
        self.current = -1
        self.words: tuple[str, ...] = ()
        self._marks: dict[int, list[Strip]] = {}

    def clear(self, words: Sequence[str]) -> None:
        """Another document; what is searched for stays. `words`: those to be marked wherever they stand alone."""
        self.pages.clear()
        self._marks.clear()
        self.selection = None
        self.hits, self.current = [], -1
        self.words = tuple(words)

    def set_words(self, words: Sequence[str]) -> None:
        """Other words are to be marked."""
        if tuple(words) != self.words:
            self.words = tuple(words)
            self._marks.clear()

    def put(self, page: int, words: Sequence[Word]) -> None:
        """The words of a page have come."""
        self.pages[page] = PageText(page, words, self._advance)
        if self.wanted:
            now = self.hits[self.current] if self.current >= 0 else None
            self.hits = find(self.pages, self.wanted)
            same = [n for n, hit in enumerate(self.hits) if hit == now]
            self.current = same[0] if same else (0 if self.hits else -1)

    def marks(self, page: int) -> list[Strip]:
        """Where the words to be marked stand on a page."""
        if page not in self._marks:
            if page not in self.pages:
                return []
            only = {page: self.pages[page]}
            self._marks[page] = [
                strip for word in self.words for hit in find(only, word, whole=True) for strip in hit.strips
            ]
        return self._marks[page]

    def selected(self, page: int) -> Iterator[Strip]:
        """What of the selection lies on a page."""
        if self.selection is not None:
            yield from self.selection.strips(page, self.pages)

    def found(self, page: int) -> tuple[list[Strip], list[Strip]]:
        """The hits on a page, and the parts of the current one that lie on it."""
        now = self.hits[self.current] if self.current >= 0 else None
        others = [strip for hit in self.hits if hit.page == page and hit is not now for strip in hit.strips]
        return others, [strip for strip in now.strips if strip.page == page] if now is not None else []

    def search(self, text: str, page: int, y: float) -> None:
        """Look for a text; the current hit is the first at or under that height of that page."""
        self.wanted = text
        self.hits = find(self.pages, text) if text else []
        self.current = current_after(self.hits, page, y) if self.hits else -1

    def step(self, direction: int) -> Hit | None:
        """Make the next or previous hit the current one; after the last comes the first."""
        if self.hits:
            self.current = (self.current + direction) % len(self.hits)
        return self.hit

    @property
    def hit(self) -> Hit | None:
        """The current hit."""
        return self.hits[self.current] if self.current >= 0 else None

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

    def select_all(self) -> None:
        """Select every word that is known."""
        with_words = [page for page in sorted(self.pages) if self.pages[page].words]
        if with_words:
            last = self.pages[with_words[-1]].words
            end = Place(with_words[-1], len(last) - 1, len(last[-1].text))
            self.selection = Selection(Place(with_words[0], 0, 0), end, Unit.LETTER)

    @property
    def text(self) -> str:
        """What is selected."""
        return self.selection.text(self.pages) if self.selection is not None else ""
