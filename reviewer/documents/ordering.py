"""The order in which a person reads the blocks of a page: column by column under a common heading, tables row by row.

MuPDF gives blocks in the order of the page's content, which for a resume made of text boxes or a table may be any. A
page is cut into bands across it; bands that follow one another and share a gap from top to bottom are columns. Blocks
that stand beside each other line by line, as dates beside jobs, are a table and stay in rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_GAP = 9.0
"""Points of white between two columns."""
SIDE_BY_SIDE = 0.35
"""Part of the lower of two columns that has to be beside the other one."""
SAME_LINE = 3.0
"""Points by which lines beside each other differ in height."""
ROWS_SHARE = 0.6
SHORT_WORDS = 8.0
"""Words of a block, on average, up to which a column may be the first one of a table."""
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: its box in points, the top of its first line, its number of words."""

    x0: float
    y0: float
    x1: float
    y1: float
    words: int


def in_reading_order(blocks: Sequence[Block], *, right_to_left: bool = False) -> list[int]:
    """The numbers of blocks in the order of reading; those given come in the order of the page's content."""
    return _ordered(blocks, list(range(len(blocks))), right_to_left, 0)


def _ordered(blocks: Sequence[Block], numbers: list[int], right_to_left: bool, depth: int) -> list[int]:
    if len(numbers) < 2 or depth > _DEPTH:
        return numbers
    bands = _bands(blocks, numbers)
    found: list[int] = []
    at = 0
    while at < len(bands):
        for end in range(len(bands), at, -1):
            together = sorted(number for band in bands[at:end] for number in band)
            columns = _columns(blocks, together)
            if columns:
                parts = reversed(columns) if right_to_left else columns
                found += [number for part in parts for number in _ordered(blocks, part, right_to_left, depth + 1)]
                at = end
                break
        else:
            found += sorted(bands[at]) if len(bands) > 1 or depth else _rows(blocks, bands[at], right_to_left)
            at += 1
    return found


def _bands(blocks: Sequence[Block], numbers: Sequence[int]) -> list[list[int]]:
    """Blocks that overlap in height, from top to bottom."""
    bands: list[list[int]] = []
    bottom = float("-inf")
    for number in sorted(numbers, key=lambda number: (blocks[number].y0, number)):
        block = blocks[number]
        if not bands or block.y0 >= bottom - 1:
            bands.append([])
        bands[-1].append(number)
        bottom = max(bottom, block.y1)
    return bands


def _columns(blocks: Sequence[Block], numbers: Sequence[int]) -> list[list[int]]:
    """Two sets of blocks with white between them from top to bottom, that are read one after the other; else none."""
    right = float("-inf")
    left: list[int] = []
    best: tuple[float, list[int]] | None = None
    ordered = sorted(numbers, key=lambda number: blocks[number].x0)
    for at, number in enumerate(ordered):
        block = blocks[number]
        gap = block.x0 - right
        if at and gap >= LEAST_GAP and (best is None or gap > best[0]):
            others = ordered[at:]
            if _beside(blocks, left, others) and not _is_table(blocks, left, others):
                best = (gap, list(left))
        left.append(number)
        right = max(right, block.x1)
    if best is None:
        return []
    first = set(best[1])
    return [sorted(first), [number for number in numbers if number not in first]]


def _beside(blocks: Sequence[Block], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether two sets of blocks stand beside each other for a good part, and not for a line only."""
    spans = [(min(blocks[n].y0 for n in side), max(blocks[n].y1 for n in side)) for side in (left, right)]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    heights = [bottom - top for top, bottom in spans]
    words = [sum(blocks[n].words for n in side) for side in (left, right)]
    return shared > SIDE_BY_SIDE * min(heights) and min(heights) > 24 and min(words) > 3


def _is_table(blocks: Sequence[Block], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether the blocks of the lesser side each begin beside one of the other: a column of dates or of labels."""
    for few, many in ((left, right), (right, left)):
        short = sum(blocks[n].words for n in few) / len(few) <= SHORT_WORDS
        if len(few) < 2 or len(few) > len(many) or not short:
            continue
        tops = [blocks[n].y0 for n in many]
        level = sum(any(abs(blocks[n].y0 - top) <= SAME_LINE for top in tops) for n in few)
        if level >= ROWS_SHARE * len(few):
            return True
    return False


def _rows(blocks: Sequence[Block], numbers: Sequence[int], right_to_left: bool) -> list[int]:
    """Blocks of one band: by rows where they stand level, else as they came."""
    tops = sorted({round(blocks[n].y0 / SAME_LINE) for n in numbers})
    if len(tops) == len(numbers):
        return sorted(numbers)
    across = -1 if right_to_left else 1
    return sorted(numbers, key=lambda n: (round(blocks[n].y0 / SAME_LINE), across * blocks[n].x0))
