"""A shared database that is open: PostgreSQL, as the login of one person."""

import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection

from reviewer.errors import DatabaseAway
from reviewer.storage.database import Database, Statement, UnitOfWork
from reviewer.storage.postgres import schema
from reviewer.storage.postgres.cursor import Cursor, translated
from reviewer.storage.postgres.deadline import Deadlines
from reviewer.storage.postgres.failures import translated as told

CONNECTIONS = 2
"""Kept open for reading and writing; one more listens."""
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

    def __init__(self, connection: Connection, deadlines: Deadlines, spare: int, patience: float) -> None:
        """`spare`: how many kept connections may have been lost meanwhile; `patience`: seconds until an answer."""
        super().__init__(connection)
        self._deadlines = deadlines
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
                return self._call(call)
            except psycopg.OperationalError:
                if not self._fresh or not self._broken():
                    raise
                self.connection.invalidate()
        self._fresh = False
        return self._call(call)

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

    def __init__(self, connect: Connect, *, connections: int = CONNECTIONS) -> None:
        """Nothing is connected yet.

        Args:
            connect: makes a connection; called from any thread.
            connections: how many at most.
        """
        self._connect = connect
        self._connections = connections
        self.deadlines = Deadlines()
        """For whoever calls on a connection of `connect`."""
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

    @contextmanager
    def read(self) -> Generator[SharedWork]:
        """A connection for reading; what belongs together is read by `several`.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        with self._work(PATIENCE) as work:
            yield work

    @contextmanager
    def outside(self) -> Generator[SharedWork]:
        """A connection for as long as it is wanted.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        with self._work(LONG_PATIENCE) as work:
            yield work

    @contextmanager
    def write(self, *, much: bool = False) -> Generator[SharedWork]:
        """A connection for the functions that write. `much`: documents' bytes as well, which take their time.

        Raises:
            DatabaseTrouble: as `postgres.failures.translated` says.
        """
        with self._work(LONG_PATIENCE if much else PATIENCE) as work:
            yield work

    def close(self) -> None:
        """Let the connections go."""
        super().close()
        self.deadlines.close()

    @contextmanager
    def _work(self, patience: float) -> Generator[SharedWork]:
        with told(), self._engine.connect() as connection:
            yield SharedWork(connection, self.deadlines, self._connections, patience)

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


def open_shared(connect: Connect) -> SharedDatabase:
    """The shared database, which fits this program.

    Raises:
        DatabaseTrouble: as `postgres.connecting.connect` says.
        SchemaMismatch: it is not set up, or of another age.
    """
    database = SharedDatabase(connect)
    try:
        with database.read() as work:
            schema.check(work)
    except BaseException:
        database.close()
        raise
    return database
