"""Which database to work on: the list, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.connection import Connection
from reviewer.errors import SettingsTrouble
from reviewer.services.connections import Connections, Embedded
from reviewer.ui.connecting.databases import Databases
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme

TEAM = Connection.to("db.example.org", "hiring", "ada").called("The team")
OTHER = Connection.to("localhost", "try_out").called("Trying out")


@pytest.fixture
def databases(theme: Theme, ground: QWidget, tasks: Tasks, connections: Connections) -> Databases:
    connections.keep(TEAM)
    connections.keep(OTHER)
    return Databases(theme, ground, tasks, connections, now=Embedded())


def opened(qtbot: QtBot, databases: Databases) -> list[str]:
    """What it lists."""
    databases.open()
    qtbot.waitUntil(lambda: databases.listing.isVisible())
    return listed(databases)


def listed(databases: Databases) -> list[str]:
    return [row.choice.text for row in databases.listing.rows()]


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_that_it_lists_every_database(qtbot: QtBot, databases: Databases) -> None:
    assert opened(qtbot, databases) == [
        "This computer, open now",
        "The team",
        "Trying out",
        "Connect to a shared database",
        "Change or remove a connection",
        "Open a file",
    ]
    assert databases.visible


def test_that_a_key_opens_one(qtbot: QtBot, databases: Databases) -> None:
    opened(qtbot, databases)
    with qtbot.waitSignal(databases.wanted) as wanted:
        press(qtbot, Qt.Key.Key_2)
    assert wanted.args == [TEAM]


def test_that_arrows_and_enter_open_one(qtbot: QtBot, databases: Databases) -> None:
    opened(qtbot, databases)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    with qtbot.waitSignal(databases.wanted) as wanted:
        press(qtbot, Qt.Key.Key_Return)
    assert wanted.args == [OTHER]


def test_that_what_is_open_is_not_opened_again(qtbot: QtBot, databases: Databases) -> None:
    opened(qtbot, databases)
    with qtbot.assertNotEmitted(databases.wanted):
        press(qtbot, Qt.Key.Key_1)


def test_that_a_new_one_is_described(qtbot: QtBot, databases: Databases) -> None:
    opened(qtbot, databases)
    press(qtbot, Qt.Key.Key_N)
    assert databases.form.isVisible()
    assert QApplication.focusWidget() is databases.form.fields.address


def test_that_one_is_changed(qtbot: QtBot, databases: Databases) -> None:
    opened(qtbot, databases)
    press(qtbot, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: databases.listing.isVisible())
    assert listed(databases) == ["The team", "Trying out"]
    press(qtbot, Qt.Key.Key_2)
    assert databases.form.fields.connection() == OTHER


def test_that_a_file_is_opened(
    qtbot: QtBot, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))
    opened(qtbot, databases)
    with qtbot.waitSignal(databases.wanted) as wanted:
        press(qtbot, Qt.Key.Key_O)
    assert wanted.args == [Embedded(file)]


def test_that_many_are_listed_page_by_page(qtbot: QtBot, databases: Databases, connections: Connections) -> None:
    for number in range(8):
        connections.keep(TEAM.called(f"Team {number}"))
    seen: list[str] = []
    opened(qtbot, databases)
    for _ in range(2):
        seen += [text for text in listed(databases) if text.startswith(("Team", "The team", "Trying"))]
        press(qtbot, Qt.Key.Key_M)
    assert sorted(seen) == sorted(each.name for each in connections.all())
    assert "The team" in listed(databases)


def test_that_a_file_of_connections_that_is_damaged_is_said(qtbot: QtBot, databases: Databases, tmp_path: Path) -> None:
    (tmp_path / "connections.toml").write_text("no TOML")
    with qtbot.waitSignal(databases.failed) as failed:
        databases.open()
    assert failed.args is not None
    assert isinstance(failed.args[0], SettingsTrouble)
