"""What libpq can do and psycopg does not pass on: to say by code, and not in the server's language, why it failed.

A server says why it lets nobody in, in whatever language it was set up with. Its SQLSTATE is the same everywhere, but
psycopg has it only once there is a connection. libpq gives it in its message when asked to, before the first answer.
https://www.postgresql.org/docs/current/libpq-control.html#LIBPQ-PQSETERRORVERBOSITY
"""

import ctypes
import functools
import re
from importlib import metadata

from psycopg.pq.abc import PGconn

_DEFAULT, _SQLSTATE = 1, 3
_LIBRARY = re.compile(r"libpq[-.\w]*\.(?:so[.\d]*|dylib|dll)")
_CODE = re.compile(r":\s+([0-9A-Z]{5})$", re.MULTILINE)


def say_codes(connection: PGconn, *, codes: bool) -> None:
    """Have a connection's messages of the server hold its code and nothing else, or again all of it."""
    library = _library()
    pointer: int | None = getattr(connection, "pgconn_ptr", None)
    if library is not None and pointer:
        library.PQsetErrorVerbosity(ctypes.c_void_p(pointer), _SQLSTATE if codes else _DEFAULT)


def codes(message: str) -> list[str]:
    """The SQLSTATEs in a message, one a try: libpq tries every address of a name, with TLS and without."""
    return _CODE.findall(message)


@functools.cache
def _library() -> ctypes.CDLL | None:
    """The very library that psycopg has loaded; none where its wheel is built otherwise, and no codes are had then."""
    try:
        files = metadata.files("psycopg-binary") or []
    except metadata.PackageNotFoundError:
        return None
    found = next((file.locate() for file in files if _LIBRARY.fullmatch(file.name)), None)
    try:
        return ctypes.CDLL(str(found)) if found else None
    except OSError:
        return None
