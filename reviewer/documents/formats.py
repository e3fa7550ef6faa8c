"""What a file is, by its content and never by its name. Standard library only; finds bytes, parses nothing."""

import re

from reviewer.documents.limits import MAX_DOCUMENT_BYTES
from reviewer.documents.protocol import Format, Trouble, TroubleCode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|meta|table|div|p|title|style|script)\b", re.IGNORECASE)
# Word keeps a lock file beside an open document: a length byte, the user's name, padding, the same in UTF-16.
_LOCK_BYTES = (162, 165)
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
    if data.startswith(_ZIP):
        return _zip(data)
    head = data[:1024]
    if head.lstrip(b"\xef\xbb\xbf\x00\t\r\n ")[:6].lower().startswith((b"{\\rtf", b"{\\urtf")):
        return Format.RTF
    if b"%PDF-" in head:
        return Format.PDF
    return _image(head) or _markup(head) or _text(data)


def _ole(data: bytes) -> Format | Trouble:
    """An OLE file: the names in its directory are UTF-16. What a Word document is inside, the worker finds out."""
    if _has_stream(data, "EncryptedPackage"):
        return Trouble(TroubleCode.LOCKED)
    if _has_stream(data, "__properties_version1.0"):
        return Trouble(TroubleCode.UNSUPPORTED, "msg")
    for name, kind in (("PowerPoint Document", "slides"), ("Workbook", "sheet"), ("Book", "sheet")):
        if _has_stream(data, name) and not _has_stream(data, "WordDocument"):
            return Trouble(TroubleCode.UNSUPPORTED, kind)
    if _has_stream(data, "WordDocument"):
        return Format.DOC
    return Trouble(TroubleCode.DAMAGED if len(data) < 4096 else TroubleCode.NOT_A_DOCUMENT)


def _has_stream(data: bytes, name: str) -> bool:
    return (name + "\0").encode("utf-16-le") in data


def _zip(data: bytes) -> Format | Trouble:
    """A zip file: names stand uncompressed before each member and in the directory at the end."""
    if b"word/document" in data or (b"word/" in data and b"[Content_Types].xml" in data):
        return Format.DOCX
    if data[30:38] == b"mimetype":
        opened = b"application/vnd.oasis.opendocument.text" in data[:120]
        return Trouble(TroubleCode.UNSUPPORTED, "odt" if opened else "zip")
    for mark, kind in ((b"Index/Document.iwa", "pages"), (b"xl/workbook", "sheet"), (b"ppt/presentation", "slides")):
        if mark in data:
            return Trouble(TroubleCode.UNSUPPORTED, kind)
    return Trouble(TroubleCode.UNSUPPORTED, "zip")


def _image(head: bytes) -> Trouble | None:
    riff = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    heif = head[4:8] == b"ftyp"
    bitmap = head[:2] == b"BM" and b"\0" in head[:32]
    if riff or heif or bitmap or head.startswith(_IMAGES):
        return Trouble(TroubleCode.UNSUPPORTED, "image")
    return None


def _markup(head: bytes) -> Trouble | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") and "<html".encode(encoding) in head.lower():
            return Trouble(TroubleCode.UNSUPPORTED, "html")
    start = head.lstrip(b"\xef\xbb\xbf\t\r\n ")
    commented = start.startswith(b"<!--") and _HTML.search(start)
    if commented or _HTML.match(start) or start[:13].lower() == b"mime-version:":
        return Trouble(TroubleCode.UNSUPPORTED, "html")
    if start.startswith(b"<?xml"):
        return Trouble(TroubleCode.UNSUPPORTED, "html" if b"<html" in start.lower() else "xml")
    if start.startswith(b"%!PS"):
        return Trouble(TroubleCode.UNSUPPORTED, "postscript")
    return None


def _text(data: bytes) -> Format | Trouble:
    if len(data) in _LOCK_BYTES and 0 < data[0] < 54 and b"\0" in data:
        return Trouble(TroubleCode.NOT_A_DOCUMENT, "lock")
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
