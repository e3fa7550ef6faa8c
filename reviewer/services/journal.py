"""The journal: every change of this reviewer, durable on this computer first, then sent to the database in order."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain import effects, overlay
from reviewer.domain.application import Application
from reviewer.domain.changes import EVERYTHING, Changes
from reviewer.domain.effects import Effect
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.operations import Operation, Undo
from reviewer.domain.person import Person
from reviewer.errors import CannotUndo, DatabaseTrouble
from reviewer.services.changes import ChangeFeed
from reviewer.services.line import Line
from reviewer.services.reading import Reading
from reviewer.services.sender import Sender
from reviewer.services.sync import Conflict, SyncKind, SyncState
from reviewer.services.undo_history import UndoHistory
from reviewer.storage import operations
from reviewer.storage.database import Database
from reviewer.storage.outbox import EntryState, Outbox

__all__ = ["Conflict", "Journal", "SyncKind", "SyncState", "Undone"]

NOTHING_TO_UNDO = "There is nothing to undo."
NOTHING_TO_REDO = "There is nothing to do again."
UNKNOWN = "This cannot be undone, because the database does not have it."
CHANGED = "This cannot be undone, because it was changed again since."


@dataclass(frozen=True)
class Undone:
    """What an undo or a redo was about."""

    operation: Operation
    """The operation that was taken back, or done again."""
    undo: Undo
    """What was recorded for it."""
    application: UUID


class Journal:
    """Records and sends the operations of one reviewer. Safe to use from any thread."""

    def __init__(
        self, outbox: Outbox, database: Database, feed: ChangeFeed, me: Person, reading: Reading | None = None
    ) -> None:
        """Go on where the last one ended: what the outbox still holds is sent. `reading`: as `QueueService` has it.

        Raises:
            OutboxTrouble: the outbox cannot be read.
        """
        self._outbox = outbox
        self._database = database
        self._feed = feed
        self._me = me
        self._reading = reading or Reading(database, me)
        self._recording = threading.Lock()
        self._history = UndoHistory(
            entry.operation
            for entry in outbox.history()
            if entry.state in (EntryState.PENDING, EntryState.DONE) and entry.operation.actor == me.id
        )
        self._line = Line(outbox.waiting())
        self._sender = Sender(outbox, database, feed, self._line, self._reading.sent)
        self._sender.start()

    def record(self, operation: Operation, initiator: object = None) -> None:
        """Keep an operation; on return it is durable. Another thread sends it; `initiator` comes back in the feed.

        Raises:
            OutboxTrouble: it could not be written here.
        """
        self._record(operation, initiator, None)

    def undo(self, initiator: object = None) -> Undone:
        """Take back the latest own operation that was not taken back yet.

        Raises:
            CannotUndo: there is none, or it was changed again since.
            OutboxTrouble: it could not be written here.
        """
        return self._take_back(self._history.last_done, NOTHING_TO_UNDO, initiator)

    def redo(self, initiator: object = None) -> Undone:
        """Do again what was undone last; until another operation is recorded.

        Raises:
            CannotUndo: there is nothing, or it was changed again since.
            OutboxTrouble: it could not be written here.
        """
        return self._take_back(self._history.last_undone, NOTHING_TO_REDO, initiator)

    def undo_operation(self, application: UUID, operation_id: UUID, initiator: object = None) -> Undone:
        """Take back one entry of the activity.

        Raises:
            CannotUndo: it is gone, was changed again since, or may not be taken back.
            OutboxTrouble: it could not be written here.
        """
        root = self._history.root(operation_id) or self._stored_root(operation_id)
        if root is None or root.application != application:
            raise CannotUndo(UNKNOWN)
        return self._undo(operation_id, root, initiator)

    def state(self) -> SyncState:
        """How far sending is."""
        return self._line.state()

    def listen(self, callback: Callable[[SyncState], None]) -> Callable[[], None]:
        """Call `callback` at each change of state, on any thread. Returns what ends that."""
        return self._line.listen(callback)

    def reach(self, trouble: DatabaseTrouble | None) -> None:
        """Somebody else found why the database does not answer, or that it does again (None)."""
        self._line.reach(trouble)

    def retry(self) -> None:
        """Try to send now."""
        self._line.wake()

    def pending(self) -> tuple[Operation, ...]:
        """Operations that are on their way, in order; without those of a conflict."""
        return self._line.pending()

    def conflicts(self) -> tuple[Conflict, ...]:
        """What the database did not take."""
        return self._line.conflicts()

    def settle(self, application: UUID) -> None:
        """The reviewer has seen a conflict and what the database has: put the kept operations aside, and go on.

        Raises:
            OutboxTrouble: that could not be written here.
        """
        with self._recording:
            kept = self._line.stopped_on(application)
            self._outbox.aside(operation.id for operation in kept)
            for operation in kept:
                self._history.forget(operation.id)
            self._line.drop(application)
        self._feed.tell(Changes(EVERYTHING, frozenset({application})))

    def sent_here(self, operation: UUID) -> bool:
        """Whether an operation went from here to the database lately, so that the feed has told of it."""
        return self._sender.sends(operation)

    def wait_sent(self, timeout: float) -> bool:
        """Wait until nothing is waiting that could be sent, at most `timeout` seconds. False: something still is."""
        return self._line.wait_sent(timeout)

    def close(self) -> None:
        """End sending; what is not sent stays in the outbox."""
        self._sender.close()

    def _record(self, operation: Operation, initiator: object, root: Operation | None) -> None:
        with self._recording:
            self._outbox.append(operation)
            self._history.follow(operation, root)
            self._line.add(operation, initiator)
        if self._line.state().kind is SyncKind.OFFLINE:
            # Nothing will be applied soon; what shows this application has to show it with this laid over it.
            self._feed.tell(Changes(EVERYTHING, frozenset({operation.application})), initiator)

    def _take_back(self, latest: Callable[[], UUID | None], nothing: str, initiator: object) -> Undone:
        operation = latest()
        root = self._history.root(operation) if operation else None
        if operation is None or root is None:
            raise CannotUndo(nothing)
        try:
            return self._undo(operation, root, initiator)
        except CannotUndo:
            self._history.forget(operation)
            raise

    def _undo(self, operation: UUID, root: Operation, initiator: object) -> Undone:
        undo = Undo(
            id=new_id(),
            actor=self._me.id,
            at=now(),
            application=root.application,
            base=self._base(operation, root),
            operation=operation,
        )
        self._record(undo, initiator, root)
        return Undone(root, undo, root.application)

    def _base(self, operation: UUID, root: Operation) -> int:
        """The version that an undo is based on, once all that is pending is applied.

        Raises:
            CannotUndo: what should be taken back is changed since, or gone.
        """
        pending = self.pending()
        wanted = [operation, *(each.operation for each in pending if isinstance(each, Undo))]
        # Where the database does not answer, it will be checked when it is applied.
        unchecked = 1 + max((each.base for each in pending if each.application == root.application), default=root.base)
        try:
            application, stored = self._reading.ask(
                lambda source: (source.application(root.application), source.effects(wanted))
            )
        except DatabaseTrouble:
            return unchecked
        if application is None:
            raise CannotUndo(UNKNOWN)
        laid, known = overlay.lay_known(application, pending, stored, name=self._me.name)
        effect = known.get(operation)
        if effect is None:
            if self._reading.away:
                return unchecked
            raise CannotUndo(UNKNOWN)
        if not self._stands(laid, effect):
            raise CannotUndo(CHANGED)
        return overlay.version_of(laid, effect.after)

    def _stands(self, application: Application, effect: Effect) -> bool:
        return effects.same(overlay.present(application, effect.after, self._me.id), effect.after)

    def _stored_root(self, operation: UUID) -> Operation | None:
        with self._database.read() as work:
            found = operations.stored(work, operation)
            while isinstance(found, Undo):
                found = operations.stored(work, found.operation)
        return found
