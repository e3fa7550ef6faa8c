"""Connections that are kept: those that ended while the computer slept, and those in use when all is closed."""

import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack

import psycopg
import pytest

from reviewer.storage.postgres import doubts
from reviewer.storage.postgres.database import SharedDatabase, SharedWork
from tests.proxy import HOST, Proxy
from tests.team import PASSWORD, Team

Kept = tuple[Proxy, SharedDatabase, list[int]]


@pytest.fixture
def kept(team: Team, proxy: Proxy) -> Generator[Kept]:
    """A database with three connections that were used, and how many were made since."""
    made: list[int] = []

    def connect() -> psycopg.Connection[tuple[object, ...]]:
        made.append(1)
        url = f"postgresql://rob:{PASSWORD}@{HOST}:{proxy.port}/{team.name}"
        return psycopg.connect(url, autocommit=True, options="-c search_path=reviewer")

    database = SharedDatabase(connect)
    with ExitStack() as together:
        for work in [together.enter_context(database.read()) for _ in range(3)]:
            work.rows("select 1")
    assert len(made) == 3
    made.clear()
    yield proxy, database, made
    database.close()


@pytest.mark.parametrize("of", [SharedDatabase.read, SharedDatabase.write, SharedDatabase.outside])
def test_that_one_sign_of_life_is_waited_for_and_no_more(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, of: Callable[[SharedDatabase], AbstractContextManager[SharedWork]]
) -> None:
    proxy, database, made = kept
    proxy.forget()
    monkeypatch.setattr(doubts, "RESTED_S", -1.0)
    start = time.monotonic()
    for _ in range(3):
        with of(database) as work:
            assert work.rows("select 7") == [(7,)]
    # Three times the patience of a call would be 15 s.
    assert doubts.ANSWERS_S <= time.monotonic() - start < 2 * doubts.ANSWERS_S + 1
    assert len(made) == 3


def test_that_what_rested_and_lives_is_kept(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    _, database, made = kept
    monkeypatch.setattr(doubts, "RESTED_S", -1.0)
    for _ in range(3):
        with database.read() as work:
            assert work.rows("select 7") == [(7,)]
    assert made == []


def test_that_nothing_is_trusted_that_was_not_used_since_another_was_lost(kept: Kept) -> None:
    proxy, database, made = kept
    proxy.forget()
    database.doubts.lose()
    start = time.monotonic()
    for _ in range(6):
        with database.read() as work:
            assert work.rows("select 7") == [(7,)]
    assert time.monotonic() - start < doubts.ANSWERS_S
    assert len(made) == 3


def test_that_what_is_in_use_when_the_database_is_closed_is_closed_as_well(kept: Kept) -> None:
    _, database, _ = kept
    with database.read() as work:
        assert work.rows("select 7") == [(7,)]
        raw = work.connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        database.close()
        assert not raw.closed
    assert raw.closed
