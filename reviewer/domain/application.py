"""An application, as it is read: everything of it that one screen shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reviewer.domain.comment import Comment
from reviewer.domain.decision import Decision
from reviewer.domain.document import Document
from reviewer.domain.flag import Flag
from reviewer.domain.queue import Reader
from reviewer.domain.review import Opening, Review
from reviewer.domain.track import Workplace


@dataclass(frozen=True)
class Candidate:
    """A person; may have several applications."""

    id: UUID
    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True)
class Answer:
    """An answer to a question of the form."""

    question: str
    answer: str


@dataclass(frozen=True)
class Application:
    """One application with all that belongs to it, seen by one reviewer."""

    id: UUID
    candidate: Candidate
    headline: str
    """What the candidate does now, in one line; may be empty."""
    location: str
    workplace: Workplace | None
    applied_track: str | None
    """The track chosen in the form; never changes."""
    track: str | None
    """The track it is in now; None: which track is not decided (“unsure”)."""
    source: str
    received_at: datetime
    decision: Decision | None
    version: int
    """Grows by one with each routing, decision, flag or change of a document's kind."""
    documents: tuple[Document, ...]
    answers: tuple[Answer, ...]
    flags: tuple[Flag, ...]
    review: Review | None
    """This reviewer's own."""
    other_reviews: int
    """How many others have submitted theirs; what they say is not part of this value."""
    activities: int
    """How many entries its activity has."""
    opening: Opening | None = None
    """That this reviewer sees what others rated, and why."""
    others: tuple[Review, ...] = ()
    """What others handed in; only with an opening."""
    comments: tuple[Comment, ...] = ()
    """This reviewer's own, and others' with an opening; in the order in which they were made."""
    withdrawn: tuple[Comment, ...] = ()
    """Comments that were taken back, without their texts."""
    readers: tuple[Reader, ...] = ()
    """Who else reads it just now."""
