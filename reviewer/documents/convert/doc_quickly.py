"""Two functions of msdoc2docx 0.36.6 that take half of its time, done otherwise with the same results.

It copies its records of letters and paragraphs with `dataclasses.replace`, which asks every one of some eighty fields
four things; and it goes through all pieces of the text for every run. Written for that version, which is pinned; where
another has no such functions nothing is changed.
"""

import dataclasses
import sys
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import Any

_FEW_PIECES = 8


@lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]] | None:
    """Where each field stands, and what gets them all; None for records that are not made of just these, in order."""
    made = dataclasses.fields(kind)
    if len(made) < 2 or not all(field.init and not field.kw_only for field in made):
        return None
    return {field.name: at for at, field in enumerate(made)}, attrgetter(*(field.name for field in made))


def replaced(record: Any, /, **changes: Any) -> Any:  # noqa: ANN401 - records of any kind, as of the standard library's
    """What `dataclasses.replace` gives."""
    kind = type(record)
    fields = _fields(kind)
    if fields is None or not changes.keys() <= fields[0].keys():
        return dataclasses.replace(record, **changes)
    values = list(fields[1](record))
    for name, value in changes.items():
        values[fields[0][name]] = value
    return kind(*values)


class _Places:
    """The pieces of a text by where their bytes are."""

    def __init__(self, pieces: tuple[Any, ...]) -> None:
        spans = [
            (piece.file_offset, piece.file_offset + piece.character_count * (1 if piece.compressed else 2), number)
            for number, piece in enumerate(pieces)
        ]
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def touched(self, start: int, end: int) -> list[int]:
        """The numbers of the pieces that have bytes of a range, in the order of the text."""
        found: list[int] = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at][1] > start:
                found.append(self._spans[at][2])
            at -= 1
        return sorted(found)


def quicken() -> None:
    """Put both in the place of the library's own, once it is loaded."""
    for name, module in list(sys.modules.items()):
        if name.startswith("doc2docx.") and getattr(module, "replace", None) is dataclasses.replace:
            module.replace = replaced  # pyright: ignore[reportAttributeAccessIssue]
    pieces = sys.modules.get("doc2docx.msdoc.pieces")
    table = getattr(pieces, "PieceTable", None)
    whole = getattr(table, "fc_range_to_cp_ranges", None)
    if table is None or whole is None or hasattr(whole, "quick"):
        return
    places: dict[int, tuple[Any, _Places]] = {}

    def ranges(self: Any, fc_start: int, fc_end: int) -> tuple[tuple[int, int], ...]:  # noqa: ANN401
        if len(self.pieces) <= _FEW_PIECES:
            return whole(self, fc_start, fc_end)
        kept = places.get(id(self.pieces))
        if kept is None or kept[0] is not self.pieces:
            places.clear()
            kept = places[id(self.pieces)] = self.pieces, _Places(self.pieces)
        near = tuple(self.pieces[number] for number in kept[1].touched(fc_start, fc_end))
        return whole(replaced(self, pieces=near), fc_start, fc_end)

    ranges.quick = True  # pyright: ignore[reportFunctionMemberAccess]
    table.fc_range_to_cp_ranges = ranges
