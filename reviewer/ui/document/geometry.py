"""Where the pages of a document lie below each other.

Whole device pixels throughout, so that a drawn page is never resampled.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

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


class Fit(Enum):
    """What of a page fits the view, instead of a zoom."""

    WIDTH = auto()
    PAGE = auto()


Zoom = float | Fit
"""1.0 shows 96 logical pixels an inch."""


@dataclass(frozen=True, slots=True)
class Box:
    """A page: its place in device pixels of the content, and how many of them a point takes.

    `rotation`: degrees by which it is shown turned clockwise. Places on it are points of the page as it is unturned.
    """

    x: int
    y: int
    width: int
    height: int
    scale: float
    rotation: int = 0

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
        left, top, right, bottom = x0 * scale, y0 * scale, x1 * scale, y1 * scale
        match self.rotation:
            case 90:
                left, top, right, bottom = self.width - bottom, left, self.width - top, right
            case 180:
                left, top, right, bottom = (
                    self.width - right,
                    self.height - bottom,
                    self.width - left,
                    self.height - top,
                )
            case 270:
                left, top, right, bottom = top, self.height - right, bottom, self.height - left
            case _:
                pass
        return QRectF(self.x + left, self.y + top, right - left, bottom - top)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the content, in device pixels, as a point of the page; it may lie beside the page."""
        x, y = x - self.x, y - self.y
        match self.rotation:
            case 90:
                x, y = y, self.width - x
            case 180:
                x, y = self.width - x, self.height - y
            case 270:
                x, y = self.height - y, x
            case _:
                pass
        return x / self.scale, y / self.scale


class Layout:
    """The pages of one document in a view `width` logical pixels wide, `ratio` device pixels each.

    `fit`: width and height in device pixels of a page that fits. `rotation`: how all pages are turned, clockwise.
    """

    def __init__(
        self,
        sizes: Sequence[tuple[float, float]],
        width: int,
        fit: tuple[int, int],
        ratio: float,
        zoom: Zoom,
        rotation: int = 0,
    ) -> None:
        self.ratio = ratio
        self.known = bool(sizes)
        self.rotation = rotation
        sizes = sizes or (A4,)
        if rotation % 180:
            sizes = [(down, across) for across, down in sizes]
        edge, gap = round(EDGE * ratio), round(GAP * ratio)
        pixels = _widths(sizes, fit, ratio, zoom)
        self.width = max(round(width * ratio), max(pixels) + 2 * edge)
        boxes: list[Box] = []
        y = edge - round(4 * ratio)
        for (across, down), wide in zip(sizes, pixels, strict=True):
            high = max(1, round(wide * down / across))
            boxes.append(Box((self.width - wide) // 2, y, wide, high, wide / across, rotation))
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


def _widths(sizes: Sequence[tuple[float, float]], fit: tuple[int, int], ratio: float, zoom: Zoom) -> list[int]:
    """Device pixels of each page's width. Where pages fit, none is larger in scale than the first."""
    if not isinstance(zoom, Fit):
        scale = zoom * ratio * PIXELS_PER_INCH / POINTS_PER_INCH
        return [max(1, round(across * scale)) for across, _ in sizes]
    most = [_fitting(size, fit, zoom) for size in sizes]
    scale = most[0] / sizes[0][0]
    return [max(1, min(round(across * scale), round(wide))) for (across, _), wide in zip(sizes, most, strict=True)]


def _fitting(size: tuple[float, float], fit: tuple[int, int], zoom: Fit) -> float:
    return fit[0] if zoom is Fit.WIDTH else min(fit[0], fit[1] * size[0] / size[1])


def fit_pixels(width: int, height: int, ratio: float) -> tuple[int, int]:
    """Width and height in device pixels of a page that fits a view of that many logical pixels."""
    across = max(NARROWEST_FIT, min(width - 2 * EDGE, WIDEST_FIT))
    return round(across * ratio), round(max(NARROWEST_FIT, height - 2 * GAP) * ratio)


def step(zoom: float, direction: int) -> float:
    """The next zoom in or out."""
    if direction > 0:
        return next((to for to in STEPS if to > zoom * 1.01), MOST_ZOOM)
    return next((to for to in reversed(STEPS) if to < zoom * 0.99), LEAST_ZOOM)
