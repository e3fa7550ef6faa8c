"""The text of a document's pages as a reader uses it: places between letters, selection, copying. No widget."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from reviewer.documents.protocol import Word
from reviewer.ui.document.flow import Joint, joints

_ENDS = ("\n", "\t")
ACROSS, DOWN = 1.0, 6.0
"""How much farther a step down counts than one across, when the nearest word is looked for."""


NEAR = 1.4
"""Heights of a line between two words that are marked as one."""


class Place(NamedTuple):
    """Between two letters: before letter `letter` of word `word` of page `page`. Sorts in reading order."""

    page: int
    word: int
    letter: int


class Unit(Enum):
    """What a selection grows by."""

    LETTER = auto()
    WORD = auto()
    PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a line, in points of its page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


def runs_leftward(text: str) -> bool:
    """Whether a word is of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


Advance = Callable[[str], float]
"""Width of a text in any unit, for sharing out a word's width among its letters."""


class PageText:
    """The words of one page, in reading order."""

    def __init__(self, page: int, words: Sequence[Word], advance: Advance = len) -> None:
        self.page = page
        self.words = tuple(words)
        self._advance = advance
        self.searched: object = None
        """Kept by `finding` for the next search."""

    @cached_property
    def joints(self) -> list[Joint]:
        """What goes before each word when it is copied."""
        return joints(self.words)

    def x_of(self, word: int, letter: int) -> float:
        """Where a letter of a word begins, in points."""
        at = self.words[word]
        begin, end = (at.x1, at.x0) if runs_leftward(at.text) else (at.x0, at.x1)
        if letter <= 0 or not at.text:
            return begin
        if letter >= len(at.text):
            return end
        return begin + (end - begin) * self._advance(at.text[:letter]) / (self._advance(at.text) or 1)

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
        return number, self._letter_at(number, x)

    def nearest_in(self, line: tuple[int, int], x: float) -> tuple[int, int]:
        """The same among the words from one to another, by the distance across alone."""
        first, last = line
        number = min(range(first, last + 1), key=lambda n: max(self.words[n].x0 - x, x - self.words[n].x1, 0))
        return number, self._letter_at(number, x)

    def _letter_at(self, word: int, x: float) -> int:
        return min(range(len(self.words[word].text) + 1), key=lambda at: abs(self.x_of(word, at) - x))

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
            begin = self.x_of(number, from_letter if number == first else 0)
            stop = self.x_of(number, to_letter if number == last else len(word.text))
            x0, x1 = min(begin, stop), max(begin, stop)
            if strip is not None and word.line == line and x1 - x0 > 0 and self._beside(strip, x0, x1):
                strip = Strip(
                    self.page, min(strip.x0, x0), min(strip.y0, word.y0), max(strip.x1, x1), max(strip.y1, word.y1)
                )
                continue
            if strip is not None and strip.x1 > strip.x0:
                yield strip
            strip, line = Strip(self.page, x0, word.y0, x1, word.y1), word.line
        if strip is not None and strip.x1 > strip.x0:
            yield strip

    @staticmethod
    def _beside(strip: Strip, x0: float, x1: float) -> bool:
        """Whether a word goes on where a strip ends, on either side."""
        near = NEAR * (strip.y1 - strip.y0)
        return x0 >= strip.x0 or strip.x0 - near <= x1 <= strip.x0 + 1

    def paragraph_of(self, word: int) -> tuple[int, int]:
        """The first and the last word of a word's paragraph, which may be a cell of a table."""
        first = last = word
        while first > 0 and self.joints[first].text not in _ENDS:
            first -= 1
        while last + 1 < len(self.words) and self.joints[last + 1].text not in _ENDS:
            last += 1
        return first, last

    def text(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """What lies between two places, as it is copied: paragraphs on a line each, cells behind tabs."""
        (first, from_letter), (last, to_letter) = start, end
        parts: list[str] = []
        for number in range(first, min(last + 1, len(self.words))):
            text = self.words[number].text[
                from_letter if number == first else 0 : to_letter if number == last else None
            ]
            if number > first:
                joint = self.joints[number]
                if joint.dropped and text:
                    parts[-1] = parts[-1][: -joint.dropped]
                parts.append(joint.text)
            parts.append(text)
        return "".join(parts).replace("\N{SOFT HYPHEN}", "")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: from where the mouse went down to where it is, grown to whole units."""

    anchor: Place
    to: Place
    unit: Unit = Unit.LETTER

    def span(self, pages: Mapping[int, PageText]) -> tuple[Place, Place]:
        """Its first and last place in reading order."""
        first, last = min(self.anchor, self.to), max(self.anchor, self.to)
        if last.page not in pages and last.page > max(pages, default=-1) >= 0:
            end = max(pages)
            number = max(0, len(pages[end].words) - 1)
            last = Place(end, number, len(pages[end].words[number].text) if pages[end].words else 0)
        return _grown(first, self.unit, pages, end=False), _grown(last, self.unit, pages, end=True)

    def strips(self, page: int, pages: Mapping[int, PageText]) -> Iterator[Strip]:
        """What of it lies on a page."""
        part = self._part(page, pages)
        if part is not None:
            yield from pages[page].strips(*part)

    def text(self, pages: Mapping[int, PageText]) -> str:
        """What it says, as it is copied. A sentence that goes on on the next page goes on."""
        start, end = self.span(pages)
        said = ""
        for page in range(start.page, end.page + 1):
            part = self._part(page, pages)
            text = pages[page].text(*part) if part is not None else ""
            if said and text.strip():
                said += " " if text[0].islower() and (said[-1].isalnum() or said[-1] == ",") else "\n"
            said += text if text.strip() else ""
        return said

    @property
    def empty(self) -> bool:
        """Whether nothing lies between its ends, whatever the pages say."""
        return self.unit is Unit.LETTER and self.anchor == self.to

    def _part(self, page: int, pages: Mapping[int, PageText]) -> tuple[tuple[int, int], tuple[int, int]] | None:
        start, end = self.span(pages)
        if not start.page <= page <= end.page or page not in pages or not pages[page].words:
            return None
        words = pages[page].words
        first = (start.word, start.letter) if page == start.page else (0, 0)
        whole = len(words) - 1, len(words[-1].text)
        return first, min((end.word, end.letter), whole) if page == end.page else whole


def _grown(place: Place, unit: Unit, pages: Mapping[int, PageText], *, end: bool) -> Place:
    text = pages.get(place.page)
    if unit is Unit.LETTER or text is None or not text.words:
        return place
    word = min(place.word, len(text.words) - 1)
    if unit is Unit.PARAGRAPH:
        word = text.paragraph_of(word)[1 if end else 0]
    return Place(place.page, word, len(text.words[word].text) if end else 0)
