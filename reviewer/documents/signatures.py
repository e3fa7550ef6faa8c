"""What files that are no documents begin with, by the kind of sentence that they get. Standard library only."""

import re

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"II+\x00", "image"),
    (b"\x00\x00\x01\x00", "image"),  # an icon
    (b"8BPS", "image"),
    (b"\x00\x00\x00\x0cjP  ", "image"),
    (b"\xff\x0a", "image"),
    (b"\x00\x00\x00\x0cJXL ", "image"),
    (b"\xd7\xcd\xc6\x9a", "image"),
    (b"AT&TFORM", "image"),
    (b"7z\xbc\xaf\x27\x1c", "zip"),
    (b"Rar!\x1a\x07", "zip"),
    (b"\x1f\x8b\x08", "zip"),
    (b"BZh", "zip"),
    (b"\xfd7zXZ\x00", "zip"),
    (b"\x28\xb5\x2f\xfd", "zip"),
    (b"MSCF\x00\x00", "zip"),
    (b"%!PS", "postscript"),
    (b"\x04%!PS", "postscript"),
    (b"\xc5\xd0\xd3\xc6", "postscript"),
    (b"\xffWPC", "wordperfect"),
    (b"\x01\xfe\x32\x00", "works"),
    (b"\x06\xfe\x04\x00", "works"),
    (b"\x31\xbe\x00\x00", "write"),
    (b"\x32\xbe\x00\x00", "write"),
    (b"\xfe\x37\x00", "macword"),
    (b"ID3", "recording"),
    (b"OggS", "recording"),
    (b"\x1a\x45\xdf\xa3", "recording"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "recording"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"\x00\x05\x16\x07", "leftover"),  # what macOS writes beside a file on other systems
    (b"\x00\x00\x00\x01Bud1", "leftover"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!/", "program"),
)

# A Word older than OLE: versions 1 and 2. Their text is read as that of Word 6.
OLD_WORD = (b"\xdb\xa5", b"\x9b\xa5")

_PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_DOCX_NEIGHBOURS: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook", "sheet"),
    (b"xl/worksheets", "sheet"),
    (b"ppt/presentation", "slides"),
    (b"ppt/slides", "slides"),
    (b"FixedDocSeq", "xps"),
    (b"FixedDocumentSequence", "xps"),
    (b".fpage", "xps"),
    (b"visio/", "drawing"),
)
_OPEN_DOCUMENT: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.sun.xml.writer", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "sheet"),
    (b"application/vnd.sun.xml.calc", "sheet"),
    (b"application/vnd.oasis.opendocument.presentation", "slides"),
    (b"application/vnd.sun.xml.impress", "slides"),
    (b"application/epub+zip", "epub"),
)
_IWORK: tuple[tuple[bytes, str], ...] = (
    (b"Index/Slide", "slides"),
    (b"index.apxl", "slides"),
    (b"Index/Document.iwa", "pages"),
    (b"Index.zip", "pages"),
    (b"buildVersionHistory.plist", "pages"),
)

# At least three lines of a mail's head, at the very beginning.
_MAIL = re.compile(
    rb"(?:(?:received|return-path|delivered-to|message-id|subject|from|to|date|mime-version|x-[\w-]+|dkim-signature|"
    rb"content-type|reply-to|importance|thread-\w+|authentication-results|arc-\S+):[^\n]*\n(?:[ \t][^\n]*\n)*){3}",
    re.IGNORECASE,
)
_MAIL_HAS = re.compile(rb"^(?:message-id|subject|return-path|received|mime-version):", re.IGNORECASE | re.MULTILINE)
_OFFICE_LOCK = re.compile(rb",[^,\n]*,[^,\n]*,\d\d\.\d\d\.\d{4} \d\d:\d\d,file:")
_CLOUD = re.compile(rb'\s*\{\s*"[^{}]{0,400}https://docs\.google\.com/', re.DOTALL)
# Word keeps a lock file beside an open document: a length byte, the user's name, padding, the same in UTF-16.
_WORD_LOCK_BYTES = (162, 165)
_LONGEST_NAME = 54


def binary(data: bytes) -> str | None:
    """The kind of a file that no text is, by how it begins."""
    for mark, kind in STARTS:
        if data.startswith(mark):
            return kind
    head = data[:32]
    if head[:4] == b"RIFF":
        return "image" if head[8:12] == b"WEBP" else "recording"
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in _PICTURE_BRANDS else "recording"
    if head[:2] == b"BM" and b"\0" in head:
        return "image"
    return "zip" if data[257:262] == b"ustar" else None


def zipped(data: bytes) -> str:
    """The kind of a zip file that is no docx: names of members stand in it as they are."""
    if data[30:38] == b"mimetype":
        return next((kind for mark, kind in _OPEN_DOCUMENT if mark in data[:160]), "zip")
    return next((kind for mark, kind in (*_DOCX_NEIGHBOURS, *_IWORK) if mark in data), "zip")


def textual(data: bytes) -> str | None:
    """The kind of a file of text that is no document."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if len(data) < 1000 and _OFFICE_LOCK.match(data):
        return "lock"
    if _CLOUD.match(head):
        return "shortcut"
    head = head.replace(b"\r\n", b"\n")
    return "msg" if _MAIL.match(head) and _MAIL_HAS.search(head) else None


def is_word_lock(data: bytes) -> bool:
    """Whether a file is what Word leaves beside an open document."""
    return len(data) in _WORD_LOCK_BYTES and 0 < data[0] < _LONGEST_NAME and b"\0" in data
