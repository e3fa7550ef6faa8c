"""Four reviewers work on one server, everything between fails again and again, and what became of it is counted.

The server is durable, as one is that matters. The reviewers are processes of their own, each behind a proxy.
"""

import itertools
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psutil

from reviewer.storage.postgres import people
from reviewer.storage.postgres.people import Role
from tests import builders
from tests.postgres import HOST, Server
from tests.proxy import Proxy
from tests.team import PASSWORD, Team, set_up

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 4
APPLICATIONS = 5
PATIENCE_S = 240.0


@dataclass
class Client:
    """One reviewer, and the process that works as them just now."""

    login: str
    folder: Path
    proxy: Proxy
    applications: list[UUID]
    count: int
    process: subprocess.Popen[bytes] | None = None
    full: bool = False

    @property
    def said(self) -> Path:
        return self.folder / f"{self.login}.said"

    def start(self, full_after: int | None = None) -> None:
        """Work; `full_after`: bytes after which the outbox finds the disk full."""
        url = f"postgresql://{self.login}:{PASSWORD}@{HOST}:{self.proxy.port}/faults"
        words = [url, str(self.folder / f"{self.login}.sqlite"), str(self.said), str(self.count)]
        words += [",".join(map(str, self.applications))] + ([str(full_after)] if full_after is not None else [])
        self.full = full_after is not None
        self.process = subprocess.Popen([sys.executable, "-m", "tests.faulty_reviewer", *words], cwd=ROOT)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def lines(self) -> list[str]:
        return self.said.read_text().split("\n")[:-1] if self.said.exists() else []

    @property
    def finished(self) -> bool:
        return self.process is not None and self.process.poll() == 0

    def keep_up(self) -> None:
        """Start it again where it ended early."""
        if self.process is not None and self.process.poll() not in (None, 0):
            self.start()


@dataclass(frozen=True)
class Toll:
    """What was found at the end."""

    operations: int
    """Acknowledged by the outboxes."""
    faults: int
    by_kind: dict[str, int]
    lost: int
    """Acknowledged, and not in the database."""
    invented: int
    """In the database, and never acknowledged; but for those that were killed between outbox and word."""
    doubled: int
    """Reviews whose version is not the number of their operations."""
    disordered: int
    """Reviews whose operations were not applied in the order in which they were made."""
    refused_by_full_disk: int
    seconds: float


@dataclass
class Stage:
    """All that can fail."""

    server: Server
    clients: list[Client]
    random: random.Random
    faults: Counter[str] = field(default_factory=Counter[str])

    def fail(self, kind: str) -> None:
        """Let one thing fail, and put it right where that does not happen by itself."""
        client = self.random.choice(self.clients)
        _FAULTS[kind](self, client)
        self.faults[kind] += 1


def _half(direction: str) -> Callable[[Stage, Client], None]:
    def fail(stage: Stage, client: Client) -> None:
        client.proxy.cut_after(direction, stage.random.randint(1, 700))

    return fail


def _stall(stage: Stage, client: Client) -> None:
    client.proxy.silence()
    time.sleep(stage.random.uniform(0.05, 1.0))
    client.proxy.silence(False)


def _kill_client(stage: Stage, client: Client) -> None:
    client.kill()
    client.start()


def _fill_disk(stage: Stage, client: Client) -> None:
    client.kill()
    if (client.folder / f"{client.login}.sqlite").exists():
        client.start(full_after=stage.random.randint(0, 8192))
        time.sleep(1.0)
        client.kill()
    client.start()


def _backends(stage: Stage) -> list[psutil.Process]:
    assert stage.server.process is not None
    found = psutil.Process(stage.server.process.pid).children()
    return [each for each in found if " faults 127.0.0.1" in _called(each)]


def _called(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""  # it has ended by itself meanwhile


def _kill_backend(stage: Stage, client: Client) -> None:
    """The server takes down everybody when one of its processes dies, and recovers."""
    backends = _backends(stage)
    if backends:
        stage.random.choice(backends).send_signal(signal.SIGKILL)


def _end_backend(stage: Stage, client: Client) -> None:
    backends = _backends(stage)
    if backends:
        stage.random.choice(backends).send_signal(signal.SIGTERM)


def _kill_server(stage: Stage, client: Client) -> None:
    stage.server.kill()
    stage.server.start()


def _stop_server(stage: Stage, client: Client) -> None:
    stage.server.stop(signal.SIGQUIT)
    stage.server.start()


_FAULTS: dict[str, Callable[[Stage, Client], None]] = {
    "cut": lambda _, client: client.proxy.cut(),
    "half a request": _half("server"),
    "half an answer": _half("client"),
    "stall": _stall,
    "backend ended": _end_backend,
    "backend killed": _kill_backend,
    "client killed": _kill_client,
    "server killed": _kill_server,
    "server stopped at once": _stop_server,
    "disk of the outbox full": _fill_disk,
}
_OFTEN = ("cut", "half a request", "half an answer", "stall", "backend ended")


def run(folder: Path, operations: int, faults: int, seed: int = 1, programs: Path | None = None) -> Toll:
    """Let four reviewers make so many changes in all, and so many things fail meanwhile."""
    began = time.monotonic()
    server = Server(programs, durable=True)
    clients: list[Client] = []
    try:
        team = Team(server, set_up(server, "faults"), folder)
        engine = team.engine()
        ids = team.receive([builders.arrival(each) for each in range(APPLICATIONS)])
        for number in range(CLIENTS):
            people.add(engine, f"client{number}", f"Client {number}", Role.REVIEWER, PASSWORD)
            client = Client(f"client{number}", folder, Proxy(server.port), ids, operations // CLIENTS)
            clients.append(client)
            client.start()
        stage = Stage(server, clients, random.Random(seed))
        rare = itertools.cycle(kind for kind in _FAULTS if kind not in _OFTEN)
        while sum(stage.faults.values()) < faults:
            # Nothing is waited for: the moment has to be a random one.
            time.sleep(stage.random.uniform(0.02, 0.25))
            each = sum(stage.faults.values())
            stage.fail(next(rare) if each % 6 == 5 else stage.random.choice(_OFTEN))
            for client in clients:
                client.keep_up()
        until = time.monotonic() + PATIENCE_S
        while not all(client.finished for client in clients) and time.monotonic() < until:
            for client in clients:
                client.keep_up()
            time.sleep(0.05)
        assert all(client.finished for client in clients), "the reviewers did not come to an end"
        return _count(team, clients, stage, time.monotonic() - began)
    finally:
        for client in clients:
            client.kill()
            client.proxy.close()
        server.close()


def _count(team: Team, clients: list[Client], stage: Stage, seconds: float) -> Toll:
    said = [line for client in clients for line in client.lines()]
    acknowledged = [UUID(line) for line in said if line not in ("full", "sent")]
    with team.psql("postgres") as connection:
        there = {row[0] for row in connection.execute("select id from operation where code = 'review.saved'")}
        doubled = connection.execute(
            "select r.id from review r where r.version <> (select count(*) from operation o "
            "where o.application = r.application and o.actor = r.reviewer)"
        ).fetchall()
        disordered = connection.execute(
            "select distinct actor from (select actor, number, lag(number) over (partition by actor, application "
            "order by place) as before from (select o.actor, o.application, f.place, "
            "(o.payload #>> '{card,note}')::integer as number from operation o join feed f on f.operation = o.id "
            "where o.code = 'review.saved') each) beside where before is not null and number <= before"
        ).fetchall()
    # Killed between the outbox and its word, a change is kept all the same: it was about to be acknowledged.
    unsaid = stage.faults["client killed"] + stage.faults["disk of the outbox full"]
    return Toll(
        operations=len(acknowledged),
        faults=sum(stage.faults.values()),
        by_kind=dict(stage.faults),
        lost=sum(each not in there for each in acknowledged),
        invented=max(0, len(there - set(acknowledged)) - unsaid),
        doubled=len(doubled) + len(acknowledged) - len(set(acknowledged)),
        disordered=len(disordered),
        refused_by_full_disk=said.count("full"),
        seconds=round(seconds, 1),
    )
