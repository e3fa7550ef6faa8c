"""The model keeps Qt's rules, asks only for what is looked at, and says each row aloud."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reviewer.domain.decision import Outcome
from reviewer.domain.flag import FlagKind
from reviewer.domain.identifiers import new_id
from reviewer.errors import DatabaseAway
from reviewer.ui.queue.model import ROW, QueueModel
from reviewer.ui.queue.rows import BLOCK
from reviewer.ui.tasks import Tasks
from tests.ui.queue.conftest import NOW, TRACKS, Database, index_of, names, row_of


@pytest.fixture
def model(tasks: Tasks, database: Database) -> QueueModel:
    model = QueueModel(tasks, database)
    model.set_tracks(TRACKS)
    model.clock = lambda: NOW
    return model


def settle(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.busy)


def test_that_it_keeps_the_rules_of_models(qtbot: QtBot, tasks: Tasks, model: QueueModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = names(300)
    model.set_index(index_of(ids))
    model.index(0, 0).data(ROW)
    settle(qtbot, tasks)
    model.replace(replace(row_of(ids[3]), name="Another"))
    model.refresh(ids[:4])
    settle(qtbot, tasks)
    model.set_index(index_of(ids[100:]))
    model.index(150, 0).data(ROW)
    settle(qtbot, tasks)
    model.set_index(index_of([]))
    assert tester.model() is model


def test_that_rows_come_by_the_block(qtbot: QtBot, tasks: Tasks, model: QueueModel, database: Database) -> None:
    ids = names(1000)
    model.set_index(index_of(ids))
    assert database.asked == []
    index = model.index(500, 0)
    assert index.data(ROW) is None
    assert index.data() == "Loading"
    with qtbot.waitSignal(model.dataChanged) as changed:
        pass
    assert changed.args is not None
    assert (changed.args[0].row(), changed.args[1].row()) == (3 * BLOCK, 4 * BLOCK - 1)
    assert index.data(ROW) == row_of(ids[500])
    assert database.asked == [ids[3 * BLOCK : 4 * BLOCK]]


def test_that_a_refresh_fetches_what_is_held_and_nothing_else(
    qtbot: QtBot, tasks: Tasks, model: QueueModel, database: Database
) -> None:
    ids = names(1000)
    model.set_index(index_of(ids))
    model.index(0, 0).data(ROW)
    settle(qtbot, tasks)
    database.change(ids[2], "Renamed")
    model.refresh([ids[2], ids[900], new_id()])
    settle(qtbot, tasks)
    assert database.asked[1:] == [[ids[2]]]
    assert model.index(2, 0).data() == "Renamed"


def test_that_a_late_answer_to_another_list_is_dropped(
    qtbot: QtBot, tasks: Tasks, model: QueueModel, database: Database
) -> None:
    ids = names(20)
    database.may_answer.clear()
    model.set_index(index_of(ids[:10]))
    model.index(0, 0).data(ROW)
    model.set_index(index_of(ids[10:]))
    database.may_answer.set()
    settle(qtbot, tasks)
    assert model.index(0, 0).data(ROW) is None
    settle(qtbot, tasks)
    assert model.index(0, 0).data(ROW) == row_of(ids[10])


def test_that_trouble_is_told_and_the_rows_can_be_asked_for_again(
    qtbot: QtBot, tasks: Tasks, model: QueueModel, database: Database
) -> None:
    model.set_index(index_of(names(3)))
    database.away = True
    with qtbot.waitSignal(model.trouble) as told:
        model.index(0, 0).data(ROW)
    assert told.args is not None
    assert isinstance(told.args[0], DatabaseAway)
    database.away = False
    model.index(0, 0).data(ROW)
    settle(qtbot, tasks)
    assert model.index(0, 0).data(ROW) == row_of(names(3)[0])


def test_that_a_row_is_said_in_words(qtbot: QtBot, tasks: Tasks, model: QueueModel, database: Database) -> None:
    ids = names(3)
    database.rows[ids[0]] = replace(row_of(ids[0]), name="Ruben Kivi")
    database.rows[ids[1]] = replace(
        row_of(ids[1]),
        name="Ottilie Brandt",
        headline="",
        track=None,
        mean=3.5,
        submitted=True,
        unread=False,
        flags=frozenset({FlagKind.AGENCY}),
    )
    database.rows[ids[2]] = replace(row_of(ids[2]), name="Saskia Ásdal", outcome=Outcome.HOLD, unread=False)
    model.set_index(index_of(ids))
    model.row(0)
    settle(qtbot, tasks)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(number, 0).data(role) for number in range(3)] == [
        "Ruben Kivi, Compiler engineer, Turku, Backend, not rated, unread",
        "Ottilie Brandt, Turku, Unsure, rated 3.5, review submitted, flagged",
        "Saskia Ásdal, Compiler engineer, Turku, On hold, not rated",
    ]


@pytest.mark.parametrize(
    ("ago", "word"),
    [
        (timedelta(seconds=-5), "1m"),
        (timedelta(minutes=59), "59m"),
        (timedelta(hours=1), "1h"),
        (timedelta(hours=23, minutes=59), "23h"),
        (timedelta(days=13, hours=23), "13d"),
        (timedelta(days=15), "2w"),
    ],
)
def test_that_ages_are_one_short_word(model: QueueModel, ago: timedelta, word: str) -> None:
    assert model.age(replace(row_of(names(1)[0]), received_at=NOW - ago)) == word


def test_that_a_track_that_is_not_known_still_says_its_word(model: QueueModel) -> None:
    assert model.chip(replace(row_of(names(1)[0]), track="compiler")) == ("compiler", "compiler")
