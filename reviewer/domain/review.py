"""A review: one reviewer's scorecard of one application."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from reviewer.domain.evidence import Evidence
from reviewer.domain.rubric import LEVELS, RECOMMENDATIONS

NOTE_LIMIT = 20_000
"""Longest note in characters; a guard against pasted files, far above what anybody writes."""


@dataclass(frozen=True)
class Scorecard:
    """What a reviewer fills in."""

    track: str
    """The track whose rubric was used; ratings stay what they were given for."""
    rubric_version: int
    ratings: Mapping[str, int] = field(default_factory=dict[str, int])
    """Level by criterion key; a criterion without a rating is absent."""
    recommendation: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if any(level not in LEVELS for level in self.ratings.values()):
            raise ValueError("a rating is a level from 1 to 5")
        if self.recommendation is not None and self.recommendation not in RECOMMENDATIONS:
            raise ValueError("a recommendation is a level from 1 to 4")
        if len(self.note) > NOTE_LIMIT:
            raise ValueError("the note is too long")

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.ratings and self.recommendation is None and not self.note.strip()


class OpeningKind(StrEnum):
    """Why somebody sees what others rated an application."""

    REVEALED = "revealed"
    """Their own review is handed in, and they asked to see the others'."""
    RECUSED = "recused"
    """They decide on it and will not rate it."""


@dataclass(frozen=True)
class Opening:
    """That somebody sees what others rated; final."""

    kind: OpeningKind
    reason: str = ""


@dataclass(frozen=True)
class FirstVersion:
    """A scorecard as it stood when its author saw the others'."""

    card: Scorecard
    submitted_at: datetime


@dataclass(frozen=True)
class Review:
    """A scorecard with its author and state, as the database has it or soon will."""

    reviewer: UUID
    application: UUID
    card: Scorecard
    submitted_at: datetime | None
    """None: a draft."""
    version: int
    """Grows by one with each change; 0 before the first."""
    evidence: tuple[Evidence, ...] = ()
    """Passages attached to criteria, in the order in which they were."""
    first: FirstVersion | None = None
    """What was handed in before its author saw the others', where it was changed since."""
    reviewer_name: str = ""
    """How its author is called, where that is another."""
