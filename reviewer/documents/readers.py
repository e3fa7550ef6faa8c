"""The worker's half of the readings: from an open document to the payloads that `readings` checks. Worker side."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents import hidden, readings
from reviewer.documents.limits import MAX_PAGE_POINTS, MAX_PAGES, MAX_TEXT_BYTES
from reviewer.documents.protocol import BLIND, HIDDEN, LINKS, OUTLINE, SUMMARY, TroubleCode
from reviewer.documents.render import CannotShow, Opened, Passage
from reviewer.documents.wording import instructs, word_count

Parameters = Mapping[str, Any]
Reader = Callable[[Opened, int, Parameters], list[bytes]]
"""Open document, page, parameters to payloads; raises CannotShow."""

_DECIMALS = 2


def as_payload(rows: object) -> bytes:
    """JSON for the pipe."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def page_of(opened: Opened, page: int) -> pymupdf.Page:
    """A page of an open document. Raises CannotShow."""
    if not 0 <= page < min(opened.document.page_count, MAX_PAGES):
        raise CannotShow(TroubleCode.DAMAGED)
    try:
        return opened.document[page]
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error


def _links(opened: Opened, page: int, _: Parameters) -> list[bytes]:
    shown = page_of(opened, page)
    pages = min(opened.document.page_count, MAX_PAGES)
    rows: list[list[object]] = []
    try:
        for link in shown.get_links():
            uri, target = str(link.get("uri") or "").strip(), link.get("page")
            place = [round(v, _DECIMALS) for v in link["from"]]
            if len(rows) == readings.MAX_LINKS:
                break
            if uri.lower().startswith(readings.SCHEMES) and uri.isprintable() and len(uri) <= readings.MAX_URI:
                rows.append([*place, uri, None])
            elif link["kind"] == pymupdf.LINK_GOTO and isinstance(target, int) and 0 <= target < pages:
                rows.append([*place, "", target])
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    return [as_payload(rows)]


def _outline(opened: Opened, _page: int, _: Parameters) -> list[bytes]:
    pages = min(opened.document.page_count, MAX_PAGES)
    try:
        found = opened.document.get_toc(simple=False)
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    rows: list[list[object]] = []
    for level, title, number, target in found:
        place = target.get("to") if isinstance(target, dict) else None
        text = " ".join(str(title).split())[: readings.MAX_TITLE]
        if 1 <= number <= pages and text and len(rows) < readings.MAX_HEADINGS:
            rows.append([min(level, 100), text, number - 1, round(place.y, _DECIMALS) if place is not None else 0.0])
    return [as_payload(rows)]


def passages(found: Sequence[Passage]) -> bytes:
    """Hidden text for the pipe."""
    rows: list[list[object]] = []
    for passage in found[: readings.MAX_PASSAGES]:
        places = [[_bounded(v) for v in place] for place in passage.places[: readings.MAX_PLACES]]
        said = passage.text[: readings.MAX_PASSAGE]
        rows.append([passage.page, passage.kind, said, word_count(passage.text), instructs(passage.text), places])
    return as_payload(rows)


def _bounded(value: float) -> float:
    return round(min(max(value, -MAX_PAGE_POINTS), MAX_PAGE_POINTS), _DECIMALS)


def _hidden(opened: Opened, _page: int, _: Parameters) -> list[bytes]:
    return [passages(hidden.of(opened))]


def _blind(opened: Opened, _page: int, parameters: Parameters) -> list[bytes]:
    from reviewer.documents import redaction  # not loaded before a document is made blind
    from reviewer.domain.anonymity import Identifiers

    identifiers = Identifiers(**{name: tuple(values) for name, values in parameters.items()})
    made = redaction.make_blind(opened, identifiers)
    with pymupdf.open(stream=made.pdf, filetype="pdf") as document:
        sizes = [[_side(page.rect.width), _side(page.rect.height)] for page in document]
    said = as_payload([list(made.taken.items()), made.left, [made.photos, *sizes]])
    return [made.pdf, made.text.encode("utf-8", "replace")[:MAX_TEXT_BYTES], said]


def _side(points: float) -> float:
    return round(min(max(points, 1.0), MAX_PAGE_POINTS), _DECIMALS)


def _summary(opened: Opened, _page: int, _: Parameters) -> list[bytes]:
    words = links = 0
    pictures: set[int] = set()
    for number in range(min(opened.document.page_count, MAX_PAGES)):
        shown = page_of(opened, number)
        try:
            words += len(shown.get_text("words"))
            links += len(shown.get_links())
            pictures.update(image[0] for image in shown.get_images())
        except (mupdf.FzErrorBase, RuntimeError, ValueError):
            continue  # one unreadable page leaves the others
    return [as_payload([[words, len(pictures), links]])]


READERS: dict[str, Reader] = {BLIND: _blind, HIDDEN: _hidden, LINKS: _links, OUTLINE: _outline, SUMMARY: _summary}
