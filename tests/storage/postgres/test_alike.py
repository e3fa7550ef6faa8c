"""Both databases make the same of every operation, in any order: one applies it in Python, the other in SQL."""

import itertools
from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain import effects, overlay
from reviewer.domain import operations as op
from reviewer.domain.application import Application
from reviewer.errors import CannotUndo, KnownTrouble, Refused, StaleVersion
from reviewer.services import actions
from reviewer.storage import applications, operations, queue
from reviewer.storage.apply import apply
from reviewer.storage.database import Database
from tests import builders
from tests.storage.test_overlay_equals_apply import Step, cards, steps
from tests.team import Desk, Team

numbers = itertools.count(5000)

more_steps: st.SearchStrategy[Step] = st.one_of(
    steps,
    steps,
    steps,
    st.builds(
        lambda: lambda a, me, _: op.Reveal(id=builders.new_id(), actor=me.id, at=builders.DAY, application=a.id, base=0)
    ),
    st.builds(
        lambda: (
            lambda a, me, _: op.Recuse(
                id=builders.new_id(), actor=me.id, at=builders.DAY, application=a.id, base=0, reason="I know them."
            )
        )
    ),
    # Based on a version that is over.
    st.builds(lambda card: lambda a, me, _: replace(actions.save(a, me, card), base=99), cards),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[builders.Office]:
    made = builders.office(tmp_path_factory.mktemp("alike"))
    made.journal.close()
    yield made
    made.close()


@pytest.fixture
def desk(team: Team) -> Desk:
    made = team.desk("lea")
    made.journal.close()
    return made


def read(database: Database, me: UUID, id: UUID) -> Application:
    with database.read() as work:
        found = applications.read(work, me, id)
    assert found is not None
    return found


def told(value: Any, names: dict[str, str]) -> Any:
    """A state without what must differ: whose it is, and when it was."""
    match value:
        case dict():
            return {
                key: (each and "then") if key in ("at", "submitted_at", "by_name") else told(each, names)
                for key, each in value.items()
            }
        case list():
            return [told(each, names) for each in value]
        case _:
            return names.get(value, value) if isinstance(value, str) else value


def outcome(database: Database, operation: op.Operation, names: dict[str, str]) -> Any:
    """What a database makes of an operation."""
    try:
        with database.write() as work:
            answer = apply(work, operation)
            work.commit()
    except (StaleVersion, CannotUndo, Refused) as trouble:
        return type(trouble), trouble.sentence
    return told(answer.before, names), told(answer.after, names), answer.repeated, answer.changes.aspects


def shown(database: Database, me: UUID, id: UUID, names: dict[str, str]) -> Any:
    """What is read of an application, without what must differ."""
    found = read(database, me, id)
    with database.read() as work:
        row = queue.rows(work, me, [id])[id]
    review = found.review
    return (
        found.track,
        found.decision and (found.decision.outcome, found.decision.reason),
        found.flags,
        [(each.kind, each.guessed, each.name) for each in found.documents],
        found.version,
        found.activities,
        found.opening,
        [(each.text, each.version) for each in (*found.comments, *found.withdrawn)],
        review
        and (
            review.card,
            review.submitted_at is not None,
            review.version,
            review.evidence,
            review.first and review.first.card,
        ),
        (row.mean, row.submitted, row.unread, row.flags, row.version),
    )


@given(st.lists(more_steps, min_size=1, max_size=8))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_both_make_the_same_of_every_operation(
    office: builders.Office, desk: Desk, team: Team, sequence: list[Step]
) -> None:
    number = next(numbers)
    flags = (builders.flag("bot_traffic"),) if number % 2 else ()
    arrival = builders.arrival(number, flags=flags, received_at=builders.DAY + timedelta(seconds=number))
    office.arrivals.receive([arrival])
    with office.database.read() as work:
        here = UUID(bytes=work.rows("select id from application order by rowid desc limit 1")[0][0])
    there = team.receive([arrival])[0]
    one, other = read(office.database, office.me.id, here), read(desk.database, desk.me.id, there)
    names = {str(a.id): str(b.id) for a, b in zip(one.documents, other.documents, strict=True)}
    names |= {str(here): str(there), str(office.me.id): str(desk.me.id)}
    done: list[op.Operation] = []
    for step in sequence:
        before = read(office.database, office.me.id, here)
        operation = step(before, office.me, done)
        if operation is None:
            continue
        if isinstance(operation, op.Undo):
            with office.database.read() as work:
                stored = operations.effect(work, operation.operation)
            if stored is not None:
                operation = replace(operation, base=overlay.version_of(before, stored.after))
        twin = replace(operation, application=there, actor=desk.me.id)
        if isinstance(twin, op.SetDocumentKind):
            twin = replace(twin, document=UUID(names[str(twin.document)]))
        expected = outcome(office.database, operation, names)
        assert outcome(desk.database, twin, names) == expected
        assert shown(desk.database, desk.me.id, there, names) == shown(office.database, office.me.id, here, names)
        if len(expected) == 4:
            done.append(operation)
            again = outcome(desk.database, twin, names)
            assert (again[:2], again[3]) == (expected[:2], expected[3])
            assert again[2] or isinstance(twin, op.MarkRead)


def test_that_the_database_knows_every_operation(team: Team) -> None:
    kinds = [kind for kind in op.KINDS.values() if kind not in (op.MarkRead, op.Undo)]
    with team.psql("postgres") as connection:
        records = [connection.execute("select reviewer.record_of(%s)", [kind.code]).fetchall()[0][0] for kind in kinds]
    assert set(records) == set(effects.ASPECTS)


def test_that_an_unknown_operation_is_refused(team: Team) -> None:
    (id,) = team.receive([builders.arrival()])
    database = team.database("rob")
    with pytest.raises(KnownTrouble, match="did not accept"), database.read() as work:
        work.rows("select apply(?, ?, 'application.burnt', now(), 1, '{}')", (builders.new_id(), id))
    database.close()
