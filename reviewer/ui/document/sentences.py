"""What happened to an application, in words: made when it is shown, never stored."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from reviewer.domain import operations as op
from reviewer.domain.activity import Activity
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import shown_quote
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.review import OpeningKind
from reviewer.domain.track import Track
from reviewer.ui.document.flags import flag_text
from reviewer.ui.review.reasons import reason_text

QUOTED = 160
"""Characters of a quote that the activity shows."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Activity", text)


class Sentences:
    """Knows the names that activities only refer to: of this reviewer, tracks, criteria and documents."""

    def __init__(
        self, me: UUID | None = None, tracks: Sequence[Track] = (), documents: Mapping[str, str] | None = None
    ) -> None:
        """`documents`: file names by identifier."""
        self._me = me
        self._tracks = {track.slug: track for track in tracks}
        self._documents = documents or {}

    def sentence(self, activity: Activity) -> str:
        """One line, without a full stop."""
        who = _tr("You") if activity.actor == self._me else activity.actor_name
        if activity.code == op.RECEIVED:
            return _tr("The application arrived")
        what = self._what(activity.before, activity.after)
        if activity.code == op.Undo.code:
            return _tr("{0} took a change back: {1}").format(who, what)
        return f"{who} {what}"

    def said(self, activity: Activity) -> str:
        """What stands under the line, in full: the comment that it is about, unless it was taken back."""
        comment = None if activity.undone else activity.after.get("comment")
        return (comment["text"] or "") if comment else ""

    def icon(self, activity: Activity) -> str:
        """The name of its icon."""
        if activity.code == op.Undo.code:
            return "undo-2"
        return {
            op.RECEIVED: "inbox",
            op.Route.code: "split",
            op.Decide.code: "circle-check",
            op.SetFlag.code: "flag",
            op.SetDocumentKind.code: "file-text",
            op.AttachEvidence.code: "quote",
            op.RemoveEvidence.code: "quote",
            op.SubmitReview.code: "check",
            op.SaveDraft.code: "star",
            op.Reveal.code: "users",
            op.Recuse.code: "users",
            op.Comment.code: "message-square",
        }.get(activity.code, "history")

    def _what(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        match next(iter(after), ""):
            case "track":
                return self._routed(before.get("track"), after["track"])
            case "decision":
                return self._decided(after["decision"])
            case "flag":
                return self._flagged(after["flag"])
            case "document":
                return self._named(after["document"])
            case "review":
                return self._reviewed(before["review"] if before else None, after["review"])
            case "evidence":
                return self._pointed(before.get("evidence"), after["evidence"])
            case "opening":
                opening = after["opening"]
                if opening["kind"] == OpeningKind.RECUSED:
                    return _tr("recused: {0}").format(opening["reason"])
                return _tr("looked at what others rated")
            case "comment":
                return _tr("wrote a comment") if after["comment"]["text"] else _tr("removed a comment")
            case _:
                return _tr("changed something")

    def _routed(self, before: str | None, after: str | None) -> str:
        if after is None:
            return (
                _tr("took it out of {0}, undecided between tracks").format(self._title(before))
                if before
                else _tr("left the track undecided")
            )
        if before is None:
            return _tr("put it in {0}").format(self._title(after))
        return _tr("routed it from {0} to {1}").format(self._title(before), self._title(after))

    def _title(self, slug: str | None) -> str:
        track = self._tracks.get(slug or "")
        return track.short if track is not None else (slug or "")

    def _decided(self, decision: Mapping[str, Any] | None) -> str:
        if decision is None:
            return _tr("took the decision back")
        match Outcome(decision["outcome"]):
            case Outcome.ADVANCE:
                return _tr("advanced it")
            case Outcome.HOLD:
                return _tr("put it on hold")
            case Outcome.REJECT:
                reason = decision.get("reason")
                return _tr("rejected it: {0}").format(reason_text(Reason(reason))) if reason else _tr("rejected it")

    def _flagged(self, flag: Mapping[str, Any]) -> str:
        name = flag_text(FlagKind(flag["kind"]), FlagState.OPEN).lower()
        match flag["state"]:
            case FlagState.CONFIRMED:
                return _tr("confirmed the flag “{0}”").format(name)
            case FlagState.CLEARED:
                return _tr("cleared the flag “{0}”").format(name)
            case FlagState.OPEN:
                return _tr("raised the flag “{0}”").format(name)
            case _:
                return _tr("removed the flag “{0}”").format(name)

    def _named(self, document: Mapping[str, Any]) -> str:
        kind = {
            DocumentKind.RESUME: _tr("the résumé"),
            DocumentKind.COVER_LETTER: _tr("the cover letter"),
            DocumentKind.OTHER: _tr("another document"),
        }[DocumentKind(document["kind"])]
        name = self._documents.get(document["id"])
        return (
            _tr("said that {0} is {1}").format(name, kind) if name else _tr("said that a document is {0}").format(kind)
        )

    def _reviewed(self, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str:
        if after["submitted_at"] and not (before and before["submitted_at"]):
            return _tr("submitted the review")
        if before and before["submitted_at"] and not after["submitted_at"]:
            return _tr("took the submitted review back")
        card = after["card"]
        nothing: dict[str, Any] = {"ratings": {}, "recommendation": None, "note": ""}
        earlier: Mapping[str, Any] = before["card"] if before else nothing
        rated = [key for key, level in card["ratings"].items() if earlier["ratings"].get(key) != level]
        cleared = [key for key in earlier["ratings"] if key not in card["ratings"]]
        parts: list[str] = []
        if len(rated) > 1:
            parts.append(_tr("rated {0} criteria").format(len(rated)))
        elif rated:
            title = self._criterion(card["track"], rated[0])
            parts.append(_tr("rated {0} {1}").format(title, card["ratings"][rated[0]]))
        if cleared:
            title = self._criterion(card["track"], cleared[0])
            several = _tr("cleared {0} ratings").format(len(cleared))
            parts.append(_tr("cleared the rating of {0}").format(title) if len(cleared) == 1 else several)
        if card["recommendation"] != earlier["recommendation"]:
            parts.append(self._recommended(card["recommendation"]))
        if card["note"] != earlier["note"]:
            parts.append(_tr("wrote a note") if not earlier["note"] else _tr("changed the note"))
        return ", ".join(parts) or _tr("saved the review")

    def _pointed(self, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str:
        given = after["given"] or (before and before["given"])
        if not given:
            return _tr("removed a passage")
        quote = shown_quote(given["quote"])
        quote = quote if len(quote) <= QUOTED else quote[: QUOTED - 1].rstrip() + "…"
        words = _tr("attached a passage to {0}: “{1}”") if after["given"] else _tr("removed a passage from {0}: “{1}”")
        return words.format(self._criterion(given["track"], given["criterion"]), quote)

    def _recommended(self, level: int | None) -> str:
        words = {1: _tr("definitely not"), 2: _tr("no"), 3: _tr("yes"), 4: _tr("strong yes")}
        return _tr("cleared the recommendation") if level is None else _tr("recommended “{0}”").format(words[level])

    def _criterion(self, slug: str, key: str) -> str:
        track = self._tracks.get(slug)
        found = [c.title for c in track.rubric.criteria if c.key == key] if track is not None else []
        return found[0] if found else key.replace("_", " ")
