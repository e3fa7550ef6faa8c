"""The passages under the criteria of the scorecard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QToolButton

from reviewer.domain.identifiers import new_id
from reviewer.ui.review.passage_line import LINE, PassageLine, ShownPassage
from tests.builders import application
from tests.ui.review.conftest import Desk

KEY = Qt.Key
LONG = "kept eleven petabytes of other people's bytes for seven years, " * 8


def shown(criterion: str, quote: str, *, missing: bool = False) -> ShownPassage:
    return ShownPassage(new_id(), criterion, quote, "file-text", "Résumé, page 1", missing)


def lines(desk: Desk) -> list[PassageLine]:
    QApplication.processEvents()
    found = [line for line in desk.pane.findChildren(PassageLine) if not line.isHidden()]
    return sorted(found, key=lambda line: line.y())


def give(desk: Desk, *passages: ShownPassage) -> Sequence[ShownPassage]:
    desk.pane.set_passages(passages)
    return passages


def test_that_the_active_criterion_lists_its_passages_and_others_count_theirs(desk: Desk) -> None:
    desk.show(application())
    give(desk, shown("ocaml", "one"), shown("ocaml", "two"), shown("d_or_cpp", "three"))
    assert [line.text() for line in lines(desk)] == ["one", "two"]
    assert [row.accessibleName() for row in desk.rows()[:3]] == [
        "OCaml: not rated; 2 passages",
        "D or C++: not rated; 1 passage",
        "Works independently: not rated",
    ]
    desk.press(KEY.Key_Down)
    assert [line.text() for line in lines(desk)] == ["three"]
    desk.press(KEY.Key_Down)
    assert lines(desk) == []


def test_that_lines_lie_inside_of_their_criterion(desk: Desk) -> None:
    desk.show(application())
    before = desk.active().height()
    give(desk, shown("ocaml", "one"), shown("ocaml", LONG))
    row = desk.active()
    assert row.height() > before + LINE
    for line in lines(desk):
        assert row.geometry().contains(line.geometry())
    below = desk.rows()[1]
    assert below.y() >= row.y() + row.height()
    give(desk)
    assert desk.active().height() == before


def test_that_a_line_says_all_to_those_who_hear_it(desk: Desk) -> None:
    desk.show(application())
    give(desk, shown("ocaml", LONG.strip()), shown("ocaml", "<b>gone</b>", missing=True))
    first, second = lines(desk)
    assert first.accessibleName() == f"Résumé, page 1: “{LONG.strip()}”"
    assert second.accessibleName() == "Résumé, page 1: “<b>gone</b>” Not found in this document."
    assert "&lt;b&gt;" in second.toolTip()


def test_that_click_and_enter_ask_for_the_passage(desk: Desk) -> None:
    desk.show(application())
    one, two = give(desk, shown("ocaml", "one"), shown("ocaml", "two"))
    asked: list[object] = []
    desk.pane.passage_chosen.connect(asked.append)
    first, second = lines(desk)
    desk.bot.mouseClick(second, Qt.MouseButton.LeftButton)
    first.setFocus()
    desk.press(KEY.Key_Space)
    assert asked == [two.id, one.id]


def test_that_tab_goes_from_the_criterion_through_its_passages(desk: Desk) -> None:
    desk.show(application())
    give(desk, shown("ocaml", "one"), shown("ocaml", "two"))
    first, second = lines(desk)
    for wanted in (first, second):
        desk.press(KEY.Key_Tab)
        assert QApplication.focusWidget() is wanted


def test_that_delete_and_backspace_and_the_cross_remove(desk: Desk) -> None:
    desk.show(application())
    one, two, three = give(desk, shown("ocaml", "one"), shown("ocaml", "two"), shown("ocaml", "three"))
    removed: list[object] = []
    desk.pane.passage_removed.connect(removed.append)
    first, second, third = lines(desk)
    first.setFocus()
    desk.press(KEY.Key_Delete)
    second.setFocus()
    desk.press(KEY.Key_Backspace)
    cross = third.findChild(QToolButton)
    assert isinstance(cross, QToolButton)
    assert cross.isHidden()
    third.setFocus()
    assert cross.isVisible()
    desk.bot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert removed == [one.id, two.id, three.id]
    assert not desk.cards, "a level was taken back"


def test_that_the_cross_comes_with_the_pointer(desk: Desk) -> None:
    desk.show(application())
    give(desk, shown("ocaml", "one"))
    (line,) = lines(desk)
    cross = line.findChild(QToolButton)
    assert isinstance(cross, QToolButton)
    at = QPointF(4, 4)
    line.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(line, QEnterEvent(at, at, QPointF(line.mapToGlobal(QPoint(4, 4)))))
    assert cross.isVisible()
    line.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
    assert cross.isHidden()


def test_that_the_keyboard_goes_on_to_the_next_passage_and_then_to_the_criterion(desk: Desk) -> None:
    desk.show(application())
    one, two = give(desk, shown("ocaml", "one"), shown("ocaml", "two"))
    lines(desk)[1].setFocus()
    give(desk, one)
    focused = QApplication.focusWidget()
    assert isinstance(focused, PassageLine)
    assert focused.text() == "one"
    give(desk)
    assert QApplication.focusWidget() is desk.active()
    assert two.id != one.id


def test_that_rating_goes_on_and_folds_the_passages_up(desk: Desk) -> None:
    desk.show(application())
    give(desk, shown("ocaml", "one"))
    desk.press("4")
    assert lines(desk) == []
    assert desk.rows()[0].accessibleName() == "OCaml: 4 of 5, yes; 1 passage"
    assert desk.pane.criterion() == "d_or_cpp"


def test_that_no_criterion_is_active_on_the_recommendation(desk: Desk) -> None:
    desk.show(application())
    desk.press(KEY.Key_Up)
    assert desk.pane.criterion() is None
    desk.pane.show_application(None, None, None)
    assert desk.pane.criterion() is None


def test_that_passages_of_criteria_that_are_not_asked_are_not_shown(desk: Desk) -> None:
    desk.show(application(), "reasonml")
    give(desk, shown("ocaml", "one"))
    assert lines(desk) == []
    assert not [row for row in desk.rows() if "passage" in row.accessibleName()]
    assert "1 passage is kept for another rubric." in desk.pane.says()
    give(desk, shown("ocaml", "one"), shown("d_or_cpp", "two"))
    assert "2 passages are kept for another rubric." in desk.pane.says()
    desk.show(application())
    give(desk, shown("ocaml", "one"))
    assert "kept" not in desk.pane.says()
