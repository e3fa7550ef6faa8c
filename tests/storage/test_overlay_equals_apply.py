"""What is shown before an operation is applied is what the database reads after, for every operation in any order."""

import itertools
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain import operations as op
from reviewer.domain import overlay
from reviewer.domain.application import Application
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueRow
from reviewer.errors import CannotUndo, Refused
from reviewer.services import actions
from reviewer.storage import applications, operations, queue
from reviewer.storage.apply import Applied, apply
from tests import builders

Step = Callable[[Application, Person, list[op.Operation]], op.Operation | None]

numbers = itertools.count(1000)
cards = st.builds(
    lambda ratings, recommendation, note: builders.card(note=note, recommendation=recommendation, **ratings),
    st.dictionaries(st.sampled_from(["ocaml", "d_or_cpp", "independence"]), st.integers(1, 5)),
    st.none() | st.integers(1, 4),
    st.sampled_from(["", "Wrote a cache in OCaml.", "Ünïcode — „quoted“"]),
)


QUOTES = ("a storage engine in OCaml", "kept it running", "OCaml")


def attach(criterion: str, quote: str) -> Step:
    """Attach a passage, unless it is there already."""

    def step(application: Application, me: Person, _done: list[op.Operation]) -> op.Operation | None:
        try:
            return actions.attach(application, me, builders.passage(quote), "backend", 1, criterion)
        except Refused:
            return None

    return step


def remove(which: int) -> Step:
    """Remove one of the passages that are there."""

    def step(application: Application, me: Person, _done: list[op.Operation]) -> op.Operation | None:
        given = application.review.evidence if application.review else ()
        return actions.remove(application, me, given[which % len(given)].id) if given else None

    return step


def undo(which: int) -> Step:
    """Take back the operation of that number, counted from the last."""

    def step(application: Application, me: Person, done: list[op.Operation]) -> op.Operation | None:
        undoable = [each for each in done if each.undoable]
        if not undoable:
            return None
        target = undoable[-1 - which % len(undoable)]
        return op.Undo(
            id=builders.new_id(),
            actor=me.id,
            at=builders.DAY,
            application=application.id,
            base=0,
            operation=target.id,
        )

    return step


steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        lambda text: lambda a, me, _: actions.comment(a, me, text),
        st.sampled_from(["Call her.", "„Ünïcode“ — 2\nlines"]),
    ),
    st.builds(lambda card: lambda a, me, _: actions.save(a, me, card), cards),
    st.builds(lambda card: lambda a, me, _: actions.submit(a, me, card), cards),
    st.builds(attach, st.sampled_from(["ocaml", "independence"]), st.sampled_from(QUOTES)),
    st.builds(attach, st.sampled_from(["ocaml", "independence"]), st.sampled_from(QUOTES)),
    st.builds(remove, st.integers(0, 2)),
    st.builds(
        lambda track: lambda a, me, _: actions.route(a, me, track), st.sampled_from(["backend", "reasonml", None])
    ),
    st.builds(
        lambda outcome, reason: (
            lambda a, me, _: actions.decide(a, me, outcome, reason if outcome is Outcome.REJECT else None)
        ),
        st.none() | st.sampled_from(Outcome),
        st.sampled_from(Reason),
    ),
    st.builds(
        lambda kind, state, reasons: lambda a, me, _: actions.set_flag(a, me, kind, state, reasons),
        st.sampled_from(FlagKind),
        st.sampled_from(FlagState),
        st.sampled_from([(), ("looks like one",), ("one", "two")]),
    ),
    st.builds(
        lambda number, kind: lambda a, me, _: actions.set_document_kind(a, me, a.documents[number].id, kind),
        st.integers(0, 1),
        st.sampled_from(DocumentKind),
    ),
    st.builds(lambda: lambda a, me, _: actions.mark_read(a, me)),
    st.integers(0, 3).map(undo),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[builders.Office]:
    made = builders.office(tmp_path_factory.mktemp("overlay"))
    # Nothing is recorded here; operations are applied one by one.
    made.journal.close()
    yield made
    made.close()


def read(office: builders.Office, id: UUID) -> tuple[Application, QueueRow]:
    with office.database.read() as work:
        application = applications.read(work, office.me.id, id)
        assert application is not None
        return application, queue.rows(work, office.me.id, [id])[id]


def applied(office: builders.Office, operation: op.Operation) -> Applied:
    with office.database.write() as work:
        answer = apply(work, operation)
        work.commit()
    return answer


def based(operation: op.Operation, application: Application, stored: overlay.Effect | None) -> op.Operation:
    """An undo with the version that it is based on."""
    if not isinstance(operation, op.Undo) or stored is None:
        return operation
    return replace(operation, base=overlay.version_of(application, stored.after))


@given(st.lists(steps, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_laying_an_operation_is_applying_it(office: builders.Office, sequence: list[Step]) -> None:
    number = next(numbers)
    flags = (builders.flag("bot_traffic"),) if number % 2 else ()
    office.arrivals.receive(
        [builders.arrival(number, flags=flags, received_at=builders.DAY + timedelta(seconds=number))]
    )
    with office.database.read() as work:
        ((raw,),) = work.rows("select id from application order by rowid desc limit 1")
    id = UUID(bytes=raw)
    start, start_row = read(office, id)
    done: list[op.Operation] = []
    for step in sequence:
        before, row = read(office, id)
        operation = step(before, office.me, done)
        if operation is None:
            continue
        stored = None
        if isinstance(operation, op.Undo):
            with office.database.read() as work:
                stored = operations.effect(work, operation.operation)
            operation = based(operation, before, stored)
        shown = overlay.lay(before, operation, name=office.me.name, undone=stored)
        shown_row = overlay.lay_row(row, operation, undone=stored)
        try:
            answer = applied(office, operation)
        except CannotUndo:
            assert read(office, id) == (before, row)
            continue
        done.append(operation)
        after, after_row = read(office, id)
        assert shown == after
        assert shown_row == after_row
        # Once it is there, laying it again changes nothing, and neither does sending it again.
        assert overlay.lay(after, operation, name=office.me.name, undone=stored) == after
        assert overlay.lay_row(after_row, operation, undone=stored) == after_row
        again = applied(office, operation)
        assert (again.before, again.after, again.changes) == (answer.before, answer.after, answer.changes)
        assert again.repeated or isinstance(operation, op.MarkRead)
        assert read(office, id) == (after, after_row)
    # All at once over the beginning, as when nothing had been sent; and over the end, as when everything just was.
    after, after_row = read(office, id)
    assert overlay.lay_all(start, done, {}, name=office.me.name) == after
    assert overlay.lay_all(after, done, {}, name=office.me.name) == after
    unread = after_row.unread
    assert overlay.project(replace(start_row, unread=unread), after) == after_row
