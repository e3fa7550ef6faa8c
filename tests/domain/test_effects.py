"""What an operation changes, said as a state before and after."""

from datetime import UTC, datetime, timedelta, timezone

from reviewer.domain import effects
from reviewer.domain.effects import Effect, State
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.services import actions
from tests import builders

ME = Person(new_id(), "robin", "Robin Example", lead=True)
APPLICATION = builders.application()


def review(ocaml: int, submitted_at: str | None) -> State:
    card = {"track": "backend", "rubric_version": 1, "ratings": {"ocaml": ocaml}, "recommendation": None, "note": ""}
    return {"review": {"card": card, "submitted_at": submitted_at}}


def test_that_times_are_text_that_sorts_as_time_does() -> None:
    early = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    late = datetime(2025, 12, 31, 23, 0, 0, 1, tzinfo=UTC)
    assert effects.moment(early) == "2025-12-31T22:30:00.000000Z"
    assert effects.moment(early) < effects.moment(late)
    assert datetime.fromisoformat(effects.moment(late)) == late


def test_that_undoing_a_first_submission_keeps_the_scorecard() -> None:
    effect = Effect(review(2, None), review(4, "2026-01-01T00:00:00.000000Z"))
    assert effects.taken_back(effect) == review(4, None)


def test_that_undoing_a_second_submission_brings_the_first_back() -> None:
    first, second = review(2, "2026-01-01T00:00:00.000000Z"), review(4, "2026-01-02T00:00:00.000000Z")
    assert effects.taken_back(Effect(first, second)) == first


def test_that_undoing_an_undone_submission_hands_it_in_again() -> None:
    submitted = review(4, "2026-01-01T00:00:00.000000Z")
    draft = effects.taken_back(Effect(review(2, None), submitted))
    assert effects.taken_back(Effect(submitted, draft)) == submitted


def test_that_how_somebody_is_called_makes_no_difference() -> None:
    one = {"decision": {"outcome": "hold", "reason": None, "by": str(ME.id), "by_name": "Robin", "at": "x"}}
    two = {"decision": {**one["decision"], "by_name": "Robin Example"}}
    three = {"decision": {**one["decision"], "outcome": "advance"}}
    assert effects.same(one, two)
    assert not effects.same(one, three)
    assert not effects.same(one, {"decision": None})
    assert effects.same({"track": None}, {"track": None})


def test_that_a_flag_keeps_its_evidence_when_none_is_given() -> None:
    before = {"flag": {"kind": "agency", "state": "open", "reasons": ["seen"]}}
    cleared = actions.set_flag(APPLICATION, ME, FlagKind.AGENCY, FlagState.CLEARED)
    assert effects.after(cleared, before, "") == {"flag": {"kind": "agency", "state": "cleared", "reasons": ["seen"]}}
    raised = actions.set_flag(APPLICATION, ME, FlagKind.AGENCY, FlagState.OPEN, ("again",))
    assert effects.after(raised, before, "")["flag"]["reasons"] == ["again"]
