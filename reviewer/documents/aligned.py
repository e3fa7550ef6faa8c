"""Words of made pages as their source has them, where the PDF tells them wrong. Worker side.

An engine draws Arabic right and names its letters wrong, and tells the words of a line from left to right in every
script. The source has the words and their order, the page has their places: the two are laid side by side, and what
comes of it travels inside the made PDF, as an attachment that the window never shows.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, cast

import pymupdf
from pymupdf import mupdf

WordRow = list[float | int | str]
"""x0, y0, x1, y1, text, line, block."""

NAME = "reviewer-words"
MOST_WORDS = 8_000
"""Words of a document that are laid side by side; the time grows faster than their number."""

RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
INDIC = "\u0900-\u0dff"
_RIGHT_TO_LEFT = re.compile(f"[{RIGHT_TO_LEFT}]")
_INDIC = re.compile(f"[{INDIC}]")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z\u00c0-\u058f]")
_NEIGHBOUR = 1.5
"""Gap between two stretches of a line, as a share of its height, up to which they are one line."""
_TOUCHING = 0.06
"""Gap between two pieces of one word, as a share of its height."""
_MOST_PAIRS = 250_000
_GAP_COST = 2.0


@dataclass(slots=True)
class Placed:
    """A word at its place; `text` is corrected in passing."""

    page: int
    line: int
    box: tuple[float, float, float, float]
    text: str


def needs_alignment(source: str) -> bool:
    """Whether a document has writing that a made PDF tells wrong."""
    return _RIGHT_TO_LEFT.search(source) is not None or _INDIC.search(source) is not None


def corrected(words: Sequence[Placed], source: str) -> list[Placed]:
    """The words of lines that have to be told anew, in the order in which they are read.

    `words` are those of all pages, lines from top to bottom, each from left to right; `source` is the document's text.
    """
    there = {_key(word) for word in source.split()}
    lines = _lines(words, there)
    order = [word for _, line in lines for word in line]
    wanted = source.split()
    if len(order) <= MOST_WORDS and len(wanted) <= MOST_WORDS:
        _lay_side_by_side(order, wanted, there)
    return [word for told_anew, line in lines if told_anew for word in line]


def laid_over(rows: list[WordRow], lines: Iterable[Sequence[Placed]]) -> list[WordRow]:
    """The rows of a page with those of `lines` told anew, each line where its first word was."""
    for line in lines:
        boxes = [word.box for word in line]
        whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        taken = [n for n, row in enumerate(rows) if _covers(whole, row)]
        if not taken:
            continue
        _, _, _, _, _, number, block = rows[taken[0]]
        told: list[WordRow] = [[*word.box, word.text, number, block] for word in line]
        gone = set(taken)
        before = [row for n, row in enumerate(rows) if n < taken[0]]
        rows = [*before, *told, *(row for n, row in enumerate(rows) if n > taken[0] and n not in gone)]
    return rows


def attach(document: pymupdf.Document, words: Sequence[Placed]) -> None:
    """Put the words that have to be told anew into a made PDF."""
    told = [[word.page, word.line, *(round(v, 2) for v in word.box), word.text] for word in words]
    document.embfile_add(NAME, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def of_page(document: pymupdf.Document, page: int) -> list[list[Placed]]:
    """The lines of a page that a made PDF says have to be told anew."""
    try:
        if not document.embfile_count() or NAME not in document.embfile_names():
            return []
        told = json.loads(document.embfile_get(NAME))
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return []
    lines: dict[int, list[Placed]] = {}
    for row in cast("list[Any]", told) if isinstance(told, list) else ():
        match row:
            case [int(number), int(line), *box, str(text)] if number == page and _is_box(box):
                lines.setdefault(line, []).append(Placed(number, line, (box[0], box[1], box[2], box[3]), text))
            case _:
                continue
    return list(lines.values())


def _is_box(found: list[Any]) -> bool:
    return len(found) == 4 and all(isinstance(value, int | float) for value in found)


def placed(document: pymupdf.Document) -> list[Placed]:
    """The words of a made PDF, all pages, lines as they stand."""
    found: list[Placed] = []
    line, before = -1, (-1, -1, -1)
    for number in range(document.page_count):
        page: pymupdf.Page = document[number]
        rows: list[Any] = list(page.get_text("words", flags=pymupdf.TEXT_PRESERVE_WHITESPACE))
        for x0, y0, x1, y1, text, block, within, _ in rows:
            place = (number, block, within)
            if place != before and not _goes_on(found[-1] if found else None, number, (x0, y0, x1, y1)):
                line += 1
            before = place
            found.append(Placed(number, line, (x0, y0, x1, y1), str(text)))
    return found


def is_indic(text: str) -> bool:
    """Whether a text has letters that stand in another order than they are written."""
    return _INDIC.search(text) is not None


def _goes_on(last: Placed | None, page: int, box: tuple[float, float, float, float]) -> bool:
    """Whether a word goes on with the line of the one before, though the PDF has it in another stretch."""
    if last is None or last.page != page:
        return False
    height = max(box[3] - box[1], 1.0)
    shared = min(last.box[3], box[3]) - max(last.box[1], box[1])
    gap = max(box[0] - last.box[2], last.box[0] - box[2])
    return shared > height * 0.6 and gap < height * _NEIGHBOUR


def _lines(words: Sequence[Placed], there: set[str]) -> list[tuple[bool, list[Placed]]]:
    """Lines in the order of reading, and whether each has to be told anew."""
    by_line: dict[int, list[Placed]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    any_right = any(_RIGHT_TO_LEFT.search(word) for word in there)
    found: list[tuple[bool, list[Placed]]] = []
    for line in by_line.values():
        right = any(_RIGHT_TO_LEFT.search(word.text) for word in line) or (
            any_right and not any(_key(word.text) in there for word in line)
        )
        found.append((right or any(is_indic(word.text) for word in line), _from_right(line, there) if right else line))
    return found


def _from_right(line: list[Placed], there: set[str]) -> list[Placed]:
    """A line from right to left, stretches of Latin words in it from left to right."""
    order: list[Placed] = []
    for word in sorted(line, key=lambda word: -word.box[2]):
        last = order[-1] if order else None
        if last is not None and last.box[0] - word.box[2] < (word.box[3] - word.box[1]) * _TOUCHING:
            box, other = last.box, word.box
            last.box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
            last.text += word.text  # a word comes in pieces where its letters are told to run both ways
        else:
            order.append(word)
    turned: list[Placed] = []
    stretch: list[Placed] = []
    for word in order:
        if _LEFT_TO_RIGHT.search(word.text) and _key(word.text) in there:
            stretch.append(word)
            continue
        turned += [*reversed(stretch), word]
        stretch = []
    return [*turned, *reversed(stretch)]


def _lay_side_by_side(order: Sequence[Placed], wanted: Sequence[str], there: set[str]) -> None:
    """Give the words that the source does not have the text of those that stand there in the source."""
    matcher = SequenceMatcher(
        None, [_key(word.text) for word in order], [_key(word) for word in wanted], autojunk=False
    )
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            for word, text in zip(order[a0:a1], wanted[b0:b1], strict=True):
                word.text = text
        if kind != "replace":
            continue
        for word, text in _pairs(order[a0:a1], wanted[b0:b1]):
            if _key(word.text) not in there:
                word.text = text


def _pairs(words: Sequence[Placed], texts: Sequence[str]) -> list[tuple[Placed, str]]:
    """Which word is which, in order: one by one where they are as many, else by their lengths."""
    if len(words) == len(texts):
        return list(zip(words, texts, strict=True))
    if len(words) * len(texts) > _MOST_PAIRS:
        return []
    across, down = len(texts) + 1, len(words) + 1
    cost = [[0.0] * across for _ in range(down)]
    for i in range(down):
        for j in range(across):
            if not i or not j:
                cost[i][j] = (i + j) * _GAP_COST
                continue
            unlike = abs(len(words[i - 1].text) - len(texts[j - 1]))
            cost[i][j] = min(cost[i - 1][j - 1] + unlike, cost[i - 1][j] + _GAP_COST, cost[i][j - 1] + _GAP_COST)
    found: list[tuple[Placed, str]] = []
    i, j = len(words), len(texts)
    while i and j:
        unlike = abs(len(words[i - 1].text) - len(texts[j - 1]))
        if cost[i][j] == cost[i - 1][j - 1] + unlike:
            found.append((words[i - 1], texts[j - 1]))
            i, j = i - 1, j - 1
        elif cost[i][j] == cost[i - 1][j] + _GAP_COST:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def _covers(box: tuple[float, float, float, float], row: WordRow) -> bool:
    x0, y0, x1, y1 = (float(v) for v in row[:4])
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 0.5 <= y <= box[3] + 0.5


def _key(word: str) -> str:
    """A word as it is compared: without marks of direction, in its plain form."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(c for c in plain if unicodedata.category(c) != "Cf")
