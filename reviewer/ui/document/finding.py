"""Looking for a text in the words of pages, as a person would: without regard to what keyboards and engines do to it.

Case, accents, ligatures, width, kinds of quotes and dashes, line ends and hyphens at line ends do not matter.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reviewer.documents.protocol import Word
from reviewer.ui.document import flow
from reviewer.ui.document.page_text import PageText, Strip

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"),
        **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}`\N{ACUTE ACCENT}", "'"),
        **dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE PRIME}«»„", '"'),
        **dict.fromkeys("\N{SOFT HYPHEN}\N{ARABIC TATWEEL}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}"),
        **dict.fromkeys("\N{ZERO WIDTH JOINER}\N{WORD JOINER}\ufeff\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"),
        # Letters with a stroke do not come apart.
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
)


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """A letter without case, accents and width: what two people would type for it. May be several letters, or none."""
    # An accent that stands alone comes apart into a space and itself: it is looked up before.
    letter = letter.translate(_ALIKE)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(part for part in apart if not unicodedata.combining(part)).translate(_ALIKE)


def fold(text: str) -> str:
    """A text as it is searched: folded, with single spaces."""
    return " ".join("".join(fold_letter(letter) for letter in text).split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a searched text was found: from a letter of a word to a letter of another, on one page."""

    page: int
    start: tuple[int, int]
    end: tuple[int, int]
    text: PageText = field(repr=False, compare=False)

    @property
    def strips(self) -> tuple[Strip, ...]:
        """The parts of lines that it covers, in reading order."""
        return tuple(self.text.strips(self.start, self.end))

    @property
    def y(self) -> float:
        """Points from the top of the page."""
        return self.text.words[self.start[0]].y0


class Folded:
    """A page as it is searched: its folded letters, and where each came from. Hyphens at line ends are there and not:
    `texts` has the page once with them and, where there are any, once without."""

    def __init__(self, text: PageText) -> None:
        self._text = text
        words = text.words
        parted = {
            number
            for number in range(len(words) - 1)
            if words[number].line != words[number + 1].line
            and flow.hyphenated(words[number].text, words[number + 1].text)
        }
        self._texts = [_letters(words, parted, dropped=False)]
        if parted:
            self._texts.append(_letters(words, parted, dropped=True))

    def hits(self, needle: str, *, whole: bool = False) -> list[Hit]:
        """Where a folded text stands."""
        found: dict[tuple[int, int], Hit] = {}
        for text, numbers, letters in self._texts:
            at = text.find(needle)
            while at >= 0:
                end = at + len(needle)
                if not whole or _stands_alone(text, at, end):
                    start = (numbers[at], letters[at])
                    last = (numbers[end - 1], letters[end - 1] + 1)
                    found.setdefault(start, Hit(self._text.page, start, last, self._text))
                at = text.find(needle, end)
        return list(found.values()) if len(self._texts) == 1 else [found[start] for start in sorted(found)]


def _letters(words: Sequence[Word], parted: set[int], *, dropped: bool) -> "tuple[str, array[int], array[int]]":
    parts: list[str] = []
    numbers, letters = array("I"), array("I")
    for number, word in enumerate(words):
        text = word.text[:-1] if dropped and number in parted else word.text
        if text.isascii() and "`" not in text:
            parts.append(text.lower())
            numbers.extend([number] * len(text))
            letters.extend(range(len(text)))
        else:
            for at, letter in enumerate(text):
                plain = fold_letter(letter)
                parts.append(plain)
                numbers.extend([number] * len(plain))
                letters.extend([at] * len(plain))
        if number not in parted:
            parts.append(" ")
            numbers.append(number)
            letters.append(len(word.text))
    return "".join(parts), numbers, letters


def folded(text: PageText) -> Folded:
    """A page made ready to be searched, once."""
    if not isinstance(text.searched, Folded):
        text.searched = Folded(text)
    return text.searched


def find(pages: Mapping[int, PageText], wanted: str, *, whole: bool = False) -> list[Hit]:
    """Every place of a text, in reading order. `whole`: not inside of a longer word, but for an ending of one letter
    ("kernels")."""
    needle = fold(wanted)
    return [hit for page in sorted(pages) for hit in folded(pages[page]).hits(needle, whole=whole)] if needle else []


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


class Search:
    """A text that is looked for while pages come: its hits by page, and the current one."""

    def __init__(self, wanted: str = "", *, whole: bool = False) -> None:
        self.wanted, self.whole = wanted, whole
        self._needle = fold(wanted)
        self._pages: list[int] = []
        self._hits: dict[int, list[Hit]] = {}
        self.count = 0
        self.hit: Hit | None = None
        """The current one."""

    @property
    def pages(self) -> int:
        """How many pages have been looked at."""
        return len(self._pages)

    def looked_at(self, page: int) -> bool:
        """Whether the hits of a page are known."""
        return page in self._hits

    def look(self, text: PageText) -> None:
        """Take the hits of a page."""
        if text.page in self._hits or not self._needle:
            return
        hits = self._hits[text.page] = folded(text).hits(self._needle, whole=self.whole)
        self._pages.insert(bisect_left(self._pages, text.page), text.page)
        self.count += len(hits)

    def choose(self, page: int, y: float) -> Hit | None:
        """Make the first hit from a height (points) of a page on the current one; the first of all when none is."""
        for number in self._pages[bisect_left(self._pages, page) :]:
            for hit in self._hits[number]:
                if number > page or hit.y >= y:
                    self.hit = hit
                    return hit
        self.hit = next(self._all(), None)
        return self.hit

    def step(self, direction: int) -> Hit | None:
        """Make the next or previous hit the current one; after the last comes the first."""
        hits = list(self._all())
        if hits:
            at = hits.index(self.hit) if self.hit in hits else (-1 if direction > 0 else 0)
            self.hit = hits[(at + direction) % len(hits)]
        return self.hit

    def on(self, page: int) -> list[Hit]:
        """The hits of a page."""
        return self._hits.get(page, [])

    @property
    def number(self) -> int:
        """Which of all the current hit is, from 1; 0: there is none."""
        if self.hit is None:
            return 0
        before = self._pages[: bisect_left(self._pages, self.hit.page)]
        return sum(len(self._hits[page]) for page in before) + self._hits[self.hit.page].index(self.hit) + 1

    def _all(self) -> Iterator[Hit]:
        for page in self._pages:
            yield from self._hits[page]
