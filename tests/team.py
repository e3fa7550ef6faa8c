"""A shared database for tests: a server, a team with its logins, and the parts of one person's window."""

import itertools
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Engine, NullPool, create_engine

from reviewer import paths
from reviewer.domain.arrival import Arrival
from reviewer.domain.operations import Operation
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueFilter
from reviewer.intake import tracks as files
from reviewer.services.arrivals import ArrivalService
from reviewer.services.changes import ChangeFeed
from reviewer.services.journal import Journal
from reviewer.services.queue import QueueService
from reviewer.storage.outbox import Outbox
from reviewer.storage.postgres import people, schema
from reviewer.storage.postgres.database import SharedDatabase
from reviewer.storage.postgres.people import Role
from tests.postgres import Server
from tests.proxy import Proxy

PASSWORD = "for-tests-alone"
LOGINS = {"lea": Role.LEAD, "rob": Role.REVIEWER, "ria": Role.REVIEWER, "form": Role.INTAKE}
"""Who is in every team of the tests."""

_numbers = itertools.count(1)


@dataclass
class Desk:
    """What one person's window stands on."""

    me: Person
    database: SharedDatabase
    outbox: Outbox
    feed: ChangeFeed
    journal: Journal
    queue: QueueService

    def do(self, operation: Operation) -> None:
        """Record an operation, and wait until the database has it."""
        self.journal.record(operation)
        self.sent()

    def sent(self) -> None:
        """Wait until nothing waits to be sent."""
        assert self.journal.wait_sent(20), self.journal.state()

    def close(self) -> None:
        """Leave."""
        self.journal.close()
        self.outbox.close()
        self.database.close()


@dataclass
class Team:
    """One shared database with its people."""

    server: Server
    name: str
    folder: Path
    opened: list[Desk] = field(default_factory=list["Desk"])

    def url(self, login: str) -> str:
        """Where it is, for one login; the superuser's password is another."""
        return self.server.url(self.name, login, self.server.password if login == "postgres" else PASSWORD)

    def psql(self, login: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection as that login, as psql would make one: whoever has it may send anything."""
        return psycopg.connect(self.url(login), autocommit=True, options="-c search_path=reviewer")

    def engine(self) -> Engine:
        """For whoever runs the database."""
        return create_engine(
            "postgresql+psycopg://", creator=lambda: psycopg.connect(self.url("postgres")), poolclass=NullPool
        )

    def database(self, login: str) -> SharedDatabase:
        """The database as one login's program opens it."""
        return SharedDatabase(lambda: self.psql(login))

    def desk(self, login: str, outbox: Path | None = None) -> Desk:
        """What the window of that login stands on; closed with the team."""
        database = self.database(login)
        with database.read() as work:
            me = people.me(work)
        box = Outbox(outbox or self.folder / f"{login}{next(_numbers)}.sqlite")
        feed = ChangeFeed()
        journal = Journal(box, database, feed, me)
        made = Desk(me, database, box, feed, journal, QueueService(database, journal, me))
        self.opened.append(made)
        return made

    def receive(self, arrivals: Iterable[Arrival]) -> list[UUID]:
        """Hand applications in, as the form does; all that are there then, newest first."""
        database = self.database("form")
        try:
            ArrivalService(database, ChangeFeed(), Person(UUID(int=0), "form", "Form", lead=False)).receive(
                list(arrivals)
            )
        finally:
            database.close()
        desk = self.desk("rob")
        ids = list(desk.queue.index(QueueFilter()))
        self.close_desk(desk)
        return ids

    def close_desk(self, desk: Desk) -> None:
        """That person leaves."""
        self.opened.remove(desk)
        desk.close()

    def close(self) -> None:
        """Everybody leaves."""
        for desk in [*self.opened]:
            self.close_desk(desk)


@pytest.fixture(scope="session")
def postgres_server() -> Generator[Server]:
    """A server that all tests of a process share."""
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session")
def _template(postgres_server: Server) -> str:
    return set_up(postgres_server, "template_team")


def set_up(server: Server, name: str) -> str:
    """Make a database with the tables, the tracks and the people."""
    with server.connect() as connection:
        connection.execute(f"create database {name}".encode())
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(server.url(name)), poolclass=NullPool
    )
    schema.create(engine, files.read_folder(paths.resources() / "tracks"))
    for login, role in LOGINS.items():
        people.add(engine, login, login.capitalize(), role, PASSWORD)
    engine.dispose()
    return name


@pytest.fixture
def proxy(team: Team) -> Generator[Proxy]:
    """What can be put between a program and the team's server."""
    made = Proxy(team.server.port)
    yield made
    made.close()


@pytest.fixture
def team(postgres_server: Server, _template: str, tmp_path: Path) -> Generator[Team]:
    """A fresh shared database, with nobody in it yet."""
    name = f"team{next(_numbers)}"
    with postgres_server.connect() as connection:
        copied = " strategy file_copy" if postgres_server.version >= 150000 else ""
        connection.execute(f"create database {name} template {_template}{copied}".encode())
        # A copy has its owner's rights alone.
        connection.execute(f"revoke all on database {name} from public".encode())
        connection.execute(
            f"grant connect on database {name} to reviewer_reviewer, reviewer_lead, reviewer_intake".encode()
        )
    made = Team(postgres_server, name, tmp_path)
    yield made
    made.close()
    with postgres_server.connect() as connection:
        connection.execute(f"drop database {name} with (force)".encode())
