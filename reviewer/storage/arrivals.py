"""Taking new applications in."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from reviewer.domain.arrival import Arrival
from reviewer.domain.flag import FlagState, merged
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.operations import RECEIVED
from reviewer.storage import models, search
from reviewer.storage.database import UnitOfWork
from reviewer.storage.flag_bits import bit
from reviewer.storage.folding import fold

Rows = dict[type[models.Base], list[dict[str, Any]]]


def known(work: UnitOfWork, fingerprints: Iterable[bytes]) -> set[bytes]:
    """Which of these fingerprints are there."""
    if work.shared:
        from reviewer.storage.postgres import writing  # not loaded where the database is a file

        return writing.known(work, set(fingerprints))
    return {each for each in set(fingerprints) if work.rows("select 1 from application where fingerprint = ?", (each,))}


def receive(work: UnitOfWork, actor: UUID, arrivals: Sequence[Arrival]) -> list[UUID]:
    """Write arrivals that are not there yet, in the order given; returns the identifiers of the new applications."""
    if work.shared:
        from reviewer.storage.postgres import writing  # not loaded where the database is a file

        return writing.receive(work, arrivals)
    there = known(work, (each.fingerprint for each in arrivals))
    tracks = {row[0] for row in work.rows("select slug from track")}
    added: list[UUID] = []
    rows: Rows = {}
    blobs: set[bytes] = set()
    for arrival in arrivals:
        if arrival.fingerprint not in there:
            there.add(arrival.fingerprint)
            added.append(_collect(work, rows, blobs, actor, arrival, tracks))
    for table in (
        models.Candidate,
        models.Application,
        models.Blob,
        models.Document,
        models.ApplicationText,
        models.Answer,
        models.Flag,
        models.Operation,
    ):
        if rows.get(table):
            work.connection.execute(insert(table), rows[table])
    names = {row["id"]: row["name"] for row in rows.get(models.Candidate, ())}
    told = {row["id"]: [names[row["candidate"]]] for row in rows.get(models.Application, ())}
    for row in rows.get(models.ApplicationText, ()):
        told[row["application"]].append(row["body"])
    for row in rows.get(models.Answer, ()):
        told[row["application"]].append(f"{row['question']} {row['answer']}")
    for application, (name, *bodies) in told.items():
        search.put_words(work, application, search.words_of(name, bodies))
    return added


def _collect(work: UnitOfWork, rows: Rows, blobs: set[bytes], actor: UUID, arrival: Arrival, tracks: set[str]) -> UUID:
    candidate, application = new_id(), new_id()
    track = arrival.track if arrival.track in tracks else None

    def put(table: type[models.Base], **values: Any) -> None:
        rows.setdefault(table, []).append(values)

    put(
        models.Candidate,
        id=candidate,
        name=arrival.name,
        email=arrival.email,
        phone=arrival.phone,
        folded=f" {fold(arrival.name)}",
    )
    put(
        models.Application,
        id=application,
        candidate=candidate,
        headline=arrival.headline,
        location=arrival.location,
        workplace=arrival.workplace,
        applied_track=track,
        track=track,
        source=arrival.source,
        received_at=arrival.received_at,
        flag_bits=sum(bit(flag.kind) for flag in merged(arrival.flags) if flag.state is not FlagState.CLEARED),
        version=1,
        fingerprint=arrival.fingerprint,
    )
    for position, document in enumerate(arrival.documents):
        if document.sha256 not in blobs and not work.rows("select 1 from blob where sha256 = ?", (document.sha256,)):
            put(models.Blob, sha256=document.sha256, size=len(document.data), data=document.data)
        blobs.add(document.sha256)
        put(
            models.Document,
            id=new_id(),
            application=application,
            position=position,
            kind=document.kind,
            guessed=int(document.guessed),
            name=document.name,
            sha256=document.sha256,
            size=len(document.data),
            format=document.format,
            trouble=document.trouble,
            pages=document.pages,
        )
    put(
        models.ApplicationText,
        application=application,
        body="\f".join(document.text for document in arrival.documents if document.text),
    )
    for position, answer in enumerate(arrival.answers):
        put(
            models.Answer,
            application=application,
            position=position,
            question=answer.question,
            answer=answer.answer,
        )
    for flag in merged(arrival.flags):
        put(models.Flag, application=application, kind=flag.kind, state=flag.state, reasons=list(flag.reasons))
    put(
        models.Operation,
        id=new_id(),
        actor=actor,
        application=application,
        code=RECEIVED,
        at=arrival.received_at,
        recorded_at=now(),
        base=0,
        payload={},
        before={},
        after={"source": arrival.source, "track": track},
    )
    return application
