"""The parent believes nothing a worker says before it was looked at here: a document may have taken the worker over."""

import json
import math

from reviewer.documents import limits
from reviewer.documents.protocol import DocumentInfo, Format, Trouble, TroubleCode, Word
from reviewer.documents.protocol import Warning as Note
from reviewer.documents.wire import Header

_KIND_LENGTH = 20
_ENGINE_LENGTH = 60


class Lied(Exception):
    """A reply that no worker of ours would send."""


def trouble(reply: Header) -> Trouble | None:
    """The trouble a reply tells of, if it does."""
    code = reply.get("trouble")
    if code is None:
        return None
    kind = reply.get("kind", "")
    if not isinstance(kind, str) or len(kind) > _KIND_LENGTH or (kind and not kind.isalnum()):
        raise Lied
    try:
        return Trouble(TroubleCode(code), kind)
    except ValueError as error:
        raise Lied from error


def drawn(value: object, width: int, room: int) -> tuple[int, int, int]:
    """Width, height and stride of a page or tile that was to be at most `width` wide, in `room` bytes. Raises Lied."""
    if not isinstance(value, list) or len(value) != 3 or not all(type(v) is int for v in value):
        raise Lied
    w, h, stride = (int(v) for v in value)
    if not (1 <= w <= min(width, limits.MAX_WIDTH) and h >= 1 and w * h <= limits.MAX_PIXELS):
        raise Lied
    if stride != (w * 3 + 3) & ~3 or stride * h > room:
        raise Lied
    return w, h, stride


def room(value: object) -> int:
    """The bytes that a worker says a page needs."""
    if type(value) is not int or not 0 < value <= largest_page():
        raise Lied
    return value


def largest_page() -> int:
    """Bytes that no drawn page exceeds."""
    return (limits.MAX_PIXELS * 3) + 4 * limits.MAX_PIXELS // 64


def info(value: object) -> DocumentInfo:
    """A document's description."""
    if not isinstance(value, dict):
        raise Lied
    engine, pages, warnings = value.get("engine"), value.get("pages"), value.get("warnings")
    if not isinstance(engine, str) or len(engine) > _ENGINE_LENGTH or not engine.isprintable():
        raise Lied
    if not isinstance(pages, list) or not 1 <= len(pages) <= limits.MAX_PAGES:
        raise Lied
    if not isinstance(warnings, list) or len(warnings) > len(Note):
        raise Lied
    own = value.get("own_words_drawn")
    try:
        return DocumentInfo(
            format=Format(value.get("format")),
            engine=engine,
            pages=tuple(size(page) for page in pages),
            warnings=tuple(Note(w).value for w in warnings),
            own_words_drawn=None if own is None else number(own, 0.0, 1.0),
            scanned=value.get("scanned") is True,
            repaired=value.get("repaired") is True,
        )
    except ValueError as error:
        raise Lied from error


def words(payload: bytes) -> tuple[Word, ...]:
    """The words of a page."""
    try:
        rows = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise Lied from error
    if not isinstance(rows, list) or len(rows) > limits.MAX_WORDS:
        raise Lied
    far = limits.MAX_PAGE_POINTS
    made: list[Word] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 7 or not isinstance(row[4], str):
            raise Lied
        x0, y0, x1, y1 = (number(v, -far, far) for v in row[:4])
        line, block = row[5], row[6]
        if type(line) is not int or type(block) is not int or not (0 <= line < 1 << 20 and 0 <= block < 1 << 20):
            raise Lied
        made.append(Word(x0, y0, x1, y1, row[4], line, block))
    return tuple(made)


def pdf(payload: bytes) -> bytes:
    """A PDF made by a worker. It is only ever given back to a worker."""
    if len(payload) > limits.MAX_PDF_BYTES or b"%PDF-" not in payload[:1024]:
        raise Lied
    return payload


def docx(payload: bytes) -> bytes:
    """A docx made by a worker. It is only ever given to an engine outside."""
    if len(payload) > limits.MAX_PDF_BYTES or not payload.startswith(b"PK"):
        raise Lied
    return payload


def text(payload: bytes) -> str:
    """A document's text."""
    if len(payload) > limits.MAX_TEXT_BYTES:
        raise Lied
    return payload.decode("utf-8", "replace")


def keys(value: object) -> list[str]:
    """Documents a worker says it has closed."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > 1000 or not all(isinstance(v, str) for v in value):
        raise Lied
    return value


def count(value: object) -> int:
    """A number of something a worker reports of itself."""
    if type(value) is not int or not 0 <= value < 1 << 50:
        raise Lied
    return value


def size(page: object) -> tuple[float, float]:
    """Width and height of a page in points. Raises Lied."""
    if not isinstance(page, list) or len(page) != 2:
        raise Lied
    return number(page[0], 1.0, limits.MAX_PAGE_POINTS), number(page[1], 1.0, limits.MAX_PAGE_POINTS)


def number(value: object, least: float, most: float) -> float:
    """A finite number within bounds. Raises Lied."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Lied
    if not least <= value <= most:
        raise Lied
    return float(value)
