"""Who sees what others rated: whoever handed in their own and asked, and whoever decides and will not rate."""

from sqlalchemy import insert, select

from reviewer.domain import operations as op
from reviewer.domain.effects import State
from reviewer.domain.identifiers import now
from reviewer.domain.operations import Operation
from reviewer.errors import Refused
from reviewer.storage import models
from reviewer.storage.apply.noun import Noun, version_of
from reviewer.storage.database import UnitOfWork

HAND_IN_FIRST = "Hand in your own review first; then you can see the others'."
ONLY_LEADS_RECUSE = "Only a lead can recuse. Hand in your own review to see the others'."
HANDED_IN = "You have handed in a review of this application. Reveal the others' instead."


def opened(work: UnitOfWork, operation: Operation) -> str | None:
    """Why the actor sees what others rated; None: they do not."""
    table = models.Opening
    return work.connection.execute(
        select(table.kind).where(table.application == operation.application, table.person == operation.actor)
    ).scalar_one_or_none()


def _opening(work: UnitOfWork, operation: Operation, _like: State) -> State:
    table = models.Opening
    row = work.connection.execute(
        select(table.kind, table.reason).where(
            table.application == operation.application, table.person == operation.actor
        )
    ).one_or_none()
    return {"opening": row and {"kind": row.kind, "reason": row.reason}}


def _put_opening(work: UnitOfWork, operation: Operation, state: State) -> None:
    if opened(work, operation):
        return  # asked for on two computers
    _check(work, operation)
    work.connection.execute(
        insert(models.Opening).values(
            person=operation.actor, application=operation.application, at=now(), **state["opening"]
        )
    )


def _check(work: UnitOfWork, operation: Operation) -> None:
    table = models.Review
    submitted = work.connection.execute(
        select(table.submitted_at).where(table.application == operation.application, table.reviewer == operation.actor)
    ).scalar_one_or_none()
    if isinstance(operation, op.Reveal) and submitted is None:
        raise Refused(HAND_IN_FIRST)
    if isinstance(operation, op.Recuse):
        person = models.Person
        if not work.connection.execute(select(person.lead).where(person.id == operation.actor)).scalar_one():
            raise Refused(ONLY_LEADS_RECUSE)
        if submitted is not None:
            raise Refused(HANDED_IN)


def _version(work: UnitOfWork, operation: Operation) -> int:
    version_of(work, operation.application)  # the application is there, and stays as it is meanwhile
    return operation.base


OPENING = Noun(_version, _opening, _put_opening)
