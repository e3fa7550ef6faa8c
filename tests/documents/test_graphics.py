"""What docx say in charts, diagrams, readings and notes is on the pages, and odd markup takes nothing along."""

import pymupdf
import pytest

from reviewer.documents import pages
from reviewer.documents.convert.docx.names import A_URI, R_URI, W_URI, WP_URI
from reviewer.documents.protocol import Format
from tests.builders_documents import docx, paragraph

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def _drawn(body: str, *, relations: str = "", parts: dict[str, bytes] | None = None) -> str:
    made = pages.make(docx(body, relations=relations, parts=parts), Format.DOCX, frozenset(), lambda _: None)
    assert made.info.own_words_drawn == 1
    assert made.info.engine.startswith("dxpdf")
    assert not made.info.warnings
    with pymupdf.open(stream=made.pdf) as document:
        return " ".join(" ".join(str(page.get_text()) for page in document).split())


def _drawing(uri: str, reference: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="2000000"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic xmlns:a="{A_URI}"><a:graphicData uri="{uri}">{reference}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    ).replace("<wp:inline>", f'<wp:inline xmlns:wp="{WP_URI}">')


def test_that_a_chart_tells_its_values() -> None:
    series = "".join(
        f"<c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat>"
        f"<c:pt><c:v>Rust</c:v></c:pt><c:pt><c:v>Python</c:v></c:pt></c:cat><c:val><c:pt><c:v>{first}</c:v></c:pt>"
        f"<c:pt><c:v>7</c:v></c:pt></c:val></c:ser>"
        for name, first in (("Skill", "2.4000000000000004"), ("Years", "5"))
    )
    title = f'<c:title><a:p xmlns:a="{A_URI}"><a:r><a:t>Languages</a:t></a:r></a:p></c:title>'
    chart = f'<c:chartSpace xmlns:c="{_C}"><c:chart>{title}<c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>'
    text = _drawn(
        _drawing(_C, f'<c:chart xmlns:c="{_C}" r:id="rC"/>') + paragraph("after"),
        relations=f'<Relationship Id="rC" Type="{R_URI}/chart" Target="charts/chart1.xml"/>',
        parts={"word/charts/chart1.xml": chart.encode()},
    )
    assert "Languages Skill, Years Rust: 2.4, 5 Python: 7, 7" in text
    assert "after" in text


def test_that_a_diagram_tells_its_points() -> None:
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>" for text in ("Plan", "Build", "Ship")
    )
    data = f'<dgm:dataModel xmlns:dgm="{_DGM}" xmlns:a="{A_URI}"><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>'
    text = _drawn(
        _drawing(_DGM, f'<dgm:relIds xmlns:dgm="{_DGM}" r:dm="rD"/>'),
        relations=f'<Relationship Id="rD" Type="{R_URI}/diagramData" Target="/word/diagrams/data1.xml"/>',
        parts={"word/diagrams/data1.xml": data.encode()},
    )
    assert text == "Plan Build Ship"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            (
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>Tokyo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>capital</w:t></w:r>"
                "</w:rubyBase></w:ruby></w:r></w:p>"
            ),
            "capital(Tokyo)",
        ),
        (
            (
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>own:zone</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>behind the field</w:t></w:r></w:p>'
            ),
            "behind the field",
        ),
        (paragraph("close", '<w:spacing w:before="-1" w:after="-20"/>'), "close"),
        (f"{paragraph('one')}</w:body><w:body>{paragraph('two')}", "one two"),
    ],
)
def test_that_odd_markup_takes_nothing_along(body: str, text: str) -> None:
    assert _drawn(body) == text


def test_that_a_note_in_a_table_stands_behind_it() -> None:
    cell = '<w:tc><w:p><w:r><w:t>cell</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:tc>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>remark</w:t></w:r></w:p></w:footnote>'
    text = _drawn(
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>{paragraph("end")}',
        relations=f'<Relationship Id="rN" Type="{R_URI}/footnotes" Target="footnotes.xml"/>',
        parts={"word/footnotes.xml": f'<w:footnotes xmlns:w="{W_URI}">{note}</w:footnotes>'.encode()},
    )
    assert text.endswith("remark end")
