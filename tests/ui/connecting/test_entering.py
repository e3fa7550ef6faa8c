"""Before there is a window: a shared database is connected to, with a password that is asked for in place."""

from collections.abc import Callable, Generator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.domain.connection import Connection
from reviewer.errors import DatabaseAway
from reviewer.services.connections import Connections, Embedded
from reviewer.services.passwords import NOT_KEPT, Passwords
from reviewer.storage.postgres import refusals
from reviewer.ui.connecting.entering import Entrance, enter
from reviewer.ui.theme import Theme
from tests import keyrings
from tests.team import PASSWORD

Make = Callable[[Connection], Entrance]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, connections: Connections) -> Generator[Make]:
    made: list[Entrance] = []

    def make_one(connection: Connection) -> Entrance:
        entrance = Entrance(theme, connections, connection)
        made.append(entrance)
        return entrance

    yield make_one
    for entrance in made:
        entrance.close()
        entrance.shut_down()
        entrance.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(qtbot: QtBot, entrance: Entrance) -> None:
    qtbot.waitUntil(lambda: not entrance.tasks.busy, timeout=20_000)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Entrance))
    window = QApplication.activeWindow()
    assert isinstance(window, Entrance)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in window.page.buttons()))
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_that_a_known_password_needs_no_window(
    qtbot: QtBot, make: Make, known: Connection, connections: Connections
) -> None:
    connections.passwords.remember(known, PASSWORD)
    entrance = make(known)
    with qtbot.waitSignal(entrance.ended, timeout=20_000):
        entrance.begin()
    assert entrance.target == known
    assert not entrance.isVisible()


def test_that_a_password_is_asked_for_until_it_is_right(
    qtbot: QtBot, make: Make, known: Connection, connections: Connections, ring: keyrings.MemoryKeyring
) -> None:
    entrance = make(known)
    entrance.begin()
    qtbot.waitUntil(entrance.secret.isVisible, timeout=20_000)
    settle(qtbot, entrance)
    assert entrance.page.title() == "Password for The team"
    assert QApplication.focusWidget() is entrance.secret.field
    qtbot.keyClicks(entrance.secret.field, "a guess")
    press(qtbot, Qt.Key.Key_Return)
    settle(qtbot, entrance)
    assert refusals.WRONG_PASSWORD.removesuffix(".") in entrance.page.accessibleName()
    assert QApplication.focusWidget() is entrance.secret.field
    assert not ring.held
    qtbot.keyClicks(entrance.secret.field, PASSWORD)
    with qtbot.waitSignal(entrance.ended, timeout=20_000):
        press(qtbot, Qt.Key.Key_Return)
    assert entrance.target == known
    assert Passwords().of(known) == PASSWORD


def test_that_a_computer_without_a_keyring_says_so(qtbot: QtBot, make: Make, known: Connection) -> None:
    entrance = make(known)
    entrance.begin()
    qtbot.waitUntil(entrance.secret.isVisible, timeout=20_000)
    settle(qtbot, entrance)
    assert NOT_KEPT.removesuffix(".") in entrance.page.accessibleName()


def test_that_trouble_is_said_and_can_be_mended(
    qtbot: QtBot, make: Make, known: Connection, connections: Connections
) -> None:
    wrong = replace(known, database="gone")
    connections.keep(wrong)
    connections.passwords.remember(wrong, PASSWORD)
    entrance = make(wrong)
    entrance.begin()
    qtbot.waitUntil(entrance.isVisible, timeout=20_000)
    settle(qtbot, entrance)
    assert entrance.page.title() == "The team cannot be opened"
    assert refusals.NO_DATABASE.removesuffix(".") in entrance.page.accessibleName()
    press(qtbot, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: entrance.databases.visible)
    form = entrance.databases.form
    form.fields.database.setText("hiring")
    form.fields.password.setText(PASSWORD)
    with qtbot.waitSignal(entrance.ended, timeout=20_000):
        press(qtbot, Qt.Key.Key_Return)
    assert entrance.target == known
    assert connections.all() == (known,)


def test_that_a_mended_connection_is_tried_again(
    qtbot: QtBot, make: Make, known: Connection, connections: Connections
) -> None:
    wrong = replace(known, database="gone")
    connections.keep(wrong)
    connections.passwords.remember(known, PASSWORD)
    entrance = make(wrong)
    entrance.begin(DatabaseAway(refusals.NO_ANSWER))
    press(qtbot, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: entrance.databases.visible)
    entrance.databases.form.fields.database.setText("hiring")
    with qtbot.waitSignal(entrance.ended, timeout=20_000):
        press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert entrance.target == known


def test_that_another_database_can_be_opened_instead(qtbot: QtBot, make: Make, known: Connection) -> None:
    entrance = make(known)
    entrance.begin(DatabaseAway(refusals.NO_ANSWER))
    assert entrance.isVisible()
    press(qtbot, Qt.Key.Key_D)
    qtbot.waitUntil(entrance.databases.listing.isVisible)
    press(qtbot, Qt.Key.Key_1)
    assert entrance.target == Embedded()
    assert not entrance.isVisible()


def test_that_closing_it_opens_nothing(qtbot: QtBot, make: Make, known: Connection) -> None:
    entrance = make(known)
    entrance.begin(DatabaseAway(refusals.NO_ANSWER))
    with qtbot.waitSignal(entrance.ended):
        press(qtbot, Qt.Key.Key_Escape)
    assert entrance.target is None


def test_that_the_program_goes_on_after_it(
    qtbot: QtBot, qapp: QApplication, theme: Theme, known: Connection, connections: Connections
) -> None:
    connections.passwords.remember(known, PASSWORD)
    assert enter(qapp, theme, connections, known) == (known, None)
    QTimer.singleShot(0, lambda: press(qtbot, Qt.Key.Key_Escape))
    assert enter(qapp, theme, connections, known, DatabaseAway(refusals.NO_ANSWER)) == (None, None)
    assert qapp.quitOnLastWindowClosed()


def test_that_one_goes_on_without_an_answer_where_something_is_kept(
    qtbot: QtBot, qapp: QApplication, theme: Theme, known: Connection, connections: Connections
) -> None:
    nobody = replace(known, port=9)
    target, away = enter(qapp, theme, connections, nobody, kept=lambda asked: asked == nobody)
    assert target == nobody
    assert isinstance(away, DatabaseAway)
