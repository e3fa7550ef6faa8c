"""The main job by keys alone: from an empty database to a rated and routed application, and all of it there again."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.domain.queue import QueueFilter, View
from tests.journeys.driving import CTRL, Driver, program

Key = Qt.Key
DIGITS = (Key.Key_4, Key.Key_5, Key.Key_3, Key.Key_4, Key.Key_2, Key.Key_4, Key.Key_5, Key.Key_3, Key.Key_3)


def load_samples(driver: Driver) -> None:
    """From the first start's page to the first application on the screen."""
    assert driver.window.welcome.isVisible()
    driver.press(Key.Key_S)
    driver.until(lambda: driver.window.importing.under_way)
    driver.until(lambda: not driver.window.importing.under_way and driver.window.page.isVisible())
    if driver.window.importing.report.isVisible():
        driver.press(Key.Key_Escape)
    driver.until(lambda: bool(driver.name))
    driver.until_sharp()


def test_that_the_main_job_is_done_by_keys_alone_and_is_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    database = tmp_path / "team.sqlite"
    with program(qtbot, database) as driver:
        load_samples(driver)
        while driver.name != "Ilse van der Meer":
            before = driver.name
            driver.press(Key.Key_J)
            driver.until(lambda before=before: driver.name not in ("", before))
        driver.until_sharp()
        first = driver.window.presenter.application
        assert first is not None
        assert len(first.documents) == 2

        # read both documents
        driver.press(Key.Key_Space)
        driver.press(Key.Key_BracketRight)
        letter = driver.window.page.document.current_document()
        assert letter is not None
        assert letter.kind == "cover_letter"
        driver.until_sharp()
        driver.press(Key.Key_BracketLeft)
        driver.until_sharp()

        # rate all, write a note, route
        for digit in DIGITS:
            driver.press(digit)
        driver.press(Key.Key_N)
        driver.type("Ask about 1 night in 2023; z, j and x stay in the note.")
        driver.press(Key.Key_Escape)
        driver.press(Key.Key_R)
        driver.until_sent()
        card = driver.window.page.scorecard.card()
        assert card is not None

        # submit, go on, come back by undo, submit again
        driver.press(Key.Key_Return)
        driver.until(lambda: driver.name not in ("", "Ilse van der Meer"))
        second = driver.name
        driver.press(Key.Key_Z)
        driver.until(lambda: driver.name == "Ilse van der Meer")
        driver.until_sent()
        shown = driver.window.presenter.application
        assert shown is not None
        assert shown.review is not None
        assert shown.review.submitted_at is None
        driver.press(Key.Key_Return)
        driver.until(lambda: driver.name == second)
        driver.until_sent()
        driver.press(Key.Key_Q, CTRL)
        driver.until(lambda: not driver.window.isVisible())

    with program(qtbot, database) as driver:
        assert driver.parts.queue.counts(QueueFilter(View.ALL)).total == 40
        assert driver.parts.queue.counts(QueueFilter(View.REVIEWED)).total == 1
        kept = driver.parts.queue.open(first.id)
        assert kept.track == "reasonml"
        assert kept.applied_track == "backend"
        assert kept.review is not None
        assert kept.review.submitted_at is not None
        assert kept.review.card.note == "Ask about 1 night in 2023; z, j and x stay in the note."
        assert kept.review.card.ratings["ocaml"] == 4
        assert kept.review.card.recommendation == 3
        driver.until(lambda: bool(driver.name))
        driver.press(Key.Key_Z)
        driver.until(lambda: driver.name == "Ilse van der Meer")
        driver.until_sent()
        assert driver.parts.queue.counts(QueueFilter(View.REVIEWED)).total == 0


def test_that_keys_typed_into_a_note_stay_there(qtbot: QtBot, samples: Path) -> None:
    with program(qtbot, samples) as driver:
        driver.until_sharp()
        name, tracks = driver.name, driver.window.presenter.application
        driver.press(Key.Key_N)
        driver.type("jk12345 bru ahx z /?[] 0")
        driver.press(Key.Key_Escape)
        driver.until_sent()
        application = driver.window.presenter.application
        assert application is not None
        assert tracks is not None
        assert driver.name == name
        assert application.track == tracks.track
        assert application.decision is None
        assert application.review is not None
        assert application.review.card.note == "jk12345 bru ahx z /?[] 0"
        assert not application.review.card.ratings


def test_that_a_lead_decides_and_takes_it_back(qtbot: QtBot, samples: Path) -> None:
    with program(qtbot, samples) as driver:
        driver.until_sharp()
        first = driver.name
        driver.press(Key.Key_X)
        driver.press(Key.Key_2)
        driver.until(lambda: driver.name not in ("", first))
        driver.press(Key.Key_A)
        driver.until_sent()
        assert driver.parts.queue.counts(QueueFilter(View.DECIDED)).total == 2
        driver.press(Key.Key_Z)
        driver.until_sent()
        driver.press(Key.Key_Z)
        driver.until_sent()
        driver.until(lambda: driver.name == first)
        assert driver.parts.queue.counts(QueueFilter(View.DECIDED)).total == 0


def test_that_a_list_that_is_read_anew_leaves_one_where_one_went_meanwhile(qtbot: QtBot, samples: Path) -> None:
    with program(qtbot, samples) as driver:
        driver.until_sharp()
        first = driver.name
        with qtbot.waitSignal(driver.window.page.listed):
            driver.window.page.reload()
            driver.press(Key.Key_J)
            second = driver.window.page.queue.current()
        driver.until(lambda: driver.name not in ("", first))
        driver.until_sent()
        assert driver.window.presenter.application is not None
        assert driver.window.presenter.application.id == driver.window.page.queue.current() == second
