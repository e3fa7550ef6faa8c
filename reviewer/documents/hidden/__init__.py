"""Text that a machine reads in a PDF and a person does not see. Worker side.

MuPDF's trace of a page tells of each run of text how it is painted: not at all, transparent, tiny, outside of the page.
Whatever else hides text - the background's colour, a picture or box over it, a clip - is found by one test, whatever
the trick: the page is drawn with and without its text, and letters that make no difference are not seen. That is only
done for runs that something on the page makes suspect, for it takes as long as drawing.

Precision comes first: icons, copies of text that is also seen (shadows), blanks and single letters are passed over, and
the text layer under a scan is not hidden but a service to the reader.
"""

import time

import pymupdf
from pymupdf import mupdf

from reviewer.documents.convert.failures import PARSER_ERRORS
from reviewer.documents.grounds import Grounds
from reviewer.documents.hidden.drawings import suspects_of, unseen_of
from reviewer.documents.hidden.elsewhere import PAGES_LOOKED_AT, beside_the_pages, in_layers
from reviewer.documents.hidden.runs import runs_of
from reviewer.documents.hidden.telling import in_plain_sight, spelt, told, untraced
from reviewer.documents.limits import MAX_PAGES
from reviewer.documents.protocol import HiddenKind
from reviewer.documents.render import Opened, Passage
from reviewer.documents.wording import LEAST_LETTERS

__all__ = ["LEAST_LETTERS", "in_plain_sight", "of", "on_page", "spelt"]

SECONDS = 3.0
"""After which no further page is drawn to look for what is covered."""
_FEW_PAGES = 8
"""Up to which a document is copied whole to be drawn without its text."""


def of(opened: Opened) -> tuple[Passage, ...]:
    """All passages of a document; looked for once, then kept with it."""
    if opened.hidden is None:
        found: list[Passage] = []
        end = time.monotonic() + SECONDS
        for number in range(min(opened.document.page_count, MAX_PAGES, PAGES_LOOKED_AT)):
            found += on_page(opened, number) if time.monotonic() < end else _look(opened, number, closer=False)
        found += [*in_layers(opened.document, found), *beside_the_pages(opened.document)]
        opened.hidden = (*found, *opened.source)
    return opened.hidden


def on_page(opened: Opened, page: int) -> tuple[Passage, ...]:
    """What a page itself has: without layers that are switched off, notes and properties. Kept with the document."""
    if page not in opened.hidden_on:
        opened.hidden_on[page] = _look(opened, page, closer=True) if page < PAGES_LOOKED_AT else ()
    return opened.hidden_on[page]


def _look(opened: Opened, number: int, *, closer: bool) -> tuple[Passage, ...]:
    """`closer`: draw the page without its text where something on it is suspect."""
    try:
        page: pymupdf.Page = opened.document[number]
        runs = list(runs_of(page))
        if not runs:
            return ()
        suspects = suspects_of(page, runs) if closer else []
        if suspects:
            with _copy(opened.document, number) as copy:
                at = number if copy.page_count == opened.document.page_count else 0
                suspects = unseen_of(page, copy, at, runs, suspects, layered=opened.grounds.layered)
        found = [*told(page, number, runs, suspects), *untraced(page, number, runs)]
    except (mupdf.FzErrorBase, *PARSER_ERRORS):
        return ()  # a page that cannot be looked at is drawn as it is, or told as damaged
    return tuple(passage for passage in found if not _is_explained(passage, opened.grounds))


def _copy(document: pymupdf.Document, number: int) -> pymupdf.Document:
    """A copy of a document, or of one page of a long one, to take text out of."""
    if document.page_count <= _FEW_PAGES:
        return pymupdf.open(stream=document.tobytes(), filetype="pdf")
    copy = pymupdf.open()
    copy.insert_pdf(document, from_page=number, to_page=number)
    return copy


def _is_explained(passage: Passage, grounds: Grounds) -> bool:
    """Whether it is for the engine's faults that a passage of a made page is not seen."""
    if passage.kind not in (HiddenKind.COLOUR, HiddenKind.COVERED):
        return False
    return grounds.explain(passage.text, LEAST_LETTERS)
