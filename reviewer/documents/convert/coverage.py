"""The self-check: which share of a document's own words is on the pages that were made of it."""

import re
import unicodedata
from collections import Counter

import pymupdf
from pymupdf import mupdf

from reviewer.documents.limits import MAX_PAGES

ENOUGH = 0.97
"""Share below which the next engine has its turn."""

# Chinese, Japanese and Korean lines break anywhere: each letter counts. In scripts that are shaped (Hebrew, Arabic, the Indian
# ones, Thai and their neighbours) a made PDF draws right but tells its text wrong: they are not counted.
_UNCOUNTED = "\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff"
_SINGLE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_SINGLE}]|[^\W{_SINGLE}{_UNCOUNTED}]+")


def words(text: str) -> Counter[str]:
    """The words of a text with their counts, as they are compared."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def pdf_words(pdf: bytes) -> tuple[Counter[str], int]:
    """The words of a PDF, and its number of pages. Raises RuntimeError or ValueError for one that does not open."""
    found: Counter[str] = Counter()
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            count = document.page_count
            for number in range(min(count, MAX_PAGES)):
                found += words(str(document[number].get_text("text")))
    except mupdf.FzErrorBase as error:
        raise ValueError from error
    return found, count


def share(own: Counter[str], drawn: Counter[str]) -> float:
    """The share of `own` words that is in `drawn`; 1.0 where there are none to look for."""
    total = own.total()
    return (own & drawn).total() / total if total else 1.0
