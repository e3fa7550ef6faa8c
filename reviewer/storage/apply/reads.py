"""Which applications a reviewer has looked at."""

from sqlalchemy import insert, select

from reviewer.domain.operations import MarkRead
from reviewer.storage import models
from reviewer.storage.apply.noun import version_of
from reviewer.storage.database import UnitOfWork


def mark(work: UnitOfWork, operation: MarkRead) -> None:
    """Note it; the first time counts.

    Raises:
        Refused: the application is gone.
    """
    version_of(work, operation.application)
    table = models.ReadMark
    there = work.connection.execute(
        select(table.at).where(table.reviewer == operation.actor, table.application == operation.application)
    ).one_or_none()
    if there is None:
        work.connection.execute(
            insert(table).values(reviewer=operation.actor, application=operation.application, at=operation.at)
        )
