"""From one database to another and back, in one run of the program, by keys alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import app
from reviewer.domain.connection import Connection, Tls
from reviewer.services.connections import Connections, Embedded, Target
from reviewer.settings import Settings
from reviewer.ui.connecting.entering import Entrance
from reviewer.ui.main_window import MainWindow
from tests import builders
from tests.postgres import HOST
from tests.team import PASSWORD, Team

CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget() or QApplication.activeWindow()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def enter(text: str) -> None:
    """Type a text where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def window() -> MainWindow | None:
    """The window that can be worked with now."""
    now = QApplication.activeWindow()
    return now if isinstance(now, MainWindow) and not now.tasks.busy else None


def listing_opens() -> bool:
    now = window()
    return now is not None and now.databases.listing.isVisible()


def run(person: Iterator[bool], connections: Connections, target: Target | None) -> int:
    """The program from its start to its end, while a person works with it: true goes on, false waits a little."""
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: next(person, None))
    timer.start()
    code = 0
    while target is not None:
        code, target = app._opened_window(target, Settings(theme="light"), connections, fill=False)
    timer.stop()
    return code


def wait(condition: Callable[[], bool]) -> Iterator[bool]:
    while not condition():
        yield False


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
        yield from wait(lambda: False)

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
        yield from wait(lambda: False)

    assert run(person(), connections, known) == 0
    assert connections.last() == known
