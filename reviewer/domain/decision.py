"""A lead's act on an application."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """What was decided."""

    ADVANCE = "advance"
    HOLD = "hold"
    REJECT = "reject"


class Reason(StrEnum):
    """Why an application is rejected; typed, so that it can be counted and answered."""

    REQUIREMENT = "requirement"
    EXPERIENCE = "experience"
    WORKPLACE = "workplace"
    INCOMPLETE = "incomplete"
    AGENCY = "agency"
    BOT = "bot"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


@dataclass(frozen=True)
class Decision:
    """The decision that stands."""

    outcome: Outcome
    reason: Reason | None
    """Given with a rejection, and only then."""
    by: UUID
    by_name: str
    at: datetime
