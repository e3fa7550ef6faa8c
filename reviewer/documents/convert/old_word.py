"""The text of Word files older than 1997: Word 1, 2 (plain files), 6 and 95 (OLE). Nothing else reads them.

The head of the main stream (FIB) says where the text lies; a file that was "saved fast" has it in pieces. Letters are
single bytes in the code page of the language. Layout is lost, paragraphs, cells and line breaks are kept.
"""

import io
import re
import struct

import olefile

from reviewer.documents.convert import txt
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused
from reviewer.documents.protocol import TroubleCode

_OLE = b"\xd0\xcf\x11\xe0"
_IDENTS = {0xA5DC: 6, 0xA5DB: 2, 0xA59B: 1, 0xA59C: 1, 0xA5EC: 6}
_WORD_97 = 193
_COMPLEX, _ENCRYPTED = 0x0004, 0x0100
_MAC = 256
_FLAGS, _CHARSET, _TEXT_AT, _TEXT_END, _COUNTS, _PIECES = 0x0A, 0x14, 0x18, 0x1C, 0x34, 0x160
_PARTS = 8
"""The main text, then footnotes, headers, macros, comments, endnotes, text boxes, text boxes of headers."""
_COMMENTS = 4
_MOST_PIECES = 100_000

_PAGES = {
    "cp1250": (0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24),
    "cp1251": (0x02, 0x19, 0x22, 0x23, 0x2F),
    "cp1253": (0x08,), "cp1254": (0x1F,), "cp1255": (0x0D,), "cp1256": (0x01, 0x20, 0x29),
    "cp1257": (0x25, 0x26, 0x27), "cp874": (0x1E,), "cp932": (0x11,), "cp949": (0x12,),
}  # fmt: skip
_CODE_PAGES = {language: page for page, languages in _PAGES.items() for language in languages}
_CHINESE = 0x04
_SIMPLIFIED = (0x0804, 0x1004)
_SERBIAN_IN_CYRILLIC = 0x0C1A
_FOREIGN_SHARE = 0.4
_FOREIGN = re.compile(rb"[\xc0-\xff]")
_LETTER = re.compile(rb"[A-Za-z\xc0-\xff]")
_BLANKED = bytes(c if c >= 32 or c in (9, 10, 13) else 32 for c in range(256))

_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_MOST_FIELDS_DEEP = 10
_NO_LETTERS = dict.fromkeys((*range(9), *range(14, 32), 0x7F)) | {
    0x07: "\t", 0x0B: "\n", 0x0C: "\f", 0x1E: "-", 0x0D: "\n", 0x1F: None,
}  # fmt: skip


def text_of(data: bytes) -> str | None:
    """The text; None where the file is no old Word file. Raises Refused: LOCKED, or DAMAGED."""
    try:
        stream = _main_stream(data)
        if stream is None:
            return None
        ident, version = struct.unpack_from("<HH", stream)
        generation = _IDENTS.get(ident)
        if generation is None or (ident == 0xA5EC and version >= _WORD_97 // 2):
            return None
        return _text(stream, generation)
    except PARSER_ERRORS as error:
        raise Refused from error


def _main_stream(data: bytes) -> bytes | None:
    if not data.startswith(_OLE):
        return data
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return file.openstream("WordDocument").read() if file.exists("WordDocument") else None


def _text(stream: bytes, generation: int) -> str:
    language, flags, charset = (struct.unpack_from("<H", stream, at)[0] for at in (6, _FLAGS, _CHARSET))
    if flags & _ENCRYPTED:
        raise Refused(TroubleCode.LOCKED)
    start, end = struct.unpack_from("<II", stream, _TEXT_AT)
    pieces = _pieces(stream) if flags & _COMPLEX and generation == 6 else b""
    whole = pieces or stream[start:end]
    counts = struct.unpack_from(f"<{_PARTS}I", stream, _COUNTS)
    if sum(counts) > len(whole) + _PARTS:
        counts = (len(whole),)
    encoding = _encoding(whole, language, charset)
    parts: list[str] = []
    for number, count in enumerate(counts):
        part, whole = whole[:count], whole[count:]
        if number != _COMMENTS:
            parts.append(_plain(part.decode(encoding, "replace")))
    return "\n".join(part for part in parts if part.strip())


def _pieces(stream: bytes) -> bytes:
    """The text of a file saved in pieces; empty where the table of pieces is not to be found."""
    at, size = struct.unpack_from("<II", stream, _PIECES)
    table = stream[at : at + size]
    while table[:1] == b"\x01":  # changes of form, each with its length
        table = table[3 + int.from_bytes(table[1:3], "little") :]
    if table[:1] != b"\x02":
        return b""
    length = int.from_bytes(table[1:5], "little")
    if len(table) < 5 + length:
        return b""
    table = table[5 : 5 + length]
    count = (len(table) - 4) // 12
    if not 0 < count <= _MOST_PIECES:
        return b""
    edges = struct.unpack_from(f"<{count + 1}I", table)
    out: list[bytes] = []
    for n in range(count):
        place = int.from_bytes(table[4 * (count + 1) + 8 * n + 2 :][:4], "little")
        out.append(stream[place : place + max(0, edges[n + 1] - edges[n])])
    return b"".join(out)


def _encoding(text: bytes, language: int, charset: int) -> str:
    """The code page, by the language; by the letters where a Western one would be mostly accents."""
    if charset == _MAC:
        return "mac_roman"
    if language == _SERBIAN_IN_CYRILLIC:
        return "cp1251"
    if language & 0x3FF == _CHINESE:
        return "gbk" if language in _SIMPLIFIED else "big5"
    found = _CODE_PAGES.get(language & 0x3FF)
    if found is None and len(_FOREIGN.findall(text)) > _FOREIGN_SHARE * len(_LETTER.findall(text)):
        return txt.guess(text.translate(_BLANKED))
    return found or "cp1252"


def _plain(text: str) -> str:
    """Text without fields' instructions and marks; cells apart by tabs, rows by line ends."""
    for _ in range(_MOST_FIELDS_DEEP):
        text, changed = _FIELD.subn(lambda match: match.group(1) or "", text)
        if not changed:
            break
    return text.replace("\x07\x07", "\n").translate(_NO_LETTERS)
