"""Looking for applications by their words and by what they are; newest first. The same answers on either database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from reviewer.domain import terms
from reviewer.domain.remarks import NO_HITS, NOTHING, RemarkHits, Remarks
from reviewer.domain.searching import Query
from reviewer.storage import matching
from reviewer.storage.conditions import Conditions
from reviewer.storage.database import UnitOfWork
from reviewer.storage.matching import Among


@dataclass(frozen=True)
class Hits:
    """What was found: so many applications from the top, and where the next begin."""

    applications: tuple[UUID, ...]
    after: tuple[str, UUID] | None
    """When the last of these was received, in ISO 8601, and which it is; None: there are no more."""


def words_of(name: str, bodies: Iterable[str]) -> str:
    """All that an application is found by, as the index takes it."""
    return terms.index_text("\n".join([name, *bodies]))


def find(
    work: UnitOfWork,
    me: UUID,
    query: Query,
    limit: int,
    after: tuple[str, UUID] | None = None,
    remarks: RemarkHits = NO_HITS,
) -> Hits:
    """Applications for which all that is asked holds, received before `after`. `remarks`: what these have of it."""
    found = matching.newest(work, me, query, limit + 1, after, Among(without=remarks.unwanted))
    for lacking, applications in remarks.groups.items():
        rest = replace(query, phrases=lacking)
        found |= matching.newest(work, me, rest, limit + 1, after, Among(applications))
    rows = sorted(found, reverse=True)
    here = tuple(id for _, id in rows[:limit])
    return Hits(here, rows[limit - 1] if len(rows) > limit else None)


def remarks(work: UnitOfWork, me: UUID, applications: Collection[UUID] | None = None) -> dict[UUID, Remarks]:
    """What a reviewer noted, and the comments that they may read; of some applications, or of all."""
    parts = Conditions(work.shared, me)
    # A shared database of the migration before has no comments yet.
    told = not work.shared or work.rows("select to_regclass('comment') is not null")[0][0]
    named = {"me": parts.put(me), "of_json": " #>> '{}'" if work.shared else ""}
    statement = _REMARKS.format(comments=_COMMENTS.format(**named) if told else "", **named)
    if applications is not None:
        statement += f" where {parts.one_of(applications)}"
    found: dict[UUID, Remarks] = {}
    for each, text, is_note in work.rows(statement, tuple(parts.parameters)):
        if text:
            id = UUID(bytes=each)
            before = found.get(id, NOTHING)
            found[id] = before.noting(text) if is_note else before.adding(text)
    return found


def texts(work: UnitOfWork, applications: Iterable[UUID]) -> dict[UUID, str]:
    """What some applications' documents say."""
    ids = list(applications)
    if not ids:
        return {}
    rows = (
        work.rows(_TEXTS.format(among="= any(?)"), (ids,))
        if work.shared
        else work.rows(_TEXTS.format(among=f"in ({', '.join('?' * len(ids))})"), tuple(ids))
    )
    return {UUID(bytes=id): body for id, body in rows}


# -- the index

_REMARKS = """
select a.id, a.text, a.is_note from (
    select application as id, note{of_json} as text, 1 as is_note from review where reviewer = {me} {comments}
) a
"""
_COMMENTS = """
    union all
    select application, text{of_json}, 0 from comment c
     where author = {me} or exists (select 1 from opening o where o.application = c.application and o.person = {me})
"""
_TEXTS = "select application, body from application_text where application {among}"
_ALL_INDEXED = """
select not exists (
    select 1 from application_text t
     where not exists (select 1 from search_place p where p.application = t.application and p.version >= ?)
)
"""

_PENDING = """
select t.application, c.name, t.body,
       (select group_concat(question || ' ' || answer, ' ') from answer where application = t.application)
  from application_text t
  join application a on a.id = t.application
  join candidate c on c.id = a.candidate
 where not exists (select 1 from search_place p where p.application = t.application and p.version >= ?1)
 order by a.received_at, a.id
 limit ?2
"""


def is_indexed(work: UnitOfWork) -> bool:
    """Whether everything in an embedded database is indexed as this program does it."""
    return bool(work.rows(_ALL_INDEXED, (terms.VERSION,))[0][0])


def index_some(work: UnitOfWork, most: int) -> int:
    """Index applications of an embedded database that are not, or were by an older normaliser; how many these were."""
    rows = work.rows(_PENDING, (terms.VERSION, most))
    for application, name, body, answers in rows:
        put_words(work, UUID(bytes=application), words_of(name, (body, answers or "")))
    return len(rows)


def put_words(work: UnitOfWork, application: UUID, words: str) -> None:
    """Index an application of an embedded database."""
    known = work.rows("select place from search_place where application = ?", (application,))
    if known:
        work.rows("delete from search where rowid = ?", (known[0][0],))
        work.rows("update search_place set version = ? where application = ?", (terms.VERSION, application))
        place = known[0][0]
    else:
        ((place,),) = work.rows(
            "insert into search_place (application, version) values (?, ?) returning place",
            (application, terms.VERSION),
        )
    work.rows("insert into search (rowid, words) values (?, ?)", (place, words))
