"""What two versions of an application, or the reviews of several people, say beside one another."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from reviewer.domain.application import Application
from reviewer.domain.review import Review, Scorecard
from reviewer.domain.rubric import Rubric
from reviewer.ui.document.flags import flag_text
from reviewer.ui.review.reasons import decision_text
from reviewer.ui.widgets.comparison import Line

NONE = "–"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Versions", text)


def differences(mine: Application, theirs: Application, rubric: Rubric | None, tracks: Mapping[str, str]) -> list[Line]:
    """Every line of two versions; those that differ are marked and come first."""
    cards = [_card(each) for each in (mine, theirs)]
    lines = [
        _line(_tr("Track"), [tracks.get(each.track or "", _tr("Unsure")) for each in (mine, theirs)]),
        _line(_tr("Decision"), [decision_text(each.decision) if each.decision else NONE for each in (mine, theirs)]),
        _line(_tr("Flags"), [_flags(each) for each in (mine, theirs)]),
        _line(_tr("Review"), [_handed_in(each.review) for each in (mine, theirs)]),
        *_ratings(cards, rubric),
        _line(_tr("Overall recommendation"), [_recommendation(card) for card in cards]),
        _line(_tr("Note"), [card.note.strip() or NONE if card else NONE for card in cards]),
        _line(_tr("Passages"), [_passages(each.review) for each in (mine, theirs)]),
    ]
    return sorted(lines, key=lambda line: not line.marked)


def reviews(application: Application, rubric: Rubric | None) -> tuple[list[str], list[Line]]:
    """The reviews of an application beside one another, one's own first: headings, and lines."""
    own = application.review if application.review and application.review.submitted_at else None
    every = [*([own] if own else []), *application.others]
    headings = [each.reviewer_name or _tr("You") for each in every]
    cards = [each.card for each in every]
    lines = [
        *_ratings(cards, rubric),
        _line(_tr("Overall recommendation"), [_recommendation(card) for card in cards]),
        _line(_tr("Note"), [card.note.strip() or NONE for card in cards]),
        _line(_tr("Passages"), [_passages(each) for each in every]),
    ]
    if any(each.first for each in every):
        lines.append(_line(_tr("Before seeing the others'"), [_first(each) for each in every]))
    return headings, lines


def _flags(application: Application) -> str:
    return ", ".join(flag_text(flag.kind, flag.state) for flag in application.flags) or NONE


def _passages(review: Review | None) -> str:
    return str(len(review.evidence)) if review and review.evidence else NONE


def _first(review: Review) -> str:
    if review.first is None:
        return _tr("unchanged")
    card = review.first.card
    levels = ", ".join(str(level) for level in card.ratings.values())
    return _tr("{0}; ratings {1}").format(_recommendation(card), levels or NONE)


def _card(application: Application) -> Scorecard | None:
    return application.review.card if application.review else None


def _handed_in(review: Review | None) -> str:
    if review is None:
        return NONE
    return _tr("handed in") if review.submitted_at else _tr("draft")


def _recommendation(card: Scorecard | None) -> str:
    names = (_tr("Definitely not"), _tr("No"), _tr("Yes"), _tr("Strong yes"))
    return names[card.recommendation - 1] if card and card.recommendation else NONE


def _ratings(cards: Sequence[Scorecard | None], rubric: Rubric | None) -> list[Line]:
    titles = {criterion.key: criterion.title for criterion in rubric.criteria} if rubric else {}
    keys = dict.fromkeys([*titles, *(key for card in cards if card for key in card.ratings)])
    return [
        _line(titles.get(key, key), [str(card.ratings.get(key, NONE)) if card else NONE for card in cards])
        for key in keys
        if any(card and key in card.ratings for card in cards)
    ]


def _line(name: str, values: Sequence[str]) -> Line:
    return Line(name, tuple(values), marked=len(set(values)) > 1)
