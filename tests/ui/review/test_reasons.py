"""Reasons and outcomes in words."""

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtWidgets import QApplication

from reviewer.domain.decision import Decision, Outcome, Reason
from reviewer.ui.review.reasons import decision_text, reason_choices


def test_that_every_reason_can_be_picked_with_a_key_of_its_own(qapp: QApplication) -> None:
    choices = reason_choices()
    assert [Reason(choice.name) for choice in choices] == list(Reason)
    assert len({choice.key for choice in choices}) == len(Reason)
    assert all(len(choice.key) == 1 and choice.text for choice in choices)


def test_that_a_decision_says_its_word(qapp: QApplication) -> None:
    def said(outcome: Outcome, reason: Reason | None = None) -> str:
        return decision_text(Decision(outcome, reason, UUID(int=1), "Petra Linden", datetime(2026, 3, 2, tzinfo=UTC)))

    assert said(Outcome.ADVANCE) == "Advanced"
    assert said(Outcome.HOLD) == "On hold"
    assert {said(Outcome.REJECT, reason) for reason in Reason} >= {"Rejected: agency", "Rejected: experience"}
