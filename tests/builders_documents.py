"""Small real files of every format, made on the spot. All words and people in them are invented."""

import hashlib
import io
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pymupdf
from msoffcrypto.format.ooxml import OOXMLFile

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
"""Public sample documents beside the checkout; tests that want them leave out what needs them where they are absent."""
DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo" / "applications"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

WORDS = "Milla Quarto keeps compilers and gardens in good order"
_AES_256 = 5
"""MuPDF's number for it."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def key_of(data: bytes) -> str:
    """The key under which a document is asked for."""
    return hashlib.sha256(data).hexdigest()


def pdf(pages: Sequence[str] = (WORDS,), *, width: float = 595, height: float = 842, password: str = "") -> bytes:
    """A PDF with a text on each page, in points."""
    with pymupdf.open() as document:
        for text in pages:
            page = document.new_page(width=width, height=height)
            page.insert_text((50, 80), text, fontsize=11)
        if password:
            return document.tobytes(encryption=_AES_256, user_pw=password, owner_pw=password)
        return document.tobytes()


def pdf_with_a_wide_page(pages: int, wide: int) -> bytes:
    """A PDF of pages of 300 by 400 points, one of which is 500 wide."""
    with pymupdf.open() as document:
        for number in range(pages):
            document.new_page(width=500 if number == wide else 300, height=400).insert_text((50, 50), f"Leaf {number}")
        return document.tobytes()


def locked_docx(password: str, data: bytes = b"") -> bytes:
    """A docx that opens with a password, as Word writes it today (ECMA-376, agile encryption).

    What writes it gets files under 4,096 bytes wrong, which no real one is: the document gets a picture's bytes.
    """
    out = io.BytesIO()
    data = data or docx(parts={"word/media/noise.png": random.Random(1).randbytes(8192)})
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def scan() -> bytes:
    """A PDF of one page that is a picture."""
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80), False)
    pixels.clear_with(200)
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_image(page.rect, pixmap=pixels)
        return document.tobytes()


def scan_of(text: str) -> bytes:
    """A PDF of one page that is a picture of a page with a text, as a scanner makes it."""
    with pymupdf.open(stream=pdf([text]), filetype="pdf") as drawn, pymupdf.open() as document:
        pixels = drawn[0].get_pixmap(dpi=200)
        document.new_page().insert_image(pymupdf.Rect(0, 0, 595, 842), pixmap=pixels)
        return document.tobytes()


def png(width: int = 8, height: int = 8) -> bytes:
    """A picture."""
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, width, height), False)
    pixels.clear_with(120)
    return pixels.tobytes("png")


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """The markup of a paragraph of docx."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def docx(
    body: str = "",
    *,
    styles: str = "",
    parts: dict[str, bytes] | None = None,
    relations: str = "",
    attributes: str = "",
) -> bytes:
    """A docx of the markup of its body; `attributes` go to its root element."""
    body = body or paragraph(WORDS)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    package = "http://schemas.openxmlformats.org/package/2006"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="{package}/content-types"><Default Extension="png" ContentType="image/png"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{head}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rS" Type="{_R}/styles" Target="styles.xml"/>{relations}</Relationships>',
        )
        archive.writestr("word/styles.xml", f"{head}<w:styles {_NAMESPACES}>{styles}</w:styles>")
        archive.writestr(
            "word/document.xml", f"{head}<w:document {_NAMESPACES} {attributes}><w:body>{body}</w:body></w:document>"
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def rtf(body: str = WORDS) -> bytes:
    """An rtf of what stands in its body."""
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\colortbl;\red200\green0\blue0;}"
        rf"\paperw11906\paperh16838\margl1134\margr1134\pard\f0\fs22 {body}\par}}"
    ).encode("latin-1")


def txt(text: str = WORDS, encoding: str = "utf-8") -> bytes:
    """A text file."""
    return text.encode(encoding)


def doc() -> bytes:
    """A Word 97 document: one of the samples, for nothing writes them but the samples' own maker."""
    return next(data for path in sorted(DEMO.glob("*/*.doc")) if (data := path.read_bytes()).startswith(OLE))


def of_each_format() -> dict[str, bytes]:
    """A document of each format by the format's name."""
    return {"pdf": pdf(), "docx": docx(), "rtf": rtf(), "txt": txt(), "doc": doc()}
