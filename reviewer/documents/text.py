"""Words of a page at their places, and the plain text of a PDF. Worker side."""

import unicodedata
from itertools import groupby
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents.limits import MAX_PAGE_POINTS, MAX_PAGES, MAX_TEXT_BYTES, MAX_WORDS
from reviewer.documents.ordering import LEAST_GAP, Block, in_reading_order
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
        found: list[Any] = list(shown.get_text("words", flags=_FLAGS))[:MAX_WORDS]
        turn = shown.rotation_matrix if shown.rotation else None
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    rows: list[WordRow] = []
    line, before = -1, (-1, -1)
    for x0, y0, x1, y1, text, block, within, _ in _in_order(found):
        if (block, within) != before:
            line, before = line + 1, (block, within)
        # MuPDF tells places on the page as it is stored; it is shown turned.
        shown_at = (x0, y0, x1, y1) if turn is None else tuple(pymupdf.Rect(x0, y0, x1, y1) * turn)  # pyright: ignore[reportArgumentType]
        place = [round(min(max(v, -MAX_PAGE_POINTS), MAX_PAGE_POINTS), _DECIMALS) for v in shown_at]
        rows.append([*place, text, line, block])
    return rows


def _in_order(found: list[Any]) -> list[Any]:
    """Words of a page with its blocks in the order of reading; blocks are numbered anew."""
    groups = _grouped(found)
    blocks = [
        Block(
            min(w[0] for w in words),
            min(w[1] for w in words),
            max(w[2] for w in words),
            max(w[3] for w in words),
            len(words),
        )
        for words in groups
    ]
    letters = "".join(word[4] for word in found[:400])
    leftward = sum(unicodedata.bidirectional(c) in ("R", "AL") for c in letters) > len(letters) / 2
    order = in_reading_order(blocks, right_to_left=leftward) if len(groups) > 2 else range(len(groups))
    return [(*word[:5], number, *word[6:]) for number in order for word in groups[number]]


def _grouped(found: list[Any]) -> list[list[Any]]:
    """Words by blocks; a block whose lines jump aside, as where MuPDF takes two columns for one block, is parted."""
    groups: list[list[Any]] = []
    before = (-1, -1)
    left = right = 0.0
    for _, of_line in groupby(found, key=lambda word: (word[5], word[6])):
        words = list(of_line)
        x0, x1 = min(word[0] for word in words), max(word[2] for word in words)
        aside = x0 > right + LEAST_GAP or x1 < left - LEAST_GAP
        if words[0][5] != before[0] or aside:
            groups.append([])
            left, right = x0, x1
        groups[-1] += words
        left, right = min(left, x0), max(right, x1)
        before = (words[0][5], words[0][6])
    return groups


def plain(document: pymupdf.Document) -> str:
    """The text of a PDF, pages set apart by form feeds, cut at MAX_TEXT_BYTES."""
    parts: list[str] = []
    size = 0
    for number in range(min(document.page_count, MAX_PAGES)):
        try:
            page: pymupdf.Page = document[number]
            text = _lines(_in_order(list(page.get_text("words", flags=_FLAGS))))
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
