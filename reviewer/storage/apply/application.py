"""An application's track and decision."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from reviewer.domain.effects import State, moment
from reviewer.domain.operations import Operation
from reviewer.errors import Refused
from reviewer.storage import models
from reviewer.storage.apply.noun import GONE, Noun, application_version
from reviewer.storage.database import UnitOfWork


def step(work: UnitOfWork, application: UUID, **values: Any) -> None:
    """Change columns of an application, and make its next version.

    Raises:
        Refused: it is gone.
    """
    table = models.Application
    changed = work.connection.execute(
        update(table).where(table.id == application).values(version=table.version + 1, **values)
    )
    if changed.rowcount != 1:
        raise Refused(GONE)


def _track(work: UnitOfWork, operation: Operation, _like: State) -> State:
    table = models.Application
    return {"track": work.connection.execute(select(table.track).where(table.id == operation.application)).scalar_one()}


def _put_track(work: UnitOfWork, operation: Operation, state: State) -> None:
    step(work, operation.application, track=state["track"])


def _decision(work: UnitOfWork, operation: Operation, _like: State) -> State:
    table = models.Application
    row = work.connection.execute(
        select(table.outcome, table.reason, table.decided_by, table.decided_at, models.Person.name)
        .outerjoin(models.Person, models.Person.id == table.decided_by)
        .where(table.id == operation.application)
    ).one()
    if row.outcome is None:
        return {"decision": None}
    return {
        "decision": {
            "outcome": row.outcome,
            "reason": row.reason,
            "by": str(row.decided_by),
            "by_name": row.name,
            "at": moment(row.decided_at),
        }
    }


def _put_decision(work: UnitOfWork, operation: Operation, state: State) -> None:
    decision = state["decision"]
    step(
        work,
        operation.application,
        outcome=decision and decision["outcome"],
        reason=decision and decision["reason"],
        decided_by=decision and UUID(decision["by"]),
        decided_at=decision and datetime.fromisoformat(decision["at"]),
    )


TRACK = Noun(application_version, _track, _put_track)
DECISION = Noun(application_version, _decision, _put_decision)
