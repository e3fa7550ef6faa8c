"""From one database to another and back, in one run of the program, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import app
from reviewer.domain.connection import Connection, Tls
from reviewer.services.connections import Embedded, Target
from reviewer.ui.connecting.entering import Entrance
from tests import builders
from tests.journeys.starts import CTRL, enter, listing_opens, press, run, wait, window
from tests.postgres import HOST
from tests.team import PASSWORD, Team


@pytest.fixture
def known(team: Team) -> Connection:
    team.receive([builders.arrival(each) for each in range(3)])
    return Connection("The team", HOST, team.server.port, team.name, "rob", Tls.PREFER)


def test_that_one_goes_to_another_database_and_back(qtbot: QtBot, known: Connection) -> None:
    connections = app.known_connections()
    connections.keep(known)
    seen: list[tuple[Target, bool]] = []

    def note() -> None:
        now = window()
        assert now is not None
        seen.append((now._parts.target, now.page.isVisible()))

    def person() -> Iterator[bool]:
        yield from wait(lambda: (now := window()) is not None and now.welcome.isVisible())
        note()
        press(Qt.Key.Key_D, CTRL)
        yield from wait(listing_opens)
        press(Qt.Key.Key_2)
        yield from wait(lambda: isinstance(now := QApplication.activeWindow(), Entrance) and now.secret.isVisible())
        enter(PASSWORD)
        press(Qt.Key.Key_Return)
        yield from wait(lambda: (now := window()) is not None and now.presenter.application is not None)
        note()
        press(Qt.Key.Key_D, CTRL)
        yield from wait(listing_opens)
        press(Qt.Key.Key_1)
        yield from wait(lambda: (now := window()) is not None and now.welcome.isVisible())
        note()
        press(Qt.Key.Key_Q, CTRL)

    assert run(person(), connections, Embedded()) == 0
    assert seen == [(Embedded(), False), (known, True), (Embedded(), False)]
    assert connections.last() is None
    assert not [file for file in app.paths.config().rglob("*") if PASSWORD in file.read_text()]


def test_that_the_next_start_is_with_the_database_of_the_last(qtbot: QtBot, known: Connection) -> None:
    connections = app.known_connections()
    connections.keep(known)
    connections.passwords.remember(known, PASSWORD)

    def person() -> Iterator[bool]:
        yield from wait(lambda: (now := window()) is not None and now.presenter.application is not None)
        press(Qt.Key.Key_Q, CTRL)

    assert run(person(), connections, known) == 0
    assert connections.last() == known
