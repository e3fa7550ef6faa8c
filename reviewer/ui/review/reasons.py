"""What outcomes and reasons are called in the window, and the keys that pick a reason."""

from PySide6.QtCore import QCoreApplication

from reviewer.domain.decision import Decision, Outcome, Reason
from reviewer.ui.widgets.choice import Choice

REASON_KEYS: dict[Reason, str] = {reason: str(place) for place, reason in enumerate(Reason, start=1)}
"""The key of each reason: its place in the list."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reasons", text)


def reason_text(reason: Reason) -> str:
    """A reason in a few words, as it stands in a list."""
    return {
        Reason.REQUIREMENT: _tr("Lacks a basic requirement"),
        Reason.EXPERIENCE: _tr("Too little experience for this track"),
        Reason.WORKPLACE: _tr("Workplace does not fit"),
        Reason.INCOMPLETE: _tr("Documents are missing or cannot be read"),
        Reason.AGENCY: _tr("Sent by an agency"),
        Reason.BOT: _tr("Not sent by a person"),
        Reason.WITHDRAWN: _tr("Candidate withdrew"),
        Reason.OTHER: _tr("Another reason, see the notes"),
    }[reason]


def reason_word(reason: Reason) -> str:
    """A reason in a word or two, as it stands behind "Rejected"."""
    return {
        Reason.REQUIREMENT: _tr("basic requirement"),
        Reason.EXPERIENCE: _tr("experience"),
        Reason.WORKPLACE: _tr("workplace"),
        Reason.INCOMPLETE: _tr("incomplete"),
        Reason.AGENCY: _tr("agency"),
        Reason.BOT: _tr("bot traffic"),
        Reason.WITHDRAWN: _tr("withdrawn"),
        Reason.OTHER: _tr("other reason"),
    }[reason]


def reason_choices() -> tuple[Choice, ...]:
    """Every reason with its key, in the order in which they are offered; `Reason(choice.name)` is the reason."""
    return tuple(Choice(reason, reason_text(reason), key) for reason, key in REASON_KEYS.items())


def outcome_text(outcome: Outcome) -> str:
    """What the application is now."""
    return {
        Outcome.ADVANCE: _tr("Advanced"),
        Outcome.HOLD: _tr("On hold"),
        Outcome.REJECT: _tr("Rejected"),
    }[outcome]


def decision_text(decision: Decision) -> str:
    """Outcome, and reason where there is one: "Rejected: agency"."""
    text = outcome_text(decision.outcome)
    return text if decision.reason is None else f"{text}: {reason_word(decision.reason)}"
