"""The database as services see it: units of work, one transaction each."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from reviewer.storage import engine as engines
from reviewer.storage import schema
from reviewer.storage.failures import translated

Statement = tuple[str, tuple[Any, ...]]
"""A statement and its parameters."""


class UnitOfWork:
    """One transaction. Leaving it without `commit` leaves nothing behind."""

    shared = False
    """Whether it is of a shared database (`storage.postgres.database`), which applies operations by itself."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def commit(self) -> None:
        """Keep what was written."""
        self.connection.commit()

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of a statement straight from the driver, for reads that must be quick.

        `?` or `?1` stands for a parameter. Identifiers come as 16 bytes, times as ISO 8601 text, JSON as text.
        """
        raw = self.connection.connection.driver_connection
        assert raw is not None
        return raw.execute(sql, tuple(_stored(each) for each in parameters)).fetchall()

    def several(self, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
        """The rows of several statements, of one state of the database, in one journey to it and back."""
        return [self.rows(sql, parameters) for sql, parameters in statements]


def _stored(parameter: Any) -> Any:
    return parameter.bytes if isinstance(parameter, UUID) else parameter


class Database:
    """A database that is open. Safe to use from any thread."""

    shared = False

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def read(self) -> Generator[UnitOfWork]:
        """A consistent view of the whole database, for reading.

        Raises:
            DatabaseTrouble: as `failures.translated` says.
        """
        with translated(), self._engine.connect() as connection, connection.begin():
            yield UnitOfWork(connection)

    @contextmanager
    def outside(self) -> Generator[UnitOfWork]:
        """A connection for as long as it is wanted, outside of any transaction: each statement sees what is there then.

        Raises:
            DatabaseTrouble: as `failures.translated` says.
        """
        with translated(), self._engine.connect() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def write(self, *, much: bool = False) -> Generator[UnitOfWork]:
        """The only writer, until left. What `commit` did not keep is taken back. `much`: it takes its time.

        Raises:
            DatabaseTrouble: as `failures.translated` says.
        """
        with translated(), self._engine.connect().execution_options(**{engines.WRITES: True}) as connection:
            connection.begin()
            yield UnitOfWork(connection)

    def note(self, work: UnitOfWork) -> None:
        """Something was written that is to be seen from now on: it is, wherever it is read."""

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()


def open_database(file: Path) -> Database:
    """The embedded database in `file`, made or brought up to date where needed.

    Raises:
        UnsuitableFolder: SQLite may lose data there.
        SchemaMismatch: a newer program made it.
        DatabaseAway: the file cannot be opened.
        DatabaseTrouble: it is damaged, or no database of this program.
    """
    engine = engines.open_file(file)
    try:
        with translated():
            schema.bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine)
