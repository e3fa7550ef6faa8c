"""Taking applications along, and working through whole runs of the program in which the database never answers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import app, paths
from reviewer.domain.connection import Connection, Tls
from reviewer.domain.queue import QueueFilter, View
from reviewer.services.journal import SyncKind
from reviewer.settings import Settings, load
from reviewer.ui.connecting.entering import Entrance
from reviewer.ui.main_window import MainWindow
from tests import builders, keyrings
from tests.journeys.driving import running
from tests.journeys.starts import CTRL, press, run, wait, window
from tests.postgres import HOST
from tests.proxy import Proxy
from tests.team import PASSWORD, Team

SOME = tuple(sorted(each.name for each in paths.samples().iterdir() if each.is_dir())[:3])


@pytest.fixture
def known(team: Team, proxy: Proxy) -> Connection:
    """A connection that can be cut, to a database with samples."""
    with app.build_intake(team.url("form"), Settings()) as intake:
        assert len(intake.take([paths.samples() / name for name in SOME]).added) == len(SOME)
    return Connection("The team", HOST, proxy.port, team.name, "rob", Tls.PREFER)


def reading() -> MainWindow | None:
    """The window, once an application is open and its pages are drawn."""
    now = window()
    shown = now is not None and now.presenter.application is not None and now.page.document.pages.sizes()
    return now if shown else None


def test_that_one_takes_applications_along_and_works_without_the_database(
    qtbot: QtBot, known: Connection, proxy: Proxy, team: Team
) -> None:
    connections = app.known_connections()
    connections.keep(known)
    said: list[str] = []
    names: set[str] = set()

    def takes() -> Iterator[bool]:
        yield from wait(lambda: reading() is not None)
        now = window()
        assert now is not None
        press(Qt.Key.Key_T, CTRL)
        yield from wait(now.taking.asking.isVisible)
        press(Qt.Key.Key_D)
        yield from wait(lambda: now.toast.text().startswith("3 applications and"))
        said.append(now.toast.text())
        press(Qt.Key.Key_T, CTRL)  # the disk is known now, and everything is there
        yield from wait(lambda: not now.taking.under_way)
        press(Qt.Key.Key_Q, CTRL)

    def reads() -> Iterator[bool]:
        for number in range(len(SOME)):
            yield from wait(
                lambda: (
                    (now := reading()) is not None
                    and (shown := now.presenter.application) is not None
                    and shown.candidate.name not in names
                )
            )
            now = window()
            assert now is not None
            assert now.presenter.application is not None
            names.add(now.presenter.application.candidate.name)
            said.append(now.offline.text())
            if number == 0:
                press(Qt.Key.Key_4)
                yield from wait(lambda now=now: now._parts.journal.state().waiting > 0)
            press(Qt.Key.Key_J)
        press(Qt.Key.Key_Q, CTRL)

    def sends() -> Iterator[bool]:
        yield from wait(lambda: reading() is not None)
        now = window()
        assert now is not None
        yield from wait(lambda: now._parts.journal.state().kind is SyncKind.UP_TO_DATE)
        said.append(now.offline.text() if now.offline.isVisible() else "")
        press(Qt.Key.Key_Q, CTRL)

    with keyrings.in_use():
        connections.passwords.keep(known, PASSWORD)
        assert run(takes(), connections, known) == 0
        assert "documents are here for when the database does not answer" in said.pop()
        assert load().keep_documents
        proxy.refuse()
        assert run(reads(), connections, known) == 0
        assert len(names) == len(SOME)
        assert all("The database cannot be reached." in text for text in said)
        assert " kept here and will be sent when it answers" in said.pop()
        proxy.refuse(False)
        assert run(sends(), connections, known) == 0
        assert said.pop() == ""
    desk = team.desk("rob")
    ratings = [desk.queue.open(id).review for id in desk.queue.index(QueueFilter(View.ALL))]
    assert [list(review.card.ratings.values()) for review in ratings if review] == [[4]]


def test_that_where_nothing_is_kept_it_is_said_that_it_does_not_answer(
    qtbot: QtBot, known: Connection, proxy: Proxy
) -> None:
    connections = app.known_connections()
    connections.keep(known)
    connections.passwords.remember(known, PASSWORD)
    proxy.refuse()
    seen: list[str] = []

    def person() -> Iterator[bool]:
        yield from wait(lambda: isinstance(QApplication.activeWindow(), Entrance))
        now = QApplication.activeWindow()
        assert isinstance(now, Entrance)
        yield from wait(lambda: "cannot be opened" in now.page.title())
        seen.append(now.page.title())
        now.close()

    assert run(person(), connections, known) == 0
    assert seen


def test_that_what_was_not_read_before_comes_when_the_database_answers(
    qtbot: QtBot, known: Connection, proxy: Proxy, team: Team
) -> None:
    # More than are fetched ahead.
    ids = team.receive([builders.arrival(number) for number in range(12)])
    with running(qtbot, app.Place(known, team.folder / "outbox.sqlite"), PASSWORD) as rob:
        rob.until(lambda: bool(rob.name))
        rob.until(lambda: not rob.window.tasks.busy)
        proxy.refuse()
        proxy.cut()
        rob.until(lambda: "cannot be reached" in rob.window.offline.text())
        rob.window.go_to(ids[-1])
        nothing = rob.window.page.nothing
        rob.until(lambda: nothing.isVisible() and "not here" in nothing.title())
        assert rob.name == ""
        assert rob.window.windowTitle() == "Reviewer"
        rob.press(Qt.Key.Key_3)
        assert not rob.parts.journal.state().waiting
        # Names are known, words are not.
        first = rob.parts.queue.rows(ids[:1])[0]
        assert first is not None
        rob.window.commands.run("palette")
        rob.type(first.name)
        rob.until(lambda: any(entry.application == ids[0] for entry in rob.window.palette_.entries()))
        rob.press(Qt.Key.Key_Escape)
        proxy.refuse(False)
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.id == ids[-1])
