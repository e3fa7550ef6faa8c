"""The foot: what it sums up, what it asks for, and the decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from reviewer.domain.decision import Decision, Outcome, Reason
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.review import Review, Scorecard
from reviewer.ui.review.foot import Foot, when_text
from tests.builders import DAY, application, card
from tests.ui.review.conftest import Desk


def foot(desk: Desk) -> Foot:
    (found,) = desk.pane.findChildren(Foot)
    return found


def reviewed(filled: Scorecard, submitted_at: datetime | None = None) -> Review:
    return Review(new_id(), new_id(), filled, submitted_at, 1)


def test_that_the_foot_sums_up_what_is_rated(desk: Desk) -> None:
    desk.show(application())
    assert foot(desk).says()[:2] == ("", "Not rated")
    desk.press("54")
    assert foot(desk).says()[:2] == (QLocale().toString(4.5, "f", 1), "6 to go")
    desk.press("333333")
    assert foot(desk).says()[1] == "all rated"


def test_that_others_reviews_are_counted_and_hidden(desk: Desk) -> None:
    desk.show(application(other_reviews=1))
    assert foot(desk).says()[2] == "1 other review, hidden until yours is in"
    desk.show(application(other_reviews=3))
    assert foot(desk).says()[2] == "3 other reviews, hidden until yours is in"
    desk.show(application())
    assert foot(desk).says()[2] == ""


def test_that_a_submitted_review_says_when(desk: Desk) -> None:
    at = now()
    desk.show(application(review=reviewed(card(ocaml=3), at), other_reviews=2))
    assert foot(desk).says()[2] == f"Submitted {when_text(at)} · 2 other reviews"


def test_that_a_moment_is_told_by_the_clock_today_and_by_the_day_before() -> None:
    assert when_text(now()).count(":") == 1
    past = now() - timedelta(days=400)
    assert when_text(past).endswith(str(past.astimezone().year))


def test_that_an_empty_review_says_what_is_missing(desk: Desk) -> None:
    desk.show(application())
    submit = desk.named("Submit and next")
    desk.bot.mouseClick(submit, Qt.MouseButton.LeftButton)
    assert desk.submits == []
    assert foot(desk).says()[1] == "Rate one line first, then submit"
    desk.press("3")
    assert foot(desk).says()[1] == "7 to go"
    desk.bot.mouseClick(submit, Qt.MouseButton.LeftButton)
    assert desk.submits == [True]


def test_that_a_recommendation_alone_can_be_submitted(desk: Desk) -> None:
    desk.show(application())
    assert not desk.pane.ask_submit()
    desk.press(Qt.Key.Key_Up, "2")
    assert desk.pane.ask_submit()


def test_that_leads_decide_and_others_do_not_see_it(make_desk: Callable[[bool], Desk]) -> None:
    lead = make_desk(True)
    lead.show(application())
    for name in ("Reject", "Hold", "Advance"):
        lead.bot.mouseClick(lead.named(name), Qt.MouseButton.LeftButton)
    assert lead.outcomes == [Outcome.REJECT, Outcome.HOLD, Outcome.ADVANCE]
    other = make_desk(False)
    other.show(application())
    assert [button.text() for button in foot(other).buttons()] == ["Submit and next"]


def test_that_a_decision_stands_in_the_foot_and_can_be_changed(desk: Desk) -> None:
    decision = Decision(Outcome.REJECT, Reason.AGENCY, new_id(), "Petra Linden", DAY)
    desk.show(application(decision=decision))
    assert foot(desk).says()[3] == f"Rejected: agency · Petra, {when_text(DAY)}"
    assert desk.named("Advance").isEnabled()
    shown = desk.pane
    shown.update_application(
        application(decision=replace(decision, outcome=Outcome.HOLD, reason=None)),
        desk.tracks["backend"].rubric,
        desk.tracks["backend"],
    )
    assert foot(desk).says()[3].startswith("On hold")
    desk.show(application())
    assert foot(desk).says()[3] == ""


def test_that_keeping_is_only_mentioned_when_it_takes_long(desk: Desk) -> None:
    desk.show(application())
    desk.pane.set_saving(True)
    assert foot(desk).says()[2] == ""
    desk.bot.waitUntil(lambda: foot(desk).says()[2] == "Saving")
    desk.pane.set_saving(False)
    assert foot(desk).says()[2] == ""


def test_that_tab_goes_from_the_track_to_the_decision(desk: Desk) -> None:
    desk.show(application())
    desk.pane.set_found_words(desk.tracks["backend"], ("OCaml", "RAID"))
    QApplication.processEvents()
    desk.named("Backend").setFocus()
    names: list[str] = []
    for _ in range(9):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName())
        desk.press(Qt.Key.Key_Tab)
    assert names == [
        "Backend",
        "Show OCaml in the document",
        "Show RAID in the document",
        "OCaml: not rated",
        "Notes",
        "Submit and next",
        "Reject",
        "Hold",
        "Advance",
    ]
