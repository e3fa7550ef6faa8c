"""Reading the whole queue at once: one scan of one covering index, handed over as two long texts.

One long text comes out of the driver many times faster than as many rows. A character each tells state and track.
"""

from uuid import UUID

from reviewer.domain.listing import DECIDED, FLAGGED, SUBMITTED, Listing
from reviewer.domain.queue import UNSURE, QueueIndex
from reviewer.errors import DatabaseTrouble
from reviewer.storage.database import UnitOfWork

MOST_TRACKS = 63
"""With the two bits of a state, a track's place fits in a byte."""

_TOO_MANY = "There are more tracks than this program can list. Remove some."

_LISTING = """
select group_concat(hex(id), ''), group_concat(mark, '')
  from (
    select id, char(256 + (outcome is not null) + 2 * (flag_bits <> 0) + case {cases} else 0 end) as mark
      from application indexed by ix_application_queue
     order by received_at desc, id desc
  )
"""
_SUBMITTED = "select group_concat(hex(application), '') from review where reviewer = ? and submitted_at is not null"
_SHARED_LISTING = """
select string_agg(uuid_send(id), ''), string_agg(set_byte('\\x00', 0, mark), '')
  from (
    select id,
           (outcome is not null)::integer + 2 * (flag_bits <> 0)::integer + case {cases} else 0 end as mark
      from application
     order by received_at desc, id desc
  ) listed
"""
_SHARED_SUBMITTED = """
select string_agg(uuid_send(application), '') from review where reviewer = ? and submitted_at is not null
"""

_SLUGS = "select slug from track order by position, slug"
_SHARED_PLACE = "select pg_snapshot_xmin(pg_current_snapshot())"
_SHARED_SINCE = "select application from feed where xid >= ?::text::xid8 limit ?"

_STATES = bytes(each & (DECIDED | FLAGGED) for each in range(256))
_TRACKS = bytes(each >> 2 for each in range(256))


def read(work: UnitOfWork, me: UUID) -> Listing:
    """Every application as one reviewer's queue sorts it."""
    slugs = tracks(work)
    if len(slugs) > MOST_TRACKS:
        raise DatabaseTrouble(_TOO_MANY)
    cases = " ".join(f"when track = ? then {place * 4}" for place in range(1, len(slugs) + 1)) or "when false then 0"
    packed, marks, submitted = _shared(work, me, cases, slugs) if work.shared else _embedded(work, me, cases, slugs)
    states = marks.translate(_STATES)
    if submitted:
        # Looking each up here takes half the time that the database needs for it.
        mine = set(_each(submitted))
        states = bytes(
            [state | SUBMITTED if id in mine else state for state, id in zip(states, _each(packed), strict=True)]
        )
    return Listing(ids=QueueIndex(packed), states=states, tracks=marks.translate(_TRACKS), slugs=(UNSURE, *slugs))


def _embedded(work: UnitOfWork, me: UUID, cases: str, slugs: list[str]) -> tuple[bytes, bytes, bytes]:
    ((ids, found),) = work.rows(_LISTING.format(cases=cases), tuple(slugs))
    ((submitted,),) = work.rows(_SUBMITTED, (me,))
    # The characters begin at 256, beyond NUL, which ends a text; the lower bytes are what is meant.
    return bytes.fromhex(ids or ""), (found or "").encode("utf-16-le")[::2], bytes.fromhex(submitted or "")


def _shared(work: UnitOfWork, me: UUID, cases: str, slugs: list[str]) -> tuple[bytes, bytes, bytes]:
    listed, mine = work.several([(_SHARED_LISTING.format(cases=cases), tuple(slugs)), (_SHARED_SUBMITTED, (me,))])
    return listed[0][0] or b"", listed[0][1] or b"", mine[0][0] or b""


def _each(packed: bytes) -> list[bytes]:
    return [packed[at : at + 16] for at in range(0, len(packed), 16)]


def tracks(work: UnitOfWork) -> list[str]:
    """The tracks' slugs in order."""
    return [row[0] for row in work.rows(_SLUGS)]


def newest(work: UnitOfWork) -> int:
    """The place of the last operation that was applied. Whatever a listing depends on changes with an operation.

    In a shared database, the first transaction that may not be done: operations of later ones come after it, and some
    that are seen already may as well.
    """
    if work.shared:
        return int(work.rows(_SHARED_PLACE)[0][0])
    return work.rows("select max(rowid) from operation")[0][0] or 0


def look(work: UnitOfWork, place: int, most: int) -> tuple[int, list[str], list[UUID] | None]:
    """The place of the last operation, the tracks, and what changed since `place` as `changed_since` says; of a shared
    database in one journey, and before the last place of it, so that nothing falls between."""
    if not work.shared:
        return newest(work), tracks(work), changed_since(work, place, most)
    since = (_SHARED_SINCE, (str(place), most + 1))
    newest_, slugs, changed = work.several([(_SHARED_PLACE, ()), (_SLUGS, ()), since])
    return int(newest_[0][0]), [row[0] for row in slugs], _distinct(changed, most)


def _distinct(rows: list[tuple[bytes, ...]], most: int) -> list[UUID] | None:
    return None if len(rows) > most else [UUID(bytes=row[0]) for row in dict.fromkeys(rows)]


def changed_since(work: UnitOfWork, place: int, most: int) -> list[UUID] | None:
    """The applications that operations after a place are about; None: more operations than `most`."""
    rows = (
        work.rows(_SHARED_SINCE, (str(place), most + 1))
        if work.shared
        else work.rows("select application from operation where rowid > ? limit ?", (place, most + 1))
    )
    return _distinct(rows, most)
