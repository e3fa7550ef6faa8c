"""Flags: something to look at before judging. A flag never hides, rejects or deletes anything; a person decides."""

from collections.abc import Iterable
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


def merged(flags: Iterable[Flag]) -> list[Flag]:
    """One flag of a kind; reasons of several are put together."""
    found: dict[FlagKind, Flag] = {}
    for flag in flags:
        there = found.get(flag.kind)
        reasons = (*there.reasons, *flag.reasons) if there else flag.reasons
        found[flag.kind] = Flag(flag.kind, there.state if there else flag.state, tuple(dict.fromkeys(reasons)))
    return list(found.values())
