"""The letters of a page as one text, each with its place, and the places of what is to go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

from reviewer.domain.anonymity import Identifiers, Match, find

Box = tuple[float, float, float, float]

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE
_KEPT_HEIGHT = 0.72
"""Part of a line's height that is taken out: enough to hit its letters, too little to hit those of its neighbours."""
_IN = 0.15
"""Part of a letter's width by which what is taken out stays away from the letters beside it."""


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The text of a page and, for each of its letters, its place; None for a space or line end that was put in."""

    text: str
    places: tuple[Box | None, ...]
    lines: tuple[int, ...]
    """The line that each letter is in."""


def letters_of(page: pymupdf.Page) -> PageLetters:
    """The letters of a page in the order of its content, in points of the page as it is stored: before it is turned."""
    text: list[str] = []
    places: list[Box | None] = []
    lines: list[int] = []
    number = 0
    found: dict[str, Any] = page.get_text("rawdict", flags=_FLAGS)  # pyright: ignore[reportAssignmentType]
    for block in found["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    text.append(char["c"])
                    places.append(tuple(char["bbox"]))
                    lines.append(number)
            text.append("\n")
            places.append(None)
            lines.append(number)
            number += 1
    flat = "".join(one[:1] or " " for one in text)
    return PageLetters(flat, tuple(places), tuple(lines))


def matches_on(letters: PageLetters, identifiers: Identifiers) -> list[Match]:
    """What of a page tells who the candidate is."""
    return find(letters.text, identifiers)


def boxes_of(letters: PageLetters, match: Match) -> list[Box]:
    """The places of a match: one a line, and one a letter where letters stand far apart or the line is turned."""
    boxes: list[Box] = []
    run: list[Box] = []
    line = -1
    for at in range(match.start, match.end):
        place = letters.places[at]
        if place is None or not letters.text[at].strip():
            continue
        if run and (letters.lines[at] != line or not _follows(run[-1], place)):
            boxes.append(_joined(run))
            run = []
        run.append(place)
        line = letters.lines[at]
    if run:
        boxes.append(_joined(run))
    return boxes


def slimmed(box: Box, whole: float = 1.0) -> Box:
    """A box that hits its own letters and not their neighbours. `whole`: how much of it is kept at the second try."""
    across, down = box[2] - box[0], box[3] - box[1]
    if across >= down * 0.3:
        keep = min(1.0, _KEPT_HEIGHT * whole)
        off = down * (1 - keep) / 2
        aside = min(_IN * down * 0.4, across * 0.1)
        return box[0] + aside, box[1] + off, box[2] - aside, box[3] - off
    off = across * 0.14
    return box[0] + off, box[1] + down * 0.05, box[2] - off, box[3] - down * 0.05


def stored(boxes: Iterable[Box], page: pymupdf.Page) -> list[Box]:
    """Boxes of the page as it is shown as boxes of the page as it is stored, which letters and annotations go by."""
    back = page.derotation_matrix
    turned = (pymupdf.Rect(box) * back for box in boxes)
    return [(rect.x0, rect.y0, rect.x1, rect.y1) for rect in turned]


def _follows(before: Box, box: Box) -> bool:
    height = max(before[3] - before[1], 1.0)
    return abs(box[1] - before[1]) < height * 0.3 and -height < box[0] - before[2] < height * 1.2


def _joined(run: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in run),
        min(box[1] for box in run),
        max(box[2] for box in run),
        max(box[3] for box in run),
    )
