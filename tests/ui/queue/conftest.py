"""Rows of invented people, and a database that counts what it is asked for."""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track, Workplace
from reviewer.errors import DatabaseAway
from reviewer.ui.queue.pane import QueuePane
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAMES = ("Ottilie Brandt", "Ruben Kivi", "Saskia Ásdal")


def names(count: int) -> list[UUID]:
    return [UUID(int=(7 << 76) + number) for number in range(count)]


def index_of(ids: Sequence[UUID]) -> QueueIndex:
    return QueueIndex(b"".join(application.bytes for application in ids))


def row_of(application: UUID) -> QueueRow:
    number = application.int & 0xFFFFFF
    return QueueRow(
        id=application,
        name=f"{NAMES[number % 3]} {number}",
        headline="Compiler engineer",
        location="Turku",
        track="backend",
        received_at=NOW - timedelta(hours=number),
        outcome=None,
        flags=frozenset(),
        mean=None,
        submitted=False,
        unread=True,
        version=1,
    )


def track(slug: str, short: str, letter: str) -> Track:
    return Track(slug, short, short, letter, "", (Workplace.REMOTE,), Rubric(1, ()), ())


TRACKS = (track("backend", "Backend", "B"), track("reasonml", "ReasonML", "R"))


@dataclass
class Database:
    """Gives rows when it may, and remembers what it was asked for."""

    rows: dict[UUID, QueueRow] = field(default_factory=dict[UUID, QueueRow])
    asked: list[list[UUID]] = field(default_factory=list[list[UUID]])
    may_answer: threading.Event = field(default_factory=threading.Event)
    away: bool = False

    def __call__(self, ids: Sequence[UUID]) -> list[QueueRow | None]:
        self.asked.append(list(ids))
        answer: list[QueueRow | None] = [self.rows.get(application, row_of(application)) for application in ids]
        self.may_answer.wait(10)
        if self.away:
            raise DatabaseAway("The database does not answer.")
        return answer

    def change(self, application: UUID, name: str) -> QueueRow:
        """Give another name to somebody."""
        self.rows[application] = replace(row_of(application), name=name)
        return self.rows[application]


@pytest.fixture
def database() -> Generator[Database]:
    database = Database()
    database.may_answer.set()
    yield database
    database.may_answer.set()


@pytest.fixture
def make_pane(qtbot: QtBot, theme: Theme, tasks: Tasks, database: Database) -> Callable[[], QueuePane]:
    def make() -> QueuePane:
        pane = QueuePane(theme, tasks, database)
        qtbot.addWidget(pane)
        pane.set_tracks(TRACKS)
        pane.model.clock = lambda: NOW
        pane.resize(324, 700)
        return pane

    return make


@pytest.fixture
def pane(make_pane: Callable[[], QueuePane], qtbot: QtBot) -> QueuePane:
    """A shown pane that lists nothing yet."""
    pane = make_pane()
    pane.show()
    qtbot.waitExposed(pane)
    return pane
