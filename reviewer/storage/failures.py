"""Drivers' errors become ours here, at the edge: what may go away by itself, and what never will."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reviewer.errors import DatabaseAway, DatabaseTrouble, Refused
from reviewer.storage.driver import Error

LOCKED = "The database is busy. It is tried again by itself; close other programs that use it if this stays."
FULL = "The disk with the database is full. Make room, then try again."
UNREADABLE = "The database file cannot be read or written. Check that its folder is there and that you may write to it."
DAMAGED = "The database file is damaged or is not a database. Restore it from a copy."
REFUSED = "The database did not accept this change, because it does not fit what is there."

_AWAY = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_PROTOCOL": LOCKED,
    "SQLITE_FULL": FULL,
    "SQLITE_CANTOPEN": UNREADABLE,
    "SQLITE_IOERR": UNREADABLE,
    "SQLITE_PERM": UNREADABLE,
    "SQLITE_READONLY": UNREADABLE,
    "SQLITE_INTERRUPT": LOCKED,
    "SQLITE_NOMEM": LOCKED,
}
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_REFUSED = ("SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_TOOBIG")


@contextmanager
def translated() -> Generator[None]:
    """Raise what a driver raises as a `DatabaseTrouble`; what is a bug of ours passes through.

    Raises:
        DatabaseAway: the same may go through later.
        Refused: it will not.
        DatabaseTrouble: the file is damaged.
    """
    try:
        yield
    except DBAPIError as error:
        raise (_trouble(error.orig) or error) from error
    except PoolTimeout as error:
        raise DatabaseAway(LOCKED) from error
    except Error as error:
        raise (_trouble(error) or error) from error


def _trouble(error: BaseException | None) -> DatabaseTrouble | None:
    name = str(getattr(error, "sqlite_errorname", ""))
    for start, sentence in _AWAY.items():
        if name.startswith(start):
            return DatabaseAway(sentence)
    if name.startswith(_DAMAGED):
        return DatabaseTrouble(DAMAGED)
    if name.startswith(_REFUSED):
        return Refused(REFUSED)
    return None
