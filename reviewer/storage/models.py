"""The tables. The migrations make the same; tests compare the two."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.review import OpeningKind
from reviewer.domain.track import Workplace
from reviewer.storage.types import HiddenLevel, HiddenText, Id, Json, Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[UUID, mapped_column(Id, primary_key=True)]
STRICT = {"sqlite_strict": True}


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A column holds a value of an enumeration."""
    return CheckConstraint(f"{column} in ({', '.join(repr(str(value)) for value in values)})", name=column)


class Base(DeclarativeBase):
    """What all tables have in common."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Id,
        datetime: Moment,
        str: Text,
        bytes: LargeBinary,
        dict[str, Any]: Json,
        list[Any]: Json,
    }
    __table_args__: Any = STRICT


class Person(Base):
    """A reviewer."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("lead in (0, 1)", name="lead"), STRICT)
    id: Mapped[Key]
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    lead: Mapped[int] = mapped_column(Integer)


class Track(Base):
    """A job that is open."""

    __tablename__ = "track"
    slug: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str]
    short: Mapped[str]
    letter: Mapped[str]
    summary: Mapped[str]
    workplaces: Mapped[list[Any]]
    words: Mapped[list[Any]]
    rubric_version: Mapped[int] = mapped_column(Integer)


class Rubric(Base):
    """A rubric at one version; never changed."""

    __tablename__ = "rubric"
    track: Mapped[str] = mapped_column(ForeignKey("track.slug"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    criteria: Mapped[list[Any]]


class Candidate(Base):
    """A person who applies."""

    __tablename__ = "candidate"
    __table_args__ = (Index(None, "id", "folded"), STRICT)
    id: Mapped[Key]
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    folded: Mapped[str]
    """The name for finding: a space, then its words without accents in lower case."""


class Application(Base):
    """A candidate applying."""

    __tablename__ = "application"
    __table_args__ = (
        one_of("workplace", Workplace),
        one_of("outcome", Outcome),
        one_of("reason", Reason),
        CheckConstraint("(outcome is null) = (decided_by is null)", name="decided_by"),
        CheckConstraint("(outcome is null) = (decided_at is null)", name="decided_at"),
        CheckConstraint("(reason is not null) = (outcome is not null and outcome = 'reject')", name="rejection"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("length(fingerprint) = 32", name="fingerprint"),
        # All that the queue is sorted and filtered by.
        Index("ix_application_queue", "received_at", "id", "track", "outcome", "flag_bits"),
        Index("ix_application_decided_by", "decided_by", "decided_at"),
        STRICT,
    )
    id: Mapped[Key]
    candidate: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    headline: Mapped[str]
    location: Mapped[str]
    workplace: Mapped[str | None]
    applied_track: Mapped[str | None] = mapped_column(ForeignKey("track.slug"))
    track: Mapped[str | None] = mapped_column(ForeignKey("track.slug"))
    source: Mapped[str]
    received_at: Mapped[datetime]
    outcome: Mapped[str | None]
    reason: Mapped[str | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    flag_bits: Mapped[int] = mapped_column(Integer)
    """The flags that nobody has cleared, one bit each in the order of `FlagKind`: the queue's copy of `flag`."""
    version: Mapped[int] = mapped_column(Integer)
    fingerprint: Mapped[bytes] = mapped_column(unique=True)


class Blob(Base):
    """The bytes of a document; never changed."""

    __tablename__ = "blob"
    __table_args__ = (
        CheckConstraint("length(sha256) = 32", name="sha256"),
        CheckConstraint("length(data) = size", name="size"),
        STRICT,
    )
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    data: Mapped[bytes]


class Document(Base):
    """A document of an application; only what it is said to be can change."""

    __tablename__ = "document"
    __table_args__ = (
        one_of("kind", DocumentKind),
        CheckConstraint("guessed in (0, 1)", name="guessed"),
        STRICT,
    )
    id: Mapped[Key]
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str]
    guessed: Mapped[int] = mapped_column(Integer)
    name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(ForeignKey("blob.sha256"), index=True)
    size: Mapped[int] = mapped_column(Integer)
    format: Mapped[str | None]
    trouble: Mapped[str | None]
    pages: Mapped[int | None] = mapped_column(Integer)


class ApplicationText(Base):
    """What the documents of an application say, for search."""

    __tablename__ = "application_text"
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), primary_key=True)
    body: Mapped[str]


class Answer(Base):
    """An answer to a question of the form."""

    __tablename__ = "answer"
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    question: Mapped[str]
    answer: Mapped[str]


class Flag(Base):
    """A flag of an application; its version is the application's."""

    __tablename__ = "flag"
    __table_args__ = (one_of("kind", FlagKind), one_of("state", FlagState), STRICT)
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    reasons: Mapped[list[Any]]


class Review(Base):
    """A reviewer's scorecard of an application."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("recommendation between 1 and 4", name="recommendation"),
        CheckConstraint("version > 0", name="version"),
        UniqueConstraint("application", "reviewer"),
        ForeignKeyConstraint(["track", "rubric_version"], ["rubric.track", "rubric.version"]),
        Index("ix_review_submitted", "reviewer", "submitted_at", "application"),
        STRICT,
    )
    id: Mapped[Key]
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    reviewer: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    track: Mapped[str]
    rubric_version: Mapped[int] = mapped_column(Integer)
    ratings: Mapped[dict[str, Any]]
    recommendation: Mapped[int | None] = mapped_column(HiddenLevel)
    note: Mapped[str] = mapped_column(HiddenText)
    submitted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer)
    evidence: Mapped[list[Any]] = mapped_column(server_default="[]")
    """Passages of documents, as `domain.evidence.to_json` writes them; read with the ratings or not at all."""
    first: Mapped[dict[str, Any] | None]
    """The review as its author handed it in before seeing the others', where it was changed since; as
    `domain.effects` has it."""


class Opening(Base):
    """Somebody may see what others rated an application; never changed."""

    __tablename__ = "opening"
    __table_args__ = (one_of("kind", OpeningKind), STRICT)
    person: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), primary_key=True)
    kind: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]


class Comment(Base):
    """A comment that stands; never changed."""

    __tablename__ = "comment"
    id: Mapped[Key]
    """The operation that made it."""
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    author: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(HiddenText)


class ReadMark(Base):
    """A reviewer has looked at an application."""

    __tablename__ = "read_mark"
    reviewer: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"), primary_key=True)
    at: Mapped[datetime]


class Operation(Base):
    """A change that was applied, with what it found and left; never changed. At most one takes another back."""

    __tablename__ = "operation"
    __table_args__ = (Index(None, "application", "recorded_at"), STRICT)
    id: Mapped[Key]
    actor: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    application: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    code: Mapped[str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    base: Mapped[int] = mapped_column(Integer)
    payload: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("operation.id"), unique=True)
