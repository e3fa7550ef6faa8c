"""The actor's own review of an application."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from reviewer.domain.effects import State, moment
from reviewer.domain.identifiers import new_id
from reviewer.domain.operations import Operation
from reviewer.storage import models
from reviewer.storage.apply import openings
from reviewer.storage.apply.noun import Noun, version_of
from reviewer.storage.database import UnitOfWork


def version(work: UnitOfWork, operation: Operation) -> int:
    """The version of the actor's review, 0 before there is one.

    Raises:
        Refused: the application is gone.
    """
    version_of(work, operation.application)
    table = models.Review
    return (
        work.connection.execute(
            select(table.version)
            .where(table.application == operation.application, table.reviewer == operation.actor)
            .with_for_update()
        ).scalar_one_or_none()
        or 0
    )


def _review(work: UnitOfWork, operation: Operation, like: State) -> State:
    table = models.Review
    row = work.connection.execute(
        select(table).where(table.application == operation.application, table.reviewer == operation.actor)
    ).one_or_none()
    if row is None:
        return like
    return {
        "review": {
            "card": {
                "track": row.track,
                "rubric_version": row.rubric_version,
                "ratings": row.ratings,
                "recommendation": row.recommendation,
                "note": row.note,
            },
            "submitted_at": row.submitted_at and moment(row.submitted_at),
        }
    }


def _put_review(work: UnitOfWork, operation: Operation, state: State) -> None:
    table = models.Review
    card, submitted_at = state["review"]["card"], state["review"]["submitted_at"]
    values: dict[str, Any] = {**card, "submitted_at": submitted_at and datetime.fromisoformat(submitted_at)}
    if openings.opened(work, operation) and not _first(work, operation):
        values["first"] = _review(work, operation, state)["review"]
    changed = work.connection.execute(
        update(table)
        .where(table.application == operation.application, table.reviewer == operation.actor)
        .values(version=table.version + 1, **values)
    )
    if not changed.rowcount:
        work.connection.execute(
            insert(table).values(
                id=new_id(), application=operation.application, reviewer=operation.actor, version=1, **values
            )
        )


def _first(work: UnitOfWork, operation: Operation) -> dict[str, Any] | None:
    """The version that was handed in before its author saw the others', where it was changed since."""
    table = models.Review
    return work.connection.execute(
        select(table.first).where(table.application == operation.application, table.reviewer == operation.actor)
    ).scalar_one_or_none()


REVIEW = Noun(version, _review, _put_review)
