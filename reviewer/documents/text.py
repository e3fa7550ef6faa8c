"""Words of a page at their places, and the plain text of a PDF. Worker side."""

from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents.limits import MAX_PAGE_POINTS, MAX_PAGES, MAX_TEXT_BYTES, MAX_WORDS
from reviewer.documents.protocol import TroubleCode
from reviewer.documents.render import CannotShow, Opened

# Ligatures come out as the letters a person types; words outside of the page do not come out.
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_DECIMALS = 2

WordRow = list[float | int | str]


def words(opened: Opened, page: int) -> list[WordRow]:
    """The words of a page in reading order: x0, y0, x1, y1 in points, text, number of the line, number of the block.

    Lines are counted through the page. Raises CannotShow.
    """
    if not 0 <= page < min(opened.document.page_count, MAX_PAGES):
        raise CannotShow(TroubleCode.DAMAGED)
    try:
        shown: pymupdf.Page = opened.document[page]
        found: list[Any] = list(shown.get_text("words", flags=_FLAGS))
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    rows: list[WordRow] = []
    line, before = -1, (-1, -1)
    for x0, y0, x1, y1, text, block, within, _ in found[:MAX_WORDS]:
        if (block, within) != before:
            line, before = line + 1, (block, within)
        place = [round(min(max(v, -MAX_PAGE_POINTS), MAX_PAGE_POINTS), _DECIMALS) for v in (x0, y0, x1, y1)]
        rows.append([*place, text, line, block])
    return rows


def plain(document: pymupdf.Document) -> str:
    """The text of a PDF, pages set apart by form feeds, cut at MAX_TEXT_BYTES."""
    parts: list[str] = []
    size = 0
    for number in range(min(document.page_count, MAX_PAGES)):
        try:
            page: pymupdf.Page = document[number]
            text = str(page.get_text("text", flags=_FLAGS))
        except (mupdf.FzErrorBase, RuntimeError, ValueError):
            continue  # one unreadable page leaves the text of the others
        parts.append(text)
        size += len(text)
        if size > MAX_TEXT_BYTES:
            break
    return "\f".join(parts)
