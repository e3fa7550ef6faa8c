"""The rubric of a track: criteria in groups, with anchors for the lowest and highest level; versioned, not changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LEVELS = (1, 2, 3, 4, 5)
"""Levels of a rating: definitely not, no, mixed, yes, strong yes."""

RECOMMENDATIONS = (1, 2, 3, 4)
"""The overall recommendation: definitely not, no, yes, strong yes. Asked apart from the ratings."""


class Group(StrEnum):
    """Which part of the job's text a criterion comes from."""

    BASIC = "basic"
    PLUS = "plus"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric."""

    key: str
    """Stable name within the track; ratings are kept under it."""
    title: str
    group: Group
    guide: str
    """One line: what to look for."""
    lowest: str
    """Anchor of level 1."""
    highest: str
    """Anchor of level 5."""


@dataclass(frozen=True)
class Rubric:
    """The criteria of a track at one version, in the order in which they are asked."""

    version: int
    criteria: tuple[Criterion, ...]

    def groups(self) -> tuple[tuple[Group, tuple[Criterion, ...]], ...]:
        """The criteria by group, groups in the order of their first criterion."""
        order = dict.fromkeys(criterion.group for criterion in self.criteria)
        return tuple((group, tuple(c for c in self.criteria if c.group == group)) for group in order)

    def order(self) -> tuple[str, ...]:
        """The criteria's keys in order."""
        return tuple(criterion.key for criterion in self.criteria)


def mean(ratings: Mapping[str, int]) -> float | None:
    """The mean level of what is rated; None when nothing is."""
    return sum(ratings.values()) / len(ratings) if ratings else None


def unrated(rubric: Rubric, ratings: Mapping[str, int]) -> tuple[str, ...]:
    """Keys of the criteria that have no rating yet, in order."""
    return tuple(key for key in rubric.order() if key not in ratings)
