"""What a change touched: the value that own and others' changes alike send to every view."""

from dataclasses import dataclass
from enum import Flag, auto
from uuid import UUID


class Aspect(Flag):
    """What of an application changed."""

    NOTHING = 0
    REVIEW = auto()
    TRACK = auto()
    DECISION = auto()
    FLAGS = auto()
    DOCUMENTS = auto()
    READ = auto()
    ARRIVED = auto()
    """Applications came into being or went; lists have to be read again."""
    CLAIMS = auto()
    """Somebody else began to read, or reads no more."""


EVERYTHING = Aspect.REVIEW | Aspect.TRACK | Aspect.DECISION | Aspect.FLAGS | Aspect.DOCUMENTS | Aspect.READ
"""All that can change of an application that is there."""


@dataclass(frozen=True)
class Changes:
    """Which applications changed, and what of them. No applications named: any may have."""

    aspects: Aspect
    applications: frozenset[UUID] = frozenset()

    def __or__(self, other: "Changes") -> "Changes":
        anything = not self.applications or not other.applications
        return Changes(
            self.aspects | other.aspects, frozenset() if anything else self.applications | other.applications
        )

    def touches(self, application: UUID) -> bool:
        """Whether this application may have changed."""
        return not self.applications or application in self.applications
