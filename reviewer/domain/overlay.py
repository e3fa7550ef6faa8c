"""What an application looks like once operations are applied that the database does not have yet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from reviewer.domain import effects
from reviewer.domain import evidence as evidences
from reviewer.domain import operations as op
from reviewer.domain.application import Application
from reviewer.domain.comment import Comment
from reviewer.domain.decision import Decision, Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.effects import Effect, State
from reviewer.domain.evidence import Evidence
from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.domain.queue import QueueRow
from reviewer.domain.review import Opening, OpeningKind, Review, Scorecard
from reviewer.domain.rubric import mean

_FLAG_ORDER = {kind: place for place, kind in enumerate(FlagKind)}


def lay(
    application: Application, operation: op.Operation, *, name: str = "", undone: Effect | None = None
) -> Application:
    """The application once its own reviewer's `operation` is applied; as it is, when that has happened already.

    `name`: how the actor is called. `undone`: the effect of what an `Undo` takes back; without it, that shows nothing.
    """
    effect = _effect(application, operation, name, undone)
    return application if effect is None else _with(application, operation, effect.after, name)


def lay_all(
    application: Application, pending: Iterable[op.Operation], stored: Mapping[UUID, Effect], *, name: str = ""
) -> Application:
    """The application once all of `pending` is applied, in order. Operations about others are passed over.

    `stored`: the effects of those operations that the database has, as far as a pending `Undo` is about them.
    """
    return lay_known(application, pending, stored, name=name)[0]


def lay_known(
    application: Application, pending: Iterable[op.Operation], stored: Mapping[UUID, Effect], *, name: str = ""
) -> tuple[Application, dict[UUID, Effect]]:
    """As `lay_all`, with every effect that is known then: those stored, and those that `pending` will have."""
    known = dict(stored)
    for operation in pending:
        if operation.application != application.id:
            continue
        undone = known.get(operation.operation) if isinstance(operation, op.Undo) else None
        effect = _effect(application, operation, name, undone)
        if effect is not None:
            known.setdefault(operation.id, effect)
            application = _with(application, operation, effect.after, name)
    return application, known


def lay_row(row: QueueRow, operation: op.Operation, *, undone: Effect | None = None) -> QueueRow:
    """The same for a row of the queue."""
    match operation:
        case op.MarkRead():
            return replace(row, unread=False)
        case op.SaveDraft():
            return replace(row, mean=mean(operation.card.ratings))
        case op.SubmitReview():
            return replace(row, mean=mean(operation.card.ratings), submitted=True)
        case op.AttachEvidence() | op.RemoveEvidence() | op.Reveal() | op.Recuse() | op.Comment():
            return row
        case op.Undo():
            state = undone and effects.taken_back(undone)
            if not state or "evidence" in state or "comment" in state:
                return row
            if "review" not in state:
                return row if row.version > operation.base else _row_with(row, operation, state)
            review = state["review"]
            return replace(row, mean=mean(review["card"]["ratings"]), submitted=review["submitted_at"] is not None)
        case _:
            if row.version > operation.base:
                return row
            return _row_with(row, operation, effects.after(operation, effects.subject(operation), ""))


def project(row: QueueRow, application: Application) -> QueueRow:
    """A row brought to what its application says; whether it is unread stays."""
    return replace(
        row,
        track=application.track,
        outcome=application.decision and application.decision.outcome,
        flags=frozenset(flag.kind for flag in application.flags if flag.state is not FlagState.CLEARED),
        mean=mean(application.review.card.ratings) if application.review else None,
        submitted=application.review is not None and application.review.submitted_at is not None,
        version=application.version,
    )


def present(application: Application, like: State, reviewer: UUID) -> State:
    """The state that an application shows of the record that `like` is about."""
    match effects.record(like):
        case "track":
            return {"track": application.track}
        case "decision":
            return {"decision": _decision_state(application.decision)}
        case "flag":
            kind = like["flag"]["kind"]
            found = next((flag for flag in application.flags if flag.kind == kind), None)
            if found is None:
                return {"flag": {"kind": kind, "state": None, "reasons": []}}
            return {"flag": {"kind": kind, "state": str(found.state), "reasons": list(found.reasons)}}
        case "document":
            id = like["document"]["id"]
            document = next((each for each in application.documents if str(each.id) == id), None)
            return (
                {"document": {"id": id, "kind": str(document.kind), "guessed": document.guessed}} if document else like
            )
        case "evidence":
            id = like["evidence"]["id"]
            given = application.review.evidence if application.review else ()
            found = next((each for each in given if str(each.id) == id), None)
            return {"evidence": {"id": id, "given": found and evidences.to_json(found)}}
        case "opening":
            seen = application.opening
            return {"opening": seen and {"kind": str(seen.kind), "reason": seen.reason}}
        case "comment":
            id = like["comment"]["id"]
            said = next((each.text for each in application.comments if str(each.id) == id), None)
            return {"comment": {"id": id, "text": said}}
        case _:
            review = application.review
            if review is None or review.reviewer != reviewer:
                return like
            submitted_at = review.submitted_at and effects.moment(review.submitted_at)
            return {"review": {"card": op.card_to_json(review.card), "submitted_at": submitted_at}}


def _effect(application: Application, operation: op.Operation, name: str, undone: Effect | None) -> Effect | None:
    """What an operation will find and leave; None where it shows nothing, or has been applied already."""
    if isinstance(operation, op.MarkRead):
        return None
    if isinstance(operation, op.Undo):
        if undone is None or version_of(application, undone.after) > operation.base:
            return None
        return Effect(undone.after, effects.taken_back(undone))
    like = effects.subject(operation)
    if version_of(application, like) > operation.base:
        return None
    before = present(application, like, operation.actor)
    return Effect(before, effects.after(operation, before, name))


def version_of(application: Application, state: State) -> int:
    if effects.record(state) == "opening":
        return int(application.opening is not None)  # there is one, or there is not: nothing ever changes it
    if effects.record(state) == "comment":
        every = (*application.comments, *application.withdrawn)
        return next((each.version for each in every if str(each.id) == state["comment"]["id"]), 0)
    if effects.record(state) not in effects.OF_REVIEW:
        return application.version
    return application.review.version if application.review else 0


def _with(application: Application, operation: op.Operation, state: State, name: str) -> Application:
    """The application with a state in place, its version and its activity one longer."""
    changed: dict[str, Any] = {"activities": application.activities + 1}
    record = effects.record(state)
    version = version_of(application, state) + 1
    if record == "review":
        changed["review"] = _review(application, operation, state["review"], version)
        return replace(application, **changed)
    if record == "evidence":
        changed["review"] = _pointing(application, operation, state["evidence"], version)
        return replace(application, **changed)
    if record == "opening":
        seen = state["opening"]
        changed["opening"] = Opening(OpeningKind(seen["kind"]), seen["reason"])
        return replace(application, **changed)
    if record == "comment":
        made = Comment(UUID(state["comment"]["id"]), operation.actor, name, state["comment"]["text"] or "", version)
        changed["comments"] = _with_comment(application.comments, made, there=bool(made.text))
        changed["withdrawn"] = _with_comment(application.withdrawn, made, there=not made.text)
        return replace(application, **changed)
    changed["version"] = version
    match record:
        case "track":
            changed["track"] = state["track"]
        case "decision":
            changed["decision"] = _decision(state["decision"])
        case "flag":
            changed["flags"] = _flags(application, state["flag"])
        case _:
            said = state["document"]
            changed["documents"] = tuple(
                replace(each, kind=DocumentKind(said["kind"]), guessed=said["guessed"])
                if str(each.id) == said["id"]
                else each
                for each in application.documents
            )
    return replace(application, **changed)


def _review(application: Application, operation: op.Operation, state: State, version: int) -> Review:
    submitted_at = state["submitted_at"]
    return Review(
        reviewer=operation.actor,
        application=application.id,
        card=op.card_from_json(state["card"]),
        submitted_at=submitted_at and datetime.fromisoformat(submitted_at),
        version=version,
        evidence=application.review.evidence if application.review else (),
        first=application.review.first if application.review else None,
    )


def _pointing(application: Application, operation: op.Operation, state: State, version: int) -> Review | None:
    """The review with one passage more or less. One that has nothing else comes to be with its first passage."""
    given = evidences.from_json(state["given"]) if state["given"] else None
    review = application.review
    if review is None:
        if given is None:
            return None
        card = Scorecard(given.track, given.rubric_version)
        review = Review(operation.actor, application.id, card, None, version)
    others = (each for each in review.evidence if str(each.id) != state["id"])
    return replace(review, version=version, evidence=in_order([*others, *([given] if given else [])]))


def _with_comment(comments: Iterable[Comment], made: Comment, *, there: bool) -> tuple[Comment, ...]:
    """Comments with one in its place, or without it."""
    others = [each for each in comments if each.id != made.id]
    return tuple(sorted([*others, *([made] if there else [])], key=lambda each: each.id))


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence in the order in which it was attached; what comes back by an undo takes its place again."""
    return tuple(sorted(evidence, key=lambda each: each.id))


def _decision(state: Mapping[str, Any] | None) -> Decision | None:
    if state is None:
        return None
    return Decision(
        outcome=Outcome(state["outcome"]),
        reason=Reason(state["reason"]) if state["reason"] else None,
        by=UUID(state["by"]),
        by_name=state["by_name"],
        at=datetime.fromisoformat(state["at"]),
    )


def _decision_state(decision: Decision | None) -> State | None:
    if decision is None:
        return None
    return {
        "outcome": str(decision.outcome),
        "reason": decision.reason and str(decision.reason),
        "by": str(decision.by),
        "by_name": decision.by_name,
        "at": effects.moment(decision.at),
    }


def _flags(application: Application, state: Mapping[str, Any]) -> tuple[Flag, ...]:
    flags = {flag.kind: flag for flag in application.flags}
    kind = FlagKind(state["kind"])
    if state["state"] is None:
        flags.pop(kind, None)
    else:
        flags[kind] = Flag(kind, FlagState(state["state"]), tuple(state["reasons"]))
    return tuple(sorted(flags.values(), key=lambda flag: _FLAG_ORDER[flag.kind]))


def _row_with(row: QueueRow, operation: op.Operation, state: State) -> QueueRow:
    version = operation.base + 1
    match effects.record(state):
        case "track":
            return replace(row, track=state["track"], version=version)
        case "decision":
            outcome = state["decision"] and Outcome(state["decision"]["outcome"])
            return replace(row, outcome=outcome, version=version)
        case "flag":
            kind = frozenset({FlagKind(state["flag"]["kind"])})
            stands = state["flag"]["state"] not in (None, FlagState.CLEARED)
            return replace(row, flags=row.flags | kind if stands else row.flags - kind, version=version)
        case _:
            return replace(row, version=version)
