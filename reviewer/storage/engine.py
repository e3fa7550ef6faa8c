"""The engine of an embedded database: one SQLite file on a local disk."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection

from reviewer.errors import SchemaMismatch
from reviewer.storage import driver, places
from reviewer.storage.failures import translated

WRITES = "reviewer_writes"
"""Execution option of a connection: its transaction writes."""

_TOO_OLD = "The SQLite of this Python is too old. Use Python 3.12 or newer, or install pysqlite3."

_SETTINGS = (
    "pragma foreign_keys = on",
    "pragma synchronous = full",
    "pragma busy_timeout = 5000",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma mmap_size = 0",
    "pragma cache_size = -16000",
    "pragma temp_store = memory",
)


def open_file(file: Path) -> Engine:
    """An engine on a database file, which is made when absent. Safe to use from any thread.

    Raises:
        UnsuitableFolder: SQLite may lose data there.
        DatabaseAway: the file cannot be opened.
    """
    if driver.version() < driver.OLDEST:
        raise SchemaMismatch(_TOO_OLD)
    places.check(file.parent)
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        module=driver.driver,
        connect_args={"check_same_thread": False},
        pool_timeout=10,
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    with translated(), engine.connect() as connection:
        # Stays with the file. Readers and the writer do not wait for each other.
        connection.exec_driver_sql("select 1")
    return engine


def _configure(connection: Any, _record: object) -> None:
    """The driver begins no transaction by itself: it would begin a reading one, whose later writing fails at once,
    without waiting, when another has written meanwhile."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in _SETTINGS:
        cursor.execute(setting)
    cursor.execute("pragma journal_mode = wal")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")
