"""What others have written to a shared database: a connection that listens, and what to read again.

A notification only wakes: whoever has a login may send one, so nothing in it is believed. What happened is read from
`feed`, beginning with the first transaction that was not surely over when it was read last. Identifiers or times would
not do: they are given before their transactions commit, in another order.
"""

import contextlib
import time
from collections.abc import Generator
from typing import Any
from uuid import UUID

import psycopg

from reviewer.domain import effects
from reviewer.domain.changes import Aspect, Changes
from reviewer.errors import DatabaseAway
from reviewer.storage.database import UnitOfWork
from reviewer.storage.postgres.database import SharedDatabase
from reviewer.storage.postgres.doubts import ANSWERS_S
from reviewer.storage.postgres.failures import translated

CHANNEL = "reviewer"
QUIET_S = 3.0
"""Without a word for so long, the server is asked for one, and then has `ANSWERS_S` to answer: a lost one is noticed in
less than 5 s."""
SLICE_S = 0.25
"""How long closing may have to wait."""
MOST = 200
"""With more operations since, all may have changed."""

_SINCE = """
select pg_snapshot_xmin(pg_current_snapshot()), f.operation, f.application, f.aspect
  from (select true) one
  left join (select operation, application, aspect from feed where xid >= ?1::text::xid8 order by place limit ?2) f
    on true
"""
_ASPECTS = {**effects.ASPECTS, "submission": Aspect.REVIEW, "arrived": Aspect.ARRIVED}


def is_of_claims(payload: str) -> bool:
    """Whether a notification is about who reads what; any other is about operations."""
    return payload.startswith("claims:")


class Line:
    """A connection that listens."""

    def __init__(self, database: SharedDatabase, connection: psycopg.Connection[Any]) -> None:
        self._database = database
        self._connection = connection
        self._heard = time.monotonic()

    def wait(self) -> list[str]:
        """Wait a moment; what was told meanwhile: nothing, or that there is something to read.

        Raises:
            DatabaseAway: the server is gone, or silent.
        """
        with translated():
            told = list(self._connection.notifies(timeout=SLICE_S, stop_after=1))
            # Of many at once, one journey tells all.
            told += list(self._connection.notifies(timeout=0)) if told else []
            if told:
                self._heard = time.monotonic()
            elif time.monotonic() > self._heard + QUIET_S:
                with self._database.deadlines.within(self._connection, ANSWERS_S):
                    self._connection.execute("select 1")
                self._heard = time.monotonic()
        return [each.payload for each in told]


@contextlib.contextmanager
def listening(database: SharedDatabase) -> Generator[Line]:
    """Listen, on a connection of its own: first this, then read what came before.

    Raises:
        DatabaseTrouble: as `postgres.connecting.connect` says.
    """
    connection = database.connect()
    try:
        with translated(), database.deadlines.within(connection, ANSWERS_S):
            connection.execute(f"listen {CHANNEL}".encode())
        yield Line(database, connection)
    except DatabaseAway:
        database.doubts.lose()
        raise
    finally:
        connection.close()


def since(work: UnitOfWork, place: int) -> tuple[int, dict[UUID, Changes]]:
    """Where to begin next time, and what each operation since `place` changed; some may be told again.

    Under an id that nobody has, all: there were too many of them.
    """
    rows = work.rows(_SINCE, (str(place), MOST + 1))
    last = rows[0][0]
    if len(rows) > MOST:
        return last, {UUID(int=0): Changes(Aspect.ARRIVED)}
    return last, {
        UUID(bytes=operation): Changes(_ASPECTS.get(aspect, Aspect.ARRIVED), frozenset({UUID(bytes=application)}))
        for _, operation, application, aspect in rows
        if operation is not None
    }
