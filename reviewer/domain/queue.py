"""The queue: which applications are listed, in which order, and what a row of it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from reviewer.domain.decision import Outcome
from reviewer.domain.flag import FlagKind

UNSURE = "unsure"
"""In filters and counts, where a track's slug stands: applications whose track is not decided."""


class View(StrEnum):
    """Which applications a queue lists."""

    INBOX = "inbox"
    """Not decided, and not yet reviewed by me."""
    REVIEWED = "reviewed"
    """Reviewed by me, not decided."""
    DECIDED = "decided"
    FLAGGED = "flagged"
    """With a flag that nobody has cleared."""
    ALL = "all"


@dataclass(frozen=True)
class QueueFilter:
    """What is asked of the queue. Newest first."""

    view: View = View.INBOX
    track: str | None = None
    """A track's slug, `UNSURE`, or None for every track."""


@dataclass(frozen=True)
class QueueIndex:
    """The identifiers of every listed application in order, packed: 16 bytes each."""

    packed: bytes

    def __len__(self) -> int:
        return len(self.packed) // 16

    def __getitem__(self, row: int) -> UUID:
        if not 0 <= row < len(self):
            raise IndexError(row)
        return UUID(bytes=self.packed[row * 16 : row * 16 + 16])

    def __iter__(self) -> Iterator[UUID]:
        return (self[row] for row in range(len(self)))

    def find(self, application: UUID) -> int | None:
        """The row of an application, or None."""
        at = self.packed.find(application.bytes)
        while at >= 0 and at % 16:
            at = self.packed.find(application.bytes, at + 1)
        return at // 16 if at >= 0 else None

    def without(self, application: UUID) -> "QueueIndex":
        """The same without one application."""
        row = self.find(application)
        return self if row is None else QueueIndex(self.packed[: row * 16] + self.packed[row * 16 + 16 :])

    def having(self, application: UUID, row: int) -> "QueueIndex":
        """The same with one more application, at a row."""
        return QueueIndex(self.packed[: row * 16] + application.bytes + self.packed[row * 16 :])


@dataclass(frozen=True)
class Reader:
    """Somebody else who reads an application just now."""

    name: str
    since: datetime


@dataclass(frozen=True)
class QueueRow:
    """One row."""

    id: UUID
    name: str
    headline: str
    location: str
    track: str | None
    received_at: datetime
    outcome: Outcome | None
    flags: frozenset[FlagKind]
    """Flags that nobody has cleared."""
    mean: float | None
    """Mean of my own ratings."""
    submitted: bool
    """Whether my review is submitted."""
    unread: bool
    version: int
    readers: tuple[Reader, ...] = ()


@dataclass(frozen=True)
class QueueCounts:
    """How many applications each choice would list."""

    total: int
    by_track: Mapping[str, int]
    """By track slug, and under `UNSURE`."""
    done_today: int
    """Reviews that I submitted and decisions that I made since midnight, local time."""
