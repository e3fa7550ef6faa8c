"""Bringing a database to the tables of this program.

An empty file gets the present tables at once. Alembic is loaded only when there is something to migrate: loading it
takes longer than all else that opening needs. Tests hold the two ways against each other.
"""

from importlib import resources

from sqlalchemy import Connection, Engine, text

from reviewer.errors import SchemaMismatch
from reviewer.storage import engine as engines

HEAD = "0005"
"""The newest migration."""

KNOWN = ("0001", "0002", "0003", "0004", "0005")
"""Every migration, oldest first."""

_NEWER = (
    "This database was made by a newer version of Reviewer. Update the program on this computer, then open it again."
)
_FOREIGN = "This file is a database of another program. Choose another file."


def bring_up_to_date(engine: Engine) -> None:
    """Make or migrate the tables, or leave them when they are right.

    Raises:
        SchemaMismatch: they are newer than this program, or not its own.
    """
    with engine.connect() as connection, connection.begin():
        found = _revision(connection)
    if found == HEAD:
        return
    if found is not None and found not in KNOWN:
        raise SchemaMismatch(_NEWER)
    if found is None:
        with engine.connect().execution_options(**{engines.WRITES: True}) as connection, connection.begin():
            # Another window may have been quicker.
            if _revision(connection) is None:
                create(connection)
        return
    upgrade(engine)


def create(connection: Connection) -> None:
    """Make the present tables in an empty database."""
    from reviewer.storage import models

    models.Base.metadata.create_all(connection, checkfirst=False)
    install_search(connection)
    install_guards(connection)
    connection.execute(
        text(
            "create table alembic_version "
            "(version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num))"
        )
    )
    connection.execute(text("insert into alembic_version values (:head)"), {"head": HEAD})


def install_guards(connection: Connection) -> None:
    """Make the triggers that guard an embedded database."""
    _run(connection, "guards.sql")


def install_search(connection: Connection) -> None:
    """Make the index of words of an embedded database, where it is not there."""
    if not connection.execute(text("select 1 from sqlite_master where name = 'search_place'")).first():
        _run(connection, "search.sql")


def _run(connection: Connection, name: str) -> None:
    script = (resources.files("reviewer.storage") / "sqlite" / name).read_text(encoding="utf-8")
    for statement in script.split("\n;;\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction.

    Steps may rewrite what the guards hold still, so those are taken away before, and made afresh after.
    """
    from alembic import command

    from reviewer.storage.migrations.config import config

    with engine.connect().execution_options(**{engines.WRITES: True}) as connection, connection.begin():
        for (name,) in connection.execute(text("select name from sqlite_master where type = 'trigger'")).all():
            connection.exec_driver_sql(f'drop trigger "{name}"')
        command.upgrade(config(connection), "head")
        install_search(connection)
        install_guards(connection)


def _revision(connection: Connection) -> str | None:
    """The migration that a database is at; None: it is empty."""
    tables = {row[0] for row in connection.execute(text("select name from sqlite_master where type = 'table'"))}
    if "alembic_version" in tables:
        return connection.execute(text("select version_num from alembic_version")).scalar_one()
    if tables:
        raise SchemaMismatch(_FOREIGN)
    return None
