"""Which SQLite: the one of pysqlite3 where it has wheels, else the standard library's.

The standard library's is often older than 3.51.3, where a rare corruption of databases in WAL mode was mended.
"""

import sqlite3
from typing import Any

try:
    from pysqlite3 import dbapi2 as _found
except ImportError:
    _found = sqlite3

driver: Any = _found
"""The module, as PEP 249 describes it."""

Error: tuple[type[Exception], ...] = (sqlite3.Error, driver.Error)
"""What it raises."""

OLDEST = (3, 37, 0)
"""STRICT tables."""

WAL_MENDED = (3, 51, 3)


def version() -> tuple[int, ...]:
    """The version of SQLite that is used."""
    return tuple(driver.sqlite_version_info)
