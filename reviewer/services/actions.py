"""From what is shown to an operation. Each is based on the version that is on the screen, own pending work included."""

from uuid import UUID

from reviewer.domain import operations as op
from reviewer.domain.application import Application
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import EVIDENCE_LIMIT, Evidence, Passage
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.person import Person
from reviewer.domain.review import Scorecard
from reviewer.errors import Refused

FULL = "A review holds {0} passages. Remove one that you do not need, then press V again."
COMMENT_SIZE = "A comment says something, in at most 4,000 characters. Shorten it, or write a second one."
HAND_IN_FIRST = "Hand in your own review first; then you can see the others'."
ONLY_LEADS_RECUSE = "Only a lead can recuse. Hand in your own review to see the others'."
HANDED_IN = "You have handed in a review of this application. Reveal the others' instead."
TWICE = "This passage is attached to this criterion already."


def save(application: Application, me: Person, card: Scorecard) -> op.SaveDraft:
    """Keep a scorecard."""
    return op.SaveDraft(
        id=new_id(), actor=me.id, at=now(), application=application.id, base=_review(application), card=card
    )


def submit(application: Application, me: Person, card: Scorecard) -> op.SubmitReview:
    """Hand a scorecard in."""
    return op.SubmitReview(
        id=new_id(), actor=me.id, at=now(), application=application.id, base=_review(application), card=card
    )


def attach(
    application: Application, me: Person, passage: Passage, track: str, rubric_version: int, criterion: str
) -> op.AttachEvidence:
    """Attach a passage of a document to a criterion of a rubric.

    Raises:
        Refused: it is attached to this criterion already, or the review holds as many as it may.
    """
    given = application.review.evidence if application.review else ()
    if any((each.criterion, each.passage) == (criterion, passage) for each in given):
        raise Refused(TWICE)
    if len(given) >= EVIDENCE_LIMIT:
        raise Refused(FULL.format(EVIDENCE_LIMIT))
    return op.AttachEvidence(
        id=new_id(),
        actor=me.id,
        at=now(),
        application=application.id,
        base=_review(application),
        evidence=Evidence(new_id(), track, rubric_version, criterion, passage),
    )


def remove(application: Application, me: Person, evidence: UUID) -> op.RemoveEvidence:
    """Take a passage away from its criterion."""
    return op.RemoveEvidence(
        id=new_id(),
        actor=me.id,
        at=now(),
        application=application.id,
        base=_review(application),
        evidence=evidence,
    )


def route(application: Application, me: Person, track: str | None) -> op.Route:
    """Move to another track; None: undecided between tracks."""
    return op.Route(
        id=new_id(), actor=me.id, at=now(), application=application.id, base=application.version, track=track
    )


def decide(application: Application, me: Person, outcome: Outcome | None, reason: Reason | None = None) -> op.Decide:
    """Advance, hold or reject; None takes a decision back.

    Raises:
        ValueError: a rejection without a reason, or a reason without a rejection.
    """
    return op.Decide(
        id=new_id(),
        actor=me.id,
        at=now(),
        application=application.id,
        base=application.version,
        outcome=outcome,
        reason=reason,
    )


def set_flag(
    application: Application, me: Person, kind: FlagKind, state: FlagState, reasons: tuple[str, ...] = ()
) -> op.SetFlag:
    """Raise, confirm, clear or re-open a flag."""
    return op.SetFlag(
        id=new_id(),
        actor=me.id,
        at=now(),
        application=application.id,
        base=application.version,
        kind=kind,
        state=state,
        reasons=reasons,
    )


def set_document_kind(application: Application, me: Person, document: UUID, kind: DocumentKind) -> op.SetDocumentKind:
    """Say what a document is."""
    return op.SetDocumentKind(
        id=new_id(),
        actor=me.id,
        at=now(),
        application=application.id,
        base=application.version,
        document=document,
        kind=kind,
    )


def mark_read(application: Application, me: Person) -> op.MarkRead:
    """Note that this reviewer has looked at the application."""
    return op.MarkRead(id=new_id(), actor=me.id, at=now(), application=application.id, base=application.version)


def _review(application: Application) -> int:
    return application.review.version if application.review else 0


def reveal(application: Application, me: Person) -> op.Reveal:
    """See what others rated, one's own review being handed in.

    Raises:
        Refused: it is not.
    """
    if application.review is None or application.review.submitted_at is None:
        raise Refused(HAND_IN_FIRST)
    return op.Reveal(id=new_id(), actor=me.id, at=now(), application=application.id, base=0)


def recuse(application: Application, me: Person, reason: str) -> op.Recuse:
    """See what others rated without rating; final, and for leads.

    Raises:
        Refused: they are no lead, or have handed in a review.
    """
    if not me.lead:
        raise Refused(ONLY_LEADS_RECUSE)
    if application.review is not None and application.review.submitted_at is not None:
        raise Refused(HANDED_IN)
    return op.Recuse(id=new_id(), actor=me.id, at=now(), application=application.id, base=0, reason=reason)


def comment(application: Application, me: Person, text: str) -> op.Comment:
    """Say something about the application.

    Raises:
        Refused: it is empty, or too long.
    """
    try:
        return op.Comment(id=new_id(), actor=me.id, at=now(), application=application.id, base=0, text=text.strip())
    except ValueError as trouble:
        raise Refused(COMMENT_SIZE) from trouble
