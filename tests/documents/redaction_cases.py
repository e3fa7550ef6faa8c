"""PDFs that tell who somebody is, each in another way. The person is invented."""

from collections.abc import Callable
from typing import Any

import pymupdf

from reviewer.domain.anonymity import Identifiers
from tests.documents.hidden_cases import raw

WHO = Identifiers(
    names=("Milla Quarto",),
    emails=("milla@quarto.example",),
    phones=("+358 40 123 4567",),
    locations=("Turku",),
)
_TEXT_FIELD = 7
"""MuPDF's number for it."""
STAY = "Compilers and gardens, kept in good order since 2009"
NEEDLES = ("milla", "quarto", "1234567", "turku", "millaq")
"""What may nowhere be found, compared without case, accents, spaces and punctuation."""


def made(draw: Callable[[Any, Any], object]) -> bytes:
    """A page with words that stay, and what `draw(document, page)` adds."""
    with pymupdf.open() as document:
        page: Any = document.new_page()
        for line in range(8):
            page.insert_text((60, 200 + 14 * line), f"{STAY}, line {line}", fontsize=11)
        draw(document, page)
        return document.tobytes()


def _says(text: str, at: tuple[float, float] = (60, 100), **how: Any) -> Callable[[Any, Any], object]:
    return lambda _, page: page.insert_text(at, text, **{"fontsize": 11, **how})


def _letters_apart(_: Any, page: Any) -> None:
    for number, letter in enumerate("MILLA QUARTO"):
        page.insert_text((60 + 14 * number, 100), letter, fontsize=16)


def _kerned(_: Any, page: Any) -> None:
    raw(page, "BT /helv 14 Tf 60 740 Td [(Mi) -30 (lla) -280 (Qu) 20 (ar) -10 (to)] TJ ET")


def _within_a_line(_: Any, page: Any) -> None:
    page.insert_text((60, 100), "I, Milla Quarto, keep what others lose.", fontsize=11)
    page.insert_text((60, 113), "Lines close above and below stay whole.", fontsize=11)
    page.insert_text((60, 87), "Lines close above and below stay whole.", fontsize=11)


def _properties(document: Any, _: Any) -> None:
    document.set_metadata({"title": "Milla Quarto, resume", "author": "Milla Quarto", "keywords": "quarto"})
    document.set_xml_metadata("<x:xmpmeta xmlns:x='adobe:ns:meta/'>Milla Quarto</x:xmpmeta>")


def _outline(document: Any, _: Any) -> None:
    document.set_toc([[1, "Milla Quarto", 1]])


def _attachment(document: Any, _: Any) -> None:
    document.embfile_add("milla-quarto.txt", b"Milla Quarto, Turku", filename="milla-quarto.txt")


def _links(_: Any, page: Any) -> None:
    page.insert_text((60, 100), "My page, my address", fontsize=11)
    page.insert_link(
        {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(60, 90, 110, 104), "uri": "https://quarto.example"}
    )
    page.insert_link(
        {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(120, 90, 170, 104), "uri": "mailto:milla@quarto.example"}
    )


def _note(_: Any, page: Any) -> None:
    page.add_text_annot((300, 100), "Call Milla Quarto").set_info(title="Milla Quarto")
    page.add_freetext_annot((60, 90, 300, 110), "Milla Quarto, Turku", fontsize=11)


def _field(_: Any, page: Any) -> None:
    field: Any = pymupdf.Widget()
    field.field_name, field.field_value = "milla_name", "Milla Quarto"
    field.field_type = _TEXT_FIELD
    field.rect = pymupdf.Rect(60, 90, 300, 110)
    page.add_widget(field)


def _alternative(_: Any, page: Any) -> None:
    raw(page, "/Span <</ActualText (Milla Quarto)>> BDC BT /helv 12 Tf 60 740 Td (MQ) Tj ET EMC")


def _hidden(_: Any, page: Any) -> None:
    page.insert_text((60, 100), "Milla Quarto of Turku", fontsize=11, color=(1, 1, 1))
    page.insert_text((60, 120), "milla quarto", fontsize=11, render_mode=3)


def _turned(_: Any, page: Any) -> None:
    page.insert_text((40, 500), "Milla Quarto", fontsize=18, rotate=90)


def _whole_page_turned(_: Any, page: Any) -> None:
    page.insert_text((60, 100), "Milla Quarto, Turku", fontsize=18)
    page.set_rotation(90)


def _photo(_: Any, page: Any) -> None:
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 120, 160), False)
    pixels.clear_with(90)
    page.insert_image((450, 50, 530, 157), pixmap=pixels)
    page.insert_text((60, 100), "Milla Quarto", fontsize=20)


CASES: dict[str, Callable[[Any, Any], object]] = {
    "in the heading": _says("Milla Quarto", fontsize=24),
    "in capitals": _says("MILLA QUARTO"),
    "letter by letter": _letters_apart,
    "with spaces": _says("M I L L A   Q U A R T O"),
    "kerned": _kerned,
    "within a line": _within_a_line,
    "on two lines": lambda _, page: (
        page.insert_text((60, 90), "Milla", fontsize=30),
        page.insert_text((60, 125), "Quarto", fontsize=30),
    ),
    "turned about": _says("Quarto, Milla"),
    "with an initial": _says("M. Quarto"),
    "in the e-mail": _says("Write to milla.quarto@example.org or milla@quarto.example."),
    "an e-mail against machines": _says("milla (at) quarto (dot) example"),
    "the telephone": _says("+358 40 123 4567 or 040-1234567"),
    "a profile": _says("github.com/millaq and linkedin.com/in/milla-quarto"),
    "a user name": _says("@millaquarto"),
    "the town": _says("Turku, in the south"),
    "with accents": _says("M\u00edlla Qu\u00e0rto"),
    "at the foot": _says("Milla Quarto, page 1", at=(60, 820), fontsize=8),
    "along the side": _turned,
    "on a page that is turned": _whole_page_turned,
    "in the properties": _properties,
    "in the outline": _outline,
    "in an attachment": _attachment,
    "behind links": _links,
    "on notes": _note,
    "in a form": _field,
    "in an alternative text": _alternative,
    "in hidden text": _hidden,
    "beside a photo": _photo,
}
