"""Evidence: a passage of a document that a rating points at.

A passage says what it is in three ways, so that it is found again where the document is read by another engine, on
another computer or without the candidate's name: what it says, what stands around it (as `TextQuoteSelector` of the W3C
Web Annotation Data Model has both), and where it was when it was chosen (`TextPositionSelector`). `domain.anchoring`
finds it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

QUOTE_LIMIT = 1_000
"""Longest quote in characters: two long paragraphs. What is selected beyond it is left out."""
CONTEXT = 32
"""Characters that are kept of what stands before and after a quote."""
EVIDENCE_LIMIT = 100
"""Most passages of one review."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SPACES = re.compile(r"\s+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that draw nothing, or that change how their neighbours are drawn."""


@dataclass(frozen=True)
class Passage:
    """A piece of a document's text, as it was read when it was chosen."""

    document: str
    """Hexadecimal SHA-256 of the document's bytes."""
    quote: str
    """What it says: words set apart by single spaces."""
    prefix: str
    suffix: str
    """Up to `CONTEXT` characters of what stands before and after it."""
    page: int
    """The page that it begins on, counted from 0."""
    start: int
    end: int
    """Characters from the beginning of that page to its first character and past its last, in the text that the words
    make when they are set apart by single spaces, page after page."""

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.document):
            raise ValueError("a document is known by its SHA-256")
        if not self.quote.strip() or len(self.quote) > QUOTE_LIMIT:
            raise ValueError("a quote has some characters, and not too many")
        if max(len(self.prefix), len(self.suffix)) > CONTEXT:
            raise ValueError("what stands around a quote is kept short")
        if self.page < 0 or not 0 <= self.start < self.end:
            raise ValueError("a passage lies somewhere")


@dataclass(frozen=True)
class Evidence:
    """A passage attached to a criterion. It stays with the criterion that it was given for, wherever one routes."""

    id: UUID
    track: str
    rubric_version: int
    """The rubric that the criterion belongs to."""
    criterion: str
    passage: Passage


def passage(document: str, text: str, start: int, end: int, page: int = 0) -> Passage | None:
    """The passage between two offsets of a text that begins with `page`; None where there are no letters.

    White space at its ends does not count, and a long one is cut after its last whole word.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if end - start > QUOTE_LIMIT:
        space = text.rfind(" ", start, start + QUOTE_LIMIT + 1)
        end = space if space > start else start + QUOTE_LIMIT
    if start >= end:
        return None
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Passage(document, text[start:end], prefix, suffix, page, start, end)


def shown_quote(quote: str) -> str:
    """A quote as it may be shown: every quote that reaches a screen, a screen reader or a file goes through here.

    One line, without characters that are not seen or that turn the text around them.
    """
    spaced = _SPACES.sub(" ", quote)
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN)


def to_json(evidence: Evidence) -> dict[str, Any]:
    """Evidence as operations and databases keep it."""
    kept = evidence.passage
    return {
        "id": str(evidence.id),
        "track": evidence.track,
        "rubric_version": evidence.rubric_version,
        "criterion": evidence.criterion,
        "document": kept.document,
        "quote": kept.quote,
        "prefix": kept.prefix,
        "suffix": kept.suffix,
        "page": kept.page,
        "start": kept.start,
        "end": kept.end,
    }


def from_json(data: Mapping[str, Any]) -> Evidence:
    """The evidence that `to_json` wrote.

    Raises:
        KeyError: a field is missing.
        ValueError: a value is not allowed.
    """
    place = {name: data[name] for name in ("document", "quote", "prefix", "suffix", "page", "start", "end")}
    return Evidence(UUID(data["id"]), data["track"], data["rubric_version"], data["criterion"], Passage(**place))
