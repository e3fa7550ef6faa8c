"""Taking along from the window, where it goes wrong, is ended, or is taken back."""

import threading
from collections.abc import Generator
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer import app
from reviewer.domain.connection import Connection
from reviewer.domain.queue import QueueFilter
from reviewer.services.parts import Parts
from reviewer.services.vault import NO_PLACE
from reviewer.settings import Settings, load
from reviewer.ui.taking import Taking
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from tests import builders, keyrings
from tests.team import Team

COUNT = 3


@pytest.fixture
def ids(team: Team) -> list[UUID]:
    return team.receive([builders.arrival(number) for number in range(COUNT)])


@pytest.fixture
def parts(team: Team, ids: list[UUID]) -> Generator[Parts]:
    """The program over a team's database, in which something can be taken along."""
    place, password = Connection.from_url(team.url("lea"))
    with app.build(app.Place(place, team.folder / "outbox.sqlite"), Settings(workers=1), password) as parts:
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        yield parts


class Desk:
    """What is heard of it."""

    def __init__(self, qtbot: QtBot, theme: Theme, ground: QWidget, parts: Parts) -> None:
        self.banner = Banner(theme, ground)
        self.tasks = Tasks(ground)
        self.hold = threading.Event()
        self.hold.set()
        self.fetching = threading.Event()
        self._fetch = parts.documents.original
        self.taking = Taking(theme, self.tasks, parts.keeping, self.fetch, self.banner, ground)
        self.told: list[str] = []
        self.taking.told.connect(self.told.append)
        self.taking.failed.connect(lambda trouble: self.told.append(trouble.sentence))
        self._qtbot = qtbot

    def fetch(self, sha256: str) -> bytes:
        """Fetch a document, when that is allowed."""
        self.fetching.set()
        assert self.hold.wait(20)
        return self._fetch(sha256)

    def hears(self) -> str:
        """What is said next."""
        self._qtbot.waitUntil(lambda: bool(self.told), timeout=20_000)
        return self.told.pop(0)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, ground: QWidget, parts: Parts) -> Generator[Desk]:
    made = Desk(qtbot, theme, ground, parts)
    yield made
    made.hold.set()
    made.tasks.close()
    made.taking.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_that_where_there_is_no_place_for_secrets_it_is_for_this_run(desk: Desk, ids: list[UUID], parts: Parts) -> None:
    desk.taking.take(ids)
    assert [row.choice.name for row in desk.taking.asking.rows()] == ["disk", "memory"]
    desk.taking.asking.rows()[0].click()
    assert desk.hears().endswith(NO_PLACE)
    assert not load().keep_documents
    assert parts.keeping is not None
    assert parts.keeping.has_document(parts.queue.open(ids[0]).documents[0].sha256)
    assert desk.banner.isHidden()


def test_that_progress_is_shown_and_it_can_be_ended(qtbot: QtBot, desk: Desk, ids: list[UUID], parts: Parts) -> None:
    desk.hold.clear()
    desk.taking.take(ids)
    qtbot.keyClick(desk.taking.asking, Qt.Key.Key_M)
    qtbot.waitUntil(desk.fetching.is_set)
    assert "0 of 3" in desk.banner.text()
    desk.taking.take(ids)  # one at a time
    assert not desk.taking.asking.isVisible()
    (cancel,) = desk.banner.buttons()
    cancel.click()
    desk.hold.set()
    assert "What was taken so far stays" in desk.hears()
    assert desk.banner.isHidden()
    assert parts.keeping is not None
    assert not parts.keeping.has_document(parts.queue.open(ids[2]).documents[0].sha256)
    assert parts.keeping.has_document(parts.queue.open(ids[0]).documents[0].sha256)


def test_that_nothing_to_take_is_said(desk: Desk) -> None:
    desk.taking.take([])
    assert "no application to take along" in desk.hears()


def test_that_what_is_kept_is_removed(qtbot: QtBot, desk: Desk, ids: list[UUID], parts: Parts) -> None:
    with keyrings.in_use():
        desk.taking.take(ids)
        qtbot.keyClick(desk.taking.asking, Qt.Key.Key_D)
        assert f"{COUNT} applications and {2 * COUNT} documents" in desk.hears()
        assert parts.keeping is not None
        sha256 = parts.queue.open(ids[0]).documents[0].sha256
        assert parts.keeping.has_document(sha256)
        for key, still in ((Qt.Key.Key_K, True), (Qt.Key.Key_R, False)):
            desk.taking.ask_to_forget()
            qtbot.keyClick(desk.taking.asking, key)
            assert desk.hears().startswith("Nothing that you read is kept")
            assert not parts.keeping.has_document(sha256)
            assert parts.keeping.on_disk is load().keep_documents is still
