"""A team on one PostgreSQL: real windows, each of another person."""

from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer import app, paths
from reviewer.domain.connection import Connection
from reviewer.domain.decision import Outcome
from reviewer.domain.queue import QueueFilter
from reviewer.services import actions
from reviewer.services.journal import SyncKind
from reviewer.services.search import Excerpt
from reviewer.settings import Settings
from tests import builders
from tests.journeys.driving import Driver, running
from tests.proxy import Proxy
from tests.team import Team


@pytest.fixture
def full(team: Team) -> Team:
    """A team with the samples."""
    with app.build_intake(team.url("form"), Settings()) as intake:
        report = intake.take([paths.samples() / name for name in SOME])
    assert len(report.added) == len(SOME)
    return team


SOME = tuple(sorted(each.name for each in paths.samples().iterdir() if each.is_dir())[:5])


def window(
    qtbot: QtBot, team: Team, login: str, outbox: Path, port: int | None = None
) -> AbstractContextManager[Driver]:
    place, password = Connection.from_url(team.url(login))
    if port is not None:
        place = Connection.to(place.host, place.database, place.user, port)
    return running(qtbot, app.Place(place, outbox), password)


def test_that_two_people_see_each_others_work_but_not_their_ratings(qtbot: QtBot, full: Team, tmp_path: Path) -> None:
    with (
        window(qtbot, full, "lea", tmp_path / "lea.sqlite") as lea,
        window(qtbot, full, "rob", tmp_path / "rob.sqlite") as rob,
    ):
        lea.until(lambda: bool(lea.name))
        rob.until(lambda: rob.name == lea.name)
        rob.until_sharp()  # its documents come from the server as well
        rob.window.page.scorecard.focus_note()
        rob.type("half a thought")
        lea.window.commands.run("hold")
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.decision is not None)
        card = rob.window.page.scorecard.card()
        assert card is not None
        assert card.note == "half a thought"
        # Both rate; neither sees what the other did before both have handed in and one asks.
        id = rob.window.presenter.application.id if rob.window.presenter.application else None
        assert id is not None
        rob.until(lambda: (review := rob.parts.queue.open(id).review) is not None and review.card.note == card.note)
        for driver, level in ((lea, 2), (rob, 5)):
            driver.until(lambda driver=driver: driver.parts.journal.state().kind is SyncKind.UP_TO_DATE)
            application = driver.parts.queue.open(id)
            driver.parts.journal.record(actions.submit(application, driver.parts.me, builders.card(ocaml=level)))
            driver.until_sent()
        rob.window.go_to(id)
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.id == id)
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.other_reviews == 1)
        rob.until(lambda: bool((a := rob.window.presenter.application) and a.review and a.review.submitted_at))
        assert rob.parts.queue.open(id).others == ()
        overlay = rob.window.comparing.overlay
        rob.window.commands.run("others")
        rob.until(overlay.isVisible)
        rob.press(Qt.Key.Key_S)
        rob.until(lambda: "Lea" in overlay.texts())
        assert "5" in overlay.texts()
        assert "2" in overlay.texts()
        rob.press(Qt.Key.Key_Escape)
        assert not overlay.isVisible()


def test_that_a_stale_change_is_shown_beside_what_is_there(
    qtbot: QtBot, full: Team, proxy: Proxy, tmp_path: Path
) -> None:
    with window(qtbot, full, "rob", tmp_path / "rob.sqlite", proxy.port) as rob:
        rob.until(lambda: bool(rob.name))
        shown = rob.window.presenter.application
        assert shown is not None
        ids = [each for each in rob.parts.queue.index(QueueFilter()) if each != shown.id]
        other = rob.parts.queue.open(ids[0])
        proxy.refuse()
        proxy.cut()
        rob.until(lambda: rob.parts.journal.state().kind is SyncKind.OFFLINE)
        rob.until(lambda: "cannot be reached" in rob.window.offline.text())
        rob.window.commands.run("route:reasonml" if shown.track != "reasonml" else "route:backend")
        rob.until(lambda: rob.parts.journal.state().waiting > 0)
        rob.parts.journal.record(actions.save(other, rob.parts.me, builders.card(note="Offline.", ocaml=3)))
        lea = full.desk("lea")
        lea.do(actions.decide(lea.queue.open(shown.id), lea.me, Outcome.HOLD, None))
        proxy.refuse(False)
        rob.until(lambda: rob.parts.journal.state().kind is SyncKind.STOPPED)
        # The other line went on.
        rob.until(lambda: full.desk("rob").queue.open(other.id).review is not None)
        rob.until(lambda: [each.text() for each in rob.window.offline.buttons()] == ["Compare", "Go on without it"])
        rob.window.offline.buttons()[0].click()
        overlay = rob.window.comparing.overlay
        rob.until(overlay.isVisible)
        texts = overlay.texts()
        assert texts[texts.index("Decision") + 1] == "–" or "On hold" in texts
        rob.press(Qt.Key.Key_M)
        rob.until(lambda: lea.queue.open(shown.id).track != shown.track)
        assert lea.queue.open(shown.id).decision is not None
        rob.until(rob.window.offline.isHidden)


def test_that_drafts_on_two_computers_of_one_person_stand_beside_one_another(
    qtbot: QtBot, full: Team, proxy: Proxy, tmp_path: Path
) -> None:
    with window(qtbot, full, "rob", tmp_path / "laptop.sqlite", proxy.port) as laptop:
        laptop.until(lambda: bool(laptop.name))
        shown = laptop.window.presenter.application
        assert shown is not None
        laptop.until_sent()
        proxy.refuse()
        proxy.cut()
        laptop.until(lambda: laptop.parts.journal.state().kind is SyncKind.OFFLINE)
        laptop.press(Qt.Key.Key_2)
        laptop.window.page.scorecard.focus_note()
        laptop.type("On the train.")
        laptop.press(Qt.Key.Key_Escape)
        laptop.until(lambda: laptop.parts.journal.state().waiting > 0)
        desk = full.desk("rob", tmp_path / "desk.sqlite")
        desk.do(actions.save(desk.queue.open(shown.id), desk.me, builders.card(note="At the desk.", ocaml=5)))
        proxy.refuse(False)
        laptop.until(lambda: laptop.parts.journal.state().kind is SyncKind.STOPPED)
        laptop.until(lambda: len(laptop.window.offline.buttons()) == 2)
        laptop.window.offline.buttons()[0].click()
        overlay = laptop.window.comparing.overlay
        laptop.until(overlay.isVisible)
        assert any("On the train." in text for text in overlay.texts())
        assert any("At the desk." in text for text in overlay.texts())
        laptop.press(Qt.Key.Key_M)
        laptop.until(
            lambda: (review := desk.queue.open(shown.id).review) is not None and review.card.note == "On the train."
        )
        laptop.until_sent()
        laptop.until(laptop.window.offline.isHidden)
        review = desk.queue.open(shown.id).review
        assert review is not None
        assert 2 in review.card.ratings.values()
        assert not laptop.parts.journal.conflicts()


def test_that_a_lead_recuses_and_says_why(qtbot: QtBot, full: Team, tmp_path: Path) -> None:
    with window(qtbot, full, "lea", tmp_path / "lea.sqlite") as lea:
        lea.until(lambda: bool(lea.name))
        shown = lea.window.presenter.application
        assert shown is not None
        rob = full.desk("rob")
        rob.do(actions.submit(rob.queue.open(shown.id), rob.me, builders.card(note="Of rob.", ocaml=3)))
        overlay = lea.window.comparing.overlay
        lea.press(Qt.Key.Key_P)
        lea.until(overlay.isVisible)
        lea.type("A friend of mine")
        lea.press(Qt.Key.Key_Return)
        lea.until(lambda: "Of rob." in overlay.texts())
        lea.press(Qt.Key.Key_Escape)
        seen = lea.parts.queue.open(shown.id).opening
        assert seen is not None
        assert seen.reason == "A friend of mine"


def test_that_words_of_resumes_are_searched_and_marked(qtbot: QtBot, full: Team, tmp_path: Path) -> None:
    with window(qtbot, full, "rob", tmp_path / "rob.sqlite") as rob:
        rob.until(lambda: bool(rob.name))
        rob.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        palette = rob.window.palette_
        rob.until(palette.isVisible)
        rob.type("ocaml track:backend")
        rob.until(lambda: any(entry.marks for entry in palette.entries()))
        entry = next(entry for entry in palette.entries() if entry.marks)
        start, end = entry.marks[0]
        assert entry.aside[start:end].lower() == "ocaml"
        while not palette.list.currentItem() or palette.entries()[palette.list.currentRow()] != entry:
            rob.press(Qt.Key.Key_Down)
        rob.press(Qt.Key.Key_Return)
        rob.until(lambda: rob.name == entry.text)
        rob.until(lambda: rob.window.page.document.find_bar.isVisible())
        assert rob.window.page.document.find_bar.field.text() == "ocaml"


def test_that_a_search_is_listed_in_the_queue(qtbot: QtBot, full: Team, tmp_path: Path) -> None:
    with window(qtbot, full, "rob", tmp_path / "rob.sqlite") as rob:
        rob.until(lambda: bool(rob.name))
        page, palette = rob.window.page, rob.window.palette_
        before = [page.queue.model.application(each) for each in range(page.queue.model.rowCount())]
        rob.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        rob.until(palette.isVisible)
        rob.type("ocaml")
        rob.until(lambda: any(entry.lists for entry in palette.entries()))
        while not palette.entries()[palette.list.currentRow()].lists:
            rob.press(Qt.Key.Key_Down)
        rob.press(Qt.Key.Key_Return)
        rob.until(lambda: page.queue.search_line.isVisible() and bool(page.queue.model.excerpts))
        rob.until(lambda: rob.window.top.view.text() == "Search")
        listed = [page.queue.model.application(each) for each in range(page.queue.model.rowCount())]
        assert listed == [found.row.id for found in rob.parts.search.find("ocaml", 50).found]
        assert len(listed) > 0
        found = page.queue.model.excerpts
        for excerpt in found.values():
            assert excerpt.line[slice(*excerpt.marks[0])].lower() == "ocaml"
        rob.press(Qt.Key.Key_J)
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.id == listed[1])
        rob.until(lambda: page.document.find_bar.field.text() == "ocaml")
        rob.press(Qt.Key.Key_J)  # is not typed
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.id == listed[2])
        rob.press(Qt.Key.Key_K)
        rob.until(lambda: (shown := rob.window.presenter.application) is not None and shown.id == listed[1])
        rob.press(Qt.Key.Key_Escape)  # the find bar first
        rob.press(Qt.Key.Key_Escape)
        rob.until(lambda: page.queue.model.rowCount() == len(before))
        assert not page.queue.search_line.isVisible()
        found[rob.parts.queue.index(QueueFilter())[0]] = Excerpt(
            "late", ((0, 4),), remark=False
        )  # a row that was on its way still
        assert not page.queue.model.excerpts
        assert page.queue.filter.isVisible()
        rob.window._list_hits("zzzz")
        rob.until(lambda: "Nothing matches" in page.nothing.title())
        page.nothing.buttons()[0].click()
        rob.until(lambda: page.queue.model.rowCount() == len(before))
