"""Spaces and places that the engine leaves out: above a section, between the lines of a grid, beside tables."""

import pymupdf
import pytest

from reviewer.documents import pages
from reviewer.documents.protocol import Format
from tests import builders_documents as build

_ABOVE = '<w:spacing w:before="480"/>'
_STYLE = (
    f'<w:style w:type="paragraph" w:styleId="Head"><w:pPr><w:pageBreakBefore/>{_ABOVE}</w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:basedOn w:val="Head"/><w:pPr><w:keepNext/></w:pPr></w:style>'
)
_PAPER = (
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="720" w:footer="720"/>'
)


def _rows(body: str, styles: str = "", settings: str = "") -> list[tuple[int, str, int, int]]:
    """Page, word, left and top of each word."""
    link = (
        '<Relationship Id="rSet" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" '
        'Target="settings.xml"/>'
    )
    part = f'<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{settings}</w:settings>'
    data = build.docx(body, styles=styles, relations=link, parts={"word/settings.xml": part.encode()})
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        return [
            (number, str(row[4]), int(float(row[0])), int(float(row[1])))
            for number in range(document.page_count)
            for row in document[number].get_text("words")
        ]


@pytest.mark.parametrize("properties", [_ABOVE, '<w:pStyle w:val="Part"/>'])
def test_that_the_first_paragraph_has_its_space_above(properties: str) -> None:
    bare, spaced = (_rows(build.paragraph("a", p) + build.paragraph("b"), _STYLE) for p in ("", properties))
    assert [(page, top) for page, _, _, top in spaced] == [(page, top + 24) for page, _, _, top in bare]


def test_that_the_first_paragraph_of_each_section_has_its_space_above() -> None:
    body = build.paragraph("a", f"<w:sectPr>{_PAPER}</w:sectPr>") + build.paragraph("b", _ABOVE)
    assert [(row[0], row[3]) for row in _rows(f"{body}<w:sectPr>{_PAPER}</w:sectPr>")] == [(0, 72), (1, 96)]


def test_that_lines_of_a_grid_are_as_high_as_its_steps() -> None:
    grid = f'<w:sectPr>{_PAPER}<w:docGrid w:type="lines" w:linePitch="400"/></w:sectPr>'
    free, exact = '<w:snapToGrid w:val="0"/>', '<w:spacing w:line="200" w:lineRule="exact"/>'
    lines = "".join(build.paragraph(word) for word in ("a", "b")) + build.paragraph("c", run='<w:sz w:val="40"/>')
    table = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
        + "".join(f"<w:tr><w:tc>{build.paragraph(word)}</w:tc></w:tr>" for word in ("d", "e"))
        + "</w:tbl>"
    )
    body = lines + table + build.paragraph("f", free) + build.paragraph("g", exact) + build.paragraph("h", exact)

    def steps(settings: str) -> dict[str, int]:
        tops = {row[1]: row[3] for row in _rows(body + grid, settings=settings)}
        return {second: tops[second] - tops[first] for first, second in ("ab", "de", "gh")}

    assert steps("") == {"b": 20, "e": 11, "h": 10}
    assert steps("<w:compat><w:adjustLineHeightInTable/></w:compat>") == {"b": 20, "e": 20, "h": 10}
    whole = {row[1]: row[3] for row in _rows(body + grid)}
    assert whole["d"] - whole["b"] > 50  # twenty points high, twice the step


@pytest.mark.parametrize(("anchor", "left"), [("page", 350), ("margin", 422), ("text", 422)])
def test_that_a_floating_table_stands_as_far_from_the_left_as_it_says(anchor: str, left: int) -> None:
    table = (
        f'<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="{anchor}" w:tblpX="7000" w:tblpY="6000"/>'
        '</w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>'
        f"</w:tcPr>{build.paragraph('aside')}</w:tc></w:tr></w:tbl>"
    )
    rows = _rows(build.paragraph("a") + table + build.paragraph("b") + f"<w:sectPr>{_PAPER}</w:sectPr>")
    (aside,) = (row for row in rows if row[1] == "aside")
    assert abs(aside[2] - left) <= 1
    assert abs(aside[3] - 300) <= 2


def test_that_words_are_raised_and_lowered_as_they_say() -> None:
    run = '<w:r><w:rPr><w:position w:val="{}"/></w:rPr><w:t xml:space="preserve">{} </w:t></w:r>'
    rows = _rows(f"<w:p>{run.format(0, 'level')}{run.format(12, 'up')}{run.format(-12, 'down')}</w:p>")
    assert [top - rows[0][3] for _, _, _, top in rows] == [0, -6, 6]


def _shown(body: str, styles: str = "") -> list[str]:
    made = pages.make(build.docx(body, styles=styles), Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        return str(document[0].get_text()).splitlines()


def test_that_underlined_tabs_are_lines() -> None:
    line = '<w:r><w:rPr><w:u w:val="{}"/></w:rPr><w:tab/></w:r>'
    stop = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="{}"/><w:tab w:val="right" w:pos="9000"/></w:tabs></w:pPr>'
    name = "<w:r><w:t>Name</w:t></w:r>"
    to_the_stop = _shown(f"<w:p>{stop.format(3000)}{name}{line.format('single')}{line.format('none')}{name}</w:p>")
    assert [text.count("_") > 10 for text in to_the_stop if text.strip()].count(True) == 1
    assert "".join(_shown(f"<w:p>{name}{line.format('single') * 4}</w:p>")).count("_") > 10
    assert "_" not in "".join(_shown(f"<w:p>{name}{line.format('none') * 4}</w:p>"))
    style = (
        '<w:style w:type="paragraph" w:styleId="Form"><w:pPr><w:tabs><w:tab w:val="left" w:pos="4000"/></w:tabs>'
        '</w:pPr><w:rPr><w:u w:val="single"/></w:rPr></w:style>'
    )
    assert "_" in "".join(_shown(f'<w:p><w:pPr><w:pStyle w:val="Form"/></w:pPr>{name}<w:r><w:tab/></w:r></w:p>', style))


def test_that_what_stands_for_a_lost_object_is_not_shown() -> None:
    data = build.docx(build.paragraph("before \ufffcbehind"))
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    assert made.text == "before behind"
    with pymupdf.open(stream=made.pdf) as document:
        assert str(document[0].get_text()).strip() == "before behind"
