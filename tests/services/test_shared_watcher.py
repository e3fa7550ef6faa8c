"""What another does in a shared database is told here, whatever happens to the connection."""

import itertools
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from uuid import UUID

import psutil
import psycopg
import pytest

from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.decision import Outcome
from reviewer.errors import DatabaseAway, DatabaseTrouble
from reviewer.services import actions
from reviewer.services.watcher import Watcher
from reviewer.storage.postgres.database import SharedDatabase
from tests import builders
from tests.postgres import Server
from tests.proxy import HOST, Proxy
from tests.team import PASSWORD, Desk, Team, set_up

numbers = itertools.count(100)


class Ear:
    """Hears what the feed tells."""

    def __init__(self, desk: Desk, database: SharedDatabase | None = None) -> None:
        self.heard: list[Changes] = []
        self.reached: list[bool] = []
        self._told = threading.Condition()
        desk.feed.listen(self._hear)
        self.watcher = Watcher(database or desk.database, desk.feed, desk.journal.sent_here, self._reach)
        self.watcher.start()
        assert self.wait(lambda: self.reached == [True])

    def _hear(self, changes: Changes, _initiator: object) -> None:
        with self._told:
            self.heard.append(changes)
            self._told.notify_all()

    def _reach(self, trouble: DatabaseTrouble | None) -> None:
        with self._told:
            self.reached.append(trouble is None)
            self._told.notify_all()

    def wait(self, ready: Callable[[], object], patience: float = 20) -> bool:
        with self._told:
            return bool(self._told.wait_for(ready, patience))

    def hears(self, aspect: Aspect, id: UUID, patience: float = 20) -> bool:
        return self.wait(lambda: any(aspect in each.aspects and each.touches(id) for each in self.heard), patience)


@pytest.fixture
def ear(team: Team) -> Generator[tuple[UUID, Desk, Desk, Ear]]:
    (id,) = team.receive([builders.arrival()])
    rob, lea = team.desk("rob"), team.desk("lea")
    ear = Ear(rob)
    yield id, rob, lea, ear
    ear.watcher.close()


def test_that_each_kind_of_change_is_told(ear: tuple[UUID, Desk, Desk, Ear], team: Team) -> None:
    id, rob, lea, heard = ear
    lea.do(actions.route(lea.queue.open(id), lea.me, "reasonml"))
    assert heard.hears(Aspect.TRACK, id)
    lea.do(actions.decide(lea.queue.open(id), lea.me, Outcome.HOLD, None))
    assert heard.hears(Aspect.DECISION, id)
    lea.do(actions.submit(lea.queue.open(id), lea.me, builders.card(ocaml=3)))
    assert heard.hears(Aspect.REVIEW, id)
    assert rob.queue.open(id).other_reviews == 1
    team.receive([builders.arrival(7)])
    assert heard.wait(lambda: any(Aspect.ARRIVED in each.aspects for each in heard.heard))


def test_that_ones_own_is_not_told_twice_and_a_draft_not_at_all(ear: tuple[UUID, Desk, Desk, Ear]) -> None:
    id, rob, lea, heard = ear
    rob.do(actions.route(rob.queue.open(id), rob.me, "reasonml"))
    lea.do(actions.save(lea.queue.open(id), lea.me, builders.card(ocaml=3)))
    lea.do(actions.decide(lea.queue.open(id), lea.me, Outcome.HOLD, None))
    assert heard.hears(Aspect.DECISION, id)
    assert [each.aspects for each in heard.heard] == [Aspect.TRACK, Aspect.DECISION]


def test_that_own_drafts_of_another_computer_are_told(ear: tuple[UUID, Desk, Desk, Ear], team: Team) -> None:
    id, _, _, heard = ear
    other = team.desk("rob")
    other.do(actions.save(other.queue.open(id), other.me, builders.card(ocaml=3)))
    assert heard.hears(Aspect.REVIEW, id)


def test_that_nothing_is_lost_where_a_later_transaction_is_over_first(
    ear: tuple[UUID, Desk, Desk, Ear], team: Team
) -> None:
    id, _, lea, heard = ear
    (second, _) = team.receive([builders.arrival(8)])
    with psycopg.connect(team.url("rob"), options="-c search_path=reviewer") as slow:
        slow.execute(
            "select apply(%s, %s, 'application.routed', now(), 1, '{\"track\": \"reasonml\"}')",
            [builders.new_id(), second],
        )
        # Begun later, and committed before the other.
        lea.do(actions.decide(lea.queue.open(id), lea.me, Outcome.HOLD, None))
        assert heard.hears(Aspect.DECISION, id)
        assert not heard.hears(Aspect.TRACK, second, 0.2)
    assert heard.hears(Aspect.TRACK, second)


def test_that_a_forged_notification_does_no_harm(ear: tuple[UUID, Desk, Desk, Ear], team: Team) -> None:
    id, _, lea, heard = ear
    with team.psql("ria") as connection:
        connection.execute("select pg_notify('reviewer', repeat('x', 7000)) from generate_series(1, 50)")
    lea.do(actions.decide(lea.queue.open(id), lea.me, Outcome.HOLD, None))
    assert heard.hears(Aspect.DECISION, id)


@pytest.fixture
def far(tmp_path: Path) -> Generator[tuple[Server, Proxy, Team, SharedDatabase]]:
    """A team on a server of its own, and a connection to it through a network that can fail."""
    server = Server(durable=True)
    set_up(server, "far")
    team = Team(server, "far", tmp_path)
    proxy = Proxy(server.port)

    def connect() -> psycopg.Connection[tuple[object, ...]]:
        try:
            return psycopg.connect(
                f"postgresql://rob:{PASSWORD}@{HOST}:{proxy.port}/far",
                autocommit=True,
                options="-c search_path=reviewer",
                connect_timeout=2,
            )
        except psycopg.OperationalError as error:
            raise DatabaseAway("away") from error

    database = SharedDatabase(connect)
    yield server, proxy, team, database
    team.close()
    database.close()
    proxy.close()
    server.close()


def test_that_nothing_is_missed_whatever_happens_to_the_connection(
    far: tuple[Server, Proxy, Team, SharedDatabase],
) -> None:
    for how in ("reset", "restart", "immediate stop", "silence"):
        _lose(far, how)


def _lose(far: tuple[Server, Proxy, Team, SharedDatabase], how: str) -> None:
    server, proxy, team, database = far
    id = team.receive([builders.arrival(next(numbers))])[0]
    rob = team.desk("rob")
    heard = Ear(rob, database)
    try:
        start = time.monotonic()
        match how:
            case "reset":
                proxy.refuse()
                proxy.cut()
            case "restart":
                server.stop()
            case "immediate stop":
                server.stop(signal.SIGQUIT)
            case _:
                proxy.silence()
        assert heard.wait(lambda: False in heard.reached)
        assert time.monotonic() - start < 8  # 5 s are promised; machines of tests are slow
        if how in ("restart", "immediate stop"):
            server.start()
        lea = team.desk("lea")
        lea.do(actions.decide(lea.queue.open(id), lea.me, Outcome.HOLD, None))
        proxy.refuse(False)
        proxy.silence(False)
        assert heard.hears(Aspect.DECISION, id)
        assert heard.reached[-1]
    finally:
        heard.watcher.close()


@pytest.mark.parametrize("lose", [Proxy.cut, Proxy.forget, lambda _: None], ids=["cut", "forgotten", "kept"])
def test_that_nothing_is_missed_while_the_computer_sleeps(
    team: Team, proxy: Proxy, lose: Callable[[Proxy], None]
) -> None:
    """A process that is stopped is as one on a computer that sleeps; its connections may be gone when it wakes."""
    (id,) = team.receive([builders.arrival()])
    url = f"postgresql://rob:{PASSWORD}@{HOST}:{proxy.port}/{team.name}"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.listening_reviewer", url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as sleeper:
        assert sleeper.stdout is not None
        assert sleeper.stdin is not None
        try:
            assert sleeper.stdout.readline() == "here\n"
            psutil.Process(sleeper.pid).suspend()
            lose(proxy)
            lea = team.desk("lea")
            lea.do(actions.decide(lea.queue.open(id), lea.me, Outcome.HOLD, None))
            psutil.Process(sleeper.pid).resume()
            woken = time.monotonic()
            while sleeper.stdout.readline() != f"changed {id}\n":
                assert sleeper.poll() is None
            assert time.monotonic() - woken < 8  # 5 s are promised; machines of tests are slow
            sleeper.stdin.close()
            assert sleeper.wait(20) == 0
        finally:
            sleeper.kill()
