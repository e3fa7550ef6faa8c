"""The local file in which a change is durable first."""

import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from reviewer.domain import operations as op
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.person import Person
from reviewer.errors import OutboxTrouble
from reviewer.services import actions
from reviewer.storage import outbox as module
from reviewer.storage.outbox import EntryState, Outbox
from tests import builders

ME = Person(new_id(), "robin", "Robin Example", lead=True)
APPLICATION = builders.application()


@pytest.fixture
def outbox(tmp_path: Path) -> Generator[Outbox]:
    made = Outbox(tmp_path / "outbox.sqlite")
    yield made
    made.close()


def route() -> op.Route:
    return actions.route(APPLICATION, ME, "reasonml")


def test_that_every_operation_comes_back_as_it_was(tmp_path: Path) -> None:
    made: list[op.Operation] = [
        actions.save(APPLICATION, ME, builders.card(ocaml=4, note="Złoty — „quoted“")),
        actions.submit(APPLICATION, ME, builders.card(recommendation=4)),
        actions.route(APPLICATION, ME, None),
        actions.decide(APPLICATION, ME, Outcome.REJECT, Reason.BOT),
        actions.decide(APPLICATION, ME, None),
        actions.set_flag(APPLICATION, ME, FlagKind.AGENCY, FlagState.OPEN, ("why",)),
        actions.set_document_kind(APPLICATION, ME, new_id(), DocumentKind.OTHER),
        actions.mark_read(APPLICATION, ME),
        op.Undo(id=new_id(), actor=ME.id, at=now(), application=APPLICATION.id, base=3, operation=new_id()),
    ]
    first = Outbox(tmp_path / "outbox.sqlite")
    for operation in made:
        first.append(operation)
    first.close()
    second = Outbox(tmp_path / "outbox.sqlite")
    assert [entry.operation for entry in second.waiting()] == made
    second.close()


def test_that_an_operation_is_kept_once(outbox: Outbox) -> None:
    operation = route()
    outbox.append(operation)
    outbox.append(operation)
    assert [entry.operation for entry in outbox.waiting()] == [operation]


def test_that_what_was_sent_stays_for_undo(outbox: Outbox) -> None:
    first, second, third = route(), route(), route()
    for operation in (first, second, third):
        outbox.append(operation)
    outbox.done(first.id)
    outbox.stopped(second.id, "Somebody was quicker.")
    outbox.aside([third.id])
    assert [(e.operation.id, e.state, e.sentence) for e in outbox.waiting()] == [
        (second.id, EntryState.STOPPED, "Somebody was quicker.")
    ]
    assert [e.state for e in outbox.history()] == [EntryState.DONE, EntryState.STOPPED, EntryState.ASIDE]


def test_that_only_old_sent_operations_are_forgotten(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    made = [route() for _ in range(8)]
    for operation in made:
        outbox.append(operation)
    for operation in made[1:]:
        outbox.done(operation.id)
    outbox.tidy()
    assert [e.operation.id for e in outbox.history()] == [each.id for each in (made[0], *made[5:])]


def test_that_threads_may_write_at_once(outbox: Outbox) -> None:
    def write() -> None:
        for _ in range(25):
            operation = route()
            outbox.append(operation)
            outbox.done(operation.id)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outbox.history()) == 100
    assert outbox.waiting() == ()


def test_that_a_full_disk_is_told_and_nothing_is_half_kept(outbox: Outbox) -> None:
    outbox.append(route())
    outbox._durable.execute("pragma max_page_count = 1")
    with pytest.raises(OutboxTrouble) as trouble:
        outbox.append(actions.save(APPLICATION, ME, builders.card(note="x" * 20_000)))
    assert trouble.value.sentence == module.NOT_WRITTEN
    outbox._durable.execute("pragma max_page_count = 100000")
    outbox.append(route())
    assert len(outbox.waiting()) == 2


def test_that_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutboxTrouble) as trouble:
        Outbox(tmp_path / "nowhere" / "outbox.sqlite")
    assert trouble.value.sentence == module.NOT_OPENED


def test_that_appending_is_durable_and_marking_is_quick(outbox: Outbox) -> None:
    assert outbox._durable.execute("pragma synchronous").fetchone() == (2,)
    assert outbox._marks.execute("pragma synchronous").fetchone() == (1,)
