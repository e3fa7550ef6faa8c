"""Text that is painted and yet not seen: the page is drawn with and without it. Worker side."""

from collections.abc import Sequence
from operator import sub

import pymupdf

from reviewer.documents.hidden.runs import TINY_POINTS, Box, Run, area, direct, place_of, shared, turning

LIGHT = 0.80
"""Share of white in the darkest part of a colour from which on it may not be seen on paper."""
NOTICED = 10
"""Difference of a colour part (of 255) from which on a reader sees something."""
SEEN_SHARE = 0.25
"""A run is seen when this share of its letters makes a difference."""
COVER_SHARE = 0.3
DOTS_PER_INCH = 100

_FILLS = ("fill-path", "fill-image", "fill-shade", "fill-imgmask")
_LEAVE, _REMOVE_TEXT = 0, 0
"""PyMuPDF's PDF_REDACT_IMAGE_NONE, PDF_REDACT_LINE_ART_NONE, PDF_REDACT_TEXT_REMOVE, which its types do not know."""


def suspects_of(page: pymupdf.Page, runs: Sequence[Run]) -> list[Run]:
    """Runs that are painted, and may yet not be seen: something lies over or under them, they are light, or cut."""
    turned, whole = turning(page), place_of(page.rect)
    fills = [turned(box) for kind, box, *_ in page.get_bboxlog() if kind in _FILLS]
    fills = [box for box in fills if min(box[2] - box[0], box[3] - box[1]) > TINY_POINTS]  # not the rules of a table
    cut = _is_cut(page)
    found: list[Run] = []
    for run in runs:
        if run.key and direct(whole, run) is None:
            light = min(run.colour) >= LIGHT if len(run.colour) != 4 else max(run.colour) <= 1 - LIGHT
            if (
                light
                or cut
                or run.opacity < 1 - LIGHT
                or any(shared(run.box, box) >= COVER_SHARE * area(run.box) for box in fills)
            ):
                found.append(run)
    return found


def _is_cut(page: pymupdf.Page) -> bool:
    """Whether letters of the page are outside of the clip they are painted in."""
    everything = str(page.get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE))
    inside = str(page.get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CLIP))
    return len("".join(inside.split())) < len("".join(everything.split()))


def unseen_of(
    page: pymupdf.Page, copy: pymupdf.Document, at: int, runs: Sequence[Run], suspects: Sequence[Run], *, layered: bool
) -> list[Run]:
    """Those of the suspects whose letters make no difference to the page; the page `at` of the copy loses its text.

    `layered`: what lies over words may belong under them, so that it counts whether they would be seen on it.
    """
    other: pymupdf.Page = copy[at]
    everywhere = other.rect + (-3000, -3000, 3000, 3000)  # noqa: RUF005 - a rectangle grows
    other.add_redact_annot(everywhere * other.derotation_matrix, cross_out=False)
    other.apply_redactions(images=_LEAVE, graphics=_LEAVE, text=_REMOVE_TEXT)
    other = copy[at]
    left = {(round(span["bbox"][0]), round(span["bbox"][1])) for span in other.get_texttrace()}
    whole, without = _drawn(page), _drawn(other)
    if (whole.width, whole.height) != (without.width, without.height):
        return []
    scale = whole.width / page.rect.width
    back = page.derotation_matrix
    pair = _Pair(whole, without)
    found: list[Run] = []
    for run in suspects:
        corner = pymupdf.Rect(run.box) * back
        if (round(corner.x0), round(corner.y0)) in left:
            continue  # could not be taken out: no verdict
        others = [other.box for other in runs if other is not run and shared(other.box, run.box)]
        paint = _as_rgb(run.colour)
        seen = sum(
            pair.stands_out(_scaled(glyph, scale), paint)
            if layered or any(shared(box, glyph) for box in others)
            else pair.differ(_scaled(glyph, scale))
            for glyph in run.glyphs
        )
        if seen < SEEN_SHARE * len(run.glyphs):
            found.append(run)
    return found


def _scaled(box: Box, by: float) -> Box:
    return box[0] * by, box[1] * by, box[2] * by, box[3] * by


def _as_rgb(colour: Sequence[float]) -> tuple[int, int, int]:
    """A colour of one, three or four parts (grey, RGB, CMYK) as red, green, blue of 255."""
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        parts = [(1 - part) * (1 - black) for part in (cyan, magenta, yellow)]
    else:
        parts = list(colour) if len(colour) == 3 else [colour[0]] * 3
    red, green, blue = (round(255 * part) for part in parts)
    return red, green, blue


def _drawn(page: pymupdf.Page) -> pymupdf.Pixmap:
    return page.get_pixmap(dpi=DOTS_PER_INCH, colorspace=pymupdf.csRGB, alpha=False, annots=False)


class _Pair:
    """Two drawings of one page."""

    def __init__(self, one: pymupdf.Pixmap, other: pymupdf.Pixmap) -> None:
        self._one, self._other = memoryview(one.samples_mv), memoryview(other.samples_mv)
        self._width, self._height, self._stride = one.width, one.height, one.stride

    def differ(self, box: Box) -> bool:
        """Whether a reader sees a difference within a box in pixels."""
        x0, x1 = max(0, int(box[0])), min(self._width, int(box[2]) + 1)
        for y in range(max(0, int(box[1])), min(self._height, int(box[3]) + 1)):
            row = slice(y * self._stride + x0 * 3, y * self._stride + x1 * 3)
            one, other = bytes(self._one[row]), bytes(self._other[row])
            if one != other and max(map(abs, map(sub, one, other)), default=0) > NOTICED:
                return True
        return False

    def stands_out(self, box: Box, colour: tuple[int, int, int]) -> bool:
        """Whether a colour is another than what is under the text in a box: for letters that others lie over."""
        x0, x1 = max(0, int(box[0])), min(self._width, int(box[2]) + 1)
        for y in range(max(0, int(box[1])), min(self._height, int(box[3]) + 1)):
            row = bytes(self._other[y * self._stride + x0 * 3 : y * self._stride + x1 * 3])
            if max(map(abs, map(sub, row, colour * (len(row) // 3))), default=0) > NOTICED:
                return True
        return False
