"""What the window is told of sending."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reviewer.domain.operations import Operation


class SyncKind(StrEnum):
    """How far sending is."""

    UP_TO_DATE = "up_to_date"
    SENDING = "sending"
    OFFLINE = "offline"
    """The database does not answer; sending is tried again by itself."""
    STOPPED = "stopped"
    """The database did not take a change of at least one application; see `Journal.conflicts`."""


@dataclass(frozen=True)
class SyncState:
    """What the window shows of sending."""

    kind: SyncKind
    waiting: int
    """Operations on their way that the database does not have yet."""
    since: datetime | None = field(default=None, compare=False)
    """Offline: since when."""
    sentence: str = ""
    """Offline: why, where it does not pass by itself."""


@dataclass(frozen=True)
class Conflict:
    """An operation that the database did not take. It is kept, and so is all that followed on the same application."""

    operation: Operation
    sentence: str
    """Why, for the user."""
    held: tuple[Operation, ...]
    """Later operations of the same application, which wait behind it."""
