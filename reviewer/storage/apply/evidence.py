"""The passages of documents that the actor's own review points at. Their version is the review's."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from reviewer.domain.effects import State
from reviewer.domain.identifiers import new_id
from reviewer.domain.operations import Operation
from reviewer.storage import models
from reviewer.storage.apply.noun import Noun
from reviewer.storage.apply.reviews import version
from reviewer.storage.database import UnitOfWork


def _kept(work: UnitOfWork, operation: Operation) -> list[Mapping[str, Any]] | None:
    table = models.Review
    return work.connection.execute(
        select(table.evidence).where(table.application == operation.application, table.reviewer == operation.actor)
    ).scalar_one_or_none()


def _evidence(work: UnitOfWork, operation: Operation, like: State) -> State:
    id = like["evidence"]["id"]
    found = next((each for each in _kept(work, operation) or () if each["id"] == id), None)
    return {"evidence": {"id": id, "given": found}}


def _put_evidence(work: UnitOfWork, operation: Operation, state: State) -> None:
    table = models.Review
    id, given = state["evidence"]["id"], state["evidence"]["given"]
    kept = _kept(work, operation)
    if kept is not None:
        others = [each for each in kept if each["id"] != id]
        evidence = sorted([*others, given] if given else others, key=lambda each: each["id"])
        work.connection.execute(
            update(table)
            .where(table.application == operation.application, table.reviewer == operation.actor)
            .values(version=table.version + 1, evidence=evidence)
        )
    elif given:
        work.connection.execute(
            insert(table).values(
                id=new_id(),
                application=operation.application,
                reviewer=operation.actor,
                version=1,
                track=given["track"],
                rubric_version=given["rubric_version"],
                ratings={},
                recommendation=None,
                note="",
                submitted_at=None,
                evidence=[given],
            )
        )


EVIDENCE = Noun(version, _evidence, _put_evidence)
