"""Comments in a team: two real windows on one PostgreSQL."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer import app
from reviewer.domain.connection import Connection
from reviewer.services import actions
from tests import builders
from tests.journeys.driving import CTRL, Driver, running
from tests.team import Team

WORDS = "Ask about the gap in 2019."


def said(driver: Driver) -> list[str]:
    """The comments that stand in the activity, as the window shows it."""
    return [row.said.text() for row in driver.window.page.document.activity.rows if row.said is not None]


def test_that_a_comment_is_on_anothers_screen_only_once_they_may_see_it(
    qtbot: QtBot, team: Team, tmp_path: Path
) -> None:
    (id,) = team.receive([builders.arrival()])
    places = {login: Connection.from_url(team.url(login)) for login in ("lea", "rob")}
    with (
        running(qtbot, app.Place(places["lea"][0], tmp_path / "lea.sqlite"), places["lea"][1]) as lea,
        running(qtbot, app.Place(places["rob"][0], tmp_path / "rob.sqlite"), places["rob"][1]) as rob,
    ):
        for driver in (lea, rob):
            driver.until(lambda driver=driver: driver.window.presenter.writable)
            document = driver.window.page.document
            while not document.shows_activity():
                document.next_tab()
            driver.until(lambda document=document: bool(document.activity.rows))
        rob.parts.journal.record(actions.submit(rob.parts.queue.open(id), rob.parts.me, builders.card(ocaml=3)))
        rob.until_sent()
        overlay = lea.window.commenting.overlay
        # A draft stays while the window is open.
        lea.window.activateWindow()
        lea.until(lea.window.isActiveWindow)
        lea.press(Qt.Key.Key_M)
        lea.until(overlay.isVisible)
        lea.type(WORDS[:9])
        lea.press(Qt.Key.Key_Escape)
        assert not overlay.isVisible()
        lea.window.commands.run("comment")
        assert overlay.text() == WORDS[:9]
        lea.type(WORDS[9:])
        lea.press(Qt.Key.Key_Return, CTRL)
        assert not overlay.isVisible()
        lea.until(lambda: said(lea) == [WORDS])
        lea.until_sent()
        # Rob has handed in, and has not seen what others rated: there is nothing of it.
        assert rob.parts.queue.open(id).comments == ()
        rob.parts.journal.record(actions.reveal(rob.parts.queue.open(id), rob.parts.me))
        rob.until(lambda: said(rob) == [WORDS])
        # From now on it comes, and goes, as it happens.
        assert lea.window.presenter.comment("And about 2020.")
        rob.until(lambda: said(rob) == ["And about 2020.", WORDS])
        lea.until(lambda: "added" in lea.window.toast.text())
        lea.window.commands.run("undo")
        rob.until(lambda: said(rob) == [WORDS])
        lea.window.commands.run("comment")
        assert overlay.text() == ""
        lea.press(Qt.Key.Key_Escape)
