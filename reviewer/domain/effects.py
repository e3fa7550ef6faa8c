"""What an operation changes: the state of one record before and after.

A state is a mapping with one key, the record that it is about. It is stored with the operation, and in the activity:

    {"track": slug or None}
    {"decision": None or {"outcome", "reason", "by", "by_name", "at"}}
    {"flag": {"kind", "state" or None where there is none, "reasons": [...]}}
    {"document": {"id", "kind", "guessed"}}
    {"review": {"card": as `operations.card_to_json`, "submitted_at": None or time}}
    {"evidence": {"id", "given": None where there is none, or as `evidence.to_json`}}
    {"comment": {"id": the operation's, "text": None where it is not there}}
    {"opening": None, or {"kind": "revealed" or "recused", "reason"}}

Identifiers are text, times ISO 8601 in UTC. The database applies these states, and the overlay shows them before it
has: both compute them here, so that they cannot differ. An arrival has {} before, and {"source", "track"} after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reviewer.domain import evidence as evidences
from reviewer.domain import operations as op
from reviewer.domain.changes import Aspect
from reviewer.domain.review import Scorecard

State = Mapping[str, Any]

ASPECTS: Mapping[str, Aspect] = {
    "track": Aspect.TRACK,
    "decision": Aspect.DECISION,
    "flag": Aspect.FLAGS,
    "document": Aspect.DOCUMENTS,
    "review": Aspect.REVIEW,
    "evidence": Aspect.REVIEW,
    "opening": Aspect.REVIEW,
    "comment": Aspect.REVIEW,
}


@dataclass(frozen=True)
class Effect:
    """What an operation found and what it left."""

    before: State
    after: State


OF_REVIEW = frozenset({"review", "evidence"})
"""Records that belong to one reviewer's own review: only they change them, and others do not see them at first."""
OWN = OF_REVIEW | {"comment"}
"""Records that only their author takes back, and that others see once they may see others' reviews."""


def record(state: State) -> str:
    """Which record a state is about."""
    return next(iter(state))


def subject(operation: op.Operation) -> State:
    """The state of an operation's record where there is none yet; says which record it is."""
    match operation:
        case op.Route():
            return {"track": None}
        case op.Decide():
            return {"decision": None}
        case op.SetFlag():
            return {"flag": {"kind": str(operation.kind), "state": None, "reasons": []}}
        case op.SetDocumentKind():
            return {"document": {"id": str(operation.document), "kind": str(operation.kind), "guessed": False}}
        case op.SaveDraft() | op.SubmitReview():
            card = Scorecard(operation.card.track, operation.card.rubric_version)
            return {"review": {"card": op.card_to_json(card), "submitted_at": None}}
        case op.AttachEvidence():
            return {"evidence": {"id": str(operation.evidence.id), "given": None}}
        case op.RemoveEvidence():
            return {"evidence": {"id": str(operation.evidence), "given": None}}
        case op.Reveal() | op.Recuse():
            return {"opening": None}
        case op.Comment():
            return {"comment": {"id": str(operation.id), "text": None}}
        case _:
            raise TypeError(operation.code)


def moment(time: datetime) -> str:
    """A time as states and databases keep it: UTC with microseconds, so that text sorts as time does."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def after(operation: op.Operation, before: State, name: str) -> State:
    """The state that an operation leaves, found the state `before`. `name`: how its actor is called."""
    match operation:
        case op.Route():
            return {"track": operation.track}
        case op.Decide():
            if operation.outcome is None:
                return {"decision": None}
            return {
                "decision": {
                    "outcome": str(operation.outcome),
                    "reason": operation.reason and str(operation.reason),
                    "by": str(operation.actor),
                    "by_name": name,
                    "at": moment(operation.at),
                }
            }
        case op.SetFlag():
            reasons = list(operation.reasons) or list(before["flag"]["reasons"])
            return {"flag": {"kind": str(operation.kind), "state": str(operation.state), "reasons": reasons}}
        case op.SetDocumentKind():
            return {"document": {"id": str(operation.document), "kind": str(operation.kind), "guessed": False}}
        case op.SaveDraft():
            return {
                "review": {
                    "card": op.card_to_json(operation.card),
                    "submitted_at": before["review"]["submitted_at"],
                }
            }
        case op.SubmitReview():
            return {"review": {"card": op.card_to_json(operation.card), "submitted_at": moment(operation.at)}}
        case op.AttachEvidence():
            return {"evidence": {"id": str(operation.evidence.id), "given": evidences.to_json(operation.evidence)}}
        case op.RemoveEvidence():
            return {"evidence": {"id": str(operation.evidence), "given": None}}
        case op.Reveal():
            return before if before["opening"] else {"opening": {"kind": "revealed", "reason": ""}}
        case op.Recuse():
            return before if before["opening"] else {"opening": {"kind": "recused", "reason": operation.reason}}
        case op.Comment():
            return {"comment": {"id": str(operation.id), "text": operation.text}}
        case _:
            raise TypeError(operation.code)


def taken_back(effect: Effect) -> State:
    """The state that undoing leaves: what was before. Only a review handed in for the first time keeps its scorecard,
    and is a draft again: nobody loses what they filled in by undoing that they handed it in."""
    review, earlier = effect.after.get("review"), effect.before.get("review")
    if review and earlier and review["submitted_at"] and not earlier["submitted_at"]:
        return {"review": {"card": review["card"], "submitted_at": None}}
    return effect.before


def same(one: State, other: State) -> bool:
    """Whether two states say the same; how somebody is called does not matter."""
    return _nameless(one) == _nameless(other)


def _nameless(state: State) -> State:
    decision = state.get("decision")
    return {"decision": {**decision, "by_name": None}} if decision else state
