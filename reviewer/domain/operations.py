"""Operations: every change that somebody makes is one frozen value.

An operation has an id made by its author's computer, its actor, the time by that computer's clock, the application it
is about and the version of the record it was based on: the application's, or that of the actor's own review where a
review is saved or submitted or its evidence changes. It is appended to the local outbox before the window goes on, and
applied to the shared database once, whatever happens in between.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from reviewer.domain import evidence as evidences
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import Evidence
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.review import Scorecard

REASON_LIMIT = 1_000
"""Longest reason of a recusal, in characters."""
COMMENT_LIMIT = 4_000
"""Longest comment, in characters."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What all operations have."""

    code: ClassVar[str]
    undoable: ClassVar[bool] = True
    id: UUID
    actor: UUID
    at: datetime
    application: UUID
    base: int


@dataclass(frozen=True, kw_only=True)
class SaveDraft(Operation):
    """Keep a scorecard; its review stays a draft, or stays submitted (which changes it until it is revealed)."""

    code = "review.saved"
    card: Scorecard


@dataclass(frozen=True, kw_only=True)
class SubmitReview(Operation):
    """Keep a scorecard and hand it in."""

    code = "review.submitted"
    card: Scorecard


@dataclass(frozen=True, kw_only=True)
class AttachEvidence(Operation):
    """Point at a passage of a document, for a criterion of the actor's own review."""

    code = "evidence.attached"
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class RemoveEvidence(Operation):
    """Point at it no longer."""

    code = "evidence.removed"
    evidence: UUID


@dataclass(frozen=True, kw_only=True)
class Route(Operation):
    """Move to another track; None: undecided between tracks."""

    code = "application.routed"
    track: str | None


@dataclass(frozen=True, kw_only=True)
class Decide(Operation):
    """Advance, hold or reject; None takes a decision back without forgetting it."""

    code = "application.decided"
    outcome: Outcome | None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if (self.reason is not None) != (self.outcome is Outcome.REJECT):
            raise ValueError("a rejection, and only a rejection, has a reason")


@dataclass(frozen=True, kw_only=True)
class SetFlag(Operation):
    """Raise, confirm, clear or re-open a flag."""

    code = "flag.set"
    kind: FlagKind
    state: FlagState
    reasons: tuple[str, ...] = ()
    """Evidence; kept as it was where empty."""


@dataclass(frozen=True, kw_only=True)
class SetDocumentKind(Operation):
    """Say what a document is; ends a guess."""

    code = "document.kind_set"
    document: UUID
    kind: DocumentKind


@dataclass(frozen=True, kw_only=True)
class MarkRead(Operation):
    """This reviewer has looked at the application. Not part of the activity."""

    code = "application.read"
    undoable = False


@dataclass(frozen=True, kw_only=True)
class Reveal(Operation):
    """See what others rated, having handed in one's own review; from then on its first version stays beside others."""

    code = "review.revealed"
    undoable = False


@dataclass(frozen=True, kw_only=True)
class Recuse(Operation):
    """A lead will not rate this application, and sees what others rated. Final."""

    code = "application.recused"
    undoable = False
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or len(self.reason) > REASON_LIMIT:
            raise ValueError("who recuses says why, and not at length")


@dataclass(frozen=True, kw_only=True)
class Comment(Operation):
    """Say something about the application, to whoever may see others' reviews of it. Based on no version."""

    code = "comment.made"
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip() or len(self.text) > COMMENT_LIMIT:
            raise ValueError("a comment says something, in at most 4,000 characters")


@dataclass(frozen=True, kw_only=True)
class Undo(Operation):
    """Take an earlier operation back, by what it stored of before and after. Undoing an undo does it again."""

    code = "operation.undone"
    operation: UUID


RECEIVED = "application.received"
"""Code of an application's arrival: the one entry of the activity that no reviewer's operation makes."""

KINDS: dict[str, type[Operation]] = {
    kind.code: kind
    for kind in (
        SaveDraft,
        SubmitReview,
        AttachEvidence,
        RemoveEvidence,
        Route,
        Decide,
        SetFlag,
        SetDocumentKind,
        MarkRead,
        Reveal,
        Recuse,
        Comment,
        Undo,
    )
}


def card_to_json(card: Scorecard) -> dict[str, Any]:
    """A scorecard as JSON has it."""
    return {
        "track": card.track,
        "rubric_version": card.rubric_version,
        "ratings": dict(card.ratings),
        "recommendation": card.recommendation,
        "note": card.note,
    }


def card_from_json(data: dict[str, Any]) -> Scorecard:
    """The scorecard that `card_to_json` wrote."""
    return Scorecard(**data)


def to_json(operation: Operation) -> dict[str, Any]:
    """An operation's own fields as JSON has them, without those that all operations have."""
    match operation:
        case SaveDraft() | SubmitReview():
            return {"card": card_to_json(operation.card)}
        case AttachEvidence():
            return {"evidence": evidences.to_json(operation.evidence)}
        case RemoveEvidence():
            return {"evidence": str(operation.evidence)}
        case Route():
            return {"track": operation.track}
        case Decide():
            return {"outcome": operation.outcome, "reason": operation.reason}
        case SetFlag():
            return {"kind": operation.kind, "state": operation.state, "reasons": list(operation.reasons)}
        case SetDocumentKind():
            return {"document": str(operation.document), "kind": operation.kind}
        case Undo():
            return {"operation": str(operation.operation)}
        case Recuse():
            return {"reason": operation.reason}
        case Comment():
            return {"text": operation.text}
        case MarkRead() | Reveal():
            return {}
        case _:
            raise TypeError(operation.code)


def from_json(
    code: str, data: dict[str, Any], *, id: UUID, actor: UUID, at: datetime, application: UUID, base: int
) -> Operation:
    """The operation that `to_json` wrote.

    Raises:
        KeyError: no such code, or a field is missing.
        ValueError: a value is not allowed.
    """
    own: dict[str, Any] = {}
    match code:
        case SaveDraft.code | SubmitReview.code:
            own = {"card": card_from_json(data["card"])}
        case AttachEvidence.code:
            own = {"evidence": evidences.from_json(data["evidence"])}
        case RemoveEvidence.code:
            own = {"evidence": UUID(data["evidence"])}
        case Route.code:
            own = {"track": data["track"]}
        case Decide.code:
            outcome, reason = data["outcome"], data["reason"]
            own = {"outcome": outcome and Outcome(outcome), "reason": reason and Reason(reason)}
        case SetFlag.code:
            own = {
                "kind": FlagKind(data["kind"]),
                "state": FlagState(data["state"]),
                "reasons": tuple(data["reasons"]),
            }
        case SetDocumentKind.code:
            own = {"document": UUID(data["document"]), "kind": DocumentKind(data["kind"])}
        case Recuse.code:
            own = {"reason": data["reason"]}
        case Comment.code:
            own = {"text": data["text"]}
        case Undo.code:
            own = {"operation": UUID(data["operation"])}
        case _:
            pass
    return KINDS[code](id=id, actor=actor, at=at, application=application, base=base, **own)
