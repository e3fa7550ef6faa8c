"""Who reads what is known to the others, and over by itself."""

import threading
from collections.abc import Callable

from reviewer.domain.changes import Aspect, Changes
from reviewer.services.claims import Claims
from reviewer.services.queue import QueueService
from reviewer.services.watcher import Watcher
from tests import builders
from tests.team import Desk, Team


class Side:
    """One person who reads, and knows of others."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.heard: list[Changes] = []
        self._told = threading.Condition()
        desk.feed.listen(self._hear)
        self.claims = Claims(desk.database, desk.feed, desk.me)
        self.claims.start()
        self.watcher = Watcher(desk.database, desk.feed, desk.journal.sent_here, claims=self.claims.nudge)
        self.watcher.start()
        self.queue = QueueService(desk.database, desk.journal, desk.me, self.claims.of)

    def _hear(self, changes: Changes, _initiator: object) -> None:
        with self._told:
            self.heard.append(changes)
            self._told.notify_all()

    def until(self, ready: Callable[[], bool]) -> None:
        with self._told:
            assert self._told.wait_for(ready, 20)

    def close(self) -> None:
        self.watcher.close()
        self.claims.close()


def test_that_others_see_who_reads_what(team: Team) -> None:
    first, second = team.receive([builders.arrival(each) for each in range(2)])
    lea, rob = Side(team.desk("lea")), Side(team.desk("rob"))
    try:
        lea.claims.read(first)
        rob.until(lambda: bool(rob.claims.of(first)))
        assert [each.name for each in rob.queue.open(first).readers] == ["Lea"]
        rows = rob.queue.rows([first, second])
        assert [[each.name for each in row.readers] if row else None for row in rows] == [["Lea"], []]
        assert any(each.aspects is Aspect.CLAIMS and each.touches(first) for each in rob.heard)
        # Nobody is told of themselves, and nobody is blocked.
        assert lea.claims.of(first) == ()
        rob.claims.read(first)
        lea.until(lambda: [each.name for each in lea.claims.of(first)] == ["Rob"])
        # On to another, and away.
        lea.claims.read(second)
        rob.until(lambda: not rob.claims.of(first) and bool(rob.claims.of(second)))
        lea.claims.close()
        rob.until(lambda: not rob.claims.of(second))
    finally:
        lea.close()
        rob.close()


def test_that_a_claim_ends_by_itself(team: Team) -> None:
    (id,) = team.receive([builders.arrival()])
    lea, rob = Side(team.desk("lea")), Side(team.desk("rob"))
    try:
        lea.claims.read(id)
        rob.until(lambda: bool(rob.claims.of(id)))
        with team.psql("postgres") as connection:
            ((left,),) = connection.execute("select extract(epoch from until - now())::float8 from claim").fetchall()
            assert isinstance(left, float)
            assert 60 < left <= 90
            # As if the program had been killed, and the time were over.
            connection.execute("update claim set until = clock_timestamp()")
        rob.claims.nudge()
        rob.until(lambda: not rob.claims.of(id))
    finally:
        lea.close()
        rob.close()
