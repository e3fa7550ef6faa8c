"""The outbox: a small SQLite file of this user, in which every change is durable before the window goes on.

What was sent is kept for a while: it is what can be undone after the program was started again.
"""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from reviewer.domain import operations as op
from reviewer.domain.effects import moment
from reviewer.errors import OutboxTrouble
from reviewer.storage.driver import Error, driver

KEPT = 2_000
"""How many sent operations are kept for undo."""

NOT_OPENED = (
    "The file that keeps your changes cannot be opened. Check that you may write to the data folder, then start again."
)
NOT_WRITTEN = (
    "Your change could not be kept on this computer. Make room on the disk, then try again; your input is still here."
)

_TABLES = """
create table if not exists entry (
    place integer primary key autoincrement,
    id blob not null unique check (length(id) = 16),
    actor blob not null,
    application blob not null,
    code text not null,
    at text not null,
    base integer not null,
    payload text not null,
    state text not null default 'pending' check (state in ('pending', 'done', 'stopped', 'aside')),
    sentence text not null default ''
) strict;
create index if not exists entry_waiting on entry (place) where state in ('pending', 'stopped');
"""


class EntryState(StrEnum):
    """How far an entry is."""

    PENDING = "pending"
    DONE = "done"
    STOPPED = "stopped"
    """The database did not take it; later ones of the same application wait behind it."""
    ASIDE = "aside"
    """It was stopped or waited behind one, and its author went on without it. It stays in the file."""


@dataclass(frozen=True)
class Entry:
    """An operation in the outbox."""

    operation: op.Operation
    state: EntryState
    sentence: str
    """Why it was stopped."""


class Outbox:
    """The file, open. Safe to use from any thread."""

    def __init__(self, file: Path) -> None:
        """Open or make the file.

        Raises:
            OutboxTrouble: that is not possible.
        """
        self._lock = threading.Lock()
        try:
            self._durable = _connect(file, "full")
            self._durable.executescript(_TABLES)
            # What is marked as sent need not survive a power cut: sending it again is harmless.
            self._marks = _connect(file, "normal")
            self._tidying = _connect(file, "normal")
        except Error as error:
            raise OutboxTrouble(NOT_OPENED) from error

    def append(self, operation: op.Operation) -> None:
        """Keep an operation; on return it survives a power cut. Keeping it again changes nothing.

        Raises:
            OutboxTrouble: it could not be written.
        """
        values = (
            operation.id.bytes,
            operation.actor.bytes,
            operation.application.bytes,
            operation.code,
            moment(operation.at),
            operation.base,
            json.dumps(op.to_json(operation), ensure_ascii=False, separators=(",", ":")),
        )
        self._write(
            self._durable,
            "insert or ignore into entry (id, actor, application, code, at, base, payload) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            [values],
        )

    def waiting(self) -> tuple[Entry, ...]:
        """What the database does not have yet, in order; with what it did not take."""
        return self._read("select * from entry where state in ('pending', 'stopped') order by place")

    def history(self) -> tuple[Entry, ...]:
        """All that is kept, in order."""
        return self._read("select * from entry order by place")

    def done(self, operation: UUID) -> None:
        """The database has it."""
        self._mark([(EntryState.DONE, "", operation.bytes)])

    def stopped(self, operation: UUID, sentence: str) -> None:
        """The database did not take it."""
        self._mark([(EntryState.STOPPED, sentence, operation.bytes)])

    def aside(self, operations: Iterable[UUID]) -> None:
        """Their author went on without them."""
        self._mark([(EntryState.ASIDE, "", each.bytes) for each in operations])

    def tidy(self) -> None:
        """Forget the oldest of what was sent, beyond what is kept for undo, and move the log of the file into the file.

        Neither happens by itself: it would make somebody's change wait, once in a while.
        """
        self._write(
            self._marks,
            "delete from entry where state = 'done' and place <= (select max(place) from entry) - ?",
            [(KEPT,)],
        )
        try:
            self._tidying.execute("pragma wal_checkpoint(passive)").fetchall()
        except Error as error:
            raise OutboxTrouble(NOT_WRITTEN) from error

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._tidying.close()
            self._marks.close()
            self._durable.close()

    def _mark(self, values: list[tuple[Any, ...]]) -> None:
        self._write(self._marks, "update entry set state = ?, sentence = ? where id = ?", values)

    def _write(self, connection: Any, statement: str, values: list[tuple[Any, ...]]) -> None:
        try:
            with self._lock:
                connection.execute("begin immediate")
                try:
                    connection.executemany(statement, values)
                    connection.execute("commit")
                except Error:
                    if connection.in_transaction:
                        connection.execute("rollback")
                    raise
        except Error as error:
            raise OutboxTrouble(NOT_WRITTEN) from error

    def _read(self, statement: str) -> tuple[Entry, ...]:
        try:
            with self._lock:
                rows = self._marks.execute(statement).fetchall()
        except Error as error:
            raise OutboxTrouble(NOT_OPENED) from error
        return tuple(_entry(row) for row in rows)


def _connect(file: Path, synchronous: str) -> Any:
    connection = driver.connect(str(file), isolation_level=None, check_same_thread=False, timeout=5)
    connection.execute("pragma journal_mode = wal")
    connection.execute(f"pragma synchronous = {synchronous}")
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma wal_autocheckpoint = 0")
    return connection


def _entry(row: tuple[Any, ...]) -> Entry:
    _, id, actor, application, code, at, base, payload, state, sentence = row
    operation = op.from_json(
        code,
        json.loads(payload),
        id=UUID(bytes=id),
        actor=UUID(bytes=actor),
        at=datetime.fromisoformat(at),
        application=UUID(bytes=application),
        base=base,
    )
    return Entry(operation, EntryState(state), sentence)
