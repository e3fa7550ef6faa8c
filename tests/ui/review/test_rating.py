"""Rating by digits and clicks, from the first line to the recommendation."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from reviewer.domain.identifiers import new_id
from reviewer.domain.review import Review, Scorecard
from reviewer.domain.rubric import Criterion, Group, Rubric
from reviewer.ui.review.pip import Pip
from reviewer.ui.widgets.buttons import KeyedButton
from tests.builders import application, card
from tests.ui.review.conftest import Desk

KEY = Qt.Key
BACKEND = (
    "ocaml", "d_or_cpp", "independence", "choices", "whole_stack", "full_cycle", "practical", "adaptable_code"
)  # fmt: skip


def reviewed(**ratings: int) -> Review:
    return Review(new_id(), new_id(), Scorecard("backend", 1, ratings), None, 1)


def test_that_nine_digits_fill_in_the_whole_scorecard(desk: Desk) -> None:
    desk.show(application())
    desk.press("543215432")
    assert desk.cards[-1].ratings == dict(zip(BACKEND, (5, 4, 3, 2, 1, 5, 4, 3), strict=True))
    assert desk.cards[-1].recommendation == 2
    assert len(desk.cards) == 9
    assert desk.pane.card() == desk.cards[-1]


def test_that_digits_go_on_to_what_is_not_rated(desk: Desk) -> None:
    desk.show(replace(application(), review=reviewed(d_or_cpp=3, independence=2)))
    assert desk.active().accessibleName() == "OCaml: not rated"
    desk.press("4")
    assert desk.active().accessibleName() == "Reasoned choices: not rated"


def test_that_the_recommendation_follows_the_last_criterion_and_does_not_hear_five(desk: Desk) -> None:
    desk.show(application())
    desk.press(KEY.Key_Up, KEY.Key_Up, "3")
    assert desk.active().accessibleName() == "Overall recommendation: not rated"
    desk.press("5")
    assert desk.cards[-1].recommendation is None
    desk.press("4")
    assert desk.cards[-1].recommendation == 4
    assert desk.active().accessibleName() == "OCaml: not rated"


def test_that_up_and_down_go_round_and_zero_clears(desk: Desk) -> None:
    desk.show(application())
    desk.press("2", KEY.Key_Up)
    assert desk.active().accessibleName() == "OCaml: 2 of 5, no"
    desk.press("0")
    assert desk.cards[-1].ratings == {}
    desk.press(KEY.Key_Up)
    assert desk.active().accessibleName() == "Overall recommendation: not rated"
    desk.press(KEY.Key_Down, KEY.Key_Down)
    assert desk.active().accessibleName() == "D or C++: not rated"
    told = len(desk.cards)
    desk.press("0")
    assert len(desk.cards) == told


def test_that_the_calls_of_the_window_do_the_same(desk: Desk) -> None:
    desk.show(application())
    desk.pane.rate(5)
    desk.pane.rate(9)
    desk.pane.move(-1)
    desk.pane.clear()
    desk.pane.rate(1)
    assert [each.ratings for each in desk.cards] == [{"ocaml": 5}, {}, {"ocaml": 1}]


def test_that_a_click_on_a_level_rates_its_own_line(desk: Desk) -> None:
    desk.show(application())
    desk.bot.mouseClick(desk.named("Practical mind: 4 of 5, yes"), Qt.MouseButton.LeftButton)
    assert desk.cards[-1].ratings == {"practical": 4}
    assert desk.active().accessibleName() == "Code that adapts: not rated"
    desk.press("3")
    assert desk.cards[-1].ratings == {"practical": 4, "adaptable_code": 3}


def test_that_a_click_beside_the_levels_only_goes_there(desk: Desk) -> None:
    desk.show(application())
    desk.bot.mouseClick(desk.named("The whole stack: not rated"), Qt.MouseButton.LeftButton, pos=QPoint(20, 18))
    assert desk.active().accessibleName() == "The whole stack: not rated"
    assert desk.active().hasFocus()
    assert desk.cards == []


def test_that_levels_are_radio_buttons_with_names_and_anchors(desk: Desk) -> None:
    desk.show(replace(application(), review=reviewed(ocaml=4)))
    levels = [each for each in desk.pane.findChildren(Pip) if each.accessibleName().startswith("OCaml:")]
    assert [each.isChecked() for each in levels] == [False, False, False, True, False]
    assert {QAccessible.queryAccessibleInterface(each).role() for each in levels} == {QAccessible.Role.RadioButton}
    assert levels[0].accessibleDescription() == "Has not used it, nor a language like it"
    row = levels[0].parentWidget()
    assert row is not None
    assert row.accessibleDescription().startswith("Basic requirement. Reads and writes OCaml")


def test_that_every_control_has_a_name(desk: Desk) -> None:
    desk.show(application())
    desk.pane.set_found_words(desk.tracks["backend"], ("OCaml",))
    unnamed = [
        each for each in desk.pane.findChildren(QAbstractButton) if each.isVisible() and not each.accessibleName()
    ]
    assert unnamed == []


def test_that_a_long_title_is_cut_and_told_in_the_tool_tip(desk: Desk) -> None:
    title = "Explains distributed consensus to people who never asked for it"
    line = Criterion("long", title, Group.PLUS, "Look for it.", "No", "Yes")
    short = replace(line, key="short", title="Short")
    track = replace(desk.tracks["backend"], rubric=Rubric(1, (line, short)))
    desk.pane.show_application(application(), track.rubric, track)
    QApplication.processEvents()
    assert [row.toolTip() for row in desk.rows()] == [title, "", ""]


def test_that_many_lines_scroll_and_the_active_one_stays_in_view(desk: Desk) -> None:
    desk.pane.resize(356, 520)
    desk.show(application())
    area = desk.active().parentWidget()
    assert area is not None
    for _ in range(9):
        row = desk.active()
        shown = row.visibleRegion().boundingRect()
        assert shown.height() == row.height(), row.accessibleName()
        desk.press("3")
    assert desk.pane.card() is not None
    assert not desk.named("Submit and next").visibleRegion().isEmpty()


def test_that_rows_are_used_again_for_another_rubric(desk: Desk) -> None:
    desk.show(application())
    before = set(map(id, desk.rows()))
    desk.show(replace(application(), track="reasonml"), "reasonml")
    assert set(map(id, desk.rows())) < before
    assert [row.accessibleName() for row in desk.rows()][:2] == [
        "Making the web work: not rated", "OCaml or ReasonML: not rated"
    ]  # fmt: skip
    desk.press("5")
    assert desk.cards[-1].track == "reasonml"
    assert desk.cards[-1].ratings == {"web": 5}


def test_that_an_undone_rating_is_the_active_line_again(desk: Desk) -> None:
    desk.show(application())
    desk.press("54")
    desk.pane.set_card(desk.cards[0])
    assert desk.active().accessibleName() == "D or C++: not rated"
    assert desk.pane.card() == desk.cards[0]
    assert len(desk.cards) == 2


def test_that_a_card_with_many_changes_leaves_the_active_line(desk: Desk) -> None:
    desk.show(application())
    desk.press(KEY.Key_Down, KEY.Key_Down)
    desk.pane.set_card(card(ocaml=1, practical=2, recommendation=3))
    assert desk.active().accessibleName() == "Works independently: not rated"


def test_that_ratings_stay_what_they_were_given_for(make_desk: Callable[[bool], Desk], qtbot: QtBot) -> None:
    desk = make_desk(False)
    moved = replace(application(), track="reasonml", review=reviewed(ocaml=4, independence=3))
    desk.show(moved, "backend")
    assert desk.pane.card() == card(ocaml=4, independence=3)
    assert desk.pane.says() == "2 of 8 Rated for Backend."
    offer = next(button for button in desk.pane.findChildren(KeyedButton) if button.text() == "Rate for ReasonML")
    with qtbot.waitSignal(desk.pane.rubric_asked) as asked:
        offer.click()
    assert asked.args == ["reasonml"]
