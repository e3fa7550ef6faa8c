"""What a file is, by its content and never by its name. Standard library only; finds bytes, parses nothing.

Web pages are two kinds. Word and what imitates it (job boards that offer "the resume as .doc") write pages that say so;
these are drawn. All others are web pages that somebody saved, and get the sentence for those.
"""

import re

from reviewer.documents import signatures
from reviewer.documents.limits import MAX_DOCUMENT_BYTES
from reviewer.documents.protocol import Format, Trouble, TroubleCode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLANKS = b"\xef\xbb\xbf\x00\t\r\n\x0b\x0c "
_HTML = re.compile(
    rb"<(!doctype\s+html|html|head|body|meta|table|div|p|title|style|script|span|font|center|h[1-6])\b", re.IGNORECASE
)
# How Word, and what writes for it, marks a web page; in a mail archive "=" is written "=3D", and lines are broken.
_OF_WORD = re.compile(
    rb"schemas-microsoft-com:office:word|Word\.Document|Microsoft Word|schemas\.microsoft\.com/office/word"
    rb"|class=(?:3D)?[\"']?Mso|style=(?:3D)?[\"'][^\"'>]*\bmso-",
    re.IGNORECASE,
)
_WORD_LOOKED_AT = 1 << 16
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024 + 8
_RTF_WITHIN = 64
_LETTERS = re.compile(rb"[A-Za-z0-9]")
_WORD_XML = (b"schemas.microsoft.com/office/word/2003/wordml", b'progid="Word.Document"')
_FLAT_DOCX = b"schemas.microsoft.com/office/2006/xmlPackage"
# Control characters that no text has; tab, line ends, form feed, escape (ISO-2022), the old end-of-file mark are fine.
_CONTROL = bytes(c for c in range(32) if c not in (9, 10, 11, 12, 13, 26, 27))


def recognise(data: bytes) -> Format | Trouble:
    """The format of a file, or why it is none that can be shown."""
    if len(data) > MAX_DOCUMENT_BYTES:
        return Trouble(TroubleCode.TOO_LARGE)
    if not data.strip(b"\x00\t\r\n\x0b\x0c "):
        return Trouble(TroubleCode.EMPTY)
    if data.startswith(_OLE):
        return _ole(data)
    if data[:64].lstrip(_BLANKS).startswith(_ZIP):
        return _zip(data)
    if starts_rtf(data):
        return Format.RTF
    if _PDF.search(data, 0, _PDF_WITHIN):
        return Format.PDF
    kind = signatures.binary(data)
    if kind is not None:
        return Trouble(TroubleCode.UNSUPPORTED, kind)
    if data.startswith(signatures.OLD_WORD) and b"\0" in data[:32]:
        return Format.DOC
    return _markup(data) or _text(data)


def starts_rtf(data: bytes) -> bool:
    """Whether a file begins as rtf does, whatever blanks, marks or noise stand before."""
    at = data[:_RTF_WITHIN].lower().find(b"{\\rtf")
    if at < 0:
        return data[:_RTF_WITHIN].lstrip(_BLANKS).lower().startswith(b"{\\urtf")
    return not _LETTERS.search(data[:at])


def _ole(data: bytes) -> Format | Trouble:
    """An OLE file: the names in its directory are UTF-16. What a Word document is inside, the worker finds out."""
    if _has_stream(data, "EncryptedPackage"):
        return Trouble(TroubleCode.LOCKED)
    if _has_stream(data, "__properties_version1.0"):
        return Trouble(TroubleCode.UNSUPPORTED, "msg")
    if _has_stream(data, "WordDocument"):
        return Format.DOC
    for name, kind in (
        ("PowerPoint Document", "slides"), ("PP40", "slides"), ("Workbook", "sheet"), ("Book", "sheet"),
        ("MatOST", "works"), ("VisioDocument", "drawing"), ("Quill", "drawing"), ("PerfectOffice_MAIN", "wordperfect"),
        ("HwpSummaryInformation", "hangul"), ("\x05HwpSummaryInformation", "hangul"),
    ):  # fmt: skip
        if _has_stream(data, name):
            return Trouble(TroubleCode.UNSUPPORTED, kind)
    return Trouble(TroubleCode.DAMAGED if len(data) < 4096 else TroubleCode.NOT_A_DOCUMENT)


def _has_stream(data: bytes, name: str) -> bool:
    return (name + "\0").encode("utf-16-le") in data


def _zip(data: bytes) -> Format | Trouble:
    """A zip file: names stand uncompressed before each member and in the directory at the end.

    A package whose main part has another name than Word gives it may be a docx all the same: the worker looks.
    """
    if b"word/document" in data or (b"word/" in data and b"[Content_Types].xml" in data):
        return Format.DOCX
    kind = signatures.zipped(data)
    if kind == "zip" and b"[Content_Types].xml" in data and b"_rels/.rels" in data:
        return Format.DOCX
    return Trouble(TroubleCode.UNSUPPORTED, kind)


def _markup(data: bytes) -> Format | Trouble | None:
    head = data[:_WORD_LOOKED_AT]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    start = head.lstrip(_BLANKS)
    of_word = _OF_WORD.search(head)
    commented = start.startswith(b"<!--") and _HTML.search(start)
    archived = start[:4096].lower().startswith((b"mime-version:", b"from: <saved by", b'from: "saved by'))
    if start.startswith(b"<?xml") or start[:40].startswith((b"<w:wordDocument", b"<pkg:package")):
        if any(mark in start for mark in (*_WORD_XML, _FLAT_DOCX)):
            return Format.XML
        if not _HTML.search(start[:4096]):
            kind = "image" if b"<svg" in start[:4096] else "xml"
            return Trouble(TroubleCode.UNSUPPORTED, kind)
        return Format.HTML if of_word else Trouble(TroubleCode.UNSUPPORTED, "html")
    if archived or commented or _HTML.match(start):
        if archived and b"multipart/related" not in start[:8192] and b"text/html" not in start[:8192]:
            return Trouble(TroubleCode.UNSUPPORTED, "msg")
        return Format.HTML if of_word else Trouble(TroubleCode.UNSUPPORTED, "html")
    if start.startswith(b"<svg"):
        return Trouble(TroubleCode.UNSUPPORTED, "image")
    return None


def _text(data: bytes) -> Format | Trouble:
    if signatures.is_word_lock(data):
        return Trouble(TroubleCode.NOT_A_DOCUMENT, "lock")
    kind = signatures.textual(data)
    if kind is not None:
        return Trouble(TroubleCode.NOT_A_DOCUMENT if kind == "lock" else TroubleCode.UNSUPPORTED, kind)
    if data.startswith(_BOMS):
        return Format.TXT
    head = data[:8192]
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls <= len(head) * 0.01 or _is_utf16(head):
        return Format.TXT
    return Trouble(TroubleCode.NOT_A_DOCUMENT)


def _is_utf16(head: bytes) -> bool:
    """UTF-16 without a mark: nearly everything is a letter, a digit or common punctuation, of at most four blocks."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) & ~1].decode(encoding, "replace")
        good = sum(c.isalnum() or c in " \r\n\t.,;:-()/@+'\"" for c in text)
        if good > 0.9 * len(text) and len({ord(c) >> 8 for c in text}) <= 4:
            return True
    return False
