"""Operations are values that survive being written down."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain import operations as op
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import CONTEXT, QUOTE_LIMIT, Evidence, Passage
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.review import NOTE_LIMIT, Scorecard

common = {
    "id": st.uuids(),
    "actor": st.uuids(),
    "at": st.datetimes(timezones=st.timezones()),
    "application": st.uuids(),
    "base": st.integers(0, 10_000),
}
passages = st.builds(
    lambda quote, prefix, suffix, page, start: Passage("0a" * 32, quote, prefix, suffix, page, start, start + 5),
    st.text(min_size=1, max_size=QUOTE_LIMIT).filter(str.strip),
    st.text(max_size=CONTEXT),
    st.text(max_size=CONTEXT),
    st.integers(0, 400),
    st.integers(0, 100_000),
)
evidences = st.builds(Evidence, st.uuids(), st.text(min_size=1), st.integers(1, 99), st.text(min_size=1), passages)
cards = st.builds(
    Scorecard,
    track=st.text(min_size=1),
    rubric_version=st.integers(1, 99),
    ratings=st.dictionaries(st.text(min_size=1), st.integers(1, 5)),
    recommendation=st.none() | st.integers(1, 4),
    note=st.text(max_size=200),
)
every = st.one_of(
    st.builds(op.SaveDraft, card=cards, **common),
    st.builds(op.SubmitReview, card=cards, **common),
    st.builds(op.AttachEvidence, evidence=evidences, **common),
    st.builds(op.RemoveEvidence, evidence=st.uuids(), **common),
    st.builds(op.Route, track=st.none() | st.text(), **common),
    st.builds(op.Decide, outcome=st.none() | st.sampled_from([Outcome.HOLD, Outcome.ADVANCE]), **common),
    st.builds(op.Decide, outcome=st.just(Outcome.REJECT), reason=st.sampled_from(Reason), **common),
    st.builds(
        op.SetFlag,
        kind=st.sampled_from(FlagKind),
        state=st.sampled_from(FlagState),
        reasons=st.lists(st.text()).map(tuple),
        **common,
    ),
    st.builds(op.SetDocumentKind, document=st.uuids(), kind=st.sampled_from(DocumentKind), **common),
    st.builds(op.Comment, text=st.text(min_size=1, max_size=op.COMMENT_LIMIT).filter(str.strip), **common),
    st.builds(op.MarkRead, **common),
    st.builds(op.Undo, operation=st.uuids(), **common),
)


@given(every)
def test_that_an_operation_comes_back_from_json_as_it_was(operation: op.Operation) -> None:
    written = json.loads(json.dumps(op.to_json(operation)))
    again = op.from_json(
        operation.code,
        written,
        id=operation.id,
        actor=operation.actor,
        at=operation.at,
        application=operation.application,
        base=operation.base,
    )
    assert again == operation
    assert type(again) is type(operation)


def test_that_an_unknown_operation_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        op.from_json("x.y", {}, id=new_id(), actor=new_id(), at=now(), application=new_id(), base=0)


@pytest.mark.parametrize(
    ("outcome", "reason"), [(Outcome.REJECT, None), (Outcome.HOLD, Reason.BOT), (None, Reason.BOT)]
)
def test_that_a_rejection_and_only_that_has_a_reason(outcome: Outcome | None, reason: Reason | None) -> None:
    with pytest.raises(ValueError, match="reason"):
        op.Decide(id=new_id(), actor=new_id(), at=now(), application=new_id(), base=1, outcome=outcome, reason=reason)


@pytest.mark.parametrize(
    "values",
    [{"ratings": {"ocaml": 6}}, {"ratings": {"ocaml": 0}}, {"recommendation": 5}, {"note": "x" * (NOTE_LIMIT + 1)}],
)
def test_that_a_scorecard_has_only_levels_that_there_are(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"level|note"):
        Scorecard("backend", 1, **values)  # pyright: ignore[reportArgumentType] - each is wrong on purpose


def test_that_a_scorecard_knows_that_nothing_was_filled_in() -> None:
    assert Scorecard("backend", 1, note="  ").empty
    assert not Scorecard("backend", 1, {"ocaml": 1}).empty
    assert not Scorecard("backend", 1, recommendation=1).empty


def test_that_identifiers_sort_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(200)]
    assert sorted(made) == made
    assert {each.version for each in made} == {7}


@pytest.mark.parametrize("words", ["", " \n", "x" * (op.COMMENT_LIMIT + 1)])
def test_that_a_comment_says_something_and_not_at_length(words: str) -> None:
    with pytest.raises(ValueError, match="comment"):
        op.Comment(id=new_id(), actor=new_id(), at=now(), application=new_id(), base=0, text=words)
