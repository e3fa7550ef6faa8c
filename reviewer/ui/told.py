"""What toasts and titles say of operations, and what the window says when nothing is there to be read."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from reviewer.domain.decision import Outcome
from reviewer.domain.flag import FlagState
from reviewer.domain.operations import (
    AttachEvidence,
    Comment,
    Decide,
    Operation,
    Recuse,
    RemoveEvidence,
    Reveal,
    Route,
    SaveDraft,
    SetDocumentKind,
    SetFlag,
    SubmitReview,
)
from reviewer.domain.queue import View


def _tr(text: str) -> str:
    return QCoreApplication.translate("Told", text)


def done(operation: Operation, name: str, tracks: Mapping[str, str]) -> str:
    """What was just done, in a few words; empty for what needs no telling. `tracks` has the short names."""
    match operation:
        case SubmitReview():
            return _tr("Review of {0} submitted").format(name)
        case Route(track=None):
            return _tr("Track of {0} is undecided").format(name)
        case Route(track=track):
            return _tr("{0} routed to {1}").format(name, tracks.get(track or "", track))
        case Decide(outcome=None):
            return _tr("Decision on {0} taken back").format(name)
        case Decide(outcome=outcome):
            text = {
                Outcome.ADVANCE: _tr("{0} advanced"),
                Outcome.HOLD: _tr("{0} on hold"),
                Outcome.REJECT: _tr("{0} rejected"),
            }[outcome or Outcome.HOLD]
            return text.format(name)
        case SetFlag(state=FlagState.CLEARED):
            return _tr("Flag cleared")
        case SetFlag(state=FlagState.CONFIRMED):
            return _tr("Flag confirmed")
        case SetFlag():
            return _tr("Flag opened again")
        case SetDocumentKind():
            return _tr("Document kind set")
        case AttachEvidence():
            return _tr("Passage attached")
        case RemoveEvidence():
            return _tr("Passage removed")
        case Comment():
            return _tr("Comment on {0} added").format(name)
        case Reveal():
            return _tr("You see what others rated")
        case Recuse():
            return _tr("You have recused")
        case _:
            return ""


def taken_back(operation: Operation, name: str) -> str:
    """What was taken back, or done again."""
    match operation:
        case SaveDraft():
            what = _tr("rating of {0}")
        case SubmitReview():
            what = _tr("review of {0}")
        case Route():
            what = _tr("routing of {0}")
        case Decide():
            what = _tr("decision on {0}")
        case SetFlag():
            what = _tr("flag of {0}")
        case AttachEvidence() | RemoveEvidence():
            what = _tr("passage of {0}")
        case Comment():
            what = _tr("comment on {0}")
        case _:
            what = _tr("change to {0}")
    return what.format(name)


def empty(view: View) -> tuple[str, str]:
    """Title and sentence where a list is empty."""
    return {
        View.INBOX: (_tr("Nothing left to review here"), _tr("New applications arrive as they are imported.")),
        View.REVIEWED: (_tr("No reviews wait for a decision"), _tr("Reviews that you submit are listed here.")),
        View.DECIDED: (_tr("Nothing is decided yet"), _tr("Applications with a decision are listed here.")),
        View.FLAGGED: (_tr("No open flags"), _tr("Applications with something to look at first are listed here.")),
        View.ALL: (_tr("No applications here"), _tr("New applications arrive as they are imported.")),
    }[view]
