"""How alike two PDFs of one document are: words, their places, pictures, tables, pages."""

import contextlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pymupdf

from reviewer.documents.convert import coverage

_LEAST_JOINED = 6
"""Letters from which it is no chance that they stand side by side."""
NEAR = 0.03
"""Share of the page's size within which a word stands at its place."""
PAGES_LOOKED_AT = 12
TABLE_PAGES = 4
_LEAST_PICTURE = 8.0
"""Points; smaller pictures are rules, bullets and tracking dots."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares are of what the reference has; None where it has nothing of the kind."""

    recall: float | None
    placed: float | None
    pictures: float | None
    tables: float | None
    pages: int
    reference_pages: int


def compare(made: bytes, reference: bytes, *, leave_out: Counter[str]) -> Likeness:
    """Compare a PDF with a reference. `leave_out`: words of the reference that no page should have (deleted text)."""
    with pymupdf.open(stream=made) as ours, pymupdf.open(stream=reference) as theirs:
        return Likeness(
            recall=_recall(coverage.drawn(made), theirs, leave_out),
            placed=_placed(ours, theirs),
            pictures=_kept(_pictures(ours), _pictures(theirs)),
            tables=_kept(_tables(ours), _tables(theirs)) if _tables(theirs) else None,
            pages=ours.page_count,
            reference_pages=theirs.page_count,
        )


def _recall(ours: coverage.Drawn, theirs: pymupdf.Document, leave_out: Counter[str]) -> float | None:
    """The share of the reference's words that are ours as well.

    Words come out of a PDF in pieces where a colour changes or a line breaks: a missing word is found all the same
    where its letters, joined with those of the word before or after, stand in ours as in the reference.
    """
    order = [
        word for page in theirs for word in coverage.words_in_order(str(page.get_text("text"))) if word not in leave_out
    ]
    free = Counter(ours.words)
    found = 0
    for number, word in enumerate(order):
        if free[word]:
            free[word] -= 1
            found += 1
            continue
        joined = (word, "".join(order[max(0, number - 1) : number + 1]), "".join(order[number : number + 2]))
        found += any(len(each) >= _LEAST_JOINED and each in ours.letters for each in joined)
    return found / len(order) if order else None


def _placed(ours: pymupdf.Document, theirs: pymupdf.Document) -> float | None:
    """The share of the reference's words that stand on the same page at the same place."""
    total = found = 0
    for number in range(min(theirs.page_count, PAGES_LOOKED_AT)):
        page = theirs[number]
        width, height = page.rect.width, page.rect.height
        free: dict[str, list[tuple[float, float]]] = {}
        if number < ours.page_count:
            for text, at in _places(ours[number]):
                free.setdefault(text, []).append(at)
        for text, (x, y) in _places(page):
            total += 1
            others = free.get(text, [])
            near = next((p for p in others if abs(p[0] - x) < NEAR * width and abs(p[1] - y) < NEAR * height), None)
            if near is not None:
                others.remove(near)
                found += 1
    return found / total if total else None


def _places(page: pymupdf.Page) -> list[tuple[str, tuple[float, float]]]:
    """The words of a page with their upper left corners."""
    rows: list[Any] = list(page.get_text("words"))
    return [(str(row[4]), (float(row[0]), float(row[1]))) for row in rows]


def _pictures(document: pymupdf.Document) -> int:
    count = 0
    for number in range(min(document.page_count, PAGES_LOOKED_AT)):
        for info in document[number].get_image_info():
            box = pymupdf.Rect(info["bbox"])
            count += box.width >= _LEAST_PICTURE and box.height >= _LEAST_PICTURE
    return count


def _tables(document: pymupdf.Document) -> int:
    return sum(
        sum(table.col_count > 1 for table in _found_tables(document[number]))
        for number in range(min(document.page_count, TABLE_PAGES))
    )


def _found_tables(page: pymupdf.Page) -> list[Any]:
    with contextlib.redirect_stdout(None):  # it recommends another package
        found = page.find_tables()
    return list(found.tables) if found is not None else []


def _kept(ours: int, theirs: int) -> float | None:
    return min(ours, theirs) / theirs if theirs else None
