"""How the words of a page follow one another when they are copied: what goes on, what begins anew. No widget.

A line that ends because the next word had no room goes on in the next line; one that ends earlier was ended by its
writer. That is told by the room that is left in it, for paragraphs leave no other trace on a page.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reviewer.documents.protocol import Word

SAME_ROW = 0.6
"""Lines that share this part of their height stand beside each other, as a date stands beside a job."""
CELL_GAP, SPACE = 1.4, 0.25
"""White between two cells of a row, at least, and between two words; as shares of a line's height."""
LEADING, LOOSER = 1.9, 1.25
"""From line to line of a paragraph: at most so many heights, and so much more than the least there."""
OTHER_SIZE = 1.25
INDENT = 0.8
FILLED, MOST = 0.85, 0.6
"""Lines that fill that share of their paragraph, and how many of its lines have to."""
CELL_LINES = 6
"""Lines of a cell, at most, that has a cell of the same row beside it."""

_ADDRESS = re.compile(r"@|://|\w\.\w.*[a-z]|^\+\d")
_HYPHENS = "-\N{HYPHEN}"
_MARKERS = re.compile(r"[•◦▪▫‣·●○■□–—*➢➤✓✔❖♦\uf0b7\uf0a7-]|o|\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
# First parts of words that are written with a hyphen: at the end of a line it belongs to them.
_FIRST_PART = re.compile(
    "all|anti|back|best|built|client|co|cost|cross|data|day|decision|double|end|error|event|ex|fault|first|five|four|free"
    "|front|full|half|hands?|hard|high|home|in|inter|lead|left|long|low|machine|mid|mission|multi|non|object|off|on|one"
    "|open|out|over|part|peer|pre|problem|pro|quick|re|real|record|right|role|second|self|semi|server|short|side|single"
    "|six|soft|sub|team|test|third|three|time|to|top|two|ultra|up|user|vice|well|wide|word|work|world"
)


class Joint(NamedTuple):
    """What goes between a word and the one before it, and how many of that one's last letters are left out."""

    text: str
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """Words first..last of a line, its box, and the width of its first word. Mirrored where one reads leftwards."""

    first: int
    last: int
    x0: float
    y0: float
    x1: float
    y1: float
    begins: float
    marker: bool

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 1.0)


def joints(words: Sequence[Word]) -> list[Joint]:
    """What goes before each word of a page, in reading order; nothing before the first."""
    return _Flow(words).joints


def hyphenated(word: str, following: str) -> bool:
    """Whether a word at the end of a line may go on in the next one, parted by a hyphen."""
    if word.endswith("\N{SOFT HYPHEN}"):
        return len(word) > 1
    return len(word) > 2 and word[-1] in _HYPHENS and word[-2].islower() and following[:1].islower()


class _Flow:
    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        letters = "".join(word.text for word in words[:200])
        leftward = sum(unicodedata.bidirectional(c) in ("R", "AL") for c in letters) > len(letters) / 2
        self._side = -1.0 if leftward else 1.0
        self._lines = self._by_lines()
        self.joints = [Joint(" ")] * len(words)
        if words:
            self.joints[0] = Joint("")
        self._runs: list[tuple[int, int]] = []
        self._fill()

    @cached_property
    def _known(self) -> frozenset[str]:
        """The words of the page as they are compared."""
        return frozenset(word.text.strip(".,;:()").casefold() for word in self._words)

    def _by_lines(self) -> list[_Line]:
        lines: list[_Line] = []
        first = 0
        for number in range(1, len(self._words) + 1):
            if number == len(self._words) or self._words[number].line != self._words[first].line:
                lines.append(self._line(first, number - 1))
                first = number
        return lines

    def _line(self, first: int, last: int) -> _Line:
        own = self._words[first : last + 1]
        x0, x1 = min(word.x0 for word in own), max(word.x1 for word in own)
        if self._side < 0:
            x0, x1 = -x1, -x0
        marker = _MARKERS.fullmatch(own[0].text) is not None
        top, bottom = min(word.y0 for word in own), max(word.y1 for word in own)
        return _Line(first, last, x0, top, x1, bottom, own[0].x1 - own[0].x0, marker)

    def _fill(self) -> None:
        lines = self._lines
        for line in lines:
            self._within(line)
        self._find_runs()
        for at in range(1, len(lines)):
            self.joints[lines[at].first] = self._between(at)

    def _within(self, line: _Line) -> None:
        """White of a cell's width within a line parts two cells."""
        for number in range(line.first + 1, line.last + 1):
            before, word = self._words[number - 1], self._words[number]
            gap = max(word.x0 - before.x1, before.x0 - word.x1)
            if gap > CELL_GAP * line.height and not (line.marker and number == line.first + 1):
                self.joints[number] = Joint("\t")

    def _find_runs(self) -> None:
        """For each line the first and the last line of those that go on below each other around it."""
        lines = self._lines
        start = 0
        for at in range(1, len(lines) + 1):
            if at < len(lines) and (self._below(lines[at - 1], lines[at]) or self._marked(at)):
                continue
            self._runs += [(start, at - 1)] * (at - start)
            start = at

    def _marked(self, at: int) -> bool:
        """Whether a line is the text beside a marker that came as a line of its own."""
        before, line = self._lines[at - 1], self._lines[at]
        return before.marker and before.first == before.last and _level(before, line) and line.x0 > before.x0

    def _below(self, above: _Line, below: _Line) -> bool:
        pitch = below.y0 - above.y0
        alike = max(above.height, below.height) <= OTHER_SIZE * min(above.height, below.height)
        overlap = min(above.x1, below.x1) > max(above.x0, below.x0)
        # A marker stands left of all lines above it.
        overlap = overlap or (below.marker and below.first == below.last and below.x1 < above.x1)
        return alike and overlap and 0.3 * above.height < pitch <= LEADING * above.height

    def _between(self, at: int) -> Joint:
        before, line = self._lines[at - 1], self._lines[at]
        if _level(before, line):
            if self._marked(at) or abs(line.x0 - before.x1) < CELL_GAP / 2 * line.height:
                return Joint(" ")
            return Joint("\t")
        first, last = self._runs[at - 1]
        cell = self._lines[first]
        if line.x0 > before.x1 and at - first <= CELL_LINES and abs(line.y0 - cell.y0) < cell.height / 2:
            return Joint("\t")
        if not first <= at <= last or line.marker or self._has_cells(at - 1) or self._has_cells(at):
            return Joint("\n")
        if self._goes_on(at, [self._lines[n] for n in range(first, last + 1)]):
            return self._joined(self._words[before.last].text, self._words[line.first].text)
        return Joint("\n")

    def _has_cells(self, at: int) -> bool:
        """Whether a line is a part of a row of cells."""
        line = self._lines[at]
        if any(self.joints[number].text == "\t" for number in range(line.first + 1, line.last + 1)):
            return True
        beside = [self._lines[n] for n in (at - 1, at + 1) if 0 <= n < len(self._lines)]
        return any(_level(line, other) and not other.marker for other in beside)

    def _goes_on(self, at: int, run: Sequence[_Line]) -> bool:
        before, line = self._lines[at - 1], self._lines[at]
        if self._begins_anew(before, line):
            return False
        texts = [each for each in run if not (each.marker and each.first == each.last)]
        pitches = [b.y0 - a.y0 for a, b in pairwise(texts) if b.y0 > a.y0]
        if line.y0 - before.y0 > LOOSER * min(pitches, default=line.height):
            return False
        indented = line.x0 - before.x0 > INDENT * line.height and not self._hangs(at - 1)
        if indented and at + 1 < len(self._lines) and abs(self._lines[at + 1].x0 - before.x0) < line.height / 2:
            return False  # the first line of a paragraph
        end, begin = self._words[before.last].text, self._words[line.first].text
        if hyphenated(end, begin):
            return True
        wanted = before.x1 + SPACE * line.height + line.begins
        if wanted <= max(each.x1 for each in texts) - 1:
            return False
        if begin[:1].islower() or end[-1:] in ",-" or wanted > self._edge(before, run):
            return True
        left, right = min(each.x0 for each in texts), max(each.x1 for each in texts)
        filled = sum(each.x1 - left >= FILLED * (right - left) for each in texts[:-1])
        return len(texts) > 2 and filled >= MOST * (len(texts) - 1)

    def _begins_anew(self, before: _Line, line: _Line) -> bool:
        """Whether the words say that a line does not go on with the one before: label, heading, address."""
        own, above = self._words[line.first : line.last + 1], self._words[before.first : before.last + 1]
        if any(word.text.endswith(":") and own[0].text[:1].isupper() for word in own[:2]) and len(own) > 1:
            return True
        if any(len(words) == 1 and _ADDRESS.search(words[0].text) for words in (own, above)):
            return True
        heading = "".join(word.text for word in above)
        return heading.isupper() and not "".join(word.text for word in own).isupper()

    def _hangs(self, at: int) -> bool:
        """Whether the lines after this one stand under its text and not under its marker."""
        return self._lines[at].marker or (at > 0 and self._marked(at))

    def _edge(self, line: _Line, run: Sequence[_Line]) -> float:
        """How far the lines of a line's column go."""
        top, bottom = run[0].y0, run[-1].y1
        beside = [each.x0 for each in self._lines if each.x0 > line.x1 and each.y0 < bottom and top < each.y1]
        limit = min(beside, default=float("inf"))
        column = [each.x1 for each in self._lines if each.x0 < line.x1 and line.x0 < each.x1 <= limit]
        return max(column, default=line.x1)

    def _joined(self, before: str, word: str) -> Joint:
        if not hyphenated(before, word):
            whole = len(before) > 1 and before[-1] in _HYPHENS and before[-2].isalnum() and word[:1].isalnum()
            return Joint("" if whole else " ")
        if before[-1] == "\N{SOFT HYPHEN}":
            return Joint("", 1)
        stem, rest = before[:-1].casefold(), word.strip(".,;:()").casefold()
        if stem + rest in self._known:
            return Joint("", 1)
        last = re.split(r"\W", stem)[-1]
        written = f"{stem}-{rest}" in self._known or _FIRST_PART.fullmatch(last) is not None or "-" in stem
        return Joint("") if written or {stem, rest} <= self._known else Joint("", 1)


def _level(one: _Line, other: _Line) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > SAME_ROW * min(one.height, other.height) and (one.x1 <= other.x0 + 1 or other.x1 <= one.x0 + 1)
