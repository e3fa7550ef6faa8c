"""What whoever runs a server does to a database of Reviewer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine, NullPool, create_engine

from reviewer.domain.connection import Connection
from reviewer.errors import DatabaseTrouble
from reviewer.storage.postgres import connecting, refusals

MAINTENANCE = "postgres"
"""The database that every server has."""


def engine(connect: Callable[[], psycopg.Connection[Any]]) -> Engine:
    """An engine for whoever runs the database: transactions, and no connection is kept."""

    def connected() -> psycopg.Connection[Any]:
        made = connect()
        made.set_autocommit(False)
        return made

    return create_engine("postgresql+psycopg://", creator=connected, poolclass=NullPool)


def make_database(place: Connection, password: str | None) -> bool:
    """Make the database where the server does not have it yet; whether it was made.

    Raises:
        DatabaseTrouble: as `connecting.connect` says.
    """
    try:
        connecting.connect(place, password).close()
    except DatabaseTrouble as trouble:
        if trouble.sentence != refusals.NO_DATABASE:
            raise
    else:
        return False
    with connecting.connect(replace(place, database=MAINTENANCE), password) as connection:
        connection.execute(
            sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(place.database))
        )
    return True
