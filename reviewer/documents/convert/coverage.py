"""The self-check: which share of a document's own words is on the pages that were made of it."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pymupdf
from pymupdf import mupdf

from reviewer.documents.limits import MAX_PAGES

ENOUGH = 0.97
"""Share below which the next engine has its turn."""

# Chinese, Japanese and Korean lines break anywhere: each letter counts. In scripts that are shaped (Hebrew, Arabic, the
# Indian ones, Thai and their neighbours) a made PDF draws right but tells its text wrong: they are not counted.
_UNCOUNTED = "\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff"
_SINGLE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_SINGLE}]|[^\W_{_SINGLE}{_UNCOUNTED}]+")
_LONG = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is on the pages of a PDF: its words, its letters without any space, its number of pages."""

    words: Counter[str]
    letters: str
    pages: int


def words(text: str) -> Counter[str]:
    """The words of a text with their counts, as they are compared."""
    return Counter(_WORD.findall(_compared(text)))


def words_in_order(text: str) -> list[str]:
    """The words of a text one after the other, as they are compared."""
    return _WORD.findall(_compared(text))


def drawn(pdf: bytes) -> Drawn:
    """What is on a PDF's pages. Raises RuntimeError or ValueError for one that does not open."""
    texts: list[str] = []
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            count = document.page_count
            for number in range(min(count, MAX_PAGES)):
                page: pymupdf.Page = document[number]
                texts.append(_compared(str(page.get_text("text"))))
    except mupdf.FzErrorBase as error:
        raise ValueError from error
    whole = "\n".join(texts)
    return Drawn(Counter(_WORD.findall(whole)), "".join(whole.split()), count)


def share(own: Counter[str], on_pages: Drawn) -> float:
    """The share of `own` words that is on the pages; 1.0 where there are none to look for.

    A long word that is broken over lines, or stands against a footnote's mark, is found by its letters.
    """
    total = own.total()
    missing = own - on_pages.words
    missed = sum(
        max(0, times - (on_pages.letters.count(word) if len(word) >= _LONG else 0)) for word, times in missing.items()
    )
    return 1 - missed / total if total else 1.0


def _compared(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
