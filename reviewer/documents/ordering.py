"""The order in which a person reads the lines of a page: column by column under a common heading, tables row by row.

MuPDF gives lines in the order of the page's content, which for a resume made of text boxes or a table may be any. A
page is cut into bands across it; bands that follow one another and share a gap from top to bottom are columns. What
stands side by side line by line, as dates beside jobs, is a table and stays in rows. What cannot be cut stays as it
came, and so does a page whose own order needs no more jumps of the eye than the one found here.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LEAST_GAP = 9.0
"""Points of white between two columns."""
SIDE_BY_SIDE = 0.35
"""Part of the lower of two columns that has to be beside the other one."""
LEAST_HEIGHT, LEAST_WORDS = 24.0, 3
"""A column is higher than that, in points, and has more words."""
SAME_LINE = 3.0
"""Points by which lines beside each other differ in height."""
ROWS_SHARE = 0.6
SHORT_WORDS = 8.0
"""Words of a block, on average, up to which a column may be the first one of a table."""
PROSE_WORDS, PROSE_WIDTH = 1.5, 0.7
"""Lines of running text have so many words in small letters, and fill so much of their column, on average."""
ASIDE_WORDS = 8
"""Words of a line that may stand at the edge of another block's line and belong to it."""
ASIDE, BACK, UP = 1.0, 1.5, 3.0
"""What a jump of the eye counts: to what stands beside, to a column before, and up in the same column."""
TIGHT = 0.15
"""Share of a line's height by which its box may reach into the next line's."""
_DEPTH = 12
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its box in points, the block it came in, its words, those of them in small letters."""

    x0: float
    y0: float
    x1: float
    y1: float
    block: int
    words: int
    small: int
    upright: bool = True
    """Not turned on its side."""


@dataclass(slots=True)
class _Block:
    """Lines that belong together and follow each other."""

    lines: list[int]
    x0: float
    y0: float
    x1: float
    y1: float
    words: int
    small: int
    width: float
    """Sum of the widths of its lines."""
    slack: float = field(default=0.0)

    @property
    def top(self) -> float:
        return self.y0 + self.slack

    @property
    def bottom(self) -> float:
        return self.y1 - self.slack


def in_reading_order(lines: Sequence[Line], *, right_to_left: bool = False) -> list[list[int]]:
    """The numbers of lines, by blocks, in the order of reading; those given come in the order of the page's content."""
    upright = [number for number, line in enumerate(lines) if line.upright]
    turned = [number for number, line in enumerate(lines) if not line.upright]
    blocks = _blocks(lines, upright)
    as_came = list(range(len(blocks)))
    order = _Order(blocks, right_to_left).of(as_came, 0)
    if order != as_came and _jumps(blocks, as_came, right_to_left) <= _jumps(blocks, order, right_to_left):
        order = as_came
    return [*(blocks[number].lines for number in order), *([turned] if turned else [])]


def _jumps(blocks: Sequence[_Block], order: Sequence[int], right_to_left: bool) -> float:
    """How often the eye has to jump to follow an order of blocks: aside, back, or up in the same column."""
    found = 0.0
    for at in range(1, len(order)):
        before, after = blocks[order[at - 1]], blocks[order[at]]
        above = after.bottom < before.top
        if after.x0 < before.x1 and before.x0 < after.x1:
            found += UP if above else 0.0
        else:
            back = (after.x0 > before.x0) == right_to_left
            found += BACK if above and back else ASIDE
    return found


def _blocks(lines: Sequence[Line], numbers: Sequence[int]) -> list[_Block]:
    """Lines by the blocks they came in. A block whose lines jump aside, as where two columns came as one, is parted,
    and so is one with a line that has another one beside it, as a job has its dates."""
    runs: list[list[int]] = []
    left = right = 0.0
    for number in numbers:
        line = lines[number]
        new = not runs or lines[runs[-1][-1]].block != line.block
        if new or line.x0 > right + LEAST_GAP or line.x1 < left - LEAST_GAP or line.y1 < lines[runs[-1][-1]].y0:
            runs.append([])
            left, right = line.x0, line.x1
        runs[-1].append(number)
        left, right = min(left, line.x0), max(right, line.x1)
    asides = sorted(lines[run[0]].y0 for run in runs if len(run) == 1 and lines[run[0]].words <= ASIDE_WORDS)
    return [_block(lines, part) for run in runs for part in _parted(lines, run, asides)]


def _parted(lines: Sequence[Line], run: list[int], asides: Sequence[float]) -> Iterable[list[int]]:
    start = 0
    for at, number in enumerate(run[:-1]):
        beside = bisect_left(asides, lines[number].y0 - SAME_LINE)
        if beside < len(asides) and asides[beside] <= lines[number].y0 + SAME_LINE:
            yield run[start : at + 1]
            start = at + 1
    yield run[start:]


def _block(lines: Sequence[Line], numbers: list[int]) -> _Block:
    own = [lines[number] for number in numbers]
    heights = [line.y1 - line.y0 for line in own]
    return _Block(
        numbers,
        min(line.x0 for line in own),
        min(line.y0 for line in own),
        max(line.x1 for line in own),
        max(line.y1 for line in own),
        sum(line.words for line in own),
        sum(line.small for line in own),
        sum(line.x1 - line.x0 for line in own),
        TIGHT * min(heights),
    )


class _Order:
    """Cuts a page's blocks into bands and columns."""

    def __init__(self, blocks: Sequence[_Block], right_to_left: bool) -> None:
        self._blocks = blocks
        self._across = -1 if right_to_left else 1

    def of(self, numbers: list[int], depth: int) -> list[int]:
        """Blocks in the order of reading."""
        if len(numbers) < 2 or depth > _DEPTH:
            return numbers
        bands = self._bands(numbers)
        found: list[int] = []
        at = 0
        while at < len(bands):
            end = self._reach(bands, at)
            columns: list[list[int]] = []
            table = False
            for to in range(end, max(at, end - _TRIES), -1):
                columns, is_table = self._columns([number for band in bands[at:to] for number in band])
                table = table or is_table
                if columns:
                    end = to
                    break
            if columns:
                found += [number for part in columns[:: self._across] for number in self.of(part, depth + 1)]
                at = end
                continue
            until = end if table else at + 1
            for band in bands[at:until]:
                found += self._rows(band)
            at = max(until, at + 1)
        return found

    def _bands(self, numbers: Iterable[int]) -> list[list[int]]:
        """Blocks that overlap in height, from top to bottom."""
        bands: list[list[int]] = []
        bottom = float("-inf")
        for number in sorted(numbers, key=lambda number: (self._blocks[number].y0, number)):
            block = self._blocks[number]
            if not bands or block.top >= bottom - 1:
                bands.append([])
            bands[-1].append(number)
            bottom = max(bottom, block.bottom)
        return bands

    def _reach(self, bands: Sequence[list[int]], at: int) -> int:
        """The end of the bands, from one on, that all have white at the same place across."""
        spans: list[tuple[float, float]] = []
        for end in range(at, len(bands)):
            for number in bands[end]:
                spans = _with_span(spans, self._blocks[number].x0, self._blocks[number].x1)
            if len(spans) < 2:
                # The first band need not have the gap: it may be a line of one of the columns.
                if end == at and self._blocks_end(bands[at]) < self._widest(bands, at):
                    continue
                return end
        return len(bands)

    def _blocks_end(self, band: Sequence[int]) -> float:
        return max(self._blocks[number].x1 for number in band)

    def _widest(self, bands: Sequence[list[int]], at: int) -> float:
        """The right end of the next band, less the least gap."""
        return self._blocks_end(bands[at + 1]) - LEAST_GAP if at + 1 < len(bands) else float("-inf")

    def _columns(self, numbers: Sequence[int]) -> tuple[list[list[int]], bool]:
        """Two sets of blocks with white between them from top to bottom, that are read one after the other; else
        none, and whether that is because they are a table."""
        right = float("-inf")
        left: list[int] = []
        best: tuple[float, list[int]] | None = None
        table = False
        ordered = sorted(numbers, key=lambda number: self._blocks[number].x0)
        for at, number in enumerate(ordered):
            block = self._blocks[number]
            gap = block.x0 - right
            if at and gap >= LEAST_GAP and (best is None or gap > best[0]):
                others = ordered[at:]
                if self._beside(left, others):
                    if self._is_table(left, others):
                        table = True
                    else:
                        best = (gap, list(left))
            left.append(number)
            right = max(right, block.x1)
        if best is None:
            return [], table
        first = set(best[1])
        return [sorted(first), sorted(number for number in numbers if number not in first)], False

    def _beside(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether two sets of blocks stand beside each other for a good part, and not for a line only."""
        sides = [[self._blocks[number] for number in side] for side in (left, right)]
        spans = [(min(block.y0 for block in side), max(block.y1 for block in side)) for side in sides]
        shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
        least = min(bottom - top for top, bottom in spans)
        words = min(sum(block.words for block in side) for side in sides)
        return shared > SIDE_BY_SIDE * least and least > LEAST_HEIGHT and words > LEAST_WORDS

    def _is_table(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether the blocks of the lesser side each begin beside one of the other: a column of dates or of labels."""
        for few, many in ((left, right), (right, left)):
            own = [self._blocks[number] for number in few]
            short = sum(block.words for block in own) / len(own) <= SHORT_WORDS
            if len(own) < 2 or len(own) > len(many) or not short or self._is_prose(own):
                continue
            tops = sorted(self._blocks[number].y0 for number in many)
            level = sum(_begins_a_row(block, tops) for block in own)
            if level >= ROWS_SHARE * len(own):
                return True
        return False

    def _is_prose(self, column: Sequence[_Block]) -> bool:
        """Whether a column is running text: its lines are filled, with words in small letters among them."""
        lines = sum(len(block.lines) for block in column)
        width = max(block.x1 for block in column) - min(block.x0 for block in column)
        filled = sum(block.width for block in column) / (lines * width or 1)
        return sum(block.small for block in column) >= PROSE_WORDS * lines and filled >= PROSE_WIDTH

    def _rows(self, band: Sequence[int]) -> list[int]:
        """Blocks of one band: cell by cell where white parts them, by lines where they stand level, else as they
        came."""
        if len(band) == 1:
            return list(band)
        cells: list[list[int]] = []
        right = float("-inf")
        for number in sorted(band, key=lambda number: self._blocks[number].x0):
            block = self._blocks[number]
            if not cells or block.x0 > right:
                cells.append([])
            cells[-1].append(number)
            right = max(right, block.x1)
        return [number for cell in cells[:: self._across] for number in sorted(cell)]


def _begins_a_row(block: _Block, tops: Sequence[float]) -> bool:
    """Whether a block is level with the top of one of the others, and not beside several more."""
    first = bisect_left(tops, block.y0 - SAME_LINE)
    within = bisect_left(tops, block.bottom) - first
    return within > 0 and tops[first] <= block.y0 + SAME_LINE and within <= 2 + len(block.lines)


def _with_span(spans: list[tuple[float, float]], x0: float, x1: float) -> list[tuple[float, float]]:
    """Stretches across a page with one more: those less than the least gap apart are one."""
    kept: list[tuple[float, float]] = []
    for start, end in spans:
        if start - x1 < LEAST_GAP and x0 - end < LEAST_GAP:
            x0, x1 = min(x0, start), max(x1, end)
        else:
            kept.append((start, end))
    kept.append((x0, x1))
    return kept
