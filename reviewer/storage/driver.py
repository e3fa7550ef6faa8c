"""Which SQLite: the one of pysqlite3 where it has wheels, else the standard library's.

The standard library's is often older than 3.51.3, where a rare corruption of databases in WAL mode was mended.
"""

from typing import Any

try:
    from pysqlite3 import dbapi2 as driver
except ImportError:
    import sqlite3 as driver

OLDEST = (3, 37, 0)
"""STRICT tables."""

WAL_MENDED = (3, 51, 3)


def version() -> tuple[int, ...]:
    """The version of SQLite that is used."""
    found: Any = driver
    return tuple(found.sqlite_version_info)
