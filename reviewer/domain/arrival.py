"""What intake hands to the database: a new application, whole."""

from dataclasses import dataclass
from datetime import datetime

from reviewer.domain.application import Answer
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import Flag
from reviewer.domain.track import Workplace


@dataclass(frozen=True)
class ArrivedDocument:
    """A file of a new application, with what was read from it."""

    kind: DocumentKind
    guessed: bool
    name: str
    data: bytes
    sha256: bytes
    """32 bytes."""
    format: str | None
    trouble: str | None
    text: str
    """Text for search; empty when none could be read."""
    pages: int | None


@dataclass(frozen=True)
class Arrival:
    """A new application. `fingerprint` says whether the same one is there already."""

    fingerprint: bytes
    """SHA-256 over what identifies it: its documents' hashes. The database keeps one application of each."""
    name: str
    email: str | None
    phone: str | None
    headline: str
    location: str
    workplace: Workplace | None
    track: str | None
    source: str
    received_at: datetime
    documents: tuple[ArrivedDocument, ...]
    answers: tuple[Answer, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Received:
    """What became of arrivals."""

    added: int
    known: int
    """Were there already, and are left as they are."""
