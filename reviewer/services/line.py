"""What waits to be sent, in order; one application stops alone."""

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.identifiers import now
from reviewer.domain.operations import Operation
from reviewer.errors import DatabaseAway, DatabaseTrouble
from reviewer.services.sync import Conflict, SyncKind, SyncState
from reviewer.storage.outbox import Entry, EntryState

if TYPE_CHECKING:
    from datetime import datetime

Listener = Callable[[SyncState], None]


class Line:
    """The operations that the database does not have, and how sending them goes. Safe to use from any thread."""

    def __init__(self, waiting: Iterable[Entry]) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[UUID, Operation] = {}
        self._initiators: dict[UUID, object] = {}
        self._stopped: dict[UUID, tuple[UUID, str]] = {}
        """By application: the operation that was not taken, and why."""
        self._offline = False
        self._away: DatabaseTrouble | None = None
        self._since: datetime | None = None
        """When the database did not answer first."""
        self._closed = False
        self._awake = True
        self._listeners: tuple[Listener, ...] = ()
        for entry in waiting:
            self._waiting[entry.operation.id] = entry.operation
            if entry.state is EntryState.STOPPED:
                self._stopped.setdefault(entry.operation.application, (entry.operation.id, entry.sentence))
        self._told = self._state()

    def add(self, operation: Operation, initiator: object) -> None:
        """An operation is durable, and may be sent."""
        with self._changed:
            self._waiting[operation.id] = operation
            self._initiators[operation.id] = initiator
            self._changed.notify_all()
        self._tell()

    def next(self) -> tuple[Operation, object] | None:
        """Wait for the next operation that can be sent, with who began it; None: closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._sendable() is not None)
            operation = None if self._closed else self._sendable()
            return operation and (operation, self._initiators.get(operation.id))

    def sent(self, operation: Operation) -> None:
        """The database has it."""
        with self._changed:
            self._waiting.pop(operation.id, None)
            self._initiators.pop(operation.id, None)
            self._offline = False
            self._changed.notify_all()
        self._tell()

    def stop(self, operation: Operation, sentence: str) -> None:
        """The database did not take it: it and all that follows on its application waits."""
        with self._changed:
            self._stopped[operation.application] = (operation.id, sentence)
            self._offline = False
            self._changed.notify_all()
        self._tell()

    def away(self, seconds: float) -> None:
        """The database does not answer. Returns after a time, or as soon as it may be tried again."""
        with self._changed:
            self._offline = True
            self._awake = False
        self._tell()
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._awake, seconds)

    def reach(self, trouble: DatabaseTrouble | None) -> None:
        """Somebody else found why the database does not answer, or that it does (None): then what waits is sent."""
        with self._changed:
            self._away = trouble
            if trouble is None:
                self._offline = False
        if trouble is None:
            self.wake()
        self._tell()

    def ended(self) -> None:
        """Nobody sends any more, though nobody closed."""
        with self._changed:
            self._offline = not self._closed
        self._tell()

    def wake(self) -> None:
        """End the wait of `away`."""
        with self._changed:
            self._awake = True
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more is sent."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def pending(self) -> tuple[Operation, ...]:
        """What is on its way, in order."""
        with self._changed:
            return self._pending()

    def stopped_on(self, application: UUID) -> tuple[Operation, ...]:
        """What was stopped of an application and what waits behind it; nothing while it is not stopped."""
        with self._changed:
            if application not in self._stopped:
                return ()
            return tuple(each for each in self._waiting.values() if each.application == application)

    def drop(self, application: UUID) -> None:
        """Go on with an application without what was stopped and what waited behind it."""
        for operation in self.stopped_on(application):
            with self._changed:
                self._waiting.pop(operation.id, None)
                self._initiators.pop(operation.id, None)
        with self._changed:
            self._stopped.pop(application, None)
            self._changed.notify_all()
        self._tell()

    def conflicts(self) -> tuple[Conflict, ...]:
        """What was stopped, each with what waits behind it."""
        with self._changed:
            return tuple(
                Conflict(
                    self._waiting[operation],
                    sentence,
                    tuple(
                        each
                        for each in self._waiting.values()
                        if each.application == application and each.id != operation
                    ),
                )
                for application, (operation, sentence) in self._stopped.items()
            )

    def wait_sent(self, timeout: float) -> bool:
        """Wait until nothing is pending, at most `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._pending(), timeout)

    def state(self) -> SyncState:
        """How sending goes."""
        with self._changed:
            return self._state()

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Call `callback` at each change of state, on any thread. Returns what ends that."""
        with self._changed:
            self._listeners = (*self._listeners, callback)

        def end() -> None:
            with self._changed:
                self._listeners = tuple(each for each in self._listeners if each != callback)

        return end

    def _pending(self) -> tuple[Operation, ...]:
        return tuple(each for each in self._waiting.values() if each.application not in self._stopped)

    def _sendable(self) -> Operation | None:
        return next((each for each in self._waiting.values() if each.application not in self._stopped), None)

    def _state(self) -> SyncState:
        waiting = len(self._pending())
        if self._away is None and not (self._offline and waiting):
            self._since = None
        else:
            self._since = self._since or now()
            # What does not pass by itself is said in its own words.
            own = self._away is not None and not isinstance(self._away, DatabaseAway)
            return SyncState(SyncKind.OFFLINE, waiting, self._since, str(self._away) if own else "")
        if self._stopped:
            return SyncState(SyncKind.STOPPED, waiting)
        return SyncState(SyncKind.SENDING if waiting else SyncKind.UP_TO_DATE, waiting)

    def _tell(self) -> None:
        with self._changed:
            state = self._state()
            listeners = self._listeners if state != self._told else ()
            self._told = state
        for callback in listeners:
            callback(state)
