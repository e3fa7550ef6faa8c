"""Flags: something to look at before judging. A flag never hides, rejects or deletes anything; a person decides."""

from dataclasses import dataclass
from enum import StrEnum


class FlagKind(StrEnum):
    """What was noticed."""

    BOT_TRAFFIC = "bot_traffic"
    AGENCY = "agency"
    DUPLICATE = "duplicate"
    HIDDEN_TEXT = "hidden_text"
    UNREADABLE = "unreadable_document"


class FlagState(StrEnum):
    """What a person made of it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CLEARED = "cleared"


@dataclass(frozen=True)
class Flag:
    """One flag of an application, always with its evidence."""

    kind: FlagKind
    state: FlagState
    reasons: tuple[str, ...]
