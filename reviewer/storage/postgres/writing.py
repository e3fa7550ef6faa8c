"""Writing to a shared database: by its functions, each in one journey to it and back."""

import json
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from reviewer.domain import operations as op
from reviewer.domain import terms
from reviewer.domain.arrival import Arrival
from reviewer.domain.effects import State
from reviewer.domain.flag import merged
from reviewer.domain.identifiers import new_id
from reviewer.storage.database import UnitOfWork
from reviewer.storage.folding import fold
from reviewer.storage.search import words_of

AT_ONCE = 500
"""Arrivals in one statement, at most; the database takes 1,000."""

_APPLY = "select apply(?, ?, ?, ?, ?::integer, ?::jsonb)"


def apply(work: UnitOfWork, operation: op.Operation) -> tuple[State, State, bool]:
    """Apply an operation: what it found, what it left, and whether it had been applied before.

    Raises:
        StaleVersion, CannotUndo, Refused: as `storage.apply.apply` says.
    """
    ((answer,),) = work.rows(
        _APPLY,
        (
            operation.id,
            operation.application,
            operation.code,
            operation.at,
            operation.base,
            json.dumps(_plain(op.to_json(operation)), ensure_ascii=False),
        ),
    )
    told = json.loads(answer)
    return told["before"], told["after"], told["repeated"]


def known(work: UnitOfWork, fingerprints: Collection[bytes]) -> set[bytes]:
    """Which of these fingerprints are there."""
    return {row[0] for row in work.rows("select known(?)", (list(fingerprints),))} if fingerprints else set()


def receive(work: UnitOfWork, arrivals: Sequence[Arrival]) -> list[UUID]:
    """Take arrivals in that are not there yet, in the order given; the identifiers of the new applications."""
    there = known(work, {each.fingerprint for each in arrivals})
    wanted: dict[bytes, Arrival] = {}
    for arrival in arrivals:
        if arrival.fingerprint not in there:
            wanted.setdefault(arrival.fingerprint, arrival)
    for data in {each.sha256: each.data for arrival in wanted.values() for each in arrival.documents}.values():
        work.rows("select keep_blob(?)", (data,))
    added: list[UUID] = []
    told = [_plain(_told(each)) for each in wanted.values()]
    for start in range(0, len(told), AT_ONCE):
        rows = work.rows("select receive_all(?::jsonb)", (json.dumps(told[start : start + AT_ONCE]),))
        added += [UUID(bytes=row[0]) for row in rows]
    return added


def _plain(value: Any) -> Any:
    """A JSON value without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", "replace").decode()
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value


def _told(arrival: Arrival) -> dict[str, Any]:
    """An arrival as the database's `receive` takes it."""
    body = "\f".join(document.text for document in arrival.documents if document.text)
    return {
        "candidate": str(new_id()),
        "application": str(new_id()),
        "operation": str(new_id()),
        "fingerprint": arrival.fingerprint.hex(),
        "name": arrival.name,
        "folded": f" {fold(arrival.name)}",
        "email": arrival.email,
        "phone": arrival.phone,
        "headline": arrival.headline,
        "location": arrival.location,
        "workplace": arrival.workplace,
        "track": arrival.track,
        "source": arrival.source,
        "received_at": arrival.received_at.isoformat(),
        "text": body,
        "words": words_of(arrival.name, (body, *(f"{each.question} {each.answer}" for each in arrival.answers))),
        "words_version": terms.VERSION,
        "documents": [
            {
                "id": str(new_id()),
                "kind": document.kind,
                "guessed": document.guessed,
                "name": document.name,
                "sha256": document.sha256.hex(),
                "size": len(document.data),
                "format": document.format,
                "trouble": document.trouble,
                "pages": document.pages,
            }
            for document in arrival.documents
        ],
        "answers": [{"question": each.question, "answer": each.answer} for each in arrival.answers],
        "flags": [
            {"kind": flag.kind, "state": flag.state, "reasons": list(flag.reasons)} for flag in merged(arrival.flags)
        ],
    }
