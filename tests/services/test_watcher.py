"""Two programs on one database file: each learns of what the other does, and of nothing twice."""

import threading
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reviewer import app, paths
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.queue import QueueFilter, View
from reviewer.services import actions, watcher
from reviewer.services.parts import Parts
from reviewer.settings import Settings

PATIENCE = 10.0


class Window:
    """The parts of one program, and what its feed said."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.heard: list[tuple[Changes, object]] = []
        self._came = threading.Condition()
        self._end = parts.feed.listen(self._hear)

    def _hear(self, changes: Changes, initiator: object) -> None:
        with self._came:
            self.heard.append((changes, initiator))
            self._came.notify_all()

    def wait(self, count: int) -> list[tuple[Changes, object]]:
        with self._came:
            assert self._came.wait_for(lambda: len(self.heard) >= count, PATIENCE), self.heard
            return list(self.heard)


@pytest.fixture
def windows(tmp_path: Path) -> Generator[tuple[Window, Window]]:
    database = tmp_path / "team.sqlite"
    with app.build_intake(database, Settings()) as intake:
        intake.take([next(paths.samples().glob("*ilse*"))])
    with ExitStack() as stack:
        yield tuple(Window(stack.enter_context(app.build(app.Place.at(database), Settings(workers=1)))) for _ in "12")  # pyright: ignore[reportReturnType]


def test_that_each_learns_of_the_others_work_and_of_its_own_once(windows: tuple[Window, Window]) -> None:
    one, other = windows
    (id,) = one.parts.queue.index(QueueFilter(View.ALL))
    one.parts.journal.record(actions.route(one.parts.queue.open(id), one.parts.me, "reasonml"), "me")
    assert other.wait(1) == [(Changes(Aspect.TRACK, frozenset({id})), None)]
    assert other.parts.queue.open(id).track == "reasonml"
    other.parts.journal.record(actions.route(other.parts.queue.open(id), other.parts.me, "backend"), "other")
    heard = one.wait(2)
    assert heard == [(Changes(Aspect.TRACK, frozenset({id})), "me"), (Changes(Aspect.TRACK, frozenset({id})), None)]
    time.sleep(2 * watcher.EVERY)  # long enough for a second look
    assert len(one.heard) == 2
    assert len(other.heard) == 2


def test_that_imports_of_others_arrive(windows: tuple[Window, Window], tmp_path: Path) -> None:
    one, other = windows
    with app.build_intake(tmp_path / "team.sqlite", Settings()) as intake:
        intake.take([next(paths.samples().glob("*haruka*"))])
    for window in (one, other):
        changes, initiator = window.wait(1)[0]
        assert changes.aspects is Aspect.ARRIVED
        assert initiator is None
        assert window.parts.queue.counts(QueueFilter(View.ALL)).total == 2


def test_that_it_is_told_soon(windows: tuple[Window, Window]) -> None:
    one, other = windows
    (id,) = one.parts.queue.index(QueueFilter(View.ALL))
    begun = time.monotonic()
    one.parts.journal.record(actions.route(one.parts.queue.open(id), one.parts.me, "reasonml"))
    other.wait(1)
    assert time.monotonic() - begun < 5  # a quarter of a second, where nothing else runs
