"""The note: told after a pause, never lost, never too long."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reviewer.domain.identifiers import new_id
from reviewer.domain.review import NOTE_LIMIT, Review
from reviewer.ui.review.note import NoteEdit
from tests.builders import application, card
from tests.ui.review.conftest import Desk


def note(desk: Desk) -> NoteEdit:
    (found,) = desk.pane.findChildren(NoteEdit)
    return found


def test_that_a_note_is_told_after_a_pause_and_once(desk: Desk) -> None:
    desk.show(application())
    desk.pane.focus_note()
    desk.press("Clear.")
    assert desk.cards == []
    desk.bot.waitUntil(lambda: bool(desk.cards))
    assert [each.note for each in desk.cards] == ["Clear."]


def test_that_flushing_tells_it_now_and_not_again(desk: Desk) -> None:
    desk.show(application())
    desk.pane.focus_note()
    desk.press("Now")
    desk.pane.flush_note()
    desk.pane.flush_note()
    assert [each.note for each in desk.cards] == ["Now"]
    assert not note(desk).waiting


def test_that_letters_and_digits_in_the_note_are_text(desk: Desk) -> None:
    desk.show(application())
    desk.pane.focus_note()
    desk.press("jk 5 bru")
    filled = desk.pane.card()
    assert filled is not None
    assert (filled.note, filled.ratings) == ("jk 5 bru", {})
    note(desk).flush()


def test_that_esc_goes_back_to_the_lines(desk: Desk) -> None:
    desk.show(application())
    desk.pane.focus_note()
    desk.press("Own words")
    with desk.bot.waitSignal(desk.pane.note_left):
        desk.press(Qt.Key.Key_Escape)
    assert desk.cards[-1].note == "Own words"
    assert desk.active().hasFocus()
    desk.press("4")
    assert desk.cards[-1].ratings == {"ocaml": 4}


def test_that_tab_leaves_the_note(desk: Desk) -> None:
    desk.show(application())
    desk.pane.focus_note()
    desk.press(Qt.Key.Key_Tab)
    assert note(desk).toPlainText() == ""
    assert not note(desk).hasFocus()


def test_that_another_application_shows_its_own_note_untold(desk: Desk) -> None:
    desk.show(application(review=Review(new_id(), new_id(), card(note="The first"), None, 1)))
    assert note(desk).toPlainText() == "The first"
    desk.show(application())
    assert note(desk).toPlainText() == ""
    assert desk.cards == []
    assert not note(desk).waiting


def test_that_what_goes_beyond_the_limit_is_left_out_and_nothing_else(desk: Desk) -> None:
    desk.show(application(review=Review(new_id(), new_id(), card(note="start end"), None, 1)))
    edit = note(desk)
    cursor = edit.textCursor()
    cursor.setPosition(len("start "))
    edit.setTextCursor(cursor)
    QApplication.clipboard().setText("x" * NOTE_LIMIT)
    edit.paste()
    text = edit.toPlainText()
    assert len(text) == NOTE_LIMIT
    assert text.startswith("start x")
    assert text.endswith("xend")
    assert desk.pane.says() == "0 of 8 Full: a note holds 20,000 characters"
    desk.pane.flush_note()
    assert desk.cards[-1].note == text
    edit.setFocus()
    desk.press("y", Qt.Key.Key_Return)
    assert edit.toPlainText() == text
    edit.undo()
    assert desk.pane.says() == "0 of 8"
    assert edit.toPlainText() == "start end"
    edit.flush()
