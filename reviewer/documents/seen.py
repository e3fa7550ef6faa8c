"""What is left of words and texts without those that a person does not see. Worker side."""

from collections.abc import Iterable, Sequence

from reviewer.documents.protocol import HiddenKind
from reviewer.documents.render import Passage
from reviewer.documents.text import WordRow
from reviewer.documents.wording import key_of

_READ_ALL_THE_SAME = (HiddenKind.INSTRUCTION, HiddenKind.PROPERTIES, HiddenKind.NOTE)
"""Kinds that are no part of the text, or that a person does see."""


def words(rows: list[WordRow], passages: Sequence[Passage]) -> list[WordRow]:
    """The words of a page without those of its hidden passages."""
    left = rows
    for passage in passages:
        if passage.kind in _READ_ALL_THE_SAME or not passage.places:
            continue
        key = key_of(passage.text)
        left = [row for row in left if not (_within(row, passage.places) and key_of(str(row[4])) in key)]
    return left


def text(whole: str, passages: Iterable[Passage]) -> str:
    """A text without the hidden passages in it. What is said twice, and once of it seen, is never a hidden passage."""
    keys = [key_of(passage.text) for passage in passages if passage.kind not in _READ_ALL_THE_SAME]
    keys = [key for key in keys if key]
    if not keys:
        return whole
    letters: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(whole):
        for plain in key_of(letter):
            letters.append(plain)
            origins.append(at)
    key_of_all = "".join(letters)
    gone = bytearray(len(whole))
    for key in keys:
        at = key_of_all.find(key)
        while at >= 0:
            first, last = origins[at], origins[at + len(key) - 1]
            gone[first : last + 1] = b"\1" * (last + 1 - first)
            at = key_of_all.find(key, at + len(key))
    return "".join(letter for letter, hidden in zip(whole, gone, strict=True) if not hidden)


def _within(row: WordRow, places: Iterable[tuple[float, float, float, float]]) -> bool:
    x0, y0, x1, y1 = (float(v) for v in row[:4])
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return any(place[0] - 1 <= x <= place[2] + 1 and place[1] - 1 <= y <= place[3] + 1 for place in places)
