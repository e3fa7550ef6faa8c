"""What the engine leaves out of a docx is on the pages all the same: lines through words, small capitals, borders."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pymupdf

from reviewer.documents import pages
from reviewer.documents.convert.docx.names import R_URI, W_URI
from reviewer.documents.protocol import Format
from tests.builders_documents import docx, paragraph

_SETTINGS = f'<Relationship Id="rSet" Type="{R_URI}/settings" Target="settings.xml"/>'
_LINKS = "".join(
    f'<Relationship Id="{id_}" Type="{R_URI}/hyperlink" Target="{target}" TargetMode="External"/>'
    for id_, target in (("rWeb", "https://example.org/"), ("rFile", "file:///secret"), ("rApp", "ms-word:x"))
)


@contextmanager
def _made(body: str, *, styles: str = "", relations: str = "", settings: str = "") -> Generator[pymupdf.Document]:
    parts = {"word/settings.xml": f'<w:settings xmlns:w="{W_URI}">{settings}</w:settings>'.encode()}
    made = pages.make(
        docx(body, styles=styles, relations=_SETTINGS + relations, parts=parts),
        Format.DOCX,
        frozenset(),
        lambda _: None,
    )
    assert made.info.own_words_drawn == 1
    with pymupdf.open(stream=made.pdf) as document:
        yield document


def _lines(page: pymupdf.Page) -> list[tuple[pymupdf.Rect, tuple[float, ...]]]:
    return [(pymupdf.Rect(each["rect"]), tuple(each["color"] or ())) for each in page.get_drawings()]


def _spans(page: pymupdf.Page) -> list[Any]:
    found: Any = page.get_text("dict")
    return [span for block in found["blocks"] for line in block["lines"] for span in line["spans"]]


def _uris(page: pymupdf.Page) -> set[str]:
    return {str(link.get("uri")) for link in page.get_links()}


def test_that_struck_words_have_a_line_through_them_in_their_colour() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">plain </w:t></w:r><w:r><w:rPr><w:strike/><w:color w:val="C00000"/></w:rPr>'
        "<w:t>crossed</w:t></w:r></w:p>"
    )
    with _made(body) as document:
        page = document[0]
        (line, colour) = _lines(page)[0]
        word = page.search_for("crossed")[0]
        assert abs(line.x0 - word.x0) < 1
        assert abs(line.x1 - word.x1) < 1
        assert word.y0 + word.height * 0.35 < line.y0 < word.y0 + word.height * 0.75
        assert [round(share * 255) for share in colour] == [192, 0, 0]
        assert not page.get_links()


def test_that_a_style_strikes_through_and_a_run_may_undo_it() -> None:
    style = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    undone = '<w:strike w:val="0"/>'
    run = '<w:r><w:rPr><w:rStyle w:val="Gone"/>{}</w:rPr><w:t>{}</w:t></w:r>'
    body = f"<w:p>{run.format('', 'crossed')}</w:p><w:p>{run.format(undone, 'kept')}</w:p>"
    with _made(body, styles=style) as document:
        assert len(_lines(document[0])) == 1


def test_that_small_capitals_are_smaller() -> None:
    with _made(paragraph("Été Quarto", run='<w:smallCaps/><w:sz w:val="40"/>')) as document:
        spans = _spans(document[0])
        assert [(s["text"].strip(), round(s["size"])) for s in spans] == [
            ("É", 20),
            ("TÉ", 16),
            ("Q", 20),
            ("UARTO", 16),
        ]


def test_that_each_section_has_its_borders() -> None:
    size = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/>'
    sides = "".join(f'<w:{side} w:val="single" w:sz="16" w:space="24" w:color="1F4E79"/>' for side in ("top", "left"))
    body = (
        paragraph("first", f"<w:sectPr>{size}</w:sectPr>")
        + paragraph("second")
        + f'<w:sectPr>{size}<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders></w:sectPr>'
    )
    with _made(body) as document:
        assert document.page_count == 2
        assert not _lines(document[0])
        across, down = (rect for rect, _ in _lines(document[1]))
        assert across.y0 == across.y1 == 25
        assert (round(across.x0), round(across.x1)) == (25, 595)
        assert down.x0 == down.x1 == 25
        assert not document[1].get_links()


def test_that_pages_have_their_colour_only_where_it_is_to_be_seen() -> None:
    coloured = '</w:body><w:background w:color="FFEEAA"/><w:body>'  # dxpdf would draw it in any case
    for settings, pixel in (("<w:displayBackgroundShape/>", (255, 238, 170)), ("", (255, 255, 255))):
        with _made(coloured + paragraph("on colour"), settings=settings) as document:
            assert document[0].get_pixmap().pixel(5, 5) == pixel


def test_that_links_arrive_and_lead_only_to_the_web_and_to_mail() -> None:
    field = "<w:fldSimple w:instr=' HYPERLINK \"mailto:milla@example.org\" '><w:r><w:t>mail</w:t></w:r></w:fldSimple>"
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.org/x" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>long</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    hyperlinks = "".join(
        f'<w:hyperlink r:id="{id_}"><w:r><w:t>{id_}</w:t></w:r></w:hyperlink>' for id_ in ("rWeb", "rFile", "rApp")
    )
    with _made(f"<w:p>{hyperlinks}{field}{runs}</w:p>", relations=_LINKS) as document:
        assert _uris(document[0]) == {"https://example.org/", "mailto:milla@example.org", "http://example.org/x"}
        assert "rFile" in str(document[0].get_text())


def test_that_symbols_are_written_as_what_they_show() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F028"/></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>\uf0b7</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>\uf0fc</w:t></w:r></w:p>'
    )
    with _made(body) as document:
        assert str(document[0].get_text()).split() == ["☎", "•", "✔"]
