"""What can be read from an open document besides pages and words, and the look at what a worker answers. Parent side.

A reading has a name (in `protocol`, with the type of its value), the seconds it may take, and a check that turns the
payloads of the reply into the value, or raises Lied. The worker's half is in `readers`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewer.documents import checks, limits
from reviewer.documents.checks import Lied
from reviewer.documents.protocol import (
    BLIND,
    HIDDEN,
    LINKS,
    OUTLINE,
    SUMMARY,
    Blind,
    Heading,
    HiddenKind,
    HiddenPassage,
    Link,
    Summary,
)

MAX_LINKS = 5_000
"""Links of one page."""
MAX_HEADINGS = 5_000
"""Lines of an outline."""
MAX_TITLE = 300
"""Letters of a heading."""
MAX_URI = 2_000
MAX_PASSAGES = 200
"""Passages of hidden text that are told of a document."""
MAX_PASSAGE = 500
"""Letters of a passage that are told."""
MAX_PLACES = 40
_LEFT_KINDS = ("name", "email", "phone", "link", "location", "scanned")
"""Those of `domain.anonymity.IdentityKind`, which is not loaded for it at every start, and pages that are pictures."""
SCHEMES = ("http://", "https://", "mailto:")
"""Where a link may lead: nothing else is ever offered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How long a reading may take, once the document is open, and how its answer is checked."""

    seconds: float
    check: Callable[[Sequence[bytes]], object]


def checked(name: str, payloads: Sequence[bytes]) -> object:
    """The value of a reply's payloads. Raises Lied."""
    return READINGS[name].check(payloads)


def rows(payloads: Sequence[bytes], most: int) -> list[list[object]]:
    """One payload that is a JSON list of lists. Raises Lied."""
    if len(payloads) != 1:
        raise Lied
    try:
        found = json.loads(payloads[0])
    except (ValueError, RecursionError) as error:
        raise Lied from error
    if not isinstance(found, list) or len(found) > most or not all(isinstance(row, list) for row in found):
        raise Lied
    return found


def page_number(value: object) -> int:
    """A page's number, from 0. Raises Lied."""
    if type(value) is not int or not 0 <= value < limits.MAX_PAGES:
        raise Lied
    return value


def short_text(value: object, most: int) -> str:
    """A text of at most so many letters. Raises Lied."""
    if not isinstance(value, str) or len(value) > most:
        raise Lied
    return value


def _links(payloads: Sequence[bytes]) -> tuple[Link, ...]:
    return tuple(_link(row) for row in rows(payloads, MAX_LINKS))


def _link(row: list[object]) -> Link:
    if len(row) != 6:
        raise Lied
    far = limits.MAX_PAGE_POINTS
    x0, y0, x1, y1 = (checks.number(v, -far, far) for v in row[:4])
    uri = short_text(row[4], MAX_URI)
    if uri and not (uri.isprintable() and uri.lower().startswith(SCHEMES)):
        raise Lied
    return Link(x0, y0, x1, y1, uri, None if row[5] is None else page_number(row[5]))


def _outline(payloads: Sequence[bytes]) -> tuple[Heading, ...]:
    return tuple(_heading(row) for row in rows(payloads, MAX_HEADINGS))


def _heading(row: list[object]) -> Heading:
    if len(row) != 4 or type(row[0]) is not int or not 1 <= row[0] <= 100:
        raise Lied
    y = checks.number(row[3], -limits.MAX_PAGE_POINTS, limits.MAX_PAGE_POINTS)
    return Heading(row[0], short_text(row[1], MAX_TITLE), page_number(row[2]), y)


def hidden(payloads: Sequence[bytes]) -> tuple[HiddenPassage, ...]:
    """Hidden text. Raises Lied."""
    return tuple(_passage(row) for row in rows(payloads, MAX_PASSAGES))


def _passage(row: list[object]) -> HiddenPassage:
    if len(row) != 6 or not isinstance(row[1], str) or type(row[4]) is not bool or not isinstance(row[5], list):
        raise Lied
    try:
        kind = HiddenKind(row[1])
    except ValueError as error:
        raise Lied from error
    if len(row[5]) > MAX_PLACES:
        raise Lied
    far = limits.MAX_PAGE_POINTS
    places: list[tuple[float, float, float, float]] = []
    for place in row[5]:
        if not isinstance(place, list) or len(place) != 4:
            raise Lied
        x0, y0, x1, y1 = (checks.number(v, -far, far) for v in place)
        places.append((x0, y0, x1, y1))
    return HiddenPassage(
        page_number(row[0]),
        kind,
        short_text(row[2], MAX_PASSAGE),
        checks.count(row[3]),
        row[4],
        tuple(places),
    )


def _blind(payloads: Sequence[bytes]) -> Blind:
    if len(payloads) != 3:
        raise Lied
    said = rows(payloads[2:], 3)
    if len(said) != 3:
        raise Lied
    counts, left, (photos, *sizes) = said[0], said[1], said[2] or [None]
    return Blind(
        checks.pdf(payloads[0]),
        checks.text(payloads[1]),
        tuple(checks.size(page) for page in sizes),
        tuple((_left_kind(kind), checks.count(number)) for kind, number in map(_pair, counts)),
        checks.count(photos),
        tuple((-1 if page == -1 else page_number(page), _left_kind(kind)) for page, kind in map(_pair, left)),
    )


def _pair(row: object) -> tuple[object, object]:
    if not isinstance(row, list) or len(row) != 2:
        raise Lied
    return row[0], row[1]


def _left_kind(value: object) -> str:
    if not isinstance(value, str) or value not in _LEFT_KINDS:
        raise Lied
    return value


def _summary(payloads: Sequence[bytes]) -> Summary:
    found = rows(payloads, 1)
    if len(found) != 1 or len(found[0]) != 3:
        raise Lied
    words, pictures, links = (checks.count(value) for value in found[0])
    return Summary(words, pictures, links)


READINGS: dict[str, Reading] = {
    LINKS: Reading(limits.DRAW_SECONDS, _links),
    OUTLINE: Reading(limits.DRAW_SECONDS, _outline),
    HIDDEN: Reading(limits.DRAW_SECONDS * 2, hidden),
    BLIND: Reading(limits.CONVERT_SECONDS, _blind),
    SUMMARY: Reading(limits.CONVERT_SECONDS, _summary),
}
