"""Comments on an application. They have no version: nobody's comment goes stale by another's."""

from uuid import UUID

from sqlalchemy import delete, insert, select

from reviewer.domain.effects import State
from reviewer.domain.operations import Operation
from reviewer.storage import models
from reviewer.storage.apply.noun import Noun, version_of
from reviewer.storage.database import UnitOfWork


def _comment(work: UnitOfWork, operation: Operation, like: State) -> State:
    table, id = models.Comment, like["comment"]["id"]
    text = work.connection.execute(
        select(table.text).where(
            table.id == UUID(id), table.application == operation.application, table.author == operation.actor
        )
    ).scalar_one_or_none()
    return {"comment": {"id": id, "text": text}}


def _put_comment(work: UnitOfWork, operation: Operation, state: State) -> None:
    table, id, text = models.Comment, UUID(state["comment"]["id"]), state["comment"]["text"]
    if text is None:
        work.connection.execute(delete(table).where(table.id == id, table.author == operation.actor))
    else:
        work.connection.execute(
            insert(table).values(id=id, application=operation.application, author=operation.actor, text=text)
        )


def _version(work: UnitOfWork, operation: Operation) -> int:
    version_of(work, operation.application)  # the application is there
    return operation.base


COMMENT = Noun(_version, _comment, _put_comment)
