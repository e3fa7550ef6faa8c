"""The line of time: what was said stands under its entry in full, until it is taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.domain import operations as op
from reviewer.domain.activity import Activity
from reviewer.domain.identifiers import new_id, now
from reviewer.ui.document.activity import LEAST, ActivityView
from reviewer.ui.document.sentences import Sentences
from reviewer.ui.theme import Theme

WORDS = "<b>Ask</b> about 2019.\n\n" + "And about the rest, at length. " * 40


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ActivityView:
    view = ActivityView(theme)
    qtbot.addWidget(view)
    view.resize(700, 500)
    return view


def commented(text: str | None, code: str = op.Comment.code) -> Activity:
    id, actor = new_id(), new_id()
    state = {"comment": {"id": str(id), "text": text}}
    return Activity(id, code, actor, "Lea", now(), {}, state, undone=False, undoable=True)


def test_that_a_comment_is_shown_in_full_and_as_it_was_written(qtbot: QtBot, view: ActivityView) -> None:
    view.show_activities([commented(WORDS)], Sentences())
    view.show()
    qtbot.waitExposed(view)
    (row,) = view.rows
    assert row.sentence.text() == "Lea wrote a comment"
    assert row.said is not None
    assert (row.said.text(), row.said.textFormat()) == (WORDS, Qt.TextFormat.PlainText)
    qtbot.waitUntil(lambda: row.height() > 3 * LEAST)
    assert row.said is not None
    assert row.said.height() >= row.said.heightForWidth(row.said.width())


def test_that_a_comment_that_was_taken_back_is_no_longer_shown(view: ActivityView) -> None:
    taken_back = replace(commented(None, op.Undo.code), undoable=False)
    view.show_activities([replace(commented(WORDS), undone=True), taken_back], Sentences())
    assert [row.said for row in view.rows] == [None, None]
    assert view.rows[0].sentence.text() == "Lea took a change back: removed a comment"
