"""The journal: durable first, sent in order, stopped one application at a time."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.domain import operations as op
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.decision import Outcome
from reviewer.domain.identifiers import new_id
from reviewer.domain.queue import QueueFilter, View
from reviewer.errors import CannotUndo, DatabaseAway
from reviewer.services import actions
from reviewer.services.journal import Journal
from reviewer.services.sync import SyncKind, SyncState
from reviewer.storage import apply as applying
from reviewer.storage.database import Database, UnitOfWork
from reviewer.storage.outbox import EntryState
from tests import builders
from tests.builders import Office


def ids(office: Office) -> list[UUID]:
    return list(office.queue.index(QueueFilter(View.ALL)))


def route(office: Office, id: UUID, track: str | None = "reasonml") -> op.Route:
    operation = actions.route(office.queue.open(id), office.me, track)
    office.journal.record(operation)
    return operation


@contextmanager
def away(office: Office, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """While inside, the database cannot be written."""

    @contextmanager
    def refuse(_: Database) -> Generator[UnitOfWork]:
        raise DatabaseAway("away")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", refuse)
        yield
    office.journal.retry()


def until(condition: Callable[[], bool], office: Office) -> None:
    """Wait for a condition that a change of state may bring about."""
    changed = threading.Event()
    end = office.journal.listen(lambda _: changed.set())
    try:
        while not condition():
            assert changed.wait(10), office.journal.state()
            changed.clear()
    finally:
        end()


def test_that_a_recorded_operation_is_durable_before_it_is_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(office, monkeypatch):
        operation = route(office, ids(office)[0])
        assert [entry.operation for entry in office.outbox.waiting()] == [operation]
    office.sent()
    assert office.outbox.waiting() == ()
    assert [entry.state for entry in office.outbox.history()] == [EntryState.DONE]


def test_that_applying_tells_who_began_it(office: Office) -> None:
    heard: list[tuple[Changes, object]] = []
    office.feed.listen(lambda changes, initiator: heard.append((changes, initiator)))
    application = office.queue.open(ids(office)[0])
    office.journal.record(actions.route(application, office.me, None), initiator="me")
    office.sent()
    until(lambda: bool(heard), office)
    assert heard == [(Changes(Aspect.TRACK, frozenset({application.id})), "me")]


def test_that_work_goes_on_while_the_database_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ids(office)[:2]
    told: list[SyncState] = []
    office.journal.listen(told.append)
    with away(office, monkeypatch):
        for track in ("reasonml", None, "backend"):
            route(office, first, track)
        until(lambda: office.journal.state() == SyncState(SyncKind.OFFLINE, 3), office)
        office.journal.record(actions.decide(office.queue.open(second), office.me, Outcome.HOLD))
        assert office.queue.open(first).version == 4
        assert second not in ids_of(office, View.INBOX)
        assert ids_of(office, View.DECIDED) == [second]
        (row,) = office.queue.rows([second])
        assert row is not None
        assert row.outcome is Outcome.HOLD
        assert office.journal.state() == SyncState(SyncKind.OFFLINE, 4)
        expected = [office.queue.open(first), office.queue.open(second)]
    office.sent()
    assert [office.queue.open(first), office.queue.open(second)] == expected
    until(lambda: office.journal.state() == SyncState(SyncKind.UP_TO_DATE, 0), office)
    assert SyncState(SyncKind.OFFLINE, 4) in told


def ids_of(office: Office, view: View) -> list[UUID]:
    return list(office.queue.index(QueueFilter(view)))


def test_that_a_conflict_stops_one_application_and_is_kept(office: Office) -> None:
    first, second = ids(office)[:2]
    stale = actions.route(office.queue.open(first), office.me, None)
    route(office, first)
    office.sent()
    held = actions.decide(office.queue.open(first), office.me, Outcome.HOLD)
    office.journal.record(stale)
    until(lambda: office.journal.state().kind is SyncKind.STOPPED, office)
    office.journal.record(held)
    (conflict,) = office.journal.conflicts()
    assert (conflict.operation, conflict.held) == (stale, (held,))
    assert "changed this application meanwhile" in conflict.sentence
    assert office.journal.pending() == ()
    assert office.queue.open(first).decision is None
    route(office, second, None)
    office.sent()
    assert office.queue.open(second).track is None
    office.journal.settle(first)
    assert office.journal.conflicts() == ()
    assert office.journal.state() == SyncState(SyncKind.UP_TO_DATE, 0)
    office.journal.record(actions.decide(office.queue.open(first), office.me, Outcome.ADVANCE))
    office.sent()
    application = office.queue.open(first)
    assert application.decision is not None
    assert (application.track, application.decision.outcome) == ("reasonml", Outcome.ADVANCE)
    assert [entry.state for entry in office.outbox.history()].count(EntryState.ASIDE) == 2


def test_that_a_conflict_is_still_there_after_a_restart(tmp_path: Path, office: Office) -> None:
    first = ids(office)[0]
    stale = actions.route(office.queue.open(first), office.me, None)
    route(office, first)
    office.sent()
    office.journal.record(stale)
    until(lambda: office.journal.state().kind is SyncKind.STOPPED, office)
    office.journal.close()
    office.outbox.close()
    again = builders.office(tmp_path)
    (conflict,) = again.journal.conflicts()
    assert conflict.operation == stale
    assert again.journal.state() == SyncState(SyncKind.STOPPED, 0)
    again.close()
    office.outbox = builders.Outbox(tmp_path / "outbox.sqlite")


def test_that_undo_takes_back_the_last_and_then_the_one_before(office: Office) -> None:
    first, second = ids(office)[:2]
    one, two = route(office, first), route(office, second)
    office.journal.record(actions.mark_read(office.queue.open(second), office.me))
    assert office.journal.undo().operation == two
    assert office.journal.undo().operation == one
    with pytest.raises(CannotUndo, match="nothing to undo"):
        office.journal.undo()
    assert office.journal.redo().operation == one
    office.journal.record(actions.mark_read(office.queue.open(first), office.me))
    assert office.journal.redo().operation == two
    with pytest.raises(CannotUndo, match="nothing to do again"):
        office.journal.redo()
    office.sent()
    assert [office.queue.open(each).track for each in (first, second)] == ["reasonml", "reasonml"]
    assert office.journal.undo().operation == two
    route(office, first, None)
    with pytest.raises(CannotUndo):
        office.journal.redo()


def test_that_what_was_done_before_a_restart_can_be_undone(tmp_path: Path, office: Office) -> None:
    first = ids(office)[0]
    one = route(office, first, "reasonml")
    two = route(office, first, None)
    office.journal.undo()
    office.sent()
    office.journal.close()
    again = Journal(office.outbox, office.database, office.feed, office.me)
    assert again.redo().operation == two
    assert again.undo().operation == two
    assert again.undo().operation == one
    assert again.wait_sent(10)
    again.close()
    assert office.queue.open(first).track == "backend"


def test_that_undo_works_on_what_is_not_sent_yet(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids(office)[0]
    before = office.queue.open(first)
    with away(office, monkeypatch):
        office.journal.record(actions.submit(before, office.me, builders.card(ocaml=4)))
        office.journal.record(actions.decide(office.queue.open(first), office.me, Outcome.ADVANCE))
        office.journal.undo()
        assert office.queue.open(first).decision is None
        office.journal.undo()
        shown = office.queue.open(first)
        (row,) = office.queue.rows([first])
        index = ids_of(office, View.INBOX)
        counts = office.queue.counts(QueueFilter())
        activity = office.queue.activity(first)
    office.sent()
    assert shown.review is not None
    assert shown.review.submitted_at is None
    assert office.queue.open(first) == shown
    assert office.queue.rows([first]) == [row]
    assert ids_of(office, View.INBOX) == index
    assert first in index
    assert office.queue.counts(QueueFilter()) == counts
    assert office.queue.activity(first) == activity
    assert [(each.code, each.undone) for each in activity] == [
        ("application.received", False),
        ("review.submitted", True),
        ("application.decided", True),
        ("operation.undone", False),
        ("operation.undone", False),
    ]


def test_that_one_entry_of_the_activity_can_be_taken_back(office: Office) -> None:
    first = ids(office)[0]
    one = route(office, first)
    office.journal.record(actions.decide(office.queue.open(first), office.me, Outcome.HOLD))
    done = office.journal.undo_operation(first, one.id)
    assert (done.operation, done.application) == (one, first)
    office.sent()
    assert office.queue.open(first).track == "backend"
    with pytest.raises(CannotUndo):
        office.journal.undo_operation(first, one.id)
    with pytest.raises(CannotUndo):
        office.journal.undo_operation(first, new_id())
    assert office.journal.redo().operation == one


def test_that_what_changed_since_is_passed_over(office: Office) -> None:
    first = ids(office)[0]
    one = route(office, first, "reasonml")
    office.sent()
    # Another window of the same person; this journal does not know of it.
    with office.database.write() as work:
        applying.apply(work, actions.route(office.queue.open(first), office.me, None))
        work.commit()
    with pytest.raises(CannotUndo, match="changed again"):
        office.journal.undo()
    with pytest.raises(CannotUndo, match="nothing to undo"):
        office.journal.undo()
    assert office.outbox.history()[-1].operation == one


def test_that_closing_keeps_what_is_not_sent(tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids(office)[0]
    with away(office, monkeypatch):
        route(office, first, None)
        until(lambda: office.journal.state().kind is SyncKind.OFFLINE, office)
        assert not office.journal.wait_sent(0.01)
        office.journal.close()
    again = Journal(office.outbox, office.database, office.feed, office.me)
    assert again.wait_sent(10)
    again.close()
    assert office.queue.open(first).track is None


def test_that_a_bug_in_sending_is_shown_and_loses_nothing(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with monkeypatch.context() as patch:
        patch.setattr("reviewer.storage.apply.apply", bug)
        operation = route(office, ids(office)[0], None)
        until(lambda: office.journal.state() == SyncState(SyncKind.OFFLINE, 1), office)
    office.close()
    again = builders.office(tmp_path)
    again.sent()
    assert again.queue.open(operation.application).track is None
    again.close()
    office.outbox, office.database = again.outbox, again.database
