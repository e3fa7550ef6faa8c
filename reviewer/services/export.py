"""Applications as JSON for other programs: what they are, this reviewer's own review, its evidence, the activity.

The names are those of the program (`domain`), times are ISO 8601 in UTC, documents are named by "sha256:" and their
hexadecimal digest. Evidence is written as the W3C Web Annotation Data Model has it (https://www.w3.org/TR/annotation-model/):
an `Annotation` whose target has a `TextQuoteSelector`, and a `FragmentSelector` for the page, refined by a
`TextPositionSelector` that counts from the beginning of that page. What others rate, note and point at is not part of
an export, as it is not part of what the window shows at first: only how many others have submitted their reviews. Of
comments, too, there are only this reviewer's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.decision import Decision
from reviewer.domain.effects import State, moment
from reviewer.domain.evidence import Evidence, shown_quote
from reviewer.domain.person import Person
from reviewer.domain.review import Review
from reviewer.errors import Refused
from reviewer.storage import applications
from reviewer.storage.database import Database

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PAGES = "http://tools.ietf.org/rfc/rfc3778"
"""What a fragment "page=2" conforms to, by the data model's own list."""
GONE = "There is no application {0} in this database. Leave --application out to export all."


class ExportService:
    """Reads for one reviewer, from the database alone: what is on its way there is not part of an export yet."""

    def __init__(self, database: Database, me: Person) -> None:
        self._database = database
        self._me = me

    def applications(self, wanted: Sequence[UUID] = ()) -> Iterator[dict[str, Any]]:
        """Those wanted, or all in the order in which they arrived; one is read at a time.

        Raises:
            Refused: one that is wanted is not there.
            DatabaseTrouble: the database cannot be read.
        """
        if not wanted:
            with self._database.read() as work:
                wanted = applications.ids(work)
        for id in wanted:
            with self._database.read() as work:
                application = applications.read(work, self._me.id, id)
                activity = applications.activity(work, self._me, id)
            if application is None:
                raise Refused(GONE.format(id))
            yield self._application(application, activity)

    def _application(self, application: Application, activity: Sequence[Activity]) -> dict[str, Any]:
        candidate = application.candidate
        return {
            "id": str(application.id),
            "candidate": {
                "id": str(candidate.id),
                "name": candidate.name,
                "email": candidate.email,
                "phone": candidate.phone,
            },
            "headline": application.headline,
            "location": application.location,
            "workplace": application.workplace,
            "applied_track": application.applied_track,
            "track": application.track,
            "source": application.source,
            "received_at": moment(application.received_at),
            "decision": _decision(application.decision),
            "documents": [
                {
                    "id": str(document.id),
                    "kind": document.kind,
                    "name": document.name,
                    "source": _source(document.sha256),
                    "size": document.size,
                    "format": document.format,
                }
                for document in application.documents
            ],
            "answers": [{"question": each.question, "answer": each.answer} for each in application.answers],
            "flags": [
                {"kind": flag.kind, "state": flag.state, "reasons": list(flag.reasons)} for flag in application.flags
            ],
            "reviews": [self._review(application.review)] if application.review else [],
            "other_reviews": application.other_reviews,
            "comments": [
                {"id": str(each.id), "text": each.text} for each in application.comments if each.author == self._me.id
            ],
            "activity": [_entry(each) for each in activity if self._exported(each)],
        }

    def _exported(self, activity: Activity) -> bool:
        return activity.actor == self._me.id or "comment" not in activity.after

    def _review(self, review: Review) -> dict[str, Any]:
        return {
            "reviewer": {"id": str(self._me.id), "name": self._me.name},
            "track": review.card.track,
            "rubric_version": review.card.rubric_version,
            "ratings": dict(review.card.ratings),
            "recommendation": review.card.recommendation,
            "note": review.card.note,
            "submitted_at": review.submitted_at and moment(review.submitted_at),
            "evidence": [annotation(each, self._me) for each in review.evidence],
        }


def annotation(evidence: Evidence, creator: Person) -> dict[str, Any]:
    """Evidence as a Web Annotation."""
    passage = evidence.passage
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{evidence.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"id": f"urn:uuid:{creator.id}", "type": "Person", "name": creator.name},
        "body": {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": f"{evidence.track}/{evidence.rubric_version}/{evidence.criterion}",
        },
        "target": {
            "source": _source(passage.document),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": shown_quote(passage.quote),
                    "prefix": shown_quote(passage.prefix),
                    "suffix": shown_quote(passage.suffix),
                },
                {
                    "type": "FragmentSelector",
                    "conformsTo": PAGES,
                    "value": f"page={passage.page + 1}",
                    "refinedBy": {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
                },
            ],
        },
    }


def _source(sha256: str) -> str:
    return f"sha256:{sha256}"


def _decision(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "by": {"id": str(decision.by), "name": decision.by_name},
        "at": moment(decision.at),
    }


def _entry(activity: Activity) -> dict[str, Any]:
    return {
        "operation": str(activity.operation),
        "code": activity.code,
        "actor": {"id": str(activity.actor), "name": activity.actor_name},
        "at": moment(activity.at),
        "before": _shown(activity.before),
        "after": _shown(activity.after),
        "undone": activity.undone,
    }


def _shown(state: State) -> State:
    """A state whose quotes may be shown."""
    evidence: Mapping[str, Any] | None = state.get("evidence")
    if not evidence or not evidence["given"]:
        return state
    given = evidence["given"]
    quotes = {name: shown_quote(given[name]) for name in ("quote", "prefix", "suffix")}
    return {"evidence": {**evidence, "given": {**given, **quotes}}}
