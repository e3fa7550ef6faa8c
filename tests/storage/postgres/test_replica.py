"""Reading may go to a streaming replica, which may be behind: own work, and what one is told of, is seen at once."""

from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from reviewer.domain.queue import QueueFilter
from reviewer.services import actions
from reviewer.services.changes import ChangeFeed
from reviewer.services.journal import Journal
from reviewer.services.queue import QueueService
from reviewer.storage.outbox import Outbox
from reviewer.storage.postgres import people
from reviewer.storage.postgres.database import SharedDatabase
from tests import builders
from tests.postgres import Server
from tests.team import PASSWORD, Desk, Team, set_up


class Pair:
    """A primary, its replica, and a reviewer who reads from the replica."""

    def __init__(self, folder: Path) -> None:
        self.primary = Server(durable=True)
        self.team = Team(self.primary, set_up(self.primary, "pair"), folder)
        self.ids = self.team.receive([builders.arrival(each) for each in range(3)])
        self.replica = self.primary.replica()
        self.asked = 0
        self.database = SharedDatabase(lambda: self.team.psql("rob"), self._connect)
        with self.database.write() as work:
            me = people.me(work)
        box, feed = Outbox(folder / "replica.sqlite"), ChangeFeed()
        journal = Journal(box, self.database, feed, me)
        self.desk = Desk(me, self.database, box, feed, journal, QueueService(self.database, journal, me))
        self.team.opened.append(self.desk)

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        url = self.replica.url("pair", "rob", PASSWORD)
        return psycopg.connect(url, autocommit=True, options="-c search_path=reviewer")

    def on_replica(self, sql: str) -> None:
        with self.replica.connect() as connection:
            connection.execute(sql.encode())

    def read_from(self) -> bool:
        """Whether reading asks the replica just now."""
        with self.database.read() as work:
            return bool(work.rows("select pg_is_in_recovery()")[0][0])

    def close(self) -> None:
        self.team.close()
        self.replica.close()
        self.primary.close()


@pytest.fixture
def pair(tmp_path: Path) -> Generator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


def caught_up(pair: Pair) -> None:
    """Wait until the replica has everything."""
    with pair.primary.connect() as primary, pair.replica.connect() as replica:
        ((lsn,),) = primary.execute("select pg_current_wal_lsn()").fetchall()
        while not replica.execute("select pg_last_wal_replay_lsn() >= %s::pg_lsn", [lsn]).fetchall()[0][0]:
            pass


def test_that_a_replica_is_read_from_as_long_as_it_has_everything(pair: Pair) -> None:
    caught_up(pair)
    assert pair.read_from()
    desk = pair.desk
    assert list(desk.queue.index(QueueFilter())) == pair.ids
    id = pair.ids[0]
    assert desk.queue.open(id).track == "backend"
    # It falls behind: what was done here is seen all the same.
    pair.on_replica("select pg_wal_replay_pause()")
    desk.do(actions.route(desk.queue.open(id), desk.me, "reasonml"))
    assert not pair.read_from()
    assert desk.queue.open(id).track == "reasonml"
    desk.do(actions.save(desk.queue.open(id), desk.me, builders.card(ocaml=3)))
    # And so is what one is told of others.
    lea = pair.team.desk("lea")
    lea.do(actions.route(lea.queue.open(id), lea.me, "backend"))
    with pair.database.outside() as work:
        pair.database.note(work)
    assert desk.queue.open(id).track == "backend"
    # It catches up, and is asked again.
    pair.on_replica("select pg_wal_replay_resume()")
    caught_up(pair)
    assert pair.read_from()
    assert desk.queue.open(id).track == "backend"
    # It goes away, and nobody notices.
    pair.replica.stop()
    assert desk.queue.open(id).track == "backend"
    assert not pair.read_from()
