"""An operation becomes rows: its effect and the row that says so, in one transaction.

One module a noun; each reads a record's present state and writes another (see `domain.effects`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select

from reviewer.domain import effects
from reviewer.domain import operations as op
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.effects import Effect, State
from reviewer.domain.identifiers import now
from reviewer.domain.review import OpeningKind
from reviewer.errors import CannotUndo, Refused, StaleVersion
from reviewer.storage import models, operations
from reviewer.storage.apply import application, comments, documents, evidence, flags, openings, reads, reviews, undo
from reviewer.storage.apply.noun import Noun
from reviewer.storage.database import UnitOfWork

STALE = "Somebody changed this application meanwhile. Look at it again; what you entered is kept."
NOT_LEAD = "Only a lead can decide on an application."
RECUSED = "You have recused from this application: you see what others rated, and rate it no more."
SEEN = "You have seen what others rated, so your review stays handed in. You can still change it."
UNKNOWN_ACTOR = "The database does not know this reviewer. Open it again, and try once more."

NOUNS: Mapping[str, Noun] = {
    "track": application.TRACK,
    "decision": application.DECISION,
    "flag": flags.FLAG,
    "document": documents.DOCUMENT,
    "review": reviews.REVIEW,
    "evidence": evidence.EVIDENCE,
    "opening": openings.OPENING,
    "comment": comments.COMMENT,
}


@dataclass(frozen=True)
class Applied:
    """What applying an operation did."""

    changes: Changes
    before: State
    after: State
    repeated: bool
    """It had been applied before; nothing was written now."""


def apply(work: UnitOfWork, operation: op.Operation) -> Applied:
    """Apply an operation in a unit of work for writing, which the caller commits. A second time gives the first answer.

    Raises:
        StaleVersion: it is based on a version that is no longer the present one. Nothing was written.
        CannotUndo: what should be taken back has changed since, or is gone.
        Refused: the application is gone, or the actor may not do that.
    """
    if work.shared:
        from reviewer.storage.postgres import writing  # not loaded where the database is a file

        before, after, repeated = writing.apply(work, operation)
        aspect = _aspect(after) if after else Aspect.READ
        return Applied(_changes(operation, aspect), before, after, repeated)
    if isinstance(operation, op.MarkRead):
        reads.mark(work, operation)
        return Applied(_changes(operation, Aspect.READ), {}, {}, repeated=False)
    stored = operations.effect(work, operation.id)
    if stored is not None:
        return Applied(_changes(operation, _aspect(stored.after)), stored.before, stored.after, repeated=True)
    name, lead = _actor(work, operation.actor)
    effect = (
        undo.effect(work, operation, NOUNS, lead=lead)
        if isinstance(operation, op.Undo)
        else _effect(work, operation, name)
    )
    if effects.record(effect.after) == "decision" and not lead:
        raise Refused(NOT_LEAD)
    if effects.record(effect.after) in effects.OF_REVIEW:
        _allow(openings.opened(work, operation), effect.after)
    noun = NOUNS[effects.record(effect.after)]
    noun.write(work, operation, effect.after)
    work.connection.execute(
        insert(models.Operation).values(
            id=operation.id,
            actor=operation.actor,
            application=operation.application,
            code=operation.code,
            at=operation.at,
            recorded_at=now(),
            base=operation.base,
            payload=op.to_json(operation),
            before=effect.before,
            after=effect.after,
            undoes=operation.operation if isinstance(operation, op.Undo) else None,
        )
    )
    return Applied(_changes(operation, _aspect(effect.after)), effect.before, effect.after, repeated=False)


def _allow(opened: str | None, state: State) -> None:
    """Refuse a change of a review that what its author has seen does not allow."""
    if opened == OpeningKind.RECUSED:
        raise Refused(RECUSED)
    if opened and "review" in state and state["review"]["submitted_at"] is None:
        raise CannotUndo(SEEN)


def _effect(work: UnitOfWork, operation: op.Operation, name: str) -> Effect:
    like = effects.subject(operation)
    noun = NOUNS[effects.record(like)]
    if noun.version(work, operation) != operation.base:
        raise StaleVersion(STALE)
    before = noun.read(work, operation, like)
    return Effect(before, effects.after(operation, before, name))


def _actor(work: UnitOfWork, actor: UUID) -> tuple[str, bool]:
    row = work.connection.execute(
        select(models.Person.name, models.Person.lead).where(models.Person.id == actor)
    ).one_or_none()
    if row is None:
        raise Refused(UNKNOWN_ACTOR)
    return row.name, bool(row.lead)


def _aspect(state: State) -> Aspect:
    return effects.ASPECTS[effects.record(state)]


def _changes(operation: op.Operation, aspect: Aspect) -> Changes:
    return Changes(aspect, frozenset({operation.application}))
