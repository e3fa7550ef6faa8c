"""Text beside what a page paints: in layers that are switched off, in properties, notes and fields. Worker side."""

from collections.abc import Sequence
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents.convert.failures import PARSER_ERRORS
from reviewer.documents.hidden.runs import place_of, runs_of, text_of
from reviewer.documents.limits import MAX_PAGES
from reviewer.documents.protocol import HiddenKind
from reviewer.documents.render import Passage
from reviewer.documents.wording import LEAST_LETTERS, instructs, key_of

_NOT_SEEN = 0b100010
"""Flags Hidden and NoView of an annotation: ISO 32000-2, table 167."""
PAGES_LOOKED_AT = 50
"""Pages of a document that are looked at; nobody hides words behind the fiftieth."""


def in_layers(document: pymupdf.Document, found: Sequence[Passage]) -> list[Passage]:
    """Text in layers that are switched off: what comes to light when all are on."""
    try:
        off = (document.get_layer() or {}).get("off") or []
        if not off:
            return []
        with pymupdf.open(stream=document.tobytes(), filetype="pdf") as switched:
            switched.set_layer(-1, on=list(switched.get_ocgs() or ()), off=[])
            whole = switched.tobytes()  # what is switched holds from the next opening on
        with pymupdf.open(stream=whole, filetype="pdf") as shown:
            passages: list[Passage] = []
            known = {passage.text for passage in found}
            for number in range(min(document.page_count, MAX_PAGES, PAGES_LOOKED_AT)):
                before = {(run.key, place_of(run.box)) for run in runs_of(document[number])}
                fresh = [
                    run for run in runs_of(shown[number]) if run.key and (run.key, place_of(run.box)) not in before
                ]
                text = text_of(fresh) if fresh else ""
                if len("".join(run.key for run in fresh)) >= LEAST_LETTERS and text not in known:
                    places = tuple(place_of(run.box) for run in fresh)
                    passages.append(Passage(number, HiddenKind.LAYER, text, places))
            return passages
    except (mupdf.FzErrorBase, *PARSER_ERRORS):
        return []


def beside_the_pages(document: pymupdf.Document) -> list[Passage]:
    """Instructions to a machine where no page shows them: properties, notes and fields that are switched off."""
    found: list[Passage] = []
    try:
        values = [value for value in (document.metadata or {}).values() if isinstance(value, str) and instructs(value)]
        found += [Passage(0, HiddenKind.PROPERTIES, " ".join(value.split())) for value in values]
        for number in range(min(document.page_count, MAX_PAGES, PAGES_LOOKED_AT)):
            page: pymupdf.Page = document[number]
            for note in (*page.annots(), *page.widgets()):
                text = _written_on(note)
                flags = document.xref_get_key(note.xref, "F")[1]
                off = flags.isdecimal() and int(flags) & _NOT_SEEN
                if (off and len(key_of(text)) >= LEAST_LETTERS) or instructs(text):
                    places = (place_of(note.rect),) if note.rect is not None else ()
                    found.append(Passage(number, HiddenKind.NOTE, " ".join(text.split()), places))
    except (mupdf.FzErrorBase, *PARSER_ERRORS):
        return found
    return found


def _written_on(note: Any) -> str:  # noqa: ANN401 - PyMuPDF's annotations and fields have no common type
    if isinstance(note, pymupdf.Widget):
        return str(note.field_value or "")
    return str(note.info.get("content") or "")
