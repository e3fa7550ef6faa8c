"""Lists are indented by their levels, not by the style that Word gives to all of their paragraphs."""

import pymupdf
import pytest

from reviewer.documents import pages
from reviewer.documents.protocol import Format
from tests import builders_documents as build

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{n + 1}."/>'
    f'<w:pPr><w:ind w:{side}="{720 * (n + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    for n, side in ((0, "left"), (1, "start"), (2, "left"))
)
_LISTS = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/><w:pPr><w:ind w:left="4000" w:hanging="400"/></w:pPr></w:lvl>'
    "</w:lvlOverride></w:num></w:numbering>"
)
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:ind w:left="720"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="List"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Named"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '<w:ind w:left="3000"/></w:pPr></w:style>'
)
_LINK = (
    '<Relationship Id="rN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" '
    'Target="numbering.xml"/>'
)


def _numbered(style: str, level: int, number: int = 1, indent: str = "") -> str:
    list_ = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f'<w:pStyle w:val="{style}"/>{list_}{indent}'


@pytest.mark.parametrize(
    ("properties", "mark", "word"),
    [
        (_numbered("List", 0), 18, 36),
        (_numbered("List", 1), 54, 72),
        (_numbered("Below", 2), 90, 108),
        (_numbered("List", 1, 2), 180, 200),
        (_numbered("List", 2, 1, '<w:ind w:left="2000"/>'), 82, 100),
        (_numbered("Other", 2), 90, 108),
        ('<w:pStyle w:val="Named"/>', 132, 150),
    ],
)
def test_that_a_list_is_indented_by_its_level(properties: str, mark: int, word: int) -> None:
    data = build.docx(
        build.paragraph("word", properties),
        styles=_STYLES,
        relations=_LINK,
        parts={"word/numbering.xml": _LISTS.encode()},
    )
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        lefts = [float(row[0]) - 72 for row in document[0].get_text("words")]
    assert lefts == pytest.approx([mark, word], abs=1)


def test_that_a_list_without_a_definition_is_drawn() -> None:
    data = build.docx(
        build.paragraph("word", _numbered("List", 1, 9)),
        styles=_STYLES,
        relations=_LINK,
        parts={"word/numbering.xml": b"<w:numbering"},
    )
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    assert made.info.own_words_drawn == 1
