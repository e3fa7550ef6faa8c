"""Reading rows of the queue, by raw statements: they are asked for at every step of a scroll."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from reviewer.domain.decision import Outcome
from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.rubric import mean
from reviewer.storage.database import UnitOfWork
from reviewer.storage.flag_bits import kinds
from reviewer.storage.types import json_loads

_ROWS = """
select a.id, c.name, a.headline, a.location, a.track, a.received_at, a.outcome, a.flag_bits, v.ratings, v.submitted_at,
       m.at, a.version
  from application a
  join candidate c on c.id = a.candidate
  left join review v on v.application = a.id and v.reviewer = ?1
  left join read_mark m on m.application = a.id and m.reviewer = ?1
 where a.id {among}
"""
_NAMED = "select id from candidate where {}(folded, ?) > 0 order by id desc limit ?"


def rows(work: UnitOfWork, me: UUID, ids: Sequence[UUID]) -> dict[UUID, QueueRow]:
    """The rows of some applications; those that are gone are absent."""
    found: dict[UUID, QueueRow] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        if work.shared:
            # One statement for any number of them, which the server then has prepared.
            read = work.rows(_ROWS.format(among="= any(?2)"), (me, list(part)))
        else:
            read = work.rows(_ROWS.format(among=f"in ({', '.join(['?'] * len(part))})"), (me, *part))
        for row in read:
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


def done_since(work: UnitOfWork, me: UUID, since: str) -> int:
    """How many reviews a reviewer submitted and decisions they made since a time, in ISO 8601."""
    reviews, decisions = work.several(
        [
            ("select count(*) from review where reviewer = ? and submitted_at >= ?", (me, since)),
            ("select count(*) from application where decided_by = ? and decided_at >= ?", (me, since)),
        ]
    )
    return reviews[0][0] + decisions[0][0]


def position(work: UnitOfWork, ids: QueueIndex, row: QueueRow) -> int:
    """Where an application that is not in an index yet belongs."""
    low, high = 0, len(ids)
    while low < high:
        middle = (low + high) // 2
        other = ids[middle]
        found = work.rows("select received_at from application where id = ?", (other,))
        newer = bool(found) and (datetime.fromisoformat(found[0][0]), other) > (row.received_at, row.id)
        low, high = (middle + 1, high) if newer else (low, middle)
    return low


def find(work: UnitOfWork, folded: str, limit: int) -> list[UUID]:
    """Applications of candidates of whose name a word starts with the text, then of those that contain it."""
    found: dict[bytes, None] = {}
    for pattern in (f" {folded}", folded):
        if len(found) < limit:
            for (candidate,) in work.rows(_NAMED.format("strpos" if work.shared else "instr"), (pattern, limit)):
                found.setdefault(candidate)
    ids: list[UUID] = []
    for candidate in found:
        ids += [
            UUID(bytes=row[0])
            for row in work.rows(
                "select id from application where candidate = ? order by received_at desc, id desc",
                (UUID(bytes=candidate),),
            )
        ]
    return ids[:limit]
