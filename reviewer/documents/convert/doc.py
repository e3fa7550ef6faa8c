"""Word files of the old kind: 97-2003 to docx by msdoc2docx; where it refuses, and for older ones, the text alone.

Two quick readers of text are asked for search: where they agree, and nothing in the file may be hidden, deleted or
computed, theirs is the text. Otherwise the docx is made for it (a few ten times slower, and right)."""

import re
from collections import Counter

from reviewer.documents.convert import old_word
from reviewer.documents.convert.doc_quickly import quicken
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused, panics_named
from reviewer.documents.convert.scratch import scratch
from reviewer.documents.protocol import TroubleCode

_IDENTS = {0xA5EC: "word8", 0xA5DC: "word6", 0xA59C: "word6", 0xA5DB: "word6", 0x37FE: "word6"}
_WORD_97 = 193
_ENCRYPTED = 0x0100
_LEAST_LETTERS = 3
# Properties of letters as they stand in the file (sprm): hidden, white, of two points at most, deleted. The last, three
# bytes of every other file, stands beside the one who deleted (0x4863) or when (0x6864).
_DELETED, _BY_WHOM_OR_WHEN = rb"\x00\x08\x01", rb"(?:\x63\x48|\x64\x68)"
_MAY_NOT_BE_SEEN = re.compile(
    rb"\x3c\x08\x01|\x42\x2a\x08|\x70\x68\xff\xff\xff|\x43\x4a[\x01-\x04]\x00|"
    + rb"%b(?=.{0,12}%b)|%b.{2,12}?%b" % (_DELETED, _BY_WHOM_OR_WHEN, _BY_WHOM_OR_WHEN, _DELETED),
    re.DOTALL,
)
_WORD = re.compile(r"\w+")
_MOSTLY_READABLE = 0.7


def to_docx(data: bytes) -> bytes:
    """The document as docx. Raises Refused, with code LOCKED or UNSUPPORTED where that is what it is."""
    from doc2docx import convert, errors

    quicken()
    with scratch() as folder:
        source, made = folder / "source.doc", folder / "made.docx"
        source.write_bytes(data)
        try:
            convert(source, made)
            return made.read_bytes()
        except errors.EncryptedDocumentError as error:
            raise Refused(TroubleCode.LOCKED) from error
        except (errors.Doc2DocxError, *PARSER_ERRORS) as error:
            raise Refused(*_verdict(data)) from error


def text_of(data: bytes) -> str:
    """The text by the readers that ask for less, of old files by our own. Raises Refused."""
    old = old_word.text_of(data)
    if old is not None:
        if _is_text(old):
            return old
        raise Refused(*_verdict(data))
    # The one with more words: a reader that leaves parts out has fewer, and so has one that joins the cells of a table.
    found = [text for text in (_legacy(data), _unword(data)) if _is_text(text)]
    if found:
        return max(found, key=lambda text: len(_WORD.findall(text)))
    raise Refused(*_verdict(data))


def quick_text(data: bytes) -> str | None:
    """The text for search, where it is sure to be the whole and nothing but what is seen; None where it is not."""
    if _MAY_NOT_BE_SEEN.search(data):
        return None
    text = _legacy(data)
    words = Counter(_WORD.findall(text))
    return text if words and words == Counter(_WORD.findall(_unword(data))) else None


def _unword(data: bytes) -> str:
    try:
        import unword
    except ImportError:
        return ""
    try:
        with panics_named():
            found = unword.parse_doc(data)  # pyright: ignore[reportAttributeAccessIssue]
        return "\n".join([str(found.body_text), *(str(box) for box in found.textboxes or ())])
    except PARSER_ERRORS:
        return ""


def _legacy(data: bytes) -> str:
    import legacy_doc

    try:
        return legacy_doc.extract_text(data).text
    except (legacy_doc.LegacyDocError, *PARSER_ERRORS):
        return ""


def _is_text(text: str) -> bool:
    letters = [c for c in text if not c.isspace()]
    readable = sum(c.isprintable() and c != "\ufffd" for c in letters)
    return len(letters) >= _LEAST_LETTERS and readable >= len(letters) * _MOSTLY_READABLE


def _verdict(data: bytes) -> tuple[TroubleCode, str]:
    """Why a file is refused, by the head of its main stream: locked, too old, or damaged."""
    for found in re.finditer(rb"[\xec\xdc\x9c\xdb\xfe][\xa5\x37]", data[: 1 << 20]):
        at = found.start()
        ident = int.from_bytes(data[at : at + 2], "little")
        if at % 64 or ident not in _IDENTS:  # streams begin at sectors, small ones at small sectors
            continue
        version = int.from_bytes(data[at + 2 : at + 4], "little")
        flags = int.from_bytes(data[at + 10 : at + 12], "little")
        if _IDENTS[ident] == "word6" or version < _WORD_97 // 2:
            return TroubleCode.UNSUPPORTED, "word6"
        if flags & _ENCRYPTED:
            return TroubleCode.LOCKED, ""
    return TroubleCode.DAMAGED, ""


def load() -> None:
    """Import what reading takes, ahead of need."""
    import doc2docx  # noqa: F401  # pyright: ignore[reportUnusedImport]
