"""Operations and what the database makes of them."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text

from reviewer.domain import operations as op
from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueFilter, View
from reviewer.domain.review import Scorecard
from reviewer.errors import CannotUndo, Refused, StaleVersion
from reviewer.services import actions
from reviewer.storage import applications, people
from reviewer.storage.apply import Applied, apply
from tests import builders
from tests.builders import Office


def newest(office: Office) -> UUID:
    return office.queue.index(QueueFilter(View.ALL))[0]


def read(office: Office, me: Person | None = None) -> Application:
    with office.database.read() as work:
        found = applications.read(work, (me or office.me).id, newest(office))
    assert found is not None
    return found


def send(office: Office, operation: op.Operation) -> Applied:
    with office.database.write() as work:
        answer = apply(work, operation)
        work.commit()
    return answer


def undo(office: Office, operation: op.Operation, me: Person | None = None) -> op.Undo:
    made = op.Undo(
        id=new_id(),
        actor=(me or office.me).id,
        at=now(),
        application=operation.application,
        base=1,
        operation=operation.id,
    )
    send(office, made)
    return made


def activity(office: Office, me: Person | None = None) -> tuple[Activity, ...]:
    with office.database.read() as work:
        return applications.activity(work, me or office.me, newest(office))


def colleague(office: Office, *, lead: bool = False) -> Person:
    with office.database.write() as work:
        made = people.put(work, "sam", "Sam Sample", lead=lead)
        work.commit()
    return made


def test_that_an_operation_is_in_the_activity_with_before_and_after(office: Office) -> None:
    application = read(office)
    answer = send(office, actions.route(application, office.me, "reasonml"))
    assert answer.changes == Changes(Aspect.TRACK, frozenset({application.id}))
    received, routed = activity(office)
    assert received.code == op.RECEIVED
    assert not received.undoable
    assert (routed.code, routed.before, routed.after) == (
        "application.routed",
        {"track": "backend"},
        {"track": "reasonml"},
    )
    assert (routed.actor, routed.actor_name, routed.undone, routed.undoable) == (
        office.me.id,
        "Robin Example",
        False,
        True,
    )


def test_that_a_stale_base_writes_nothing(office: Office) -> None:
    application = read(office)
    send(office, actions.route(application, office.me, "reasonml"))
    with pytest.raises(StaleVersion):
        send(office, actions.decide(application, office.me, Outcome.HOLD))
    assert read(office).decision is None
    assert len(activity(office)) == 2


def test_that_a_review_has_its_own_version(office: Office) -> None:
    application = read(office)
    send(office, actions.route(application, office.me, "reasonml"))
    send(office, actions.save(application, office.me, builders.card(ocaml=3)))
    with pytest.raises(StaleVersion):
        send(office, actions.submit(application, office.me, builders.card(ocaml=5)))


def test_that_sending_again_gives_the_first_answer(office: Office) -> None:
    operation = actions.route(read(office), office.me, "reasonml")
    first = send(office, operation)
    send(office, actions.route(read(office), office.me, None))
    again = send(office, operation)
    assert again == replace(first, repeated=True)
    assert read(office).track is None


def test_that_a_submitted_review_stays_submitted_when_it_is_saved_again(office: Office) -> None:
    send(office, actions.submit(read(office), office.me, builders.card(ocaml=4)))
    submitted = read(office).review
    assert submitted is not None
    send(office, actions.save(read(office), office.me, builders.card(ocaml=5)))
    saved = read(office).review
    assert saved is not None
    assert saved.submitted_at == submitted.submitted_at is not None
    assert saved.card.ratings == {"ocaml": 5}


def test_that_undoing_a_submission_keeps_the_scorecard_as_a_draft(office: Office) -> None:
    operation = actions.submit(read(office), office.me, builders.card(ocaml=4, note="kept"))
    send(office, operation)
    undo(office, operation)
    review = read(office).review
    assert review is not None
    assert review.submitted_at is None
    assert review.card == builders.card(ocaml=4, note="kept")


def test_that_undoing_an_undo_does_it_again(office: Office) -> None:
    operation = actions.decide(read(office), office.me, Outcome.REJECT, Reason.REQUIREMENT)
    send(office, operation)
    decided = read(office).decision
    first = undo(office, operation)
    assert read(office).decision is None
    undo(office, first)
    assert read(office).decision == decided is not None


def test_that_an_operation_is_undone_at_most_once(office: Office) -> None:
    operation = actions.route(read(office), office.me, "reasonml")
    send(office, operation)
    undo(office, operation)
    with pytest.raises(CannotUndo, match="already"):
        undo(office, operation)


def test_that_what_changed_since_is_not_undone(office: Office) -> None:
    operation = actions.route(read(office), office.me, "reasonml")
    send(office, operation)
    send(office, actions.route(read(office), office.me, None))
    with pytest.raises(CannotUndo, match="changed again"):
        undo(office, operation)
    assert read(office).track is None


def test_that_a_change_of_something_else_does_not_stand_in_the_way(office: Office) -> None:
    operation = actions.route(read(office), office.me, "reasonml")
    send(office, operation)
    send(office, actions.set_flag(read(office), office.me, FlagKind.AGENCY, FlagState.OPEN, ("seen",)))
    undo(office, operation)
    application = read(office)
    assert application.track == "backend"
    assert [flag.kind for flag in application.flags] == [FlagKind.AGENCY]


def test_that_a_raised_flag_is_gone_when_it_is_undone(office: Office) -> None:
    operation = actions.set_flag(read(office), office.me, FlagKind.AGENCY, FlagState.OPEN, ("seen",))
    send(office, operation)
    undo(office, operation)
    assert read(office).flags == ()


def test_that_only_a_lead_decides(office: Office) -> None:
    sam = colleague(office)
    with pytest.raises(Refused, match="lead"):
        send(office, actions.decide(read(office, sam), sam, Outcome.HOLD))
    operation = actions.decide(read(office), office.me, Outcome.HOLD)
    send(office, operation)
    with pytest.raises(CannotUndo):
        undo(office, operation, sam)
    assert read(office).decision is not None


def test_that_reviews_of_two_people_are_apart(office: Office) -> None:
    sam = colleague(office, lead=True)
    mine = actions.submit(read(office), office.me, builders.card(ocaml=1))
    send(office, mine)
    send(office, actions.submit(read(office, sam), sam, builders.card(ocaml=5)))
    own, others = read(office), read(office, sam)
    assert own.review is not None
    assert others.review is not None
    assert (own.review.card.ratings, own.other_reviews) == ({"ocaml": 1}, 1)
    assert (others.review.card.ratings, others.other_reviews) == ({"ocaml": 5}, 1)
    with pytest.raises(CannotUndo, match="Only the one"):
        undo(office, mine, sam)


def test_that_unknown_things_are_refused(office: Office) -> None:
    application = read(office)
    stranger = Person(new_id(), "nobody", "Nobody", lead=True)
    for operation in (
        actions.route(replace(application, id=new_id()), office.me, "reasonml"),
        actions.mark_read(replace(application, id=new_id()), office.me),
        actions.route(application, stranger, "reasonml"),
        actions.route(application, office.me, "nowhere"),
        actions.save(application, office.me, Scorecard("backend", 99)),
        actions.set_document_kind(application, office.me, new_id(), application.documents[0].kind),
    ):
        with pytest.raises(Refused):
            send(office, operation)
    with pytest.raises(CannotUndo):
        undo(office, actions.route(application, office.me, None))
    assert len(activity(office)) == 1


def test_that_an_arrival_cannot_be_undone(office: Office) -> None:
    with office.database.read() as work:
        ((raw,),) = work.rows("select id from operation where application = ?", (newest(office).bytes,))
    with pytest.raises(CannotUndo):
        undo(office, replace(actions.route(read(office), office.me, None), id=UUID(bytes=raw)))


def test_that_reading_is_no_activity(office: Office) -> None:
    application = read(office)
    send(office, actions.mark_read(application, office.me))
    send(office, actions.mark_read(application, office.me))
    assert len(activity(office)) == 1
    (row,) = office.queue.rows([application.id])
    assert row is not None
    assert not row.unread


def test_that_the_bits_of_flags_follow_the_flags(office: Office) -> None:
    for kind, state in ((FlagKind.AGENCY, FlagState.OPEN), (FlagKind.HIDDEN_TEXT, FlagState.CONFIRMED)):
        send(office, actions.set_flag(read(office), office.me, kind, state, ("seen",)))
    send(office, actions.set_flag(read(office), office.me, FlagKind.AGENCY, FlagState.CLEARED))
    (row,) = office.queue.rows([newest(office)])
    assert row is not None
    assert row.flags == {FlagKind.HIDDEN_TEXT}
    assert [(flag.kind, flag.state, flag.reasons) for flag in read(office).flags] == [
        (FlagKind.AGENCY, FlagState.CLEARED, ("seen",)),
        (FlagKind.HIDDEN_TEXT, FlagState.CONFIRMED, ("seen",)),
    ]
    with office.database.read() as work:
        assert work.connection.execute(text("pragma foreign_key_check")).all() == []
        assert work.rows("pragma integrity_check") == [("ok",)]


def test_that_comments_are_seen_with_what_others_rated_and_no_sooner(office: Office) -> None:
    sam = colleague(office, lead=True)
    said = actions.comment(read(office), office.me, "Ask about 2019.")
    send(office, said)
    assert [each.text for each in read(office).comments] == ["Ask about 2019."]
    assert read(office).version == read(office, sam).version == 1
    assert read(office, sam).comments == ()
    assert (read(office).activities, read(office, sam).activities) == (2, 1)
    with pytest.raises(CannotUndo, match="Only the one"):
        undo(office, said, sam)
    send(office, actions.recuse(read(office, sam), sam, "I know them."))
    seen = read(office, sam)
    assert [(each.author_name, each.text) for each in seen.comments] == [(office.me.name, "Ask about 2019.")]
    (entry,) = [each for each in activity(office, sam) if each.code == op.Comment.code]
    assert (entry.after["comment"]["text"], entry.undoable) == ("Ask about 2019.", False)
    taken_back = undo(office, said)
    assert read(office, sam).comments == ()
    undo(office, taken_back)
    assert [each.text for each in read(office).comments] == ["Ask about 2019."]
    with pytest.raises(CannotUndo, match="already"):
        undo(office, said)
    assert [each.undone for each in activity(office)] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_that_two_comments_based_on_the_same_are_both_kept(office: Office) -> None:
    one, other = (actions.comment(read(office), office.me, words) for words in ("One.", "Other."))
    send(office, actions.route(read(office), office.me, "reasonml"))
    for operation in (one, other, one):
        send(office, operation)
    assert [each.text for each in read(office).comments] == ["One.", "Other."]
