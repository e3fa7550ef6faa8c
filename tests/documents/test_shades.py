"""Shades are the colours that they look like, and what has no colour of its own can be read on them."""

import pymupdf
import pytest

from reviewer.documents import pages
from reviewer.documents.convert.docx.contrast import blend_shades
from reviewer.documents.convert.docx.names import W_URI, W, own
from reviewer.documents.protocol import Format
from tests import builders_documents as build

_DARK = '<w:shd w:val="clear" w:color="auto" w:fill="203040"/>'
_LIGHT = '<w:shd w:val="clear" w:color="auto" w:fill="C0D0E0"/>'
_STYLES = (
    f'<w:style w:type="paragraph" w:styleId="Band"><w:pPr>{_DARK}</w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Under"><w:basedOn w:val="Band"/></w:style>'
    f'<w:style w:type="character" w:styleId="Mark"><w:rPr>{_DARK}</w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Plan"><w:tblPr/><w:rPr><w:color w:val="008000"/></w:rPr></w:style>'
)


def _cell(shade: str, table: str = "", properties: str = "") -> str:
    return (
        f'<w:tbl><w:tblPr>{table}</w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="4000" w:type="dxa"/>{shade}</w:tcPr>{build.paragraph("Quarto", properties)}</w:tc></w:tr></w:tbl>'
        + build.paragraph("behind")
    )


@pytest.mark.parametrize(
    ("body", "letters", "ground"),
    [
        (build.paragraph("Quarto", _DARK), 0xFFFFFF, (0x20, 0x30, 0x40)),
        (build.paragraph("Quarto", '<w:pStyle w:val="Under"/>'), 0xFFFFFF, (0x20, 0x30, 0x40)),
        (build.paragraph("Quarto", run=_DARK), 0xFFFFFF, (0x20, 0x30, 0x40)),
        (build.paragraph("Quarto", run='<w:rStyle w:val="Mark"/>'), 0xFFFFFF, (0x20, 0x30, 0x40)),
        (_cell(_DARK), 0xFFFFFF, (0x20, 0x30, 0x40)),
        (_cell(_DARK, properties=_LIGHT), 0, (0xC0, 0xD0, 0xE0)),
        (build.paragraph("Quarto", _DARK, '<w:color w:val="auto"/>'), 0xFFFFFF, (0x20, 0x30, 0x40)),
        (build.paragraph("Quarto", _DARK, '<w:color w:val="FFC000"/>'), 0xFFC000, (0x20, 0x30, 0x40)),
        (build.paragraph("Quarto", _LIGHT), 0, (0xC0, 0xD0, 0xE0)),
        (build.paragraph("Quarto"), 0, (255, 255, 255)),
    ],
)
def test_that_letters_without_a_colour_are_seen_on_what_they_stand(
    body: str, letters: int, ground: tuple[int, int, int]
) -> None:
    made = pages.make(build.docx(body, styles=_STYLES), Format.DOCX, frozenset(), lambda _: None)
    assert not made.info.warnings
    with pymupdf.open(stream=made.pdf) as document:
        page = document[0]
        found = next(trace for trace in page.get_texttrace() if len(trace["chars"]) >= len("Quarto"))
        colour = found["color"]
        parts = [round(part * 255) for part in (colour if len(colour) == 3 else [colour[0]] * 3)]
        assert parts == [letters >> 16 & 255, letters >> 8 & 255, letters & 255]
        box = page.search_for("Quarto")[0]
        pixels = page.get_pixmap(clip=pymupdf.Rect(box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1), dpi=144)
        around = max(pixels.color_count(colors=True).items(), key=lambda pair: pair[1])[0]  # pyright: ignore[reportAttributeAccessIssue]
        assert all(abs(part - other) <= 1 for part, other in zip(around, ground, strict=True))


def test_that_a_table_whose_style_gives_a_colour_keeps_it() -> None:
    body = _cell(_DARK, '<w:tblStyle w:val="Plan"/>')
    made = pages.make(build.docx(body, styles=_STYLES), Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        assert (1.0, 1.0, 1.0) not in [tuple(trace["color"]) for trace in document[0].get_texttrace()]


@pytest.mark.parametrize(
    ("shade", "expected"),
    [
        ('w:val="pct25" w:color="FF0000" w:fill="FFFF00"', "FFBF00"),
        ('w:val="pct50" w:color="auto" w:fill="auto"', "808080"),
        ('w:val="solid" w:color="112233" w:fill="FFFFFF"', "112233"),
        ('w:val="clear" w:color="FF0000" w:fill="FFFF00"', "FFFF00"),
        ('w:val="pct25" w:themeFill="accent1" w:fill="00FF00"', "00FF00"),
    ],
)
def test_that_a_tint_is_the_colour_that_it_looks_like(shade: str, expected: str) -> None:
    root = own(f'<w:p xmlns:w="{W_URI}"><w:pPr><w:shd {shade}/></w:pPr></w:p>')
    blend_shades(root)
    found = root.find(f"{W}pPr/{W}shd")
    assert found is not None
    assert found.get(W + "fill") == expected
