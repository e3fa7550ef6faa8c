"""Looking for applications by their words and by what they are; newest first. The same answers on either database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from reviewer.domain import terms
from reviewer.domain.effects import moment
from reviewer.domain.queue import UNSURE
from reviewer.domain.remarks import NO_HITS, NOTHING, RemarkHits, Remarks
from reviewer.domain.searching import Field, Phrase, Query, bounds
from reviewer.storage.database import UnitOfWork

MOST = 5_000
"""Up to so many applications with some words, all are taken and sorted; with more, the queue is walked from its top."""
_ALL = "select a.id, a.received_at from application a {join} where {where} order by a.received_at desc, a.id desc"
_PLACES = "join search_place p on p.application = a.id"
_HAS = " and p.place {negation}in (select rowid from search where search match {match})"
_FEW = """
with hit as materialized (select application from application_text where words @@ {match}::tsquery)
select a.id, a.received_at from hit join application a on a.id = hit.application
 where {where} order by a.received_at desc, a.id desc
"""
_MANY = """
select a.id, a.received_at
  from (select * from application a where {where} order by a.received_at desc, a.id desc) a
  join lateral (
    select from application_text t where t.application = a.id and t.words @@ {match}::tsquery offset 0
  ) t on true
 order by a.received_at desc, a.id desc
"""
_FLAGGED = "exists (select 1 from flag f where f.application = a.id and f.kind = {kind} and f.state <> 'cleared')"
_MINE = "exists (select 1 from review v where v.application = a.id and v.reviewer = {me} and {what})"
_RATED = "(v.submitted_at is not null or v.recommendation is not null or {ratings} <> '{{}}')"


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
    found = _found(work, me, query, limit, after, _Among(without=remarks.unwanted))
    for lacking, applications in remarks.groups.items():
        rest = replace(query, phrases=lacking)
        found |= _found(work, me, rest, limit, after, _Among(applications))
    rows = sorted(found, reverse=True)
    here = tuple(id for _, id in rows[:limit])
    return Hits(here, rows[limit - 1] if len(rows) > limit else None)


def _found(
    work: UnitOfWork, me: UUID, query: Query, limit: int, after: tuple[str, UUID] | None, among: "_Among"
) -> set[tuple[str, UUID]]:
    """When these were received, in ISO 8601, and which they are; one more than the limit, the newest."""
    parts = _Parts(work.shared, me)
    wheres = [parts.field(field) for field in query.fields]
    wheres += among.conditions(parts)
    if after is not None:
        wheres.append(f"(a.received_at, a.id) < ({parts.put(after[0])}{parts.time}, {parts.put(after[1])})")
    where = " and ".join(wheres) or "true"
    match = _tsquery(query) if work.shared else _fts(query)
    sql = _shared(work, parts, match, where) if work.shared else _embedded(parts, query, match, where)
    rows = work.rows(f"{sql} limit {parts.put(limit + 1)}", tuple(parts.parameters))
    return {(row[1], UUID(bytes=row[0])) for row in rows}


@dataclass(frozen=True)
class _Among:
    """Only some applications, or all but some."""

    only: Collection[UUID] | None = None
    without: Collection[UUID] = ()

    def conditions(self, parts: "_Parts") -> list[str]:
        """What that means of an application `a`."""
        found = [parts.one_of(self.only)] if self.only is not None else []
        return [*found, f"not {parts.one_of(self.without)}"] if self.without else found


def _embedded(parts: "_Parts", query: Query, match: str, where: str) -> str:
    if match:
        where += _HAS.format(negation="", match=parts.put(match))
    for phrase in query.without if not query.phrases else ():
        where += _HAS.format(negation="not ", match=parts.put(_fts_phrase(phrase)))
    return _ALL.format(join=_PLACES if match or query.without else "", where=where)


def _shared(work: UnitOfWork, parts: "_Parts", match: str, where: str) -> str:
    if not match:
        return _ALL.format(join="", where=where)
    ((count,),) = work.rows("select search_count(?::tsquery, ?)", (_plain(match), MOST))
    return (_FEW if count <= MOST else _MANY).format(where=where, match=parts.put(match))


class _Parts:
    """Puts a statement together; what somebody typed goes into parameters alone."""

    def __init__(self, shared: bool, me: UUID) -> None:
        self.parameters: list[Any] = []
        self._shared = shared
        self._me = me
        self.time = "::timestamptz" if shared else ""

    def put(self, value: object) -> str:
        """The place of a parameter."""
        self.parameters.append(value)
        return f"?{len(self.parameters)}"

    def one_of(self, applications: Collection[UUID]) -> str:
        """Whether an application `a` is one of some."""
        if self._shared:
            return f"(a.id = any({self.put(list(applications))}))"
        return f"(a.id in ({', '.join(map(self.put, applications))}))"

    def field(self, field: Field) -> str:
        """A condition on an application `a`."""
        found = self._of(field)
        return f"not ({found})" if field.without else found

    def _mine(self, what: str) -> str:
        return _MINE.format(me=self.put(self._me), what=what)

    def _of(self, field: Field) -> str:
        rated = _RATED.format(ratings="v.ratings::text" if self._shared else "v.ratings")
        match field.name, field.value:
            case "track", track:
                return "a.track is null" if track == UNSURE else f"coalesce(a.track, '') = {self.put(track)}"
            case "stage", "inbox":
                return f"a.outcome is null and not {self._mine('v.submitted_at is not null')}"
            case "stage", "reviewed":
                return f"a.outcome is null and {self._mine('v.submitted_at is not null')}"
            case "stage", "decided":
                return "a.outcome is not null"
            case "stage", stage:
                outcome = {"advanced": "advance", "held": "hold", "rejected": "reject"}[stage]
                return f"coalesce(a.outcome, '') = '{outcome}'"
            case ("flag", "any") | ("has", "flag"):
                return "a.flag_bits <> 0"
            case "flag", kind:
                return _FLAGGED.format(kind=self.put(kind))
            case "workplace", place:
                return f"coalesce(a.workplace, '') = {self.put(place)}"
            case "has", "letter":
                return "exists (select 1 from document d where d.application = a.id and d.kind = 'cover_letter')"
            case "has", "note":
                return self._mine("v.note <> '\"\"'" if self._shared else "v.note <> ''")
            case "has", _:
                return self._mine("v.evidence <> '[]'")
            case "rated", _:
                return self._mine(rated)
            case "unrated", _:
                return f"not {self._mine(rated)}"
            case _:
                return self._received(field)

    def _received(self, field: Field) -> str:
        def at(time: datetime) -> str:
            return f"{self.put(moment(time))}{self.time}"

        start, end = bounds(field)
        parts = [f"a.received_at >= {at(start)}"] if start else []
        parts += [f"a.received_at < {at(end)}"] if end else []
        return " and ".join(parts)


def _fts_phrase(phrase: Phrase) -> str:
    return '"' + " ".join(phrase.tokens) + '"' + ("*" if phrase.prefix else "")


def _fts(query: Query) -> str:
    wanted = " AND ".join(map(_fts_phrase, query.phrases))
    # What is not wanted can only be taken away from something.
    return " NOT ".join([f"({wanted})", *map(_fts_phrase, query.without)]) if wanted else ""


def _tsquery(query: Query) -> str:
    def one(phrase: Phrase) -> str:
        words = [f"'{token}'" for token in phrase.tokens]
        words[-1] += ":*" if phrase.prefix else ""
        return f"({' <-> '.join(words)})"

    return " & ".join([*map(one, query.phrases), *(f"!{one(each)}" for each in query.without)])


def _plain(match: str) -> str:
    """Without positions, which are not in the index: to count, the words alone do."""
    return match.replace("<->", "&")


def remarks(work: UnitOfWork, me: UUID, applications: Collection[UUID] | None = None) -> dict[UUID, Remarks]:
    """What a reviewer noted, and the comments that they may read; of some applications, or of all."""
    parts = _Parts(work.shared, me)
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
