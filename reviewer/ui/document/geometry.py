"""Where the pages of a document lie below each other.

Whole device pixels throughout, so that a drawn page is never resampled.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF

GAP, EDGE = 18, 28
"""Logical pixels between pages, and around them."""
FOOT = 40
"""Logical pixels under the last page."""
WIDEST_FIT = 860
"""Logical pixels: wider than this, lines of a page become tiring to read."""
NARROWEST_FIT = 120
POINTS_PER_INCH, PIXELS_PER_INCH = 72, 96
LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
A4 = (595.0, 842.0)
"""Points; stands in for a page whose size is not known yet."""


@dataclass(frozen=True, slots=True)
class Box:
    """A page: its place in device pixels of the content, and how many of them a point takes."""

    x: int
    y: int
    width: int
    height: int
    scale: float

    @property
    def bottom(self) -> int:
        """The first row under it."""
        return self.y + self.height

    def rect(self) -> QRect:
        """Its rectangle."""
        return QRect(self.x, self.y, self.width, self.height)

    def place(self, x0: float, y0: float, x1: float, y1: float) -> QRectF:
        """A rectangle of the page, given in points, in device pixels of the content."""
        scale = self.scale
        return QRectF(self.x + x0 * scale, self.y + y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale)


class Layout:
    """The pages of one document in a view `width` logical pixels wide, `ratio` device pixels each.

    `fit`: device pixels of a page that fits. `zoom`: 1.0 shows 96 logical pixels an inch; None fits the width.
    """

    def __init__(
        self, sizes: Sequence[tuple[float, float]], width: int, fit: int, ratio: float, zoom: float | None
    ) -> None:
        self.ratio = ratio
        self.known = bool(sizes)
        sizes = sizes or (A4,)
        edge, gap = round(EDGE * ratio), round(GAP * ratio)
        scale = fit / sizes[0][0] if zoom is None else zoom * ratio * PIXELS_PER_INCH / POINTS_PER_INCH
        pixels = [max(1, round(across * scale)) for across, _ in sizes]
        if zoom is None:
            pixels = [min(across, fit) for across in pixels]
        self.width = max(round(width * ratio), max(pixels) + 2 * edge)
        boxes: list[Box] = []
        y = edge - round(4 * ratio)
        for (across, down), wide in zip(sizes, pixels, strict=True):
            high = max(1, round(wide * down / across))
            boxes.append(Box((self.width - wide) // 2, y, wide, high, wide / across))
            y += high + gap
        self.boxes = tuple(boxes)
        self.height = y - gap + round(FOOT * ratio)
        self.zoom = boxes[0].scale / ratio * POINTS_PER_INCH / PIXELS_PER_INCH
        self._tops = [box.y for box in boxes]
        self._bottoms = [box.bottom for box in boxes]

    def visible(self, top: int, height: int) -> range:
        """The pages that are seen between two rows of device pixels."""
        return range(bisect_right(self._bottoms, top), bisect_left(self._tops, top + height))

    def nearest(self, y: float) -> int:
        """The page at a row, or the one closest to it."""
        after = min(bisect_right(self._bottoms, y), len(self.boxes) - 1)
        before = max(0, after - 1)
        return before if y - self._bottoms[before] < self._tops[after] - y and y < self._tops[after] else after


def fit_pixels(width: int, ratio: float) -> int:
    """Device pixels of a page that fits a view `width` logical pixels wide."""
    return round(max(NARROWEST_FIT, min(width - 2 * EDGE, WIDEST_FIT)) * ratio)


def step(zoom: float, direction: int) -> float:
    """The next zoom in or out."""
    if direction > 0:
        return next((to for to in STEPS if to > zoom * 1.01), MOST_ZOOM)
    return next((to for to in reversed(STEPS) if to < zoom * 0.99), LEAST_ZOOM)
