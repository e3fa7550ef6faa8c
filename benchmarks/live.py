"""How soon changes of others are known: from the call that commits one until each listener has told of it."""

import argparse
import itertools
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks import report
from reviewer.domain.changes import Changes
from reviewer.services import actions
from reviewer.services.changes import ChangeFeed
from reviewer.services.watcher import Watcher
from reviewer.storage.apply import apply
from reviewer.storage.postgres import people
from reviewer.storage.postgres.database import SharedDatabase
from reviewer.storage.postgres.people import Role
from tests import builders
from tests.postgres import Server
from tests.team import PASSWORD, Team, set_up

SUMMARY = "others' changes in a shared database are known at once"
MEDIAN_MS, CROWDED_MS = 100.0, 500.0
"""With one writer the median, with all of them 95 %."""
LOGINS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--listeners", type=int, default=50, help="programs that listen (50)")
    parser.add_argument("--writers", type=int, default=20, help="programs that write at once (20)")
    parser.add_argument("--changes", type=int, default=15, help="changes of each writer (15)")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between two changes of a writer (0.5)")


class Ears:
    """All listeners: when each was told of a change of an application."""

    def __init__(self) -> None:
        self.told: dict[tuple[int, UUID], float] = {}
        self._lock = threading.Lock()

    def listener(self, number: int) -> ChangeFeed:
        """The feed of one of them."""
        feed = ChangeFeed()

        def hear(changes: Changes, _initiator: object) -> None:
            now = time.perf_counter()
            with self._lock:
                for application in changes.applications:
                    self.told.setdefault((number, application), now)

        feed.listen(hear)
        return feed


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Listen, write, measure. Times are in milliseconds."""
    server = Server(durable=True, settings=("max_connections = 400",))
    result: dict[str, Any] = {}
    try:
        with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
            team = Team(server, set_up(server, "live"), Path(folder))
            engine = team.engine()
            for number in range(LOGINS):
                people.add(engine, f"person{number}", f"Person {number}", Role.REVIEWER, PASSWORD)
            ids = team.receive([builders.arrival(each) for each in range(arguments.writers * arguments.changes + 30)])
            ears = Ears()
            listening = [_listen(team, ears, number) for number in range(arguments.listeners)]
            time.sleep(1.0)
            alone = _write(team, ears, ids[:30], 1, 0.05, listeners=arguments.listeners)
            crowd = _write(team, ears, ids[30:], arguments.writers, arguments.pause, listeners=arguments.listeners)
            for watcher, database in listening:
                watcher.close()
                database.close()
            team.close()
    finally:
        server.close()
    result |= {"listeners": arguments.listeners, "writers": arguments.writers}
    result |= report.figures("one writer", alone) | report.figures("all writers", crowd)
    result["missed"] = sum(1 for each in (*alone, *crowd) if each == float("inf"))
    result["within the limits"] = (
        result["one writer: median, ms"] <= MEDIAN_MS
        and result["all writers: 95 % within, ms"] <= CROWDED_MS
        and not result["missed"]
    )
    report.show(result)
    return result


def _listen(team: Team, ears: Ears, number: int) -> tuple[Watcher, SharedDatabase]:
    database = SharedDatabase(lambda: team.psql(f"person{number % LOGINS}"), connections=1)
    watcher = Watcher(database, ears.listener(number), lambda _: False)
    watcher.start()
    return watcher, database


def _write(team: Team, ears: Ears, ids: list[UUID], writers: int, pause: float, *, listeners: int) -> list[float]:
    """Milliseconds until each listener knew of each change; infinite where one never did."""
    begun: dict[UUID, float] = {}

    def work(mine: list[UUID]) -> None:
        desk = team.desk("rob") if writers == 1 else team.desk("lea")
        desk.journal.close()
        for id in mine:
            operation = actions.route(desk.queue.open(id), desk.me, "reasonml")
            begun[id] = time.perf_counter()
            with desk.database.write() as unit:
                apply(unit, operation)
            time.sleep(pause)

    with team.psql("postgres") as connection:
        connection.execute("alter role lea connection limit 200")
    threads = [threading.Thread(target=work, args=(ids[number::writers],)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    until = time.monotonic() + 10
    wanted = set(itertools.product(range(listeners), ids))
    while not wanted <= ears.told.keys() and time.monotonic() < until:
        time.sleep(0.05)
    return [
        (ears.told[number, id] - begun[id]) * 1000 if (number, id) in ears.told else float("inf")
        for number, id in wanted
    ]
