"""The journal: every change of this reviewer, durable on this computer first, then sent to the database in order."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from reviewer.domain.operations import Operation, Undo


class SyncKind(StrEnum):
    """How far sending is."""

    UP_TO_DATE = "up_to_date"
    SENDING = "sending"
    OFFLINE = "offline"
    """The database does not answer; sending is tried again by itself."""
    STOPPED = "stopped"
    """The database took a change of at least one application not; see `Journal.conflicts`."""


@dataclass(frozen=True)
class SyncState:
    """What the window shows of sending."""

    kind: SyncKind
    waiting: int
    """Operations that the database does not have yet."""


@dataclass(frozen=True)
class Undone:
    """What an undo or a redo was about."""

    operation: Operation
    """The operation that was taken back, or done again."""
    undo: Undo
    """What was recorded for it."""
    application: UUID


@dataclass(frozen=True)
class Conflict:
    """An operation that the database did not take. It is kept, and so is all that followed on the same application."""

    operation: Operation
    sentence: str
    """Why, for the user."""
    held: tuple[Operation, ...]
    """Later operations of the same application, which wait behind it."""


class Journal:
    """`Journal(outbox, database, feed, me)`."""

    def record(self, operation: Operation, initiator: object = None) -> None:
        """Keep an operation; on return it is durable. It is sent from another thread; `initiator` comes back in the feed.

        Raises:
            OutboxTrouble: it could not be written here.
        """
        raise NotImplementedError

    def undo(self, initiator: object = None) -> Undone:
        """Take back the latest own operation that was not taken back yet.

        Raises:
            CannotUndo: there is none.
        """
        raise NotImplementedError

    def redo(self, initiator: object = None) -> Undone:
        """Do again what was undone last; until another operation is recorded.

        Raises:
            CannotUndo: there is nothing.
        """
        raise NotImplementedError

    def undo_operation(self, application: UUID, operation_id: UUID, initiator: object = None) -> Undone:
        """Take back one entry of the activity.

        Raises:
            CannotUndo: it is gone, or may not be taken back.
        """
        raise NotImplementedError

    def state(self) -> SyncState:
        """How far sending is."""
        raise NotImplementedError

    def listen(self, callback: Callable[[SyncState], None]) -> Callable[[], None]:
        """Call `callback` at each change of state, on any thread. Returns what ends that."""
        raise NotImplementedError

    def retry(self) -> None:
        """Try to send now."""
        raise NotImplementedError

    def pending(self) -> tuple[Operation, ...]:
        """Operations that are on their way, in order; without those of a conflict."""
        raise NotImplementedError

    def conflicts(self) -> tuple[Conflict, ...]:
        """What the database did not take."""
        raise NotImplementedError

    def settle(self, application: UUID) -> None:
        """The reviewer has seen the conflict and what the database has: put the kept operations aside, and go on."""
        raise NotImplementedError

    def wait_sent(self, timeout: float) -> bool:
        """Wait until nothing is waiting that could be sent, at most `timeout` seconds. False: something still is."""
        raise NotImplementedError

    def close(self) -> None:
        """End sending; what is not sent stays in the outbox."""
        raise NotImplementedError
