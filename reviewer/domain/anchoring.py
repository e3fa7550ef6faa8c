"""Finding a passage again in a document as it is read now.

The same file comes out differently from another engine, another version of one, or without the candidate's name: other
line and page breaks, hyphens at line ends, ligatures, another order of columns. So a passage is looked for in three
steps, each only when the one before found nothing:

1. The same letters, whatever their case, accents, spaces and hyphens. Of several places the one whose surroundings
   agree best, and of those the nearest to where the passage was.
2. Most of the same letters in the same order; or a good part of a long passage, where a footnote or a page's head has
   come between its halves.
3. What stood before the passage and what stood after it, close together: words between them were replaced.

Every step takes time in proportion to the text and has a bound; a hundred pages take some milliseconds.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reviewer.domain.evidence import Passage

PLACES = 400
"""How many places of the same letters are looked at on either side of where a passage was."""
STRONG = 4
"""Letters of surroundings that have to agree before they count: fewer agree by chance."""
SHORT = 12
"""Letters below which a passage is looked for by its own letters only, and has to stand as it stood."""
GRAM = 4
"""Letters that are compared at a time where a passage reads differently now."""
SEED, SEEDS, HITS = 8, 64, 24
"""Letters of a piece that is looked for in the whole text, how many pieces are, and how many places of each count."""
ALIKE = 0.68
"""Share of a passage's letters that have to be there for it to be the same passage."""
PART, PART_LETTERS = 0.4, 40
"""What does for a long passage: this share of it, and this many letters."""
LONGER = 1.6
"""How many times as long it may be now."""

_DASHES = "-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
_UNSEEN = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\ufeff"
_SINGLE = "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}`"
_DOUBLE = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{DOUBLE PRIME}"
_PLAIN = str.maketrans(
    dict.fromkeys(_DASHES + _UNSEEN) | dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"'),
)


class Spot(NamedTuple):
    """Between two letters: before letter `letter` of word `word` of page `page`."""

    page: int
    word: int
    letter: int


@dataclass(frozen=True)
class Located:
    """Where a passage stands now."""

    start: Spot
    end: Spot
    exact: bool
    """Whether it says the same; False: most of it, or what stands in its place."""


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The letters of a text that are compared: without case, accents, ligatures, hyphens and spaces.

    What two texts fold to, one after the other, is what they fold to together.
    """
    if not word.isascii():
        word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return "".join(word.casefold().translate(_PLAIN).split())


class ReadText:
    """The text of a document as it is read now, made ready for passages to be found in it."""

    def __init__(self, pages: Mapping[int, Sequence[str]]) -> None:
        """`pages`: the words of those pages that are known, in reading order."""
        self._words: list[str] = []
        self._places: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._first: dict[int, int] = {}
        folded: list[str] = []
        size = 0
        for page in sorted(pages):
            self._first[page] = len(self._words)
            for number, word in enumerate(pages[page]):
                self._words.append(word)
                self._places.append((page, number))
                self._starts.append(size)
                folded.append(fold(word))
                size += len(folded[-1])
        self.letters = "".join(folded)
        self._sorted_pages = sorted(self._first)

    def locate(self, passage: Passage) -> Located | None:
        """Where a passage stands; None when it is not there."""
        wanted = _Wanted(passage, self._offset(passage.page, passage.start))
        if not wanted.quote or not self.letters:
            return None
        at = self._same(wanted)
        if at is not None:
            return Located(*self._spots(at, at + len(wanted.quote)), exact=True)
        found = self._alike(wanted) or self._between(wanted)
        if found is None:
            return None
        start, end = found
        return Located(*self._spots(self._whole(start, wanted.begins), self._whole_end(end, wanted.ends)), exact=False)

    # -- the same letters

    def _same(self, wanted: "_Wanted") -> int | None:
        best, found = None, None
        for at in _places(self.letters, wanted.quote, wanted.near):
            around = wanted.agreement(self.letters, at)
            stands = self._stands(at, at + len(wanted.quote), wanted)
            if len(wanted.quote) < SHORT and around < STRONG and not stands:
                continue
            rank = (around // STRONG, stands, -abs(at - wanted.near))
            if best is None or rank > best:
                best, found = rank, at
        return found

    def _stands(self, start: int, end: int, wanted: "_Wanted") -> bool:
        """Whether words begin and end where those of the passage did."""
        begins = not wanted.begins or self._is_edge(start)
        return begins and (not wanted.ends or self._is_edge(end))

    def _is_edge(self, offset: int) -> bool:
        at = bisect_left(self._starts, offset)
        return offset == len(self.letters) or (at < len(self._starts) and self._starts[at] == offset)

    # -- most of them

    def _alike(self, wanted: "_Wanted") -> tuple[int, int] | None:
        quote = wanted.quote
        if len(quote) < SHORT:
            return None
        step = max(1, (len(quote) - SEED) // SEEDS)
        width = max(16, len(quote) // 8)
        votes: Counter[int] = Counter()
        for at in range(0, len(quote) - SEED + 1, step):
            for hit in _places(self.letters, quote[at : at + SEED], wanted.near + at, HITS):
                votes[(hit - at) // width] += 1
        likely = sorted(votes, key=lambda lane: (-votes[lane] - votes[lane + 1], abs(lane * width - wanted.near)))
        found = [each for lane in likely[:3] if (each := _aligned(self.letters, quote, lane * width, width))]
        enough = [each for each in found if each.enough and each.end - each.start <= LONGER * len(quote) + 8]
        if not enough:
            return None
        best = max(enough, key=lambda each: (each.share, -abs(each.start - wanted.near)))
        return max(0, best.start), min(len(self.letters), best.end)

    # -- what stood around

    def _between(self, wanted: "_Wanted") -> tuple[int, int] | None:
        if min(len(wanted.prefix), len(wanted.suffix)) < SHORT:
            return None
        before, after = wanted.prefix[-2 * SHORT :], wanted.suffix[: 2 * SHORT]
        reach = round(LONGER * len(wanted.quote)) + 2 * SHORT
        spans: list[tuple[int, int]] = []
        for at in _places(self.letters, before, wanted.near):
            start = at + len(before)
            end = self.letters.find(after, start, start + reach + len(after))
            if end > start:
                spans.append((start, end))
        return min(spans, key=lambda span: abs(span[0] - wanted.near), default=None)

    # -- from letters to words and back

    def _offset(self, page: int, start: int) -> int:
        """Where among the letters a position lies: characters from the beginning of a page, words a space apart."""
        later = bisect_left(self._sorted_pages, page)
        if later == len(self._sorted_pages):
            return len(self.letters)
        first = self._first[self._sorted_pages[later]]
        if self._sorted_pages[later] != page:
            return self._starts[first] if first < len(self._starts) else len(self.letters)
        passed = 0
        for number in range(first, len(self._words)):
            word = self._words[number]
            if passed + len(word) >= start:
                return self._starts[number] + len(fold(word[: max(0, start - passed)]))
            passed += len(word) + 1
        return len(self.letters)

    def _spots(self, start: int, end: int) -> tuple[Spot, Spot]:
        first = self._holding(start)
        last = self._holding(end - 1)
        begin, stop = start - self._starts[first], end - self._starts[last]
        begin = _letter(self._words[first], begin + 1) - 1
        return Spot(*self._places[first], max(0, begin)), Spot(*self._places[last], _letter(self._words[last], stop))

    def _holding(self, offset: int) -> int:
        """The word that a letter belongs to; words without letters hold none."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _whole(self, offset: int, begins: bool) -> int:
        return self._starts[self._holding(offset)] if begins else offset

    def _whole_end(self, offset: int, ends: bool) -> int:
        after = bisect_left(self._starts, offset)
        return (self._starts[after] if after < len(self._starts) else len(self.letters)) if ends else offset


class _Wanted:
    """A passage in folded letters."""

    def __init__(self, passage: Passage, near: int) -> None:
        self.quote = fold(passage.quote)
        self.prefix, self.suffix = fold(passage.prefix), fold(passage.suffix)
        self.begins = not passage.prefix or passage.prefix[-1].isspace()
        self.ends = not passage.suffix or passage.suffix[0].isspace()
        self.near = near

    def agreement(self, letters: str, at: int) -> int:
        """How many letters before and after a place are those of the surroundings."""
        end = at + len(self.quote)
        before = letters[max(0, at - len(self.prefix)) : at]
        after = letters[end : end + len(self.suffix)]
        return _common(self.prefix[::-1], before[::-1]) + _common(self.suffix, after)


@dataclass(frozen=True)
class _Aligned:
    start: int
    end: int
    letters: int
    share: float

    @property
    def enough(self) -> bool:
        """Whether it is the same passage, or a good part of it."""
        return self.share >= ALIKE or (self.letters >= PART_LETTERS and self.share >= PART)


def _aligned(letters: str, quote: str, about: int, width: int) -> _Aligned | None:
    """How a passage lies over the text at about a place: pieces of it in order, none far from where it should be."""
    slack = max(2 * width, len(quote) // 4)
    low = max(0, about - slack)
    window = letters[low : about + width + len(quote) + slack]
    at_gram: dict[str, list[int]] = {}
    for place in range(len(window) - GRAM + 1):
        at_gram.setdefault(window[place : place + GRAM], []).append(place)
    covered = bytearray(len(quote))
    shift: int | None = None
    first: tuple[int, int] | None = None
    last = (0, 0)
    for at in range(len(quote) - GRAM + 1):
        places = at_gram.get(quote[at : at + GRAM])
        if not places:
            continue
        expected = about - low + width // 2 if shift is None else shift
        place = min(places, key=lambda place, at=at, expected=expected: abs(place - at - expected))
        if abs(place - at - expected) > slack or place < last[0]:
            continue
        shift, last = place - at, (place, at)
        first = first or last
        covered[at : at + GRAM] = b"\x01" * GRAM
    if first is None:
        return None
    # What is replaced at the ends belongs to it; what is missing there does not make it longer.
    start = low + first[0] - min(first[1], SHORT)
    end = low + last[0] + GRAM + min(len(quote) - last[1] - GRAM, SHORT)
    same = sum(covered)
    return _Aligned(start, end, same, same / len(quote))


def _places(letters: str, wanted: str, near: int, most: int = PLACES) -> Iterator[int]:
    """Where a text occurs, the nearest places after and before one, at most `most` on either side."""
    at = letters.find(wanted, max(0, near))
    for _ in range(most):
        if at < 0:
            break
        yield at
        at = letters.find(wanted, at + 1)
    at = letters.rfind(wanted, 0, max(0, near) + len(wanted) - 1)
    for _ in range(most):
        if at < 0:
            break
        yield at
        at = letters.rfind(wanted, 0, at + len(wanted) - 1)


def _common(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _letter(word: str, folded: int) -> int:
    """After which of a word's letters this many folded ones are complete."""
    size = 0
    for at, letter in enumerate(word, start=1):
        size += len(fold(letter))
        if size >= folded:
            return at
    return len(word)
