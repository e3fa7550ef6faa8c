"""Reading the queue: raw statements over covering indexes, because a list of 100,000 has to be there at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from reviewer.domain.decision import Outcome
from reviewer.domain.queue import UNSURE, QueueFilter, QueueIndex, QueueRow, View
from reviewer.domain.rubric import mean
from reviewer.storage.database import UnitOfWork
from reviewer.storage.flag_bits import kinds
from reviewer.storage.types import json_loads

_MINE = "select application from review where reviewer = ?1 and submitted_at is not null"

_LISTED: Mapping[View, str] = {
    View.INBOX: f"outcome is null and id not in ({_MINE})",  # noqa: S608 - constants of this module
    View.REVIEWED: f"outcome is null and id in ({_MINE})",  # noqa: S608 - constants of this module
    View.DECIDED: "outcome is not null",
    View.FLAGGED: "flag_bits <> 0",
    View.ALL: "true",
}

_ROWS = """
select a.id, c.name, a.headline, a.location, a.track, a.received_at, a.outcome, a.flag_bits, v.ratings, v.submitted_at,
       m.at, a.version
  from application a
  join candidate c on c.id = a.candidate
  left join review v on v.application = a.id and v.reviewer = ?1
  left join read_mark m on m.application = a.id and m.reviewer = ?1
 where a.id in ({marks})
"""


def index(work: UnitOfWork, me: UUID, wanted: QueueFilter) -> QueueIndex:
    """The identifiers that a filter lists, newest first."""
    condition, parameters = _where(me, wanted)
    # One long text is handed over many times faster than as many rows.
    (packed,) = work.rows(
        "select group_concat(hex(id), '') from "  # noqa: S608 - constants of this module
        f"(select id from application where {condition} order by received_at desc, id desc)",
        parameters,
    )
    return QueueIndex(bytes.fromhex(packed[0] or ""))


def rows(work: UnitOfWork, me: UUID, ids: Sequence[UUID]) -> dict[UUID, QueueRow]:
    """The rows of some applications; those that are gone are absent."""
    found: dict[UUID, QueueRow] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        statement = _ROWS.format(marks=", ".join(["?"] * len(part)))
        for row in work.rows(statement, (me.bytes, *(each.bytes for each in part))):
            id = UUID(bytes=row[0])
            found[id] = QueueRow(
                id=id,
                name=row[1],
                headline=row[2],
                location=row[3],
                track=row[4],
                received_at=datetime.fromisoformat(row[5]),
                outcome=row[6] and Outcome(row[6]),
                flags=kinds(row[7]),
                mean=mean(json_loads(row[8])) if row[8] else None,
                submitted=row[9] is not None,
                unread=row[10] is None,
                version=row[11],
            )
    return found


def counts(work: UnitOfWork, me: UUID, view: View) -> dict[str, int]:
    """How many applications a view lists, by track and under `UNSURE`."""
    condition, parameters = _where(me, QueueFilter(view))
    return {
        row[0] or UNSURE: row[1]
        for row in work.rows(
            f"select track, count(*) from application where {condition} group by track",  # noqa: S608 - as above
            parameters,
        )
    }


def done_since(work: UnitOfWork, me: UUID, since: str) -> int:
    """How many reviews a reviewer submitted and decisions they made since a time, in ISO 8601."""
    ((reviews,),) = work.rows("select count(*) from review where reviewer = ? and submitted_at >= ?", (me.bytes, since))
    ((decisions,),) = work.rows(
        "select count(*) from application where outcome is not null and decided_by = ? and decided_at >= ?",
        (me.bytes, since),
    )
    return reviews + decisions


def position(work: UnitOfWork, packed: QueueIndex, received_at: datetime, id: UUID) -> int:
    """Where an application of that age belongs in an index."""
    low, high = 0, len(packed)
    while low < high:
        middle = (low + high) // 2
        other = packed[middle]
        found = work.rows("select received_at from application where id = ?", (other.bytes,))
        newer = bool(found) and (datetime.fromisoformat(found[0][0]), other) > (received_at, id)
        low, high = (middle + 1, high) if newer else (low, middle)
    return low


def find(work: UnitOfWork, folded: str, limit: int) -> list[UUID]:
    """Applications of candidates of whose name a word starts with the text, then of those that contain it."""
    found: dict[bytes, None] = {}
    for pattern in (f" {folded}", folded):
        if len(found) < limit:
            for (candidate,) in work.rows(
                "select id from candidate where instr(folded, ?) order by id desc limit ?", (pattern, limit)
            ):
                found.setdefault(candidate)
    ids: list[UUID] = []
    for candidate in found:
        ids += [
            UUID(bytes=row[0])
            for row in work.rows(
                "select id from application where candidate = ? order by received_at desc, id desc", (candidate,)
            )
        ]
    return ids[:limit]


def _where(me: UUID, wanted: QueueFilter) -> tuple[str, tuple[object, ...]]:
    """The condition of a filter, with its parameters: ?1 is the reviewer, ?2 the track."""
    condition = _LISTED[wanted.view]
    uses_me = "?1" in condition
    if wanted.track is None:
        return condition, (me.bytes,) if uses_me else ()
    if wanted.track == UNSURE:
        return f"{condition} and track is null", (me.bytes,) if uses_me else ()
    place = "?2" if uses_me else "?1"
    return f"{condition} and track = {place}", (*((me.bytes,) if uses_me else ()), wanted.track)
