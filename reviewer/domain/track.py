"""A track: the job that is applied for, with its rubric. Tracks are data, never constants in the code."""

from dataclasses import dataclass
from enum import StrEnum

from reviewer.domain.rubric import Rubric


class Workplace(StrEnum):
    """Where the work is done."""

    OFFICE = "office"
    REMOTE = "remote"
    EITHER = "either"


@dataclass(frozen=True)
class Track:
    """A job that is open."""

    slug: str
    title: str
    short: str
    """Text of its chip."""
    letter: str
    """The key that routes to it."""
    summary: str
    workplaces: tuple[Workplace, ...]
    rubric: Rubric
    words: tuple[str, ...]
    """Words which, found in a document, speak for this track. They are shown, never counted into a score."""
