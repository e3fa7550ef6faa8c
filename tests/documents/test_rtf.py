"""Our rtf reader."""

import zipfile
from io import BytesIO

import pytest

from reviewer.documents import pages
from reviewer.documents.convert import coverage, rtf
from reviewer.documents.convert.failures import Refused
from reviewer.documents.protocol import Format
from tests import builders_documents as build


def text(body: str) -> str:
    return rtf.read(build.rtf(body)).text


def markup(body: str) -> str:
    with zipfile.ZipFile(BytesIO(rtf.read(build.rtf(body)).docx)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"caf\'e9", "café"),
        (r"\u321?\u243?d\u378?", "Łódź"),
        (r"{\uc0\u-10179\u-8704 }", "😀"),
        (r"{\uc2\u233\'c3\'a9t\'e9}", "été"),
        (r"a\emdash b\~c\_d\lquote e\rquote", "a—b\u00a0c\u2011d‘e’"),
        (r"\{braces\} and \\", "{braces} and \\"),
        (r"seen{\v hidden}{\deleted gone}", "seen"),
        (r"{\caps loud}", "LOUD"),
        (r"{\*\unheard of}known", "known"),
        (r"{\upr{old}{\*\ud new}}", "new"),
        (r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt here}}', "here"),
        (r"word{\footnote\pard note}", "word [note]"),
        (r"one\line two\tab three", "one\ntwo\tthree"),
        (r"{\pntext\f0 1.\tab}first", "1.\tfirst"),
    ],
)
def test_that_text_is_read(body: str, expected: str) -> None:
    assert text(body) == expected


def test_that_a_table_has_its_cells_borders_and_spans() -> None:
    row = r"\trowd\clbrdrt\brdrs\cellx3000\clcbpat1\cellx6000\pard\intbl one\cell two\cell\row"
    wide = r"\trowd\cellx6000\pard\intbl both\cell\row\pard after"
    found = markup(row + wide)
    assert found.count("<w:tr>") == 2
    assert '<w:gridSpan w:val="2"/>' in found
    assert '<w:top w:val="single"' in found
    assert 'w:fill="C80000"' in found
    assert "one\n\ttwo" in text(row + wide) or "one\ttwo" in text(row + wide)


def test_that_a_border_taken_back_is_not_drawn() -> None:
    assert "<w:pBdr>" in markup(r"\pard\brdrb\brdrs line")
    assert "<w:pBdr>" not in markup(r"\pard\brdrb\brdrnone line")


def test_that_a_picture_and_a_link_are_kept() -> None:
    picture = r"{\pict\pngblip\picwgoal600\pichgoal300 " + build.png().hex() + "}"
    found = rtf.read(build.rtf(picture + r'{\field{\*\fldinst HYPERLINK "mailto:milla@example.org"}{\fldrslt mail}}'))
    with zipfile.ZipFile(BytesIO(found.docx)) as archive:
        assert archive.read("word/media/i1.png") == build.png()
        assert b"mailto:milla@example.org" in archive.read("word/_rels/document.xml.rels")


def test_that_a_link_of_another_kind_is_only_text() -> None:
    body = r'{\field{\*\fldinst HYPERLINK "file:///etc/passwd"}{\fldrslt here}}'
    assert "hyperlink" not in markup(body)
    assert text(body) == "here"


def test_that_binary_data_is_stepped_over() -> None:
    assert text(r"a{\pict\pngblip\bin9 }}}}\\\\\ }b") == "ab"


def test_that_headers_are_read_and_drawn() -> None:
    made = pages.make(build.rtf(r"{\header milla@example.org}body text"), Format.RTF, frozenset(), lambda _: None)
    assert made.text.split("\n")[0] == "milla@example.org"
    assert "body" in coverage.drawn(made.pdf).words


def test_that_three_hundred_thousand_escapes_are_one_run() -> None:
    found = rtf.read(build.rtf(r"\u1078?" * 300_000))
    assert found.text == "ж" * 300_000
    with zipfile.ZipFile(BytesIO(found.docx)) as archive:
        assert archive.read("word/document.xml").count(b"<w:r>") == 1


@pytest.mark.parametrize("data", [b"plain", b"{\\rtf1" + b"{" * 600, b""])
def test_that_what_is_no_rtf_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        rtf.read(data)


@pytest.mark.parametrize("cut", [40, 90, 130, 200])
def test_that_a_cut_file_gives_what_is_there(cut: int) -> None:
    data = build.rtf(r"\trowd\cellx3000\pard\intbl one\cell\row {\pict\pngblip 89504e47}{\b two")
    assert rtf.read(data[:cut]).docx


def test_that_endless_text_is_cut_and_says_so() -> None:
    assert rtf.read(build.rtf("\\par\n" * 25_000)).cut
