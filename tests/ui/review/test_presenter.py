"""What is read of an application while its reviewer works on it."""

import threading
from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.application import Application
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.queue import QueueFilter
from reviewer.services.queue import QueueService
from reviewer.ui.changes import ChangeSignals
from reviewer.ui.review.presenter import ReviewPresenter
from reviewer.ui.tasks import Lane, Tasks
from tests import builders
from tests.builders import Office


class SlowQueue(QueueService):
    """The real one, whose answers are on their way until `through` is set."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.database, office.journal, office.me)
        self.through, self.read = threading.Event(), threading.Event()
        self.through.set()

    def open(self, application: UUID) -> Application:
        found = super().open(application)
        self.read.set()
        assert self.through.wait(20)
        return found


class Desk:
    """An application that is read."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office, self.queue = office, SlowQueue(office)
        self.tasks = Tasks()
        self.changes = ChangeSignals(office.feed)
        self.presenter = ReviewPresenter(
            office.me, self.queue, office.journal, self.changes, self.tasks, lambda before, after: ()
        )
        self.refreshed: list[str] = []
        self.presenter.refreshed.connect(lambda now: self.refreshed.append(now.review.card.note if now.review else ""))
        self.id = office.queue.index(QueueFilter())[0]
        with qtbot.waitSignal(self.presenter.shown):
            self.presenter.show(self.id)

    def hear(self) -> None:
        """Somebody else changed the application."""
        self.queue.read.clear()
        self.office.feed.tell(Changes(Aspect.DECISION, frozenset({self.id})))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Generator[Desk]:
    office = builders.office(tmp_path, [builders.arrival(0)])
    made = Desk(qtbot, office)
    yield made
    made.queue.through.set()
    made.tasks.close()
    made.changes.close()
    office.close()


def test_that_what_was_kept_meanwhile_is_not_overwritten(qtbot: QtBot, desk: Desk) -> None:
    desk.queue.through.clear()
    desk.hear()
    qtbot.waitUntil(desk.queue.read.is_set)  # without what follows
    with qtbot.waitSignal(desk.presenter.recorded):
        desk.presenter.keep_card(builders.card(note="Half a thought."))
    desk.queue.through.set()
    qtbot.waitUntil(lambda: bool(desk.refreshed))
    assert desk.refreshed == ["Half a thought."]


def test_that_a_change_elsewhere_is_seen_once_own_work_is_durable(qtbot: QtBot, desk: Desk) -> None:
    held = threading.Event()
    desk.tasks.run(lambda: held.wait(20), lambda _: None, lambda _: None, Lane.WRITE)
    desk.presenter.keep_card(builders.card(note="Mine."))
    desk.hear()
    qtbot.waitUntil(desk.queue.read.is_set)
    qtbot.waitUntil(lambda: desk.presenter._stale)
    assert not desk.refreshed
    held.set()
    qtbot.waitUntil(lambda: desk.refreshed == ["Mine."])
