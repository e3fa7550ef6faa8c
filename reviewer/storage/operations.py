"""The operations that were applied."""

from collections.abc import Iterable
from uuid import UUID

from reviewer.domain import operations as op
from reviewer.domain.effects import Effect
from reviewer.storage.database import UnitOfWork


def effect(work: UnitOfWork, operation: UUID) -> Effect | None:
    """What an operation found and left; None: it was not applied."""
    from sqlalchemy import select

    from reviewer.storage import models

    table = models.Operation
    row = work.connection.execute(select(table.before, table.after).where(table.id == operation)).one_or_none()
    return Effect(row.before, row.after) if row else None


def effects(work: UnitOfWork, wanted: Iterable[UUID]) -> dict[UUID, Effect]:
    """The same for several; those that were not applied are absent."""
    found = {operation: effect(work, operation) for operation in set(wanted)}
    return {operation: each for operation, each in found.items() if each}


def stored(work: UnitOfWork, operation: UUID) -> op.Operation | None:
    """An operation as its author made it; None: it was not applied."""
    from sqlalchemy import select

    from reviewer.storage import models

    table = models.Operation
    row = work.connection.execute(select(table).where(table.id == operation)).one_or_none()
    if row is None or row.code == op.RECEIVED:
        return None
    return op.from_json(
        row.code, row.payload, id=row.id, actor=row.actor, at=row.at, application=row.application, base=row.base
    )
