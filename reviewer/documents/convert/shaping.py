"""The scripts of India drawn anew: dxpdf 0.8.1 sets their letters one beside the other, as they are typed.

Letters there join, and stand in another order than they are typed in. MuPDF shapes them, a stretch of a line at a time,
at the place where the engine had set it.
"""

import functools
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf

from reviewer import paths
from reviewer.documents.aligned import is_indic

MOST = 2_000
"""Stretches of a page; those that are left stay as they were set."""

# The first letter of a script's block, and its font.
_BLOCKS = (
    (0x0900, "Devanagari"),
    (0x0980, "Bengali"),
    (0x0A00, "Gurmukhi"),
    (0x0A80, "Gujarati"),
    (0x0B00, ""),
    (0x0B80, "Tamil"),
    (0x0C00, "Telugu"),
    (0x0C80, "Kannada"),
    (0x0D00, "Malayalam"),
    (0x0D80, ""),
)
_BETWEEN = " \u200c\u200d\u0964\u0965"
"""Between two words of one stretch: spaces, joiners, and the full stops that the scripts share."""
_BOLD = pymupdf.TEXT_FONT_BOLD
_TRIAL_SIZE = 20.0
_SHEET = (0, 0, 3_000, 200_000)
_A_LITTLE = 0.3
_NONE, _REMOVE = 0, 0
"""Of redactions: pictures and lines stay, letters go."""

Letter = tuple[dict[str, Any], dict[str, Any]]
"""A letter and its span, as MuPDF tells them."""
_END: Letter = ({"c": "\0"}, {})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something to draw anew: its place, where its line of writing is, and its look."""

    box: pymupdf.Rect
    baseline: float
    text: str
    size: float
    colour: int
    font: str
    bold: bool


def redraw(document: pymupdf.Document) -> None:
    """Draw all stretches of such scripts anew. Raises RuntimeError or ValueError where a page is not what it seems."""
    for number in range(document.page_count):
        page: pymupdf.Page = document[number]
        stretches = [stretch for stretch in _stretches(page) if stretch.font][:MOST]
        if not stretches:
            continue
        sheet, places = _set(stretches)
        with pymupdf.open(stream=sheet, filetype="pdf") as shaped:
            for stretch in stretches:
                middle = (stretch.box.y0 + stretch.box.y1) / 2
                # A mark has no width: only a place that goes a little further holds the last one.
                place = pymupdf.Rect(stretch.box.x0, middle - 1, stretch.box.x1 + _A_LITTLE, middle + 1)
                page.add_redact_annot(place, fill=())
            page.apply_redactions(images=_NONE, graphics=_NONE, text=_REMOVE)
            for stretch, place in zip(stretches, places, strict=True):
                if place is None:
                    continue
                top = stretch.baseline - _ascent(stretch.font) * stretch.size
                across = min(place.width, stretch.box.width * 1.5 + 20)
                clip = pymupdf.Rect(place.x0, place.y0, place.x0 + across, place.y1)
                where = pymupdf.Rect(stretch.box.x0, top, stretch.box.x0 + across, top + place.height)
                page.show_pdf_page(where, shaped, 0, clip=clip)


def _set(stretches: Sequence[Stretch]) -> tuple[bytes, list[pymupdf.Rect | None]]:
    """A PDF of one tall page with the stretches one below the other, and where each of them is."""
    markup = "".join(
        f'<p id="{number}" style="font-family:{_face(each)};font-size:{each.size:.2f}px;color:#{each.colour:06x}">'
        f"{html.escape(each.text)}</p>"
        for number, each in enumerate(stretches)
    )
    story = pymupdf.Story(markup, user_css=_style({_face(each) for each in stretches}), archive=_archive())
    places: list[pymupdf.Rect | None] = [None] * len(stretches)

    def note(position: Any) -> None:  # noqa: ANN401 - an object of MuPDF without a class
        if position.id and position.open_close & 1:
            places[int(position.id)] = pymupdf.Rect(position.rect)

    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    device = writer.begin_page(pymupdf.Rect(_SHEET))
    story.place(pymupdf.Rect(_SHEET))
    story.element_positions(note)
    story.draw(device)
    writer.end_page()
    writer.close()
    return out.getvalue(), places


def _stretches(page: pymupdf.Page) -> list[Stretch]:
    """Letters of such a script, one look and one script each, with the spaces and marks between them."""
    found: list[Stretch] = []
    told: Any = page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)
    for block in told["blocks"]:
        for line in block.get("lines", ()):
            letters = [(letter, span) for span in line["spans"] for letter in span["chars"]]
            start: int | None = None
            for number, (letter, span) in enumerate([*letters, _END]):
                if start is not None and not _goes_on(letter["c"], span, letters[start]):
                    found.append(_stretch(letters[start:number]))
                    start = None
                if start is None and is_indic(letter["c"]):
                    start = number
    return found


def _goes_on(letter: str, span: dict[str, Any], first: Letter) -> bool:
    if letter in _BETWEEN:
        return True
    like = all(span.get(name) == first[1][name] for name in ("size", "color"))
    return is_indic(letter) and like and _font_of(letter) == _font_of(first[0]["c"])


def _stretch(letters: list[Letter]) -> Stretch:
    while letters[-1][0]["c"].isspace():
        letters = letters[:-1]
    first, span = letters[0]
    text = "".join(letter["c"] for letter, _ in letters)
    box = pymupdf.Rect(first["bbox"])
    for letter, _ in letters[1:]:
        box |= pymupdf.Rect(letter["bbox"])
    bold = bool(span["flags"] & _BOLD) or "Bold" in span["font"]
    return Stretch(box, first["origin"][1], text, span["size"], span["color"], _font_of(text), bold)


def _font_of(text: str) -> str:
    """The font for the script of a text's first letter; empty where there is none."""
    first = next((ord(c) for c in text if is_indic(c)), 0)
    return next((name for start, name in reversed(_BLOCKS) if first >= start), "")


def _face(stretch: Stretch) -> str:
    """The file of the font, without its end."""
    bold = f"NotoSans{stretch.font}-Bold"
    return bold if stretch.bold and (_folder() / f"{bold}.ttf").exists() else f"NotoSans{stretch.font}-Regular"


def _style(faces: Iterable[str]) -> str:
    fonts = "".join(f"@font-face{{font-family:{face};src:url({face}.ttf)}}" for face in faces)
    return f"{fonts}p{{margin:0;line-height:1.5;white-space:nowrap}}"


@functools.cache
def _ascent(font: str) -> float:
    """How far below the top of its box MuPDF sets the line of writing, as a share of the size: tried out once."""
    letter = chr(next(start for start, name in _BLOCKS if name == font) + 0x15)
    sheet, places = _set([Stretch(pymupdf.Rect(), 0, letter, _TRIAL_SIZE, 0, font, bold=False)])
    with pymupdf.open(stream=sheet, filetype="pdf") as trial:
        traces: list[Any] = trial[0].get_texttrace()
    place = places[0]
    return (traces[0]["chars"][0][2][1] - place.y0) / _TRIAL_SIZE if traces and place is not None else 1.1


@functools.cache
def _archive() -> pymupdf.Archive:
    return pymupdf.Archive(str(_folder()))


@functools.cache
def _folder() -> Path:
    return paths.resources() / "fonts" / "documents"
