"""Paragraphs with a place of their own are drawn there: frames of docx and of rtf, capitals that go down lines."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pymupdf

from reviewer.documents import pages
from reviewer.documents.convert.docx.frames import place_frames
from reviewer.documents.convert.docx.names import W_URI, WP, W, own
from reviewer.documents.protocol import Format
from tests import builders_documents as build

_PICTURE = (
    '<w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="p"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rP"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing>"
)
_PICTURE_LINK = (
    '<Relationship Id="rP" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="media/p.png"/>'
)


@contextmanager
def _made(data: bytes, format_: Format = Format.DOCX) -> Generator[pymupdf.Page]:
    made = pages.make(data, format_, frozenset(), lambda _: None)
    assert made.info.own_words_drawn == 1
    with pymupdf.open(stream=made.pdf) as document:
        yield document[0]


def _at(page: pymupdf.Page, words: str) -> pymupdf.Rect:
    return page.search_for(words)[0]


def test_that_a_frame_stands_at_its_place_on_the_page() -> None:
    frame = '<w:framePr w:w="3000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="6000" w:y="10000"/>'
    body = build.paragraph("before") + build.paragraph("Milla Quarto", frame) + build.paragraph("telephone", frame)
    with _made(build.docx(body + build.paragraph("behind"))) as page:
        name, second = _at(page, "Milla Quarto"), _at(page, "telephone")
        assert abs(name.x0 - 300) < 2
        assert abs(name.y0 - 500) < 6
        assert abs(second.x0 - 300) < 2
        assert name.y1 - 2 < second.y0 < name.y1 + 8
        assert _at(page, "behind").y0 - _at(page, "before").y1 < 8  # nothing is left between them


def test_that_a_capital_goes_down_beside_its_lines() -> None:
    capital = build.paragraph("O", '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>', '<w:sz w:val="80"/>')
    with _made(build.docx(capital + build.paragraph("nce upon a time there was a compiler. " * 12))) as page:
        found: Any = page.get_text("words")
        letter = next(word for word in found if word[4] == "O")
        beside = [word for word in found if word[4] != "O" and word[1] < letter[3] - 12]
        assert beside
        assert all(word[0] >= letter[2] for word in beside)
        assert len({round(word[1]) for word in beside}) >= 2


def test_that_a_page_number_in_a_frame_stands_at_the_right_of_its_footer() -> None:
    frame = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
    footer = (
        f'<w:ftr xmlns:w="{W_URI}"><w:p><w:pPr>{frame}</w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r>'
        f"</w:fldSimple></w:p>{build.paragraph('invented address')}</w:ftr>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rF"/><w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720"/></w:sectPr>'
    )
    data = build.docx(
        build.paragraph("body") + section,
        relations=f'<Relationship Id="rF" Type="{kind}" Target="footer1.xml"/>',
        parts={"word/footer1.xml": footer.encode()},
    )
    with _made(data) as page:
        number, address = _at(page, "1"), _at(page, "invented")
        assert 500 < number.x1 <= 542
        assert abs(number.y0 - address.y0) < 8


def test_that_a_photo_in_a_frame_is_drawn_at_its_place() -> None:
    frame = '<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="8000" w:y="2000"/>'
    body = f"<w:p><w:pPr>{frame}</w:pPr><w:r>{_PICTURE}</w:r></w:p>" + build.paragraph("beside it")
    with _made(build.docx(body, relations=_PICTURE_LINK, parts={"word/media/p.png": build.png()})) as page:
        (info,) = page.get_image_info()
        box = pymupdf.Rect(info["bbox"])
        assert abs(box.x0 - 400) < 2
        assert abs(box.y0 - 100) < 4
        assert abs(box.width - 72) < 1


def test_that_a_positioned_paragraph_of_rtf_stands_at_its_place() -> None:
    body = (
        r"before\par\pard\absw3000\absh-600\phpg\pvpg\posx6000\posy10000 Milla Quarto\par"
        r"\pard\phmrg\pvpara\posxr\posy0 at the right\par\pard behind"
    )
    with _made(build.rtf(body), Format.RTF) as page:
        name = _at(page, "Milla Quarto")
        assert abs(name.x0 - 300) < 2
        assert abs(name.y0 - 500) < 6
        right, behind = _at(page, "at the right"), _at(page, "behind")
        assert right.x1 > 480
        assert abs(right.y0 - behind.y0) < 6


def test_that_a_width_alone_frames_no_paragraph_of_rtf() -> None:
    with _made(build.rtf(r"\pard\absw0\dxfrtext180 one\par\pard two"), Format.RTF) as page:
        assert _at(page, "one").y1 <= _at(page, "two").y0 + 2


def test_that_an_empty_frame_and_one_that_ends_a_section_make_no_box() -> None:
    frame = '<w:framePr w:vAnchor="page" w:hAnchor="page" w:x="99999999999" w:y="many"/>'
    body = build.paragraph("", frame) + build.paragraph("x", f"{frame}<w:sectPr/>") + build.paragraph("y")
    root = own(f'<w:document xmlns:w="{W_URI}"><w:body>{body}</w:body></w:document>')
    place_frames(root)
    assert next(root.iter(WP + "anchor"), None) is None
    assert [text.text for text in root.iter(W + "t")] == ["x", "y"]
