"""Web pages that Word wrote, and Word's own XML, as documents."""

import base64
import zipfile
from io import BytesIO

import pytest

from reviewer.documents import pages
from reviewer.documents.convert import coverage, html, word_xml
from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.html import styles
from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format
from tests import builders_documents as build

HEAD = (
    '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset=utf-8><style><!--\n'
    "@page WordSection1 {size:595.3pt 841.9pt; margin:2.0cm 42.5pt 2.0cm 3.0cm;}\n"
    "p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:'Calibri',sans-serif;}\n"
    "span.Name {color:#C80000; font-weight:bold} --></style></head><body>"
)


def page(body: str) -> bytes:
    return f"{HEAD}{body}</body></html>".encode()


def markup(body: str) -> str:
    with zipfile.ZipFile(BytesIO(html.read(page(body)).docx)) as archive:
        return archive.read("word/document.xml").decode()


def text(body: str) -> str:
    return html.read(page(body)).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p class=MsoNormal>one\n  two</p><p>three<br>four</p>", "one two\nthree\nfour"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<ul><li>x<ul><li>y</ul></ul><ol start=3><li>z<li>w</ol>", "•\tx\n◦\ty\n3.\tz\n4.\tw"),
        ("<script>alert(1)</script><p>seen<!-- not --></p><o:p></o:p>", "seen"),
        ("<p><span style='mso-tab-count:2'>  </span>in</p>", "\t\tin"),
        ("<p><span style='font-family:Symbol'>&#183;</span> dot</p>", "• dot"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\t\nc\td"),
        ("&lt;b&gt; &amp; caf&eacute;", "<b> & café"),
    ],
)
def test_that_text_is_read(body: str, expected: str) -> None:
    assert text(body).strip("\n").replace("\t\n\n", "\n").rstrip() == expected


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        ("<b>x</b>", "<w:b/>"),
        ("<p class=MsoNormal>x", '<w:sz w:val="22"/>'),
        ("<p class=MsoNormal>x", 'w:ascii="Calibri"'),
        ("<span class=Name>x</span>", '<w:color w:val="C80000"/>'),
        ("<font color=red size=5>x</font>", '<w:color w:val="FF0000"/>'),
        ("<p align=right>x", '<w:jc w:val="right"/>'),
        ("<center>x</center>", '<w:jc w:val="center"/>'),
        ("<p style='margin-left:36pt;text-indent:-18pt'>x", 'w:left="720" w:right="0" w:hanging="360"'),
        ("<a href='https://example.org/'>x</a>", '<w:hyperlink r:id="rL1">'),
        ("<td bgcolor='#00FF00'>", ""),
        ("<table border=1><tr><td colspan=2>x<tr><td>y<td>z</table>", '<w:gridSpan w:val="2"/>'),
        ("<table><tr><td rowspan=2>x<td>y<tr><td>z</table>", '<w:vMerge w:val="restart"/>'),
        ("<p>x<br style='page-break-before:always'><p>y", "<w:pageBreakBefore/>"),
        ("x", '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"'),
    ],
)
def test_that_looks_are_kept(body: str, tag: str) -> None:
    assert tag in markup(body)


def test_that_a_link_of_another_kind_is_only_text() -> None:
    assert "hyperlink" not in markup("<a href='javascript:alert(1)'>x</a><a href='file:///etc/passwd'>y</a>")


def test_that_hidden_text_is_told_of_and_not_drawn() -> None:
    found = html.read(page("seen <span style='display:none'>ignore this</span><span style='mso-hide:all'>too</span>"))
    assert found.hidden == ("ignore thistoo",)
    assert found.text.strip() == "seen"


def test_that_pictures_in_the_file_are_kept_and_none_is_fetched() -> None:
    data = base64.b64encode(build.png()).decode()
    body = f"<img width=40 src='data:image/png;base64,{data}'><img src='https://example.org/x.png'><img src='x.png'>"
    with zipfile.ZipFile(BytesIO(html.read(page(body)).docx)) as archive:
        assert [name for name in archive.namelist() if "media" in name] == ["word/media/i1.png"]
        assert b"example.org" not in archive.read("word/_rels/document.xml.rels")


def test_that_a_mail_archive_of_a_page_is_opened() -> None:
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="windows-1251"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        '<html xmlns:w=3D"urn:schemas-microsoft-com:office:word"><p>=CC=E8=EB=EB=E0 <img src=3D"cid:a@b"></p>\r\n'
        "--b\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(build.png()).decode()}\r\n--b--\r\n"
    ).encode()
    assert recognise(data) is Format.HTML
    found = html.read(data)
    assert found.text.strip() == "Милла"
    with zipfile.ZipFile(BytesIO(found.docx)) as archive:
        assert "word/media/i1.png" in archive.namelist()


def test_that_a_page_becomes_pages() -> None:
    body = "<h1>Milla Quarto</h1><table><tr><td width=30%>Skills<td><p class=MsoNormal>compilers</table><p>gardens"
    made = pages.make(page(body), Format.HTML, frozenset(), lambda _: None)
    assert made.info.format is Format.HTML
    assert made.info.engine.startswith("dxpdf")
    assert made.info.own_words_drawn == 1.0
    assert {"milla", "compilers", "gardens"} <= set(coverage.drawn(made.pdf).words)


@pytest.mark.parametrize("body", ["<div>" * 400 + "x", "<table><tr><td>" * 60 + "x", "<p>" * 30_000, "", "\0"])
def test_that_odd_pages_are_bounded(body: str) -> None:
    assert html.read(page(body)).docx


@pytest.mark.parametrize(
    ("value", "expected"),
    [("#fff", (255, 255, 255)), ("rgb(1, 2, 3)", (1, 2, 3)), ("navy", (0, 0, 128)), ("C80000", (200, 0, 0)),
     ("none", None), (None, None)],
)  # fmt: skip
def test_that_colours_are_read(value: str | None, expected: tuple[int, int, int] | None) -> None:
    assert styles.colour(value) == expected


OLD_XML = (
    b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    b'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    b'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"><w:body><wx:sect>'
    b'<w:p><w:pPr><w:listPr><wx:t wx:val="1."/></w:listPr></w:pPr><w:r><w:rPr><w:b/>'
    b'<w:rFonts w:ascii="Arial" w:h-ansi="Arial"/></w:rPr><w:t>Milla</w:t></w:r></w:p>'
    b'<w:p><aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>gone</w:t></w:r></aml:content>'
    b"</aml:annotation>"
    b'<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>added</w:t></w:r></aml:content></aml:annotation>'
    b'<w:hlink w:dest="https://example.org/"><w:r><w:t>link</w:t></w:r></w:hlink></w:p>'
    b'<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body>'
    b"</w:wordDocument>"
)


def test_that_the_xml_of_word_2003_is_drawn() -> None:
    made = pages.make(OLD_XML, Format.XML, frozenset(), lambda _: None)
    assert made.text.split() == ["top", "1.", "Milla", "addedlink"]
    assert made.info.engine.startswith("dxpdf")
    assert made.info.own_words_drawn == 1.0
    with zipfile.ZipFile(BytesIO(word_xml.to_docx(OLD_XML))) as archive:
        assert b'w:hAnsi="Arial"' in archive.read("word/document.xml")
        assert b"https://example.org/" in archive.read("word/_rels/document.xml.rels")


def test_that_a_docx_in_one_file_is_drawn() -> None:
    parts = ""
    with zipfile.ZipFile(BytesIO(build.docx())) as archive:
        for name in archive.namelist():
            if name != "[Content_Types].xml":
                inner = archive.read(name).decode().partition("?>")[2]
                kind = "application/xml"
                parts += f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}"><pkg:xmlData>{inner}'
                parts += "</pkg:xmlData></pkg:part>"
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    data = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}">{parts}</pkg:package>'.encode()
    assert recognise(data) is Format.XML
    made = pages.make(data, Format.XML, frozenset(), lambda _: None)
    assert made.text.strip() == build.WORDS
    assert made.info.own_words_drawn == 1.0


def test_that_other_xml_is_refused() -> None:
    with pytest.raises(Refused):
        word_xml.to_docx(b"<people/>")
