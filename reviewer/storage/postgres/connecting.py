"""A connection to a shared database, or the sentence that says why there is none.

Made by hand, step by step, and not by psycopg, which has neither the server's code (see `libpq`) nor an end to how long
it takes.
"""

import selectors
import time
from typing import Any

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo
from psycopg.pq.abc import PGconn
from psycopg.rows import tuple_row

from reviewer.domain.connection import Connection
from reviewer.errors import DatabaseAway, KnownTrouble, NotTrusted, PasswordNeeded, Refused, SchemaMismatch
from reviewer.storage.postgres import certificates, libpq
from reviewer.storage.postgres.failures import translated
from reviewer.storage.postgres.refusals import NO_TABLES, NOBODY, NOT_TRUSTED, TIMED_OUT, WRONG_PASSWORD, refusal

CONNECT_WITHIN = 10.0
"""Seconds that the server has to let us in, all in all; the look-up of its name is the system's and comes on top."""
SCHEMA = "reviewer"
_MAY_WORK = (
    "select n.oid is not null, has_schema_privilege(n.oid, 'usage') from (select to_regnamespace(%s)::oid) n (oid)"
)
Made = psycopg.Connection[tuple[Any, ...]]

_NEVER_SILENT = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""Seconds, seconds, number: otherwise the system's are used, which are hours."""


def connect(
    connection: Connection,
    password: str | None,
    *,
    autocommit: bool = True,
    within: float = CONNECT_WITHIN,
) -> psycopg.Connection[tuple[Any, ...]]:
    """Connect within so many seconds; without a password, that of libpq's password file is used if there is one.

    Raises:
        PasswordNeeded: none was given, or a wrong one.
        NotTrusted: the server is not who it should be, or not protected as it should be.
        DatabaseAway: it does not answer, or takes nobody in now.
        Refused: it will not take this user into this database.
        SettingsTrouble: the file of trusted authorities cannot be used.
    """
    trusted = certificates.authorities(connection)
    if password and "\0" in password:
        raise PasswordNeeded(WRONG_PASSWORD)  # libpq would take what stands before it, and nothing of what follows
    deadline = time.monotonic() + within
    try:
        text = make_conninfo("", **_parameters(connection, password, trusted))
        raw = pq.PGconn.connect_start(text.encode())
    except (psycopg.Error, UnicodeError):
        # Only a password can hold what cannot be sent, and it may stand in the driver's message.
        raise PasswordNeeded(WRONG_PASSWORD) from None
    try:
        libpq.say_codes(raw, codes=True)
        if not _made(raw, deadline):
            raise _why(raw, connection, trusted, deadline)
        libpq.say_codes(raw, codes=False)
        raw.nonblocking = 1  # as psycopg has it
    except BaseException:
        raw.finish()
        raise
    made = psycopg.Connection(raw, row_factory=tuple_row)
    made.autocommit = autocommit
    return made


def try_out(connection: Connection, password: str | None, within: float = CONNECT_WITHIN) -> None:
    """Connect within some seconds, see whether this person can work there, and leave.

    Raises:
        KnownTrouble: as `connect` says.
        SchemaMismatch: the database has no tables of ours.
        Refused: this login is nobody's here.
    """
    with translated(), connect(connection, password, within=within) as made:
        row = made.execute(_MAY_WORK, (SCHEMA,)).fetchone()
    there, allowed = row or (False, False)
    if not there:
        raise SchemaMismatch(NO_TABLES)
    if not allowed:
        raise Refused(NOBODY)


def _parameters(connection: Connection, password: str | None, trusted: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        "host": connection.host,
        "port": connection.port,
        "dbname": connection.database,
        "sslmode": str(connection.tls),
        "gssencmode": "disable",
        "application_name": "reviewer",
        "client_encoding": "utf8",
        # What is taken for kept is on the disk, whatever the server's usual setting.
        "options": f"-c search_path={SCHEMA} -c synchronous_commit=on",
        **_NEVER_SILENT,
    }
    if connection.user:
        given["user"] = connection.user
    if password:
        given["password"] = password
    if trusted:
        given["sslrootcert"] = trusted
    if connection.word is not None:
        given["require_auth"] = "!password"  # whoever answers would be told it in clear
    return given


def _made(raw: PGconn, deadline: float) -> bool:
    """Whether the server let us in.

    Raises:
        DatabaseAway: not by the deadline, in seconds of the monotonic clock.
    """
    while raw.status != pq.ConnStatus.BAD:
        step = raw.connect_poll()
        if step == pq.PollingStatus.OK:
            return True
        if step == pq.PollingStatus.FAILED:
            return False
        awaited = selectors.EVENT_READ if step == pq.PollingStatus.READING else selectors.EVENT_WRITE
        with selectors.DefaultSelector() as selector:  # anew each time: the next address has another socket
            selector.register(raw.socket, awaited)
            if not selector.select(max(deadline - time.monotonic(), 0)):
                raise DatabaseAway(TIMED_OUT)
    return False


def _why(raw: PGconn, connection: Connection, trusted: str, deadline: float) -> KnownTrouble:
    message = raw.get_error_message("utf-8")
    found = refusal(connection, libpq.codes(message), message, needs_password=raw.needs_password)
    if isinstance(found, NotTrusted) and found.sentence == NOT_TRUSTED:
        return certificates.doubt(connection, trusted, max(deadline - time.monotonic(), 1.0))
    return found
