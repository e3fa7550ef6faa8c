"""The text of a document's pages as a reader uses it: places between letters, selection, copying. No widget."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from reviewer.documents.protocol import Word

SAME_ROW = 0.6
"""Lines that share this part of their height stand beside each other, as a date stands beside a job."""
ACROSS, DOWN = 1.0, 6.0
"""How much farther a step down counts than one across, when the nearest word is looked for."""


class Place(NamedTuple):
    """Between two letters: before letter `letter` of word `word` of page `page`. Sorts in reading order."""

    page: int
    word: int
    letter: int


class Unit(Enum):
    """What a selection grows by."""

    LETTER = auto()
    WORD = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a line, in points of its page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


Advance = Callable[[str], float]
"""Width of a text in any unit, for sharing out a word's width among its letters."""


class PageText:
    """The words of one page, in reading order."""

    def __init__(self, page: int, words: Sequence[Word], advance: Advance = len) -> None:
        self.page = page
        self.words = tuple(words)
        self._advance = advance
        self._folded: tuple[str, list[int], list[int]] | None = None

    def x_of(self, word: int, letter: int) -> float:
        """Where a letter of a word begins, in points."""
        at = self.words[word]
        if letter <= 0 or not at.text:
            return at.x0
        if letter >= len(at.text):
            return at.x1
        return at.x0 + (at.x1 - at.x0) * self._advance(at.text[:letter]) / (self._advance(at.text) or 1)

    def nearest(self, x: float, y: float) -> tuple[int, int] | None:
        """The word and the place between its letters that is closest to a point; None on a page without words."""
        if not self.words:
            return None

        def distance(number: int) -> float:
            word = self.words[number]
            across = max(word.x0 - x, x - word.x1, 0) * ACROSS
            down = max(word.y0 - y, y - word.y1, 0) * DOWN
            return across * across + down * down

        number = min(range(len(self.words)), key=distance)
        text = self.words[number].text
        letter = min(range(len(text) + 1), key=lambda at: abs(self.x_of(number, at) - x))
        return number, letter

    def line_of(self, word: int) -> tuple[int, int]:
        """The first and the last word of a word's line."""
        first = last = word
        while first > 0 and self.words[first - 1].line == self.words[word].line:
            first -= 1
        while last + 1 < len(self.words) and self.words[last + 1].line == self.words[word].line:
            last += 1
        return first, last

    def strips(self, start: tuple[int, int], end: tuple[int, int]) -> Iterator[Strip]:
        """What lies between two places, as one strip a line."""
        (first, from_letter), (last, to_letter) = start, end
        strip: Strip | None = None
        line = -1
        for number in range(first, min(last + 1, len(self.words))):
            word = self.words[number]
            x0 = self.x_of(number, from_letter) if number == first else word.x0
            x1 = self.x_of(number, to_letter) if number == last else word.x1
            if strip is not None and word.line == line and x0 >= strip.x0:
                strip = Strip(self.page, strip.x0, min(strip.y0, word.y0), max(strip.x1, x1), max(strip.y1, word.y1))
                continue
            if strip is not None and strip.x1 > strip.x0:
                yield strip
            strip, line = Strip(self.page, x0, word.y0, x1, word.y1), word.line
        if strip is not None and strip.x1 > strip.x0:
            yield strip

    def text(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """What lies between two places, as it is copied: lines end where they do on the page."""
        (first, from_letter), (last, to_letter) = start, end
        parts: list[str] = []
        before: Word | None = None
        for number in range(first, min(last + 1, len(self.words))):
            word = self.words[number]
            text = word.text[from_letter if number == first else 0 : to_letter if number == last else None]
            if before is not None:
                parts.append(_between(before, word))
            parts.append(text)
            before = word
        return "".join(parts)

    @property
    def folded(self) -> tuple[str, list[int], list[int]]:
        """The page's text as it is searched; for each of its letters the word, and the letter in it, it came from."""
        if self._folded is None:
            text: list[str] = []
            words: list[int] = []
            letters: list[int] = []
            for number, word in enumerate(self.words):
                if text:
                    text.append(" ")
                    words.append(number - 1)
                    letters.append(len(self.words[number - 1].text))
                for at, letter in enumerate(word.text):
                    for plain in fold_letter(letter):
                        text.append(plain)
                        words.append(number)
                        letters.append(at)
            self._folded = "".join(text), words, letters
        return self._folded


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """A letter without case, accents and width: what two people would type for it. May be several letters, or none."""
    apart = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(part for part in apart if not unicodedata.combining(part) and part != "\N{SOFT HYPHEN}")


def fold(text: str) -> str:
    """A text as it is searched: folded, with single spaces."""
    return " ".join("".join(fold_letter(letter) for letter in text).split())


def _between(before: Word, word: Word) -> str:
    if before.line == word.line:
        return " "
    shared = min(before.y1, word.y1) - max(before.y0, word.y0)
    lower = min(before.y1 - before.y0, word.y1 - word.y0)
    if shared > SAME_ROW * lower and word.x0 >= before.x1:
        return "\t"
    if before.block != word.block and word.y0 - before.y1 > lower * 0.5:
        return "\n\n"
    return "\n"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: from where the mouse went down to where it is, grown to whole units."""

    anchor: Place
    to: Place
    unit: Unit = Unit.LETTER

    def span(self, pages: Mapping[int, PageText]) -> tuple[Place, Place]:
        """Its first and last place in reading order."""
        first, last = min(self.anchor, self.to), max(self.anchor, self.to)
        return _grown(first, self.unit, pages, end=False), _grown(last, self.unit, pages, end=True)

    def strips(self, page: int, pages: Mapping[int, PageText]) -> Iterator[Strip]:
        """What of it lies on a page."""
        part = self._part(page, pages)
        if part is not None:
            yield from pages[page].strips(*part)

    def text(self, pages: Mapping[int, PageText]) -> str:
        """What it says; pages are set apart by an empty line."""
        start, end = self.span(pages)
        parts = [self._part(page, pages) for page in range(start.page, end.page + 1)]
        texts = [pages[start.page + number].text(*part) for number, part in enumerate(parts) if part is not None]
        return "\n\n".join(text for text in texts if text.strip())

    def _part(self, page: int, pages: Mapping[int, PageText]) -> tuple[tuple[int, int], tuple[int, int]] | None:
        start, end = self.span(pages)
        if not start.page <= page <= end.page or page not in pages or not pages[page].words:
            return None
        words = pages[page].words
        first = (start.word, start.letter) if page == start.page else (0, 0)
        last = (end.word, end.letter) if page == end.page else (len(words) - 1, len(words[-1].text))
        return first, last


def _grown(place: Place, unit: Unit, pages: Mapping[int, PageText], *, end: bool) -> Place:
    text = pages.get(place.page)
    if unit is Unit.LETTER or text is None or not text.words:
        return place
    word = min(place.word, len(text.words) - 1)
    if unit is Unit.LINE:
        word = text.line_of(word)[1 if end else 0]
    return Place(place.page, word, len(text.words[word].text) if end else 0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a searched text was found."""

    page: int
    strips: tuple[Strip, ...]


def find(pages: Mapping[int, PageText], wanted: str, *, whole: bool = False) -> list[Hit]:
    """Every place of a text, in reading order: without regard to case, accents and line ends.

    `whole`: not inside of a longer word, but for an ending of one letter ("kernels").
    """
    needle = fold(wanted)
    hits: list[Hit] = []
    if not needle:
        return hits
    for page in sorted(pages):
        text, words, letters = pages[page].folded
        at = text.find(needle)
        while at >= 0:
            end = at + len(needle)
            if not whole or _stands_alone(text, at, end):
                start_place = (words[at], letters[at])
                end_place = (words[end - 1], letters[end - 1] + 1)
                hits.append(Hit(page, tuple(pages[page].strips(start_place, end_place))))
            at = text.find(needle, end)
    return hits


def _stands_alone(text: str, at: int, end: int) -> bool:
    if at and text[at].isalnum() and text[at - 1].isalnum():
        return False
    last, rest = text[end - 1], text[end : end + 2]
    if not rest:
        return True
    if not last.isalnum():
        return rest[0] != last  # "C++" is also in "C++17"
    plural = rest[0] == "s" and not rest[1:].isalnum()
    return plural or not (rest[0].isalnum() or rest[0] in "+#_")


def current_after(hits: Sequence[Hit], page: int, y: float) -> int:
    """The first hit at or under a height (points) of a page; the first of all when there is none under it."""
    at = bisect_right([(hit.page, hit.strips[0].y0 if hit.strips else 0.0) for hit in hits], (page, y))
    return at if at < len(hits) else 0
