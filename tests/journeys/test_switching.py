"""From one database to another and back, in one run of the program, by keys alone."""

from collections.abc import Iterator

import pytest
from psycopg import sql
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import app
from reviewer.domain.connection import Connection, Tls
from reviewer.domain.queue import QueueFilter
from reviewer.services.connections import Embedded, Target
from reviewer.services.journal import SyncKind
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


def test_that_a_password_that_was_changed_is_asked_for_again(qtbot: QtBot, known: Connection, team: Team) -> None:
    connections = app.known_connections()
    connections.keep(known)
    connections.passwords.remember(known, PASSWORD)
    said: list[str] = []

    def person() -> Iterator[bool]:
        yield from wait(lambda: (now := window()) is not None and now.presenter.application is not None)
        with team.psql("postgres") as connection:
            connection.execute("alter role rob password 'another one'")
            connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rob'")
        yield from wait(lambda: (now := window()) is not None and "password" in now.offline.text())
        shut_out = window()
        assert shut_out is not None
        said.append(shut_out.offline.text())
        press(Qt.Key.Key_3)  # goes on meanwhile
        yield from wait(lambda: shut_out._parts.journal.state().waiting > 0)
        (reopen,) = shut_out.offline.buttons()
        reopen.click()
        yield from wait(lambda: isinstance(now := QApplication.activeWindow(), Entrance) and now.secret.isVisible())
        enter("another one")
        press(Qt.Key.Key_Return)
        yield from wait(lambda: (now := window()) is not None and now.presenter.application is not None)
        let_in = window()
        assert let_in is not None
        yield from wait(lambda: let_in._parts.journal.state().kind is SyncKind.UP_TO_DATE)
        press(Qt.Key.Key_Q, CTRL)

    try:
        assert run(person(), connections, known) == 0
    finally:
        with team.psql("postgres") as connection:
            connection.execute(sql.SQL("alter role rob password {}").format(PASSWORD))
    assert said
    desk = team.desk("rob")
    reviews = [desk.queue.open(id).review for id in desk.queue.index(QueueFilter())]
    assert [list(review.card.ratings.values()) for review in reviews if review] == [[3]]
