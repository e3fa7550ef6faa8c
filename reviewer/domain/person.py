"""Who uses the program."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Person:
    """A reviewer, with what they may do."""

    id: UUID
    login: str
    name: str
    lead: bool
    """Whether they decide (advance, hold, reject)."""
