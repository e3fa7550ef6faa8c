"""Word's packages under other names, of other kinds and in the strict dialect are read like any docx."""

import io
import zipfile
from typing import Any

import pymupdf
import pytest

from reviewer.documents import pages
from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format
from tests import builders_documents as build

PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="x"/><a:graphic '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="x"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rP"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
STYLE = (
    '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
)


def document(size: str = "72") -> bytes:
    """Words in a style of 36 points, and a picture."""
    body = build.paragraph("Milla Quarto", '<w:pStyle w:val="Loud"/>') + build.paragraph(build.WORDS) + PICTURE
    return build.docx(
        body,
        styles=STYLE.format(size=size),
        parts={"word/media/image1.png": build.png(40, 40)},
        relations=f'<Relationship Id="rP" Type="{IMAGE}" Target="media/image1.png"/>',
    )


def changed(data: bytes, *pairs: tuple[str, str], names: tuple[tuple[str, str], ...] = ()) -> bytes:
    """The same package with texts in its parts, and the names of these, replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                for before, after in pairs:
                    content = content.replace(before.encode(), after.encode())
            for before, after in names:
                name = name.replace(before, after)
            new.writestr(name, content)
    return out.getvalue()


KINDS = {
    "another folder and name": changed(
        document(),
        ('Target="word/document.xml"', 'Target="/content/letter.xml"'),
        ("/word/document.xml", "/content/letter.xml"),
        ("/word/styles.xml", "/content/styles.xml"),
        names=(
            ("word/_rels/document", "content/_rels/letter"),
            ("word/document", "content/letter"),
            ("word/", "content/"),
        ),
    ),
    "in the root": changed(
        document(),
        ('Target="word/document.xml"', 'Target="body.xml"'),
        ("/word/document.xml", "/body.xml"),
        ("/word/styles.xml", "/styles.xml"),
        names=(("word/_rels/document", "_rels/body"), ("word/document", "body"), ("word/", "")),
    ),
    "with macros": changed(
        document(),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    ),
    "a template": changed(document(), ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")),
    "strict": changed(
        document("36pt"),
        (
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_that_it_is_drawn_like_any_docx(name: str) -> None:
    data = KINDS[name]
    assert recognise(data) is Format.DOCX
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    assert made.info.engine.startswith("dxpdf")
    with pymupdf.open(stream=made.pdf, filetype="pdf") as shown:
        page = shown[0]
        shape: Any = page.get_text("dict")
        spans = [span for block in shape["blocks"] for line in block.get("lines", ()) for span in line["spans"]]
        assert build.WORDS in " ".join(str(page.get_text()).split())
        assert round(next(span["size"] for span in spans if "Milla" in span["text"])) == 36
        assert page.get_images()
    assert build.WORDS in pages.source_text(data, Format.DOCX, lambda _: None)[0]


def test_that_a_kind_of_number_that_is_not_known_takes_its_fallback() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice '
        'Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1)"/></w:lvl>'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    numbering = f'<w:numbering xmlns:w="{space}" xmlns:mc="{compatible}">{levels}</w:numbering>'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    data = build.docx(
        build.paragraph(build.WORDS, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        parts={"word/numbering.xml": numbering.encode()},
        relations=f'<Relationship Id="rN" Type="{link}" Target="numbering.xml"/>',
    )
    made = pages.make(data, Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf, filetype="pdf") as shown:
        assert "7)" in str(shown[0].get_text())
