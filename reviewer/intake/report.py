"""What came of an intake: what arrived, what was there already, and one sentence for each file that made trouble."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What intake is doing, as a progress call names it."""

    LOOKING = "Looking through the folder"
    READING = "Reading documents"
    SAVING = "Saving applications"


@dataclass(frozen=True)
class Note:
    """Something to know about one file or folder."""

    place: str
    """Where it is, relative to what was imported, with slashes."""
    sentence: str
    """What is the matter and what to do, in one sentence."""


@dataclass(frozen=True)
class Taken:
    """One application that arrived, or would have."""

    place: str
    """The folder or file that it came from, relative to what was imported."""
    name: str
    """The candidate's name."""
    track: str | None
    documents: int
    flagged: bool
    """Whether it arrived with a flag."""


@dataclass(frozen=True)
class IntakeReport:
    """The outcome of one intake."""

    added: tuple[Taken, ...]
    """Applications that are new; in a dry run, those that would be."""
    known: int
    """Applications that were there already; nothing was changed about them."""
    documents: int
    """Documents of the applications in `added`."""
    notes: tuple[Note, ...]
    """In the order of the files."""
    seconds: float
    dry_run: bool = False
    """Nothing was written."""
    cancelled: bool = False
    """The user asked to stop; what is in `added` stays."""

    @property
    def summary(self) -> str:
        """The outcome in one or two sentences."""
        if not self.added and not self.known and not self.cancelled:
            return "No applications were found."
        if not self.added and not self.cancelled:
            were = "was" if self.known == 1 else "were"
            return f"Nothing new: {counted(self.known, 'application')} {were} there already."
        word = "would arrive" if self.dry_run else "arrived"
        parts = [f"{counted(len(self.added), 'application')} {word}"]
        if self.known:
            parts.append(f"{self.known} {'was' if self.known == 1 else 'were'} there already")
        if self.notes:
            parts.append(f"{counted(len({note.place for note in self.notes}), 'file')} to look at")
        text = ", ".join(parts) + "."
        return f"Stopped: {text[0].lower()}{text[1:]} What arrived stays." if self.cancelled else text


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 file`, `2 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
