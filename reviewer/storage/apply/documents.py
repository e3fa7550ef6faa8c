"""What a document is said to be."""

from uuid import UUID

from sqlalchemy import select, update

from reviewer.domain.effects import State
from reviewer.domain.operations import Operation
from reviewer.errors import Refused
from reviewer.storage import models
from reviewer.storage.apply.application import step
from reviewer.storage.apply.noun import Noun, application_version
from reviewer.storage.database import UnitOfWork

NO_DOCUMENT = "This document is no longer there. Look at the application again."


def _document(work: UnitOfWork, operation: Operation, like: State) -> State:
    table = models.Document
    row = work.connection.execute(
        select(table.kind, table.guessed).where(
            table.id == UUID(like["document"]["id"]), table.application == operation.application
        )
    ).one_or_none()
    if row is None:
        raise Refused(NO_DOCUMENT)
    return {"document": {"id": like["document"]["id"], "kind": row.kind, "guessed": bool(row.guessed)}}


def _put_document(work: UnitOfWork, operation: Operation, state: State) -> None:
    table, document = models.Document, state["document"]
    work.connection.execute(
        update(table)
        .where(table.id == UUID(document["id"]))
        .values(kind=document["kind"], guessed=int(document["guessed"]))
    )
    step(work, operation.application)


DOCUMENT = Noun(application_version, _document, _put_document)
