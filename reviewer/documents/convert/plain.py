"""Plain text as a small docx, so that it is shaped, given fonts and broken into pages like every other document."""

import io
import re
import unicodedata
import zipfile
from html import escape

MAX_LETTERS = 400_000
"""Letters that are shown: over a hundred pages."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/></Types>'
)
_ROOT_LINKS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_LINKS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_R}/styles" Target="styles.xml"/></Relationships>'
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_JOINERS = "\u200c\u200d\u200e\u200f"
_TABS = re.compile(r"(\t)")
_ALIGNED = re.compile(r"\S {3,}\S|^ {4,}\S|\t", re.MULTILINE)
_ALIGNED_SHARE = 0.25
_ROOM = 481.9
"""Points of a line between the margins."""
_LETTER = 0.6
"""Width of a letter of Courier, as a share of its size."""
_USUAL, _SMALLEST = 18, 12
"""Half points of fixed letters; smaller ones keep wide columns on the page, the smallest about 133."""
_REAR = 0.98
"""Share of the lines that have to fit."""


def clean(text: str) -> str:
    """Text with one kind of line end and without control characters; form feeds stay, for they end a page."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    if text.isprintable():
        return text
    return "".join(
        c for c in text if c in "\n\t\f" or c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn")
    )


def is_aligned(text: str) -> bool:
    """Whether columns are made with spaces, so that letters of one width are needed to read it."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()]
    aligned = sum(1 for line in lines if _ALIGNED.search(line))
    return bool(lines) and aligned > len(lines) * _ALIGNED_SHARE


def to_docx(text: str) -> bytes:
    """A docx of a text, a paragraph for each line; `text` is cut at MAX_LETTERS."""
    text = clean(text)[:MAX_LETTERS]
    fixed = is_aligned(text)
    font, size, line = ("Courier New", _fixed_size(text), 250) if fixed else ("Arial", 21, 276)
    first, *others = text.rstrip().split("\f")
    body = "".join(_paragraph(each) for each in first.split("\n"))
    for page in others:
        begun, *lines = page.removeprefix("\n").split("\n")
        body += _paragraph(begun, new_page=True) + "".join(_paragraph(each) for each in lines)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/><w:sz w:val="{size}"/>'
    spacing = f'<w:spacing w:after="0" w:line="{line}" w:lineRule="auto"/>'
    styles = (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults></w:styles>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT_LINKS)
        archive.writestr("word/_rels/document.xml.rels", _LINKS)
        archive.writestr("word/styles.xml", styles)
        archive.writestr(
            "word/document.xml", f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}{_PAGE}</w:body></w:document>'
        )
    return out.getvalue()


def _fixed_size(text: str) -> int:
    """Half points of letters of one width with which the columns of a text stay on the page; prose may be wrapped."""
    wide = sorted(len(line.expandtabs().rstrip()) for line in text.split("\n") if _ALIGNED.search(line.strip()))
    columns = wide[int((len(wide) - 1) * _REAR)] if wide else 0
    return max(_SMALLEST, min(_USUAL, int(2 * _ROOM / (_LETTER * max(1, columns)))))


def _paragraph(line: str, *, new_page: bool = False) -> str:
    before = "<w:pageBreakBefore/>" if new_page else ""
    right_to_left = any("\u0590" <= c <= "\u08ff" for c in line[:200])
    pieces = "".join(
        "<w:tab/>" if piece == "\t" else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _TABS.split(line)
        if piece
    )
    if right_to_left:
        return f"<w:p><w:pPr>{before}<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>{pieces}</w:r></w:p>"
    properties = f"<w:pPr>{before}</w:pPr>" if before else ""
    return f"<w:p>{properties}<w:r>{pieces}</w:r></w:p>" if pieces or before else "<w:p/>"
