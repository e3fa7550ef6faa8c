"""Repairs of docx, each for what it is there for; its limits; its text."""

import io
import zipfile

import pytest

from reviewer.documents import pages
from reviewer.documents.convert import coverage
from reviewer.documents.convert.docx import package, repair
from reviewer.documents.convert.docx.names import Element, W, own, parse
from reviewer.documents.convert.failures import Refused
from reviewer.documents.protocol import Format, TroubleCode
from tests import builders_documents as build
from tests.builders_documents import paragraph

PICTURE_LINK = (
    '<Relationship Id="rP" Target="media/p.png" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
)
SHAPE = "width:100pt;height:50pt"


def drawn(data: bytes) -> tuple[pages.Made, coverage.Drawn]:
    """A docx through the whole chain."""
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    return made, coverage.drawn(made.pdf)


def repaired_body(body: str, styles: str = "") -> str:
    """The markup of the body after the repairs."""
    parts = package.unpack(repair.repair(build.docx(body, styles=styles)).docx)
    return parts["word/document.xml"].decode()


def test_that_a_doubled_property_is_given_once() -> None:
    body = repaired_body(paragraph("quince", run='<w:sz w:val="20"/><w:sz w:val="40"/>'))
    assert body.count("<w:sz ") == 1
    assert 'w:val="20"' in body


def test_that_spaces_kept_for_the_whole_document_are_kept() -> None:
    text = "<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>"
    _, found = drawn(build.docx(text, attributes='xml:space="preserve"'))
    assert {"one", "two"} <= set(found.words)


def test_that_content_controls_keep_what_they_hold() -> None:
    body = (
        f"<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Milla</w:t></w:r></w:sdtContent></w:sdt></w:p>{paragraph('x')}"
    )
    made, found = drawn(build.docx(body))
    assert "milla" in found.words
    assert made.info.own_words_drawn == 1.0


def test_that_capitals_are_written_by_run_and_by_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Name"><w:name w:val="Name"/><w:basedOn w:val="Loud"/></w:style>'
    )
    body = paragraph("skills", run="<w:caps/>") + paragraph("quarto", '<w:pStyle w:val="Name"/>')
    body += paragraph("quiet", '<w:pStyle w:val="Name"/>', '<w:caps w:val="0"/>')
    markup = repaired_body(body, styles=styles)
    assert ">SKILLS<" in markup
    assert ">QUARTO<" in markup
    assert ">quiet<" in markup
    assert repair.text_of(build.docx(body, styles=styles))[0].split() == ["skills", "quarto", "quiet"]


def vml(shape: str) -> str:
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>{paragraph('after')}"


def test_that_a_vml_picture_is_drawn() -> None:
    body = vml(f'<v:shape style="{SHAPE}"><v:imagedata r:id="rP"/></v:shape>')
    made, _ = drawn(build.docx(body, relations=PICTURE_LINK, parts={"word/media/p.png": build.png()}))
    import pymupdf

    with pymupdf.open(stream=made.pdf, filetype="pdf") as document:
        assert len(document[0].get_images()) == 1


def test_that_a_floating_vml_text_box_is_drawn_at_its_place() -> None:
    inner = f"<v:textbox><w:txbxContent>{paragraph('sidebar')}</w:txbxContent></v:textbox>"
    style = f"position:absolute;margin-left:20pt;margin-top:30pt;{SHAPE}"
    body = repaired_body(vml(f'<v:rect style="{style}" fillcolor="#aabbcc">{inner}</v:rect>'))
    assert "<wp:posOffset>254000</wp:posOffset>" in body
    assert 'srgbClr val="AABBCC"' in body
    _, found = drawn(build.docx(vml(f'<v:rect style="{style}">{inner}</v:rect>')))
    assert {"sidebar", "after"} <= set(found.words)


def test_that_text_in_a_group_stands_by_itself_at_its_place() -> None:
    inner = f"<v:textbox><w:txbxContent>{paragraph('grouped')}</w:txbxContent></v:textbox>"
    group = (
        '<v:group style="position:absolute;margin-left:10pt;margin-top:0;width:200pt;height:100pt" '
        'coordsize="2000,1000">'
        f'<v:rect style="left:500;top:500;width:1000;height:500">{inner}</v:rect></v:group>'
    )
    assert f"<wp:posOffset>{60 * 12_700}</wp:posOffset>" in repaired_body(vml(group))
    assert "grouped" in drawn(build.docx(vml(group)))[1].words


def test_that_a_row_taller_than_a_page_is_split() -> None:
    long = "".join(paragraph(f"line{n} with several words so that the row is long") for n in range(120))
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr/>{long}</w:tc></w:tr></w:tbl>{paragraph('end')}"
    )
    made, found = drawn(build.docx(table))
    assert made.info.own_words_drawn == 1.0
    assert found.pages > 1


def test_that_content_no_engine_knows_costs_only_itself() -> None:
    ruby = "<w:ruby><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby>"
    body = f"<w:p><w:r>{ruby}<w:unheard/><w:t> of</w:t></w:r></w:p>"
    assert {"base", "of"} <= set(drawn(build.docx(body))[1].words)


def test_that_looser_values_become_plain() -> None:
    body = repaired_body(
        '<w:p><w:pPr><w:jc w:val="end"/></w:pPr><w:bookmarkStart w:id="later" w:name="a"/>'
        '<w:bookmarkEnd w:id="later"/></w:p>'
    )
    assert 'w:jc w:val="right"' in body
    assert body.count('w:id="900000"') == 2


def test_that_hidden_deleted_and_alternative_text_is_no_text() -> None:
    body = (
        f"{paragraph('seen')}{paragraph('hidden', run='<w:vanish/>')}"
        '<w:p><w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>new</w:t></w:r>'
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:r><w:t>one</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert repair.text_of(build.docx(body))[0].split() == ["seen", "newone"]


def test_that_cells_are_apart_and_headers_come_first() -> None:
    head = (
        '<?xml version="1.0"?><w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{paragraph('milla@example.org')}</w:hdr>"
    )
    cell = "<w:tc>{}</w:tc>"
    body = f"<w:tbl><w:tr>{cell.format(paragraph('left'))}{cell.format(paragraph('right'))}</w:tr></w:tbl>"
    text, _, _ = repair.text_of(build.docx(body, parts={"word/header1.xml": head.encode()}))
    assert text.split("\n")[0] == "milla@example.org"
    assert "left\tright" in text


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * size)
    return out.getvalue()


HOSTILE = {
    "bomb": (bomb(80 << 20), TroubleCode.TOO_LARGE),
    "entities": (
        build.docx(parts={"word/document2.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        TroubleCode.DAMAGED,
    ),
    "cut": (build.docx()[:500], TroubleCode.DAMAGED),
    "no body": (bomb(0).replace(b"document", b"elsewher"), TroubleCode.DAMAGED),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_that_hostile_files_are_refused(name: str) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        repair.repair(data)
    assert refused.value.code is code


def test_that_nothing_from_elsewhere_and_no_macro_passes() -> None:
    outside = PICTURE_LINK.replace("media/p.png", "https://example.org/p.png").replace("/>", ' TargetMode="External"/>')
    link = (
        '<Relationship Id="rL" Target="https://example.org" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
    )
    data = build.docx(relations=outside + link, parts={"word/vbaProject.bin": b"x", "word/embeddings/o.bin": b"x"})
    parts = package.unpack(data)
    relations = parts["word/_rels/document.xml.rels"]
    assert b"p.png" not in relations
    assert b"rL" in relations
    assert not any("vba" in name or "embeddings" in name for name in parts)


def test_that_an_endless_body_is_cut_and_says_so() -> None:
    made = repair.repair(build.docx("<w:p/>" * 13_000))
    assert made.cut


def test_that_words_are_counted_as_a_reader_would() -> None:
    def share(own_text: str, *shown: str) -> float:
        whole = " ".join(shown).lower()
        return coverage.share(
            coverage.words(own_text), coverage.Drawn(coverage.words(whole), "".join(whole.split()), 1)
        )

    assert share("Milla Quarto", "quarto", "MILLA") == 1.0
    assert share("one two three four", "one two") == 0.5
    assert share("compilers", "compi lers") == 1.0
    assert share("王晓萌", "王 晓", "萌") == 1.0
    assert share("", "anything") == 1.0
    assert share("مهندسة", "") == 1.0


def test_that_a_rule_leaves_a_tree_that_has_nothing_for_it_alone() -> None:
    markup = f'<w:body xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>same</w:t></w:r></w:p></w:body>'
    root: Element = own(markup)
    for rule in repair.RULES:
        rule(root)
    assert [element.tag for element in root.iter()] == [W + name for name in ("body", "p", "r", "t")]


def test_that_words_set_in_one_direction_are_drawn() -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    body = (
        f'<w:p>{run.format("call ")}<w:bdo w:val="ltr">{run.format("(555) 010-2030")}</w:bdo>'
        f'<w:dir w:val="ltr">{run.format(" or write")}</w:dir></w:p>'
    )
    made = pages.make(build.docx(body), Format.DOCX, frozenset(), lambda _: None)
    assert made.info.own_words_drawn == 1
    assert made.info.engine.startswith("dxpdf")


def test_that_fields_of_forms_and_symbols_show_what_they_hold() -> None:
    def field(data: str, instruction: str, result: str = "") -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    box = "<w:ffData><w:checkBox>{}</w:checkBox></w:ffData>"
    choice = (
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Helsinki"/><w:listEntry w:val="Turku"/>'
        "</w:ddList></w:ffData>"
    )
    body = (
        "<w:p>"
        + field(box.format('<w:default w:val="1"/>'), "FORMCHECKBOX")
        + field(box.format('<w:default w:val="1"/><w:checked w:val="0"/>'), "FORMCHECKBOX")
        + field(choice, "FORMDROPDOWN")
        + field("", 'SYMBOL 252 \\f "Wingdings" \\s 12')
        + field("", "SYMBOL 40 \\f Wingdings", "<w:r><w:t>said</w:t></w:r>")
        + "</w:p>"
    )
    made = repair.repair(build.docx(body))
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        root = parse(archive.read("word/document.xml"))
    assert "".join(text.text or "" for text in root.iter(W + "t")) == "☒☐Turku✔said"
    assert "Turku" in made.text
