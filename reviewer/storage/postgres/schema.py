"""Making and migrating the tables of a shared database, with all that guards them, and telling whether they fit.

Tables are those of `storage.models` and come by the same migrations; what only PostgreSQL has is SQL text beside this
module, which is made afresh with each upgrade. Everything is owned by a role that nobody can log in as.
"""

import re
from collections.abc import Sequence
from importlib import resources

from sqlalchemy import Connection, Engine, text

from reviewer.domain.track import Track
from reviewer.errors import SchemaMismatch
from reviewer.storage import schema as tables
from reviewer.storage import tracks as rows
from reviewer.storage.database import UnitOfWork

SCHEMA = "reviewer"
OWNER = "reviewer_owner"
OLDEST = "0003"
"""The newest migration of the oldest program that works with these tables: raised a release after a table shrinks."""
WORKS_ON = "0003"
"""The oldest migration whose tables this program works with."""

SCRIPTS = ("tables", "search", "identity", "records", "apply", "receive", "claims", "guards", "policies", "grants")
"""In this order: what stands on another comes after it."""

NOT_THERE = "This database is not set up yet. Whoever runs it does that with “reviewer database create”."
NEWER = (
    "The database was made for a newer version of Reviewer. Update the program on this computer, then open it again."
)
OLDER = (
    "The database is older than this version of Reviewer. Ask whoever runs it for “reviewer database upgrade”, or use "
    "the version you had."
)

_NAMED = re.compile(r"(search_path = |schema )reviewer\b")
"""Where the scripts name the schema."""
_LOCK = "select pg_advisory_xact_lock(7246353127)"
"""Two that set the same database up do so one after the other."""


def script(name: str) -> str:
    """The text of one of the scripts."""
    return (resources.files("reviewer.storage.postgres") / f"{name}.sql").read_text(encoding="utf-8")


def make(connection: Connection, schema: str = SCHEMA) -> None:
    """Make the present tables, and all that guards them, in a schema that is there and empty, as its owner."""
    from reviewer.storage import models

    models.Base.metadata.create_all(connection, checkfirst=False)
    connection.execute(
        text(
            "create table alembic_version "
            "(version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num))"
        )
    )
    connection.execute(text("insert into alembic_version values (:head)"), {"head": tables.HEAD})
    _install(connection, schema)


def create(engine: Engine, tracks: Sequence[Track]) -> None:
    """Set up an empty database, or bring one up to date, as a login that may make roles and schemas.

    Raises:
        SchemaMismatch: its tables are newer than this program.
    """
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(_LOCK)
        run(connection, script("roles"))
        become_owner(connection)
        if found(connection) is None:
            make(connection)
        else:
            _upgrade(connection)
        _put_tracks(connection, tracks)


def upgrade(engine: Engine, tracks: Sequence[Track]) -> None:
    """Run the migrations that are missing and make all that guards the tables afresh, in one transaction.

    Raises:
        SchemaMismatch: the database is not set up, or its tables are newer than this program.
    """
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(_LOCK)
        connection.exec_driver_sql(f"set local search_path = {SCHEMA}")
        if found(connection) is None:
            raise SchemaMismatch(NOT_THERE)
        run(connection, script("roles"))
        become_owner(connection)
        _upgrade(connection)
        _put_tracks(connection, tracks)


def found(connection: Connection) -> str | None:
    """The migration that a database is at; None: it is not set up."""
    there = connection.execute(text("select to_regclass('reviewer.alembic_version') is not null")).scalar_one()
    return connection.execute(text("select version_num from reviewer.alembic_version")).scalar_one() if there else None


def check(work: UnitOfWork) -> None:
    """Tell whether this program and a database fit each other.

    Raises:
        SchemaMismatch: they do not, and what to do.
    """
    ((there,),) = work.rows("select to_regclass('reviewer.compatibility') is not null")
    if not there:
        raise SchemaMismatch(NOT_THERE)
    ((revision, oldest),) = work.rows("select version_num, oldest from alembic_version, compatibility")
    if oldest > tables.HEAD:
        raise SchemaMismatch(NEWER)
    if revision < WORKS_ON:
        raise SchemaMismatch(OLDER)


def _upgrade(connection: Connection) -> None:
    from alembic import command

    from reviewer.storage.migrations.config import config

    if (found(connection) or "") > tables.HEAD:
        raise SchemaMismatch(NEWER)
    command.upgrade(config(connection), "head")
    _install(connection)


def _install(connection: Connection, schema: str = SCHEMA) -> None:
    for name in SCRIPTS:
        run(connection, _NAMED.sub(rf"\g<1>{schema}", script(name)))
    connection.execute(
        text("insert into compatibility (oldest) values (:oldest) on conflict (one) do update set oldest = :oldest"),
        {"oldest": OLDEST},
    )


def become_owner(connection: Connection, schema: str = SCHEMA) -> None:
    """Go on as the owner of the tables, until the transaction ends."""
    connection.exec_driver_sql(f"set local role {OWNER}")
    connection.exec_driver_sql(f"set local search_path = {schema}")
    connection.exec_driver_sql("set local lock_timeout = '30s'")


def _put_tracks(connection: Connection, tracks: Sequence[Track]) -> None:
    work = UnitOfWork(connection)
    for position, track in enumerate(tracks):
        rows.put(work, track, position)


def run(connection: Connection, statements: str) -> None:
    """Run statements, straight through the driver: SQLAlchemy would take a percent sign for a parameter."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(statements)
