"""A shared database that is open: PostgreSQL, as the login of one person."""

import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import ConnectionPoolEntry

from reviewer.errors import DatabaseAway, DatabaseTrouble
from reviewer.storage.database import Database, Statement, UnitOfWork
from reviewer.storage.postgres import schema
from reviewer.storage.postgres.cursor import Cursor, translated
from reviewer.storage.postgres.deadline import Deadlines
from reviewer.storage.postgres.doubts import ANSWERS_S, Doubts
from reviewer.storage.postgres.failures import translated as told

CONNECTIONS = 3
"""Kept open for reading and writing, documents among it; one more listens."""
PATIENCE = 5.0
"""Seconds until an answer: what takes longer is taken for lost."""
LONG_PATIENCE = 60.0
"""The same for what moves much data, or works on all of it."""
QUIET = 1.0
"""Seconds after a failed connection in which none is tried: whoever asks then is told at once."""

Connect = Callable[[], psycopg.Connection[Any]]
"""Makes a connection that commits each statement by itself.

Raises:
    DatabaseTrouble: as `postgres.connecting.connect` says.
"""

R = TypeVar("R")

_TOGETHER = "begin isolation level repeatable read read only"


class SharedWork(UnitOfWork):
    """A connection for as long as it is wanted. Each statement is a transaction of its own; writing is done by
    functions of the database, so there is nothing to commit."""

    shared = True

    def __init__(
        self, connection: Connection, deadlines: Deadlines, doubts: Doubts, spare: int, patience: float
    ) -> None:
        """`spare`: how many kept connections may have been lost meanwhile; `patience`: seconds until an answer."""
        super().__init__(connection)
        self._deadlines = deadlines
        self._doubts = doubts
        self._spare = spare
        self._patience = patience
        self._fresh = True
        """Nothing was done yet: a failure may be of a connection that was lost before."""

    def commit(self) -> None:
        """Nothing: what was written is kept."""

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self._once_more(lambda raw: _rows(raw, sql, parameters))

    def several(self, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
        def together(raw: psycopg.Connection[Any]) -> list[list[tuple[Any, ...]]]:
            with raw.pipeline():
                raw.execute(_TOGETHER)
                cursors = [_execute(raw, sql, parameters) for sql, parameters in statements]
                raw.execute("commit")
                return [cursor.fetchall() for cursor in cursors]

        return self._once_more(together)

    def _once_more(self, call: Callable[[psycopg.Connection[Any]], R]) -> R:
        """Do it; on a connection that was lost while nobody used it, once more on another.

        Nothing is done twice: reading does no harm, and what writes is known by its operation's id.
        """
        for _ in range(self._spare):
            try:
                if self._fresh:
                    self._wake()
                return self._call(call)
            except psycopg.OperationalError:
                if not self._fresh or not self._broken():
                    raise
                self._doubts.lose()
                self.connection.invalidate()
        self._fresh = False
        return self._call(call)

    def _wake(self) -> None:
        """Take another connection instead of those that cannot be trusted; see whether one that has rested lives."""
        while self._doubts.is_lost(self.connection.info):
            self.connection.invalidate()
        if self._doubts.is_rested(self.connection.info):
            with self._deadlines.within(self._raw(), ANSWERS_S):
                self._raw().execute("select 1")

    def _call(self, call: Callable[[psycopg.Connection[Any]], R]) -> R:
        raw = self._raw()
        try:
            with self._deadlines.within(raw, self._patience):
                found = call(raw)
        except psycopg.OperationalError:
            if not self._fresh and self._broken():
                self.connection.invalidate()
            raise
        self._fresh = False
        self._doubts.use(self.connection.info)
        return found

    def _raw(self) -> psycopg.Connection[Any]:
        raw = self.connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        return raw

    def _broken(self) -> bool:
        return not self.connection.invalidated and self._raw().closed


def _execute(raw: psycopg.Connection[Any], sql: str, parameters: Sequence[Any]) -> Cursor:
    cursor = Cursor(raw)
    cursor.execute(translated(sql).encode(), parameters, binary=True)
    return cursor


def _rows(raw: psycopg.Connection[Any], sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    cursor = _execute(raw, sql, parameters)
    return cursor.fetchall() if cursor.description is not None else []


class SharedDatabase(Database):
    """A database server, reached as one person. Safe to use from any thread."""

    shared = True

    def __init__(self, connect: Connect, replica: Connect | None = None, *, connections: int = CONNECTIONS) -> None:
        """Nothing is connected yet.

        Args:
            connect: makes a connection; called from any thread.
            replica: the same, to a streaming replica; what is read is asked there.
            connections: how many at most.
        """
        self._replica = SharedDatabase(replica, connections=connections) if replica else None
        self._needed = 0
        """How much of the primary's log, in bytes, a replica has to have before it is asked."""
        self._connect = connect
        self._connections = connections
        self.deadlines = Deadlines()
        """For whoever calls on a connection of `connect`."""
        self.doubts = Doubts()
        """The same: whoever finds such a connection lost says so."""
        self._lock = threading.Lock()
        self._failed: tuple[float, DatabaseAway] | None = None
        super().__init__(
            create_engine(
                "postgresql+psycopg://",
                creator=self.connect,
                isolation_level="AUTOCOMMIT",
                pool_size=connections,
                max_overflow=0,
                pool_timeout=PATIENCE,
            )
        )
        self._closed = False
        event.listen(self._engine, "checkin", self._returned)

    @contextmanager
    def read(self) -> Generator[SharedWork]:
        """A connection for reading; what belongs together is read by `several`. It is one to the replica where there is
        one that answers and has all that was written or told here.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        replica = self._replica if self._replica is not None and self._has_all(self._replica) else None
        with (replica or self).unit(PATIENCE) as work:
            yield work

    @contextmanager
    def outside(self) -> Generator[SharedWork]:
        """A connection for as long as it is wanted.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        with self.unit(LONG_PATIENCE) as work:
            yield work

    @contextmanager
    def write(self, *, much: bool = False) -> Generator[SharedWork]:
        """A connection for the functions that write. `much`: documents' bytes as well, which take their time.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        with self.unit(LONG_PATIENCE if much else PATIENCE) as work:
            yield work
            self.note(work)

    def note(self, work: UnitOfWork) -> None:
        """Something was written that is to be seen from now on: a replica is asked only once it has it, too.

        `work` is one of the primary.
        """
        if self._replica is not None:
            ((written,),) = work.rows("select pg_current_wal_flush_lsn() - '0/0'::pg_lsn")
            with self._lock:
                self._needed = max(self._needed, int(written))

    def _has_all(self, replica: "SharedDatabase") -> bool:
        try:  # asked each time: it also tells that the replica is there, before anything is read from it
            with replica.read() as work:
                ((there,),) = work.rows("select pg_last_wal_replay_lsn() - '0/0'::pg_lsn")
        except DatabaseTrouble:
            return False  # the primary has everything
        if there is None:
            return False  # it has been made a primary of its own: whose it is nobody here knows
        with self._lock:
            return int(there) >= self._needed

    def close(self) -> None:
        """Let the connections go, those that are in use when they are given back."""
        self._closed = True
        super().close()
        if self._replica is not None:
            self._replica.close()
        self.deadlines.close()

    def _returned(self, connection: object, record: ConnectionPoolEntry) -> None:
        if self._closed and connection is not None:
            record.invalidate()  # nobody would close it

    @contextmanager
    def unit(self, patience: float) -> Generator[SharedWork]:
        """A connection to this very server, each call on which takes at most `patience` seconds.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        with told(), self._engine.connect() as connection:
            yield SharedWork(connection, self.deadlines, self.doubts, self._connections, patience)

    def connect(self) -> psycopg.Connection[Any]:
        """A new connection; soon after a failed one, the same failure again, without trying.

        Raises:
            DatabaseTrouble: as `postgres.connecting.connect` says.
        """
        with self._lock:
            if self._failed is not None and time.monotonic() < self._failed[0] + QUIET:
                raise self._failed[1]
        try:
            made = self._connect()
        except DatabaseAway as trouble:
            with self._lock:
                self._failed = (time.monotonic(), trouble)
            raise
        with self._lock:
            self._failed = None
        return made


def open_shared(connect: Connect, replica: Connect | None = None) -> SharedDatabase:
    """The shared database, which fits this program; `replica` makes a connection to one that is read from.

    Raises:
        DatabaseTrouble: as `postgres.connecting.connect` says.
        SchemaMismatch: it is not set up, or of another age.
    """
    database = SharedDatabase(connect, replica)
    try:
        with database.outside() as work:
            schema.check(work)
    except BaseException:
        database.close()
        raise
    return database
