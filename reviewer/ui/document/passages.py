"""Between what is selected on pages and the passages that evidence is made of. No widget."""

from collections.abc import Mapping, Sequence

from reviewer.domain import evidence
from reviewer.domain.anchoring import Located, ReadText
from reviewer.domain.evidence import Passage
from reviewer.ui.document.page_text import PageText, Place, Selection, Strip


def passage_of(document: str, pages: Mapping[int, PageText], selection: Selection) -> Passage | None:
    """What is selected of a document, as a passage; None where that has no letters."""
    start, end = selection.span(pages)
    if start.page not in pages or end.page not in pages:
        return None
    texts = [" ".join(_words(pages[page])) for page in range(start.page, end.page + 1) if page in pages]
    before = sum(len(text) + 1 for text in texts[:-1])
    first = _offset(pages[start.page], start)
    last = (before if end.page > start.page else 0) + _offset(pages[end.page], end)
    following = pages.get(end.page + 1)
    after = " ".join(_words(following)[: evidence.CONTEXT]) if following is not None else ""
    return evidence.passage(document, " ".join([*texts, after]).rstrip(), first, last, start.page)


def read_text(pages: Mapping[int, PageText]) -> ReadText:
    """The text of those pages that are known, ready for passages to be found in it."""
    return ReadText({page: _words(text) for page, text in pages.items()})


def strips_of(located: Located, pages: Mapping[int, PageText]) -> list[Strip]:
    """The parts of lines that a place covers, in reading order; those of pages that are not known are absent."""
    selection = Selection(Place(*located.start), Place(*located.end))
    return [
        strip
        for page in range(located.start.page, located.end.page + 1)
        if page in pages
        for strip in selection.strips(page, pages)
    ]


def _words(text: PageText) -> Sequence[str]:
    return [word.text for word in text.words]


def _offset(text: PageText, place: Place) -> int:
    """Characters before a place in the page's text, words a space apart."""
    return sum(len(word.text) + 1 for word in text.words[: place.word]) + place.letter
