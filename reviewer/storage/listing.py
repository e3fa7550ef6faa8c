"""Reading the whole queue at once: one scan of one covering index, handed over as three long texts.

One long text comes out of the driver many times faster than as many rows.
"""

from uuid import UUID

from reviewer.domain.listing import Listing
from reviewer.domain.queue import UNSURE, QueueIndex
from reviewer.errors import DatabaseTrouble
from reviewer.storage.database import UnitOfWork

MOST_TRACKS = 255
_TOO_MANY = "There are more tracks than this program can list. Remove some."

_LISTING = """
with mine as materialized (select application from review where reviewer = ? and submitted_at is not null)
select group_concat(hex(id), ''), group_concat(state, ''), group_concat(track, '')
  from (
    select id,
           (outcome is not null) + 2 * (flag_bits <> 0) + 4 * (id in mine) as state,
           case {cases} end as track
      from application indexed by ix_application_queue
     order by received_at desc, id desc
  )
"""
_DIGITS = bytes(int(chr(each)) if chr(each) in "01234567" else 0 for each in range(256))


def read(work: UnitOfWork, me: UUID) -> Listing:
    """Every application as one reviewer's queue sorts it."""
    slugs = tracks(work)
    if len(slugs) > MOST_TRACKS:
        raise DatabaseTrouble(_TOO_MANY)
    cases = "when track is null then '00' " + " ".join(
        f"when track = ? then '{place:02x}'" for place in range(1, len(slugs) + 1)
    )
    ((ids, states, places),) = work.rows(_LISTING.format(cases=cases), (me.bytes, *slugs))
    return Listing(
        ids=QueueIndex(bytes.fromhex(ids or "")),
        states=(states or "").encode().translate(_DIGITS),
        tracks=bytes.fromhex(places or ""),
        slugs=(UNSURE, *slugs),
    )


def tracks(work: UnitOfWork) -> list[str]:
    """The tracks' slugs in order."""
    return [row[0] for row in work.rows("select slug from track order by position, slug")]


def newest(work: UnitOfWork) -> int:
    """The place of the last operation that was applied. Whatever a listing depends on changes with an operation."""
    return work.rows("select max(rowid) from operation")[0][0] or 0


def changed_since(work: UnitOfWork, place: int, most: int) -> list[UUID] | None:
    """The applications that operations after a place are about; None: more operations than `most`."""
    rows = work.rows("select application from operation where rowid > ? limit ?", (place, most + 1))
    return None if len(rows) > most else [UUID(bytes=row[0]) for row in dict.fromkeys(rows)]
