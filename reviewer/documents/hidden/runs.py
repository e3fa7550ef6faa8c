"""Runs of text as MuPDF's trace of a page tells of them, and what their way of painting alone says. Worker side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pymupdf

from reviewer.documents.protocol import HiddenKind
from reviewer.documents.wording import key_of, word_count

TINY_POINTS = 2.0
UNSEEN_OPACITY = 0.05
OUTSIDE_SHARE = 0.3
"""A run is outside of the page when less than this share of it is on the page."""
RUNS_OFF_POINTS = 72.0
"""Of an endless word that must be on the page for it to be seen."""
PHRASE_WORDS = 3
"""Words that one glyph must stand for to be told: icons have names, and ligatures have letters."""

_UNPAINTED = (3, 7)
"""Kinds of a text trace that paint nothing: ignored, and clip alone."""
_PRIVATE = range(0xE000, 0xF900)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom. Plain numbers: PyMuPDF's own rectangles take a hundred times as long to intersect."""


@dataclass(slots=True)
class Run:
    """A run of text as the page paints it."""

    text: str
    key: str
    box: Box
    glyphs: list[Box]
    """One for each glyph that has ink of its own."""
    letters: int
    colour: tuple[float, ...]
    size: float
    opacity: float
    painted: int
    order: int


def runs_of(page: pymupdf.Page) -> Iterable[Run]:
    """The runs of a page that have letters, in the order of painting."""
    turned = turning(page)
    for span in page.get_texttrace():
        chars = [c for c in span["chars"] if c[0] > 32 and c[0] not in _PRIVATE]
        if not chars:
            continue
        text = "".join(chr(c[0]) if c[0] > 0 else " " for c in span["chars"])
        inked = [c for c in chars if c[1] >= 0] or chars
        yield Run(
            text=text,
            key=key_of(text),
            box=turned(span["bbox"]),
            glyphs=[turned(c[3]) for c in inked],
            letters=len(chars),
            colour=tuple(span["color"] or (0.0,)),
            size=float(span["size"]),
            opacity=float(span.get("opacity", 1.0)),
            painted=int(span["type"]),
            order=int(span["seqno"]),
        )


def turning(page: pymupdf.Page) -> Callable[[Box], Box]:
    """What takes a box of the page as it is stored to the page as it is shown."""
    if not page.rotation:
        return lambda box: (box[0], box[1], box[2], box[3])
    a, b, c, d, e, f = page.rotation_matrix

    def turned(box: Box) -> Box:
        across = (a * box[0] + c * box[1] + e, a * box[2] + c * box[3] + e)
        down = (b * box[0] + d * box[1] + f, b * box[2] + d * box[3] + f)
        return min(across), min(down), max(across), max(down)

    return turned


def area(box: Box) -> float:
    """The area of a box; 0 where it is turned inside out."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def direct(page: Box, run: Run) -> HiddenKind | None:
    """What the way of painting alone tells; `page` is the page's own box."""
    if run.painted in _UNPAINTED:
        return HiddenKind.UNPAINTED
    if run.opacity < UNSEEN_OPACITY:
        return HiddenKind.TRANSPARENT
    if (shared(run.box, page) < OUTSIDE_SHARE * area(run.box) and not _runs_off(page, run)) or not area(run.box):
        return HiddenKind.OUTSIDE
    across, down = run.box[2] - run.box[0], run.box[3] - run.box[1]
    if min(run.size, down, max(across, down)) < TINY_POINTS:
        return HiddenKind.TINY
    if run.letters > 6 * len(run.glyphs) and word_count(run.text) >= PHRASE_WORDS:
        return HiddenKind.READS_OTHERWISE
    return None


def _runs_off(page: Box, run: Run) -> bool:
    """Whether it is one endless word, of which a good part is on the page."""
    across = min(run.box[2], page[2]) - max(run.box[0], page[0])
    return len(run.text.split()) == 1 and across > RUNS_OFF_POINTS and shared(run.box, page) > 0


def holds(run: Box, word: Box) -> bool:
    """Whether the middle of a word is in a run, to a point."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return run[0] - 1 <= x <= run[2] + 1 and run[1] - 1 <= y <= run[3] + 1


def text_of(parts: Sequence[Run]) -> str:
    """Runs as one text: a space where they stand apart or on another line."""
    text = parts[0].text
    for before, run in pairwise(parts):
        near = abs(run.box[0] - before.box[2]) < before.size * 0.15
        close = near and abs(run.box[3] - before.box[3]) < before.size
        text += ("" if close else " ") + run.text
    return " ".join(text.split())


def place_of(box: pymupdf.Rect | Box) -> Box:
    """A box as it is told: to a hundredth of a point."""
    x0, y0, x1, y1 = box
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)
