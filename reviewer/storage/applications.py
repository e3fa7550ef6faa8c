"""Reading one application with all that belongs to it, and its activity."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from reviewer.domain import effects, operations
from reviewer.domain.activity import Activity
from reviewer.domain.application import Answer, Application, Candidate
from reviewer.domain.comment import Comment
from reviewer.domain.decision import Decision, Outcome, Reason
from reviewer.domain.document import Document, DocumentKind
from reviewer.domain.evidence import from_json
from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.domain.person import Person
from reviewer.domain.review import FirstVersion, Opening, OpeningKind, Review, Scorecard
from reviewer.domain.track import Workplace
from reviewer.storage.database import UnitOfWork
from reviewer.storage.types import json_loads

# Others' reviews, and what was done in them, are seen with an opening alone. A shared database sees to that itself, by
# its row policies (postgres/policies.sql); in an embedded one the statements do.
_SEEN = """(o.actor = ?2
        or json_type(o.after, '$.review') is null and json_type(o.after, '$.evidence') is null
           and json_type(o.after, '$.comment') is null
        or exists (select 1 from opening n where n.application = o.application and n.person = ?2)
           and (json_type(o.after, '$.comment') is not null
                or exists (select 1 from review r where r.application = o.application and r.reviewer = o.actor
                                                    and r.submitted_at is not null)))"""
_OTHERS = "(select count(*) from review where application = a.id and reviewer <> ?2 and submitted_at is not null)"

_APPLICATION = """
select c.id, c.name, c.email, c.phone, a.headline, a.location, a.workplace, a.applied_track, a.track, a.source,
       a.received_at, a.outcome, a.reason, a.decided_by, p.name, a.decided_at, a.version,
       {others},
       (select count(*) from operation o where o.application = a.id and {seen})
  from application a
  join candidate c on c.id = a.candidate
  left join person p on p.id = a.decided_by
 where a.id = ?1
"""
_DOCUMENTS = """
select id, kind, guessed, name, sha256, size, format, trouble from document where application = ? order by position, id
"""
_ANSWERS = "select question, answer from answer where application = ? order by position"
_FLAGS = "select kind, state, reasons from flag where application = ?"
_OPENING = "select kind, reason from opening where application = ? and person = ?"
_REVIEWS = """
select r.reviewer, p.name, r.track, r.rubric_version, r.ratings, r.recommendation, {note}, r.submitted_at, r.version,
       r.evidence, r.first
  from review r
  join person p on p.id = r.reviewer
 where r.application = ?1
   and (r.reviewer = ?2 or r.submitted_at is not null
        and exists (select 1 from opening o where o.application = ?1 and o.person = ?2))
 order by r.submitted_at, r.id
"""
# From what was done, which has the same policy, for it tells versions, too; and a shared database of the migration
# before has no table of comments yet. SQLite takes what is not grouped from the row of the maximum.
_COMMENTS = """
select json_extract(o.after, '$.comment.id'), o.actor, p.name, json_extract(o.after, '$.comment.text'), count(*),
       max(o.rowid)
  from operation o
  join person p on p.id = o.actor
 where o.application = ?1 and json_type(o.after, '$.comment') is not null
   and (o.actor = ?2 or exists (select 1 from opening n where n.application = ?1 and n.person = ?2))
 group by 1
 order by 1
"""
_SHARED_COMMENTS = """
select k.id, k.actor, p.name, k.after #>> '{comment,text}', k.version
  from (select distinct on (o.after #>> '{comment,id}') o.after #>> '{comment,id}' as id, o.actor, o.after,
               count(*) over (partition by o.after #>> '{comment,id}') as version
          from operation o
         where o.application = ?1 and o.after -> 'comment' is not null
         order by o.after #>> '{comment,id}', o.recorded_at desc, o.id desc) k
  join person p on p.id = k.actor
 order by 1
"""
_ACTIVITY = """
select o.id, o.code, o.actor, p.name, {at}, o.before, o.after, u.id
  from operation o
  join person p on p.id = o.actor
  left join operation u on u.undoes = o.id
 where o.application = ?1 and {seen}
 order by o.recorded_at, o.id
"""
_FLAG_ORDER = {str(kind): place for place, kind in enumerate(FlagKind)}


def read(work: UnitOfWork, me: UUID, id: UUID) -> Application | None:
    """An application as one reviewer sees it; None when it is gone."""
    found, documents, answers, flags, reviews, opening, comments = work.several(
        [
            (_sql(work, _APPLICATION), (id, me)),
            (_DOCUMENTS, (id,)),
            (_ANSWERS, (id,)),
            (_FLAGS, (id,)),
            (_sql(work, _REVIEWS), (id, me)),
            (_OPENING, (id, me)),
            (_SHARED_COMMENTS, (id,)) if work.shared else (_COMMENTS, (id, me)),
        ]
    )
    if not found:
        return None
    row = found[0]
    said = [Comment(UUID(each[0]), UUID(bytes=each[1]), each[2], each[3] or "", each[4]) for each in comments]
    of_all = [_review(each, id, me) for each in reviews]
    return Application(
        id=id,
        candidate=Candidate(UUID(bytes=row[0]), row[1], row[2], row[3]),
        headline=row[4],
        location=row[5],
        workplace=row[6] and Workplace(row[6]),
        applied_track=row[7],
        track=row[8],
        source=row[9],
        received_at=datetime.fromisoformat(row[10]),
        decision=_decision(row[11:16]),
        version=row[16],
        documents=tuple(_document(each) for each in documents),
        answers=tuple(Answer(*each) for each in answers),
        flags=_flags(flags),
        review=next((each for each in of_all if each.reviewer == me), None),
        other_reviews=row[17],
        activities=row[18],
        opening=Opening(OpeningKind(opening[0][0]), opening[0][1]) if opening else None,
        others=tuple(each for each in of_all if each.reviewer != me),
        comments=tuple(each for each in said if each.text),
        withdrawn=tuple(each for each in said if not each.text),
    )


def _sql(work: UnitOfWork, statement: str) -> str:
    # What others see of a time is the server's clock where there is one: an author's own may be set to any time.
    return (
        statement.format(seen="true", others="others(a.id)", at="o.recorded_at", note="r.note #>> '{}'")
        if work.shared
        else statement.format(seen=_SEEN, others=_OTHERS, at="o.at", note="r.note")
    )


def ids(work: UnitOfWork) -> list[UUID]:
    """Every application, in the order in which they arrived."""
    return [UUID(bytes=row[0]) for row in work.rows("select id from application order by received_at, id")]


def present(work: UnitOfWork, some: Sequence[UUID]) -> set[UUID]:
    """Those of some applications that a shared database still has."""
    return {UUID(bytes=row[0]) for row in work.rows("select id from application where id = any(?)", (list(some),))}


def activity(work: UnitOfWork, me: Person, id: UUID) -> tuple[Activity, ...]:
    """What happened to an application, oldest first; without what others filled in or pointed at in their reviews."""
    return tuple(
        Activity(
            operation=UUID(bytes=row[0]),
            code=row[1],
            actor=UUID(bytes=row[2]),
            actor_name=row[3],
            at=datetime.fromisoformat(row[4]),
            before=(before := json_loads(row[5])),
            after=(after := json_loads(row[6])),
            undone=row[7] is not None,
            undoable=row[7] is None and may_undo(me, UUID(bytes=row[2]), row[1], before, after),
        )
        for row in work.rows(_sql(work, _ACTIVITY), (id,) if work.shared else (id, me.id))
    )


def may_undo(me: Person, actor: UUID, code: str, before: effects.State, after: effects.State) -> bool:
    """Whether a reviewer may take it back: what they did; a lead also what others did to the application itself."""
    if code == operations.RECEIVED or effects.same(before, after):
        return False
    record = effects.record(after)
    if record == "opening":
        return False
    if record == "decision" and not me.lead:
        return False
    return actor == me.id or (me.lead and record not in effects.OWN)


def original(work: UnitOfWork, sha256: bytes) -> bytes | None:
    """The bytes of a document; None when there are none."""
    found = work.rows("select data from blob where sha256 = ?", (sha256,))
    return found[0][0] if found else None


def _decision(row: tuple[Any, ...]) -> Decision | None:
    outcome, reason, by, by_name, at = row
    if outcome is None:
        return None
    return Decision(Outcome(outcome), reason and Reason(reason), UUID(bytes=by), by_name, datetime.fromisoformat(at))


def _document(row: tuple[Any, ...]) -> Document:
    id, kind, guessed, name, sha256, *rest = row
    return Document(UUID(bytes=id), DocumentKind(kind), bool(guessed), name, sha256.hex(), *rest)


def _flags(rows: list[tuple[Any, ...]]) -> tuple[Flag, ...]:
    return tuple(
        Flag(FlagKind(kind), FlagState(state), tuple(json_loads(reasons)))
        for kind, state, reasons in sorted(rows, key=lambda row: _FLAG_ORDER[row[0]])
    )


def _review(row: tuple[Any, ...], application: UUID, me: UUID) -> Review:
    by, name, track, rubric_version, ratings, recommendation, note, submitted_at, version, evidence, first = row
    reviewer = UUID(bytes=by)
    return Review(
        reviewer=reviewer,
        application=application,
        card=Scorecard(track, rubric_version, json_loads(ratings), recommendation, note),
        submitted_at=submitted_at and datetime.fromisoformat(submitted_at),
        version=version,
        evidence=tuple(from_json(each) for each in json_loads(evidence)),
        first=_first(json_loads(first)) if first else None,
        reviewer_name="" if reviewer == me else name,
    )


def _first(state: Mapping[str, Any]) -> FirstVersion:
    return FirstVersion(operations.card_from_json(state["card"]), datetime.fromisoformat(state["submitted_at"]))
