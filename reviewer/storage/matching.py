"""The newest applications of which all that is asked holds, found by way of the index of words or of the queue.

With few hits, all are taken from the index of words and sorted. With many, the queue is walked from its top and each
application asked for the words, which ends as soon as enough have them. Where the newest lack them although many have
them, the walk is given up, and all hits are sorted after all.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from reviewer.domain.searching import Phrase, Query
from reviewer.storage.conditions import Conditions
from reviewer.storage.database import UnitOfWork

FEW = 5_000
"""So many hits are few in any database."""
LOOKED_AT = {True: 3.0, False: 64.0}
"""How many times as long it takes to ask an application for words as to take one from the index of words, where a
database is shared and where it is a file (`python3 main.py bench size`)."""
PATIENCE = 4
"""A walk is given up after so many times the applications that it should take."""
NEAR = 64
"""So many of the newest are asked before a shared database counts hits, which is slow where there are many."""
OFTEN = 3
"""With so many hits among these, there are many."""

_NEWEST = "select a.id, a.received_at from application a {join} where {where} order by a.received_at desc, a.id desc"
_PLACES = "join search_place p on p.application = a.id"
_HAS = " and p.place {negation}in (select rowid from search where search match {match})"
_HITS = """
with hit as materialized (select application from application_text where words @@ {match}::tsquery)
select a.id, a.received_at from hit join application a on a.id = hit.application
 where {where} order by a.received_at desc, a.id desc
"""
_HERE = " and exists (select 1 from search s where s.search match {match} and s.rowid = p.place)"
_WALK = """
select a.id, a.received_at
  from (select * from application a where {where} order by a.received_at desc, a.id desc) a
  join lateral (
    select from application_text t where t.application = a.id and t.words @@ {match}::tsquery offset 0
  ) t on true
 order by a.received_at desc, a.id desc
"""
_SIZE = "select coalesce(max(place), 0) from search_place"
_COUNT = "select count(*) from (select 1 from search where search match ? limit ?)"
_SHARED_COUNT = """
with size as (
    select greatest(reltuples, 0)::bigint as of, greatest(?2, sqrt(?3 * greatest(reltuples, 0)))::integer as few
      from pg_class where oid = 'application_text'::regclass
), newest as materialized (
    select id from application order by received_at desc, id desc limit ?4
), near as materialized (
    select count(*) as hits from newest where exists (
        select from application_text t where t.application = newest.id and t.words @@ ?5::tsquery offset 0)
)
select size.of, size.few,
       case when near.hits >= ?6 then size.few + 1 when ?7 then search_count(?1::tsquery, size.few) else 0 end
  from size, near
"""
Row = tuple[Any, ...]
Place = tuple[str, UUID]
"""When an application was received, in ISO 8601, and which it is."""


@dataclass(frozen=True)
class Among:
    """Only some applications, or all but some."""

    only: Collection[UUID] | None = None
    without: Collection[UUID] = ()

    def conditions(self, of: Conditions) -> list[str]:
        """What that means of an application."""
        found = [of.one_of(self.only)] if self.only is not None else []
        return [*found, f"not {of.one_of(self.without)}"] if self.without else found


def newest(work: UnitOfWork, me: UUID, query: Query, most: int, after: Place | None, among: Among) -> set[Place]:
    """The newest for which all of a query holds, received before `after`; at most so many."""
    asked = _Asked(work, me, query, most, after, among)
    return {(row[1], UUID(bytes=row[0])) for row in asked.rows()}


@dataclass(frozen=True)
class _Asked:
    work: UnitOfWork
    me: UUID
    query: Query
    most: int
    after: Place | None
    among: Among

    def rows(self) -> list[Row]:
        if not self._match:
            return self._read(self._unmatched)
        depth = self._depth()
        if depth is None:
            return self._read(self._sorted)
        edge = self._edge(depth)
        rows = self._read(lambda parts, where: self._walk(parts, where, edge), singly=True)
        return rows if len(rows) == self.most or edge is None else self._read(self._sorted)

    def _depth(self) -> int | None:
        """How deep to walk; None: there are few hits."""
        cost = LOOKED_AT[self.work.shared] * self.most
        if self.work.shared:
            # What lacks words is in all parts of the index: counting it is as slow as finding it.
            given = (_plain(self._match), FEW, cost, NEAR, self._match, OFTEN, bool(self.query.phrases))
            ((size, few, count),) = self.work.rows(_SHARED_COUNT, given)
        else:
            ((size,),) = self.work.rows(_SIZE)
            few = max(FEW, int(math.sqrt(cost * size)))
            ((count,),) = self.work.rows(_COUNT, (self._match, few + 1))
        if count <= few:
            return None
        # A shared database may not know its size yet.
        return PATIENCE * self.most * max(size, count) // max(few, 1)

    def _edge(self, depth: int) -> Place | None:
        """The application that is so deep in the queue; None: it ends before.

        Of what is asked for, only what the queue's own columns tell is looked at; the rest would take too long.
        """
        parts = Conditions(self.work.shared, self.me)
        wheres = [parts.of_columns(field) for field in self.query.fields]
        if self.after is not None:
            wheres.append(parts.before(self.after))
        sql = _NEWEST.format(join="", where=" and ".join(wheres) or "true") + f" limit 1 offset {parts.put(depth)}"
        found = self.work.rows(sql, tuple(parts.parameters))
        return (found[0][1], UUID(bytes=found[0][0])) if found else None

    @cached_property
    def _match(self) -> str:
        """What the index of words is asked for; empty: nothing that it could be asked."""
        return _tsquery(self.query) if self.work.shared else _fts(self.query)

    def _read(self, make: Callable[[Conditions, str], str], *, singly: bool = False) -> list[Row]:
        parts = Conditions(self.work.shared, self.me, singly=singly)
        wheres = [parts.field(field) for field in self.query.fields]
        wheres += self.among.conditions(parts)
        if self.after is not None:
            wheres.append(parts.before(self.after))
        sql = make(parts, " and ".join(wheres) or "true") + f" limit {parts.put(self.most)}"
        return self.work.rows(sql, tuple(parts.parameters))

    def _unmatched(self, parts: Conditions, where: str) -> str:
        # An index of words of a file cannot be asked for what lacks some.
        for phrase in self.query.without:
            where += _HAS.format(negation="not ", match=parts.put(_fts_phrase(phrase)))
        return _NEWEST.format(join=_PLACES if self.query.without else "", where=where)

    def _sorted(self, parts: Conditions, where: str) -> str:
        if self.work.shared:
            return _HITS.format(where=where, match=parts.put(self._match))
        return _NEWEST.format(join=_PLACES, where=where + _HAS.format(negation="", match=parts.put(self._match)))

    def _walk(self, parts: Conditions, where: str, end: Place | None) -> str:
        if end is not None:
            where += f" and {parts.not_before(end)}"
        if self.work.shared:
            return _WALK.format(where=where, match=parts.put(self._match))
        return _NEWEST.format(join=_PLACES, where=where + _HERE.format(match=parts.put(self._match)))


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
