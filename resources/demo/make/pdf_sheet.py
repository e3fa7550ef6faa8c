"""Sets lines of text on PDF pages: fonts, measuring, breaking, columns that run on to the next page."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf

Colour = tuple[float, float, float]

INTER = Path(__file__).parents[2] / "fonts"
A4 = (595.0, 842.0)
LETTER = (612.0, 792.0)
INK: Colour = (0.12, 0.12, 0.13)
SOFT: Colour = (0.38, 0.39, 0.42)

_FACES = {
    "helv": ("helv", "hebo", "heit"),
    "times": ("tiro", "tibo", "tiit"),
    "courier": ("cour", "cobo", "coit"),
    "inter": ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Medium.otf"),
}


@cache
def font(face: str, weight: str = "regular") -> Any:
    name = _FACES[face][("regular", "bold", "italic").index(weight)]
    return pymupdf.Font(fontfile=str(INTER / name)) if name.endswith(".otf") else pymupdf.Font(name)


@cache
def _fallback() -> Any:
    return pymupdf.Font("japan")


def colour(hexadecimal: str) -> Colour:
    red, green, blue = (int(hexadecimal[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph in one font; `size` and `rise` in points."""

    text: str
    face: str
    weight: str = "regular"
    size: float = 9.5
    ink: Colour = INK
    track: float = 0
    """Points between the letters."""

    def width(self) -> float:
        return sum(used.text_length(part, self.size) for part, used in self.parts()) + self.track * len(self.text)

    def parts(self) -> list[tuple[str, Any]]:
        """The text cut where another font has to help out."""
        own = font(self.face, self.weight)
        inter = font("inter", "bold" if self.weight == "bold" else "regular")
        cut: list[tuple[str, Any]] = []
        for letter in self.text:
            code = ord(letter)
            used = own if own.has_glyph(code) else inter if inter.has_glyph(code) else _fallback()
            if cut and cut[-1][1] is used:
                cut[-1] = (cut[-1][0] + letter, used)
            else:
                cut.append((letter, used))
        return cut


@dataclass
class Sheet:
    """A PDF being written."""

    size: tuple[float, float] = A4
    document: Any = field(default_factory=pymupdf.open)
    _writer: Any = None
    _at: tuple[int, Colour] | None = None

    def new_page(self) -> int:
        self.flush()
        self.document.new_page(width=self.size[0], height=self.size[1])
        return len(self.document) - 1

    def put(self, page: int, x: float, y: float, run: Run) -> float:
        """Draws a run with its baseline at y and gives the x where it ends."""
        if self._at != (page, run.ink):
            self.flush()
            self._writer = pymupdf.TextWriter(self.document[page].rect)
            self._at = (page, run.ink)
        for part, used in run.parts():
            for piece in part if run.track else (part,):
                _, end = self._writer.append((x, y), piece, font=used, fontsize=run.size)
                x = end[0] + run.track
        return x

    def flush(self) -> None:
        if self._at is not None:
            self._writer.write_text(self.document[self._at[0]], color=self._at[1])
            self._at = None

    def box(
        self, page: int, area: tuple[float, float, float, float], fill: Colour, radius: float | None = None
    ) -> None:
        self.flush()
        self.document[page].draw_rect(pymupdf.Rect(*area), color=None, fill=fill, width=0, radius=radius)

    def line(self, page: int, x0: float, x1: float, y: float, ink: Colour = SOFT, width: float = 0.6) -> None:
        self.flush()
        self.document[page].draw_line((x0, y), (x1, y), color=ink, width=width)

    def picture(self, page: int, area: tuple[float, float, float, float], jpeg: bytes) -> None:
        self.flush()
        self.document[page].insert_image(pymupdf.Rect(*area), stream=jpeg)

    def icon(self, page: int, kind: str, x: float, y: float, ink: Colour, size: float = 8) -> None:
        """A small line drawing (mail, phone, pin or link) that stands on the baseline y."""
        self.flush()
        shape = self.document[page].new_shape()
        top = y - size * 0.82
        if kind == "mail":
            shape.draw_rect(pymupdf.Rect(x, top + size * 0.1, x + size, top + size * 0.85))
            shape.draw_polyline(
                [(x, top + size * 0.15), (x + size / 2, top + size * 0.55), (x + size, top + size * 0.15)]
            )
        elif kind == "phone":
            shape.draw_rect(pymupdf.Rect(x + size * 0.2, top, x + size * 0.8, top + size), radius=0.2)
            shape.draw_line((x + size * 0.42, top + size * 0.86), (x + size * 0.58, top + size * 0.86))
        elif kind == "pin":
            shape.draw_circle((x + size / 2, top + size * 0.36), size * 0.32)
            shape.draw_polyline(
                [(x + size * 0.24, top + size * 0.58), (x + size / 2, top + size), (x + size * 0.76, top + size * 0.58)]
            )
        else:
            shape.draw_circle((x + size / 2, top + size / 2), size * 0.46)
            shape.draw_line((x, top + size / 2), (x + size, top + size / 2))
            shape.draw_oval(pymupdf.Rect(x + size * 0.28, top, x + size * 0.72, top + size))
        shape.finish(color=ink, width=0.7)
        shape.commit()

    def to_bytes(self, title: str, producer: str, when: str) -> bytes:
        self.flush()
        self.document.subset_fonts()
        self.document.set_metadata({"title": title, "producer": producer, "creationDate": when, "modDate": when})
        return self.document.tobytes(garbage=4, deflate=True, use_objstms=1, no_new_id=1)


@dataclass
class Column:
    """A strip of the page that text is poured into from the top; goes on at the next page when full."""

    sheet: Sheet
    left: float
    right: float
    y: float
    bottom: float
    top_again: float
    page: int = 0
    fresh: Callable[[int], None] | None = None
    """Called with the number of a page that had to be made."""

    def room(self, height: float) -> None:
        """Goes on to the next page unless `height` points are left on this one."""
        if self.y + height > self.bottom:
            self.page += 1
            if self.page >= len(self.sheet.document):
                self.sheet.new_page()
                if self.fresh:
                    self.fresh(self.page)
            self.y = self.top_again

    def gap(self, height: float) -> None:
        if self.y > self.top_again:
            self.y += height

    def write(
        self,
        *runs: Run,
        leading: float = 1.35,
        indent: float = 0,
        first: float | None = None,
        align: str = "left",
        mark: str = "",
    ) -> None:
        """A paragraph. `mark` is set in the margin of its first line (`indent` - 9 points)."""
        width = self.right - self.left - indent
        lines = _broken(runs, width, 0 if first is None else first)
        size = max(run.size for run in runs)
        for number, line in enumerate(lines):
            self.room(size * leading)
            self.y += size * leading
            used = sum(run.width() for run in line)
            x = self.left + indent + (first or 0 if number == 0 else 0)
            if align == "right":
                x = self.right - used
            elif align == "centre":
                x = (self.left + self.right - used) / 2
            if mark and number == 0:
                self.sheet.put(
                    self.page,
                    self.left + indent - 9,
                    self.y,
                    Run(mark, runs[0].face, "regular", runs[0].size, runs[0].ink),
                )
            for run in line:
                x = self.sheet.put(self.page, x, self.y, run)

    def row(self, left: tuple[Run, ...], right: tuple[Run, ...], leading: float = 1.35) -> None:
        """One line with something at both ends; the right end is kept whole, the left one is broken before it."""
        used = sum(run.width() for run in right)
        size = max(run.size for run in left + right)
        self.room(size * leading * 2)
        page, y = self.page, self.y + size * leading
        width = self.right - self.left
        lines = _broken(left, width - used - 14 if used else width, 0)
        for number, line in enumerate(lines):
            self.y += size * leading
            x = self.left
            for run in line:
                x = self.sheet.put(page, x, self.y, run)
            if number == 0 and right:
                x = self.right - used
                for run in right:
                    x = self.sheet.put(page, x, y, run)


def _broken(runs: tuple[Run, ...], width: float, first: float) -> list[list[Run]]:
    """The lines of a paragraph, greedy."""
    words: list[Run] = []
    for run in runs:
        for number, word in enumerate(run.text.split(" ")):
            words.append(replace(run, text=(" " if number else "") + word))
    lines: list[list[Run]] = [[]]
    room = width - first
    for word in words:
        needed = word.width()
        if needed > room and lines[-1]:
            lines.append([])
            room = width
            word = replace(word, text=word.text.lstrip(" "))
            needed = word.width()
        room -= needed
        last = lines[-1]
        if last and (last[-1].face, last[-1].weight, last[-1].size, last[-1].ink) == (
            word.face,
            word.weight,
            word.size,
            word.ink,
        ):
            last[-1] = replace(word, text=last[-1].text + word.text)
        else:
            last.append(word)
    return lines
