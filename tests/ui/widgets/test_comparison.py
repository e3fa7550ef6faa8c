"""Versions beside one another, and questions that go before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.comparison import ComparisonOverlay, Line

CHOICES = [Choice("no", "Not now", "N"), Choice("yes", "Yes", "Enter")]


@pytest.fixture
def overlay(theme: Theme, ground: QWidget) -> ComparisonOverlay:
    return ComparisonOverlay(theme, ground)


def test_that_a_question_is_small_and_a_table_as_high_as_its_lines(overlay: ComparisonOverlay) -> None:
    overlay.compare("Really?", "It is final.", (), (), CHOICES)
    question = overlay.card.size()
    overlay.compare("Two versions", "", ("Yours", "Theirs"), [Line("OCaml", ("5", "2"), marked=True)], CHOICES)
    few = overlay.card.size()
    lines = [Line(f"Line {number}", ("One.", "Another. " * 20)) for number in range(40)]
    overlay.compare("Two versions", "", ("Yours", "Theirs"), lines, CHOICES)
    many = overlay.card.size()
    assert question.height() < few.height() < many.height() <= overlay.height()
    assert question.width() < few.width()
    assert "Line 39" in overlay.texts()


def test_that_a_reason_is_typed_before_what_needs_it(qtbot: QtBot, overlay: ComparisonOverlay) -> None:
    picked: list[str] = []
    overlay.picked.connect(picked.append)
    overlay.compare("Recuse?", "It is final.", (), (), CHOICES, "Why")
    qtbot.waitUntil(overlay.reason.hasFocus)
    qtbot.keyClicks(overlay.reason, "  ")
    qtbot.keyClick(overlay.reason, Qt.Key.Key_Return)
    assert not picked
    qtbot.keyClicks(overlay.reason, "No, I know them")  # with the key of the other choice in it
    assert not picked
    qtbot.keyClick(overlay.reason, Qt.Key.Key_Return)
    assert picked == ["yes"]
    overlay.compare("Again?", "", (), (), CHOICES)
    assert overlay.reason.isHidden()
    qtbot.keyClick(overlay, Qt.Key.Key_N)
    assert picked == ["yes", "no"]
