"""What dxpdf 0.8.1 leaves out, drawn on the PDF that it made: lines through words, borders and colours of pages.

Where it belongs is told by links: the repair puts a link with an address of ours around what is struck through, and
on the first words of a section; the engine makes areas of them, one for each line, and here they are taken off again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

SCHEME = "reviewer-mark:"
STRUCK, STRUCK_TWICE, SECTION = SCHEME + "struck", SCHEME + "struck-twice", SCHEME + "section-"
FOLLOWED = ("http:", "https:", "mailto:")
"""Links that stay links."""

_STRIKE_HEIGHT = 0.27
"""Where the line is, above the line of writing, as a share of the letters' size."""
_STRIKE_WIDTH = 0.055
_TWICE_APART = 0.09
_BLACK = (0.0, 0.0, 0.0)

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Border:
    """A line along one side of a page: points wide, points away from the page's edge, and its look."""

    side: str
    width: float
    inset: float
    colour: str
    double: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The borders of a section's pages, and on which of them: all, first, or all but the first."""

    borders: tuple[Border, ...] = ()
    on: str = "allPages"


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do. `background` is the pages' colour as RRGGBB."""

    background: str | None = None
    sections: tuple[Section, ...] = ()
    marked: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the PDF is right as it is."""
        return not (self.background or self.marked or any(section.borders for section in self.sections))


def retouch(pdf: bytes, plan: Plan) -> bytes:
    """The PDF with what was left out. Raises RuntimeError or ValueError for one that does not open."""
    if plan.is_empty:
        return pdf
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        starts: dict[int, int] = {}
        for number in range(document.page_count):
            page: pymupdf.Page = document[number]
            for index in _take_marks(page):
                starts.setdefault(index, number)
        for number in range(document.page_count):
            _draw_page(document[number], number, plan, starts)
        return document.tobytes(garbage=1, deflate=True)


def _take_marks(page: pymupdf.Page) -> list[int]:
    """Take our links off a page, draw what they stand for; the sections that begin there."""
    sections: list[int] = []
    struck: list[tuple[pymupdf.Rect, bool]] = []
    links: list[dict[str, Any]] = list(page.get_links())
    for link in links:
        uri = str(link.get("uri") or "")
        if not uri.startswith(SCHEME):
            continue
        if uri.startswith(SECTION):
            sections.append(int(uri.removeprefix(SECTION)))
        else:
            struck.append((pymupdf.Rect(link["from"]), uri == STRUCK_TWICE))
        page.delete_link(link)
    if struck:
        _strike(page, struck)
    return sections


def _strike(page: pymupdf.Page, areas: Sequence[tuple[pymupdf.Rect, bool]]) -> None:
    shape = page.new_shape()
    found: Any = page.get_text("dict", flags=0)
    spans = [span for block in found["blocks"] for line in block.get("lines", ()) for span in line["spans"]]
    for area, twice in areas:
        inside = [span for span in spans if _is_in(pymupdf.Rect(span["bbox"]), area)]
        first = inside[0] if inside else None
        size = float(first["size"]) if first else area.height * 0.8
        level = (float(first["origin"][1]) if first else area.y1 - area.height * 0.2) - size * _STRIKE_HEIGHT
        colour = _split(f"{int(first['color']):06X}") if first else _BLACK
        for off in (-_TWICE_APART / 2, _TWICE_APART / 2) if twice else (0.0,):
            y = level + off * size
            shape.draw_line((area.x0, y), (area.x1, y))
        shape.finish(color=colour, width=max(0.5, size * _STRIKE_WIDTH) * (0.6 if twice else 1))
    shape.commit()


def _is_in(box: pymupdf.Rect, area: pymupdf.Rect) -> bool:
    middle = (box.y0 + box.y1) / 2
    return area.y0 <= middle <= area.y1 and min(box.x1, area.x1) - max(box.x0, area.x0) > min(1.0, area.width / 2)


def _draw_page(page: pymupdf.Page, number: int, plan: Plan, starts: dict[int, int]) -> None:
    first, section = _section_of(number, plan, starts)
    rect = page.rect
    if section is not None and section.borders and not _is_left_out(section.on, number == first):
        shape = page.new_shape()
        edges = {border.side: border.inset for border in section.borders}
        for border in section.borders:
            _draw_border(shape, rect, border, edges)
        shape.commit()
    if plan.background:
        page.draw_rect(rect, color=None, fill=_split(plan.background), overlay=False)


def _section_of(number: int, plan: Plan, starts: dict[int, int]) -> tuple[int, Section | None]:
    """The page on which a page's section begins, and the section: the last one that has begun."""
    index, first = 0, 0
    for candidate in range(1, len(plan.sections)):
        start = starts.get(candidate)
        if start is not None and first <= start <= number:
            index, first = candidate, start
    return first, plan.sections[index] if plan.sections else None


def _is_left_out(on: str, is_first: bool) -> bool:
    return (on == "firstPage" and not is_first) or (on == "notFirstPage" and is_first)


def _draw_border(shape: pymupdf.Shape, rect: pymupdf.Rect, border: Border, edges: dict[str, float]) -> None:
    left, right = rect.x0 + edges.get("left", 0), rect.x1 - edges.get("right", 0)
    top, bottom = rect.y0 + edges.get("top", 0), rect.y1 - edges.get("bottom", 0)
    for step in (0.0, border.width * 2) if border.double else (0.0,):
        ends = {
            "top": ((left + step, top + step), (right - step, top + step)),
            "bottom": ((left + step, bottom - step), (right - step, bottom - step)),
            "left": ((left + step, top + step), (left + step, bottom - step)),
            "right": ((right - step, top + step), (right - step, bottom - step)),
        }[border.side]
        shape.draw_line(*ends)
    dashes = f"[{border.width * 3:.2f} {border.width * 3:.2f}] 0" if border.dashed else None
    shape.finish(color=_split(border.colour), width=border.width, dashes=dashes, lineCap=2)


def _split(colour: str) -> Colour:
    """RRGGBB as shares of one."""
    return int(colour[0:2], 16) / 255, int(colour[2:4], 16) / 255, int(colour[4:6], 16) / 255
