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

# Primary result codes of SQLite, which never change: https://www.sqlite.org/rescode.html. Python does not
# know the names of all extended ones.
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _INTERRUPT, _IOERR, _CORRUPT = 3, 5, 6, 7, 8, 9, 10, 11
_FULL, _CANTOPEN, _PROTOCOL, _TOOBIG, _CONSTRAINT, _MISMATCH, _NOTADB = 13, 14, 15, 18, 19, 20, 26

_AWAY = {
    _BUSY: LOCKED,
    _LOCKED: LOCKED,
    _PROTOCOL: LOCKED,
    _INTERRUPT: LOCKED,
    _NOMEM: LOCKED,
    _FULL: FULL,
    _CANTOPEN: UNREADABLE,
    _IOERR: UNREADABLE,
    _PERM: UNREADABLE,
    _READONLY: UNREADABLE,
}


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
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    primary = code & 0xFF
    if primary in _AWAY:
        return DatabaseAway(_AWAY[primary])
    if primary in (_CORRUPT, _NOTADB):
        return DatabaseTrouble(DAMAGED)
    if primary in (_CONSTRAINT, _MISMATCH, _TOOBIG):
        return Refused(REFUSED)
    return None
