"""Words of a page at their places, and the plain text of a PDF. Worker side."""

import unicodedata
from itertools import groupby
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents.limits import MAX_PAGE_POINTS, MAX_PAGES, MAX_TEXT_BYTES, MAX_WORDS
from reviewer.documents.ordering import Line, in_reading_order
from reviewer.documents.protocol import TroubleCode
from reviewer.documents.render import CannotShow, Opened

# Ligatures come out as the letters a person types; words outside of the page do not come out.
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_DECIMALS = 2
_TELLING, _STANDS = 4, 1.8
"""From so many letters on, a line that is so much higher than wide stands on its side."""

WordRow = list[float | int | str]


def words(opened: Opened, page: int) -> list[WordRow]:
    """The words of a page in reading order: x0, y0, x1, y1 in points, text, number of the line, number of the block.

    Lines are counted through the page. Raises CannotShow.
    """
    if not 0 <= page < min(opened.document.page_count, MAX_PAGES):
        raise CannotShow(TroubleCode.DAMAGED)
    try:
        found = _as_shown(opened.document[page])
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    rows: list[WordRow] = []
    for *box, text, block, line, _ in _in_order(found):
        place = [round(min(max(v, -MAX_PAGE_POINTS), MAX_PAGE_POINTS), _DECIMALS) for v in box]
        rows.append([*place, text, line, block])
    return rows


def _as_shown(page: pymupdf.Page) -> list[Any]:
    """MuPDF's words of a page: it tells places on the page as it is stored, which may be shown turned."""
    found: list[Any] = list(page.get_text("words", flags=_FLAGS))[:MAX_WORDS]
    if not page.rotation:
        return found
    turn = page.rotation_matrix
    return [(*(pymupdf.Rect(word[:4]) * turn), *word[4:]) for word in found]


def _in_order(found: list[Any]) -> list[Any]:
    """Words of a page with its blocks in the order of reading; blocks and lines are numbered anew."""
    lines = [list(of_line) for _, of_line in groupby(found, key=lambda word: (word[5], word[6]))]
    letters = "".join(word[4] for word in found[:400])
    leftward = sum(unicodedata.bidirectional(c) in ("R", "AL") for c in letters) > len(letters) / 2
    blocks = in_reading_order([_line(words) for words in lines], right_to_left=leftward)
    return [
        (*word[:5], block, number, 0)
        for block, numbers in enumerate(blocks)
        for number in numbers
        for word in lines[number]
    ]


def _line(words: list[Any]) -> Line:
    x0, y0 = min(word[0] for word in words), min(word[1] for word in words)
    x1, y1 = max(word[2] for word in words), max(word[3] for word in words)
    return Line(
        x0,
        y0,
        x1,
        y1,
        words[0][5],
        len(words),
        sum(word[4][0].isalpha() and not word[4][0].isupper() for word in words),
        upright=y1 - y0 < _STANDS * (x1 - x0) or sum(len(word[4]) for word in words) < _TELLING,
    )


def plain(document: pymupdf.Document) -> str:
    """The text of a PDF, pages set apart by form feeds, cut at MAX_TEXT_BYTES."""
    parts: list[str] = []
    size = 0
    for number in range(min(document.page_count, MAX_PAGES)):
        try:
            page: pymupdf.Page = document[number]
            text = _lines(_in_order(_as_shown(page)))
        except (mupdf.FzErrorBase, RuntimeError, ValueError):
            continue  # one unreadable page leaves the text of the others
        parts.append(text)
        size += len(text)
        if size > MAX_TEXT_BYTES:
            break
    return "\f".join(parts)


def _lines(words: list[Any]) -> str:
    """Words as text: a line of it for each line of the page."""
    parts: list[str] = []
    before = (-1, -1)
    for *_, text, block, line, _ in words:
        parts += ["" if not parts else " " if (block, line) == before else "\n", text]
        before = (block, line)
    return "".join(parts)
