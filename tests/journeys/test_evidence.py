"""A passage is selected, attached, kept over a restart, gone to, removed and brought back."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.domain.queue import QueueFilter, View
from reviewer.ui.document.finding import find
from reviewer.ui.document.page_text import Strip
from reviewer.ui.review.passage_line import PassageLine
from tests.journeys.driving import Driver, program

Key = Qt.Key
QUOTE = "61,000 lines of OCaml on Eio"
LETTER = "seven years with eleven petabytes"


def read_ilse(driver: Driver) -> None:
    """Go on to her application."""
    driver.until(lambda: bool(driver.name))
    while driver.name != "Ilse van der Meer":
        before = driver.name
        driver.press(Key.Key_J)
        driver.until(lambda before=before: driver.name not in ("", before))
    driver.until_sharp()


def drag(driver: Driver, quote: str) -> None:
    """Select a text with the mouse."""
    view = driver.window.page.document.pages
    driver.until(lambda: bool(find(view.reading.pages, quote)))
    strips = find(view.reading.pages, quote)[0].strips
    view.reveal(strips[0])
    driver.until(lambda: view.place_of(strips[0]).top() > 0)
    driver.until_sharp()

    def at(strip: Strip, *, end: bool) -> QPoint:
        place = view.place_of(strip)
        return QPoint(place.right() - 1 if end else place.left() + 1, place.center().y())

    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at(strips[0], end=False))
    QTest.mouseMove(view.viewport(), at(strips[-1], end=True))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at(strips[-1], end=True))
    assert " ".join(view.reading.text.split()) == quote


def passages(driver: Driver) -> list[PassageLine]:
    """The lines of the active criterion."""
    return list(driver.window.page.scorecard.passage_lines())


def quotes(driver: Driver) -> list[str]:
    """What they say."""
    return [line.text() for line in passages(driver)]


def criterion(driver: Driver, wanted: str) -> None:
    """Walk to a criterion."""
    while driver.window.page.scorecard.criterion() != wanted:
        driver.press(Key.Key_Down)


def marked(driver: Driver, strip: Strip) -> bool:
    """Whether a place is in the colour of passages, above its letters."""
    view = driver.window.page.document.pages
    place = view.place_of(strip)
    colour = view.viewport().grab().toImage().pixelColor(place.left() + 2, place.top() + 2)
    return colour.name() == "#e4d5fa"


def toast(driver: Driver) -> str:
    """What was said last."""
    return driver.window.toast.text() if driver.window.toast.isVisible() else ""


def test_that_a_passage_is_attached_kept_gone_to_removed_and_brought_back(qtbot: QtBot, samples: Path) -> None:
    with program(qtbot, samples) as driver:
        read_ilse(driver)
        document = driver.window.page.document
        driver.press(Key.Key_V)
        assert toast(driver) == "Select a passage first, then press V."

        # one from the resume, one from the letter, to the same criterion
        criterion(driver, "ocaml")
        drag(driver, QUOTE)
        driver.press(Key.Key_V)
        assert quotes(driver) == [QUOTE]
        driver.until(lambda: toast(driver) == "Passage attached")
        assert not document.pages.reading.text
        driver.press(Key.Key_BracketRight)
        drag(driver, LETTER)
        driver.press(Key.Key_V)
        assert quotes(driver) == [QUOTE, LETTER]
        driver.until_sent()
        driver.press(Key.Key_Z)
        driver.until(lambda: quotes(driver) == [QUOTE])
        driver.press(Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
        driver.until(lambda: quotes(driver) == [QUOTE, LETTER])

        # the recommendation is no criterion
        drag(driver, LETTER)
        criterion_before = driver.window.page.scorecard.criterion()
        driver.press(Key.Key_Up)
        assert driver.window.page.scorecard.criterion() is None
        driver.press(Key.Key_V)
        assert toast(driver) == "Choose a criterion first, then press V."
        driver.press(Key.Key_Down)
        assert driver.window.page.scorecard.criterion() == criterion_before

        # rate, which folds them up, and submit
        driver.press(Key.Key_5)
        assert quotes(driver) == []
        driver.press(Key.Key_Return)
        driver.until(lambda: driver.name not in ("", "Ilse van der Meer"))
        driver.until_sent()

    with program(qtbot, samples) as driver:
        (reviewed,) = driver.parts.queue.index(QueueFilter(View.REVIEWED))
        driver.until(lambda: bool(driver.name))
        driver.window.go_to(reviewed)
        driver.until(lambda: driver.name == "Ilse van der Meer")
        criterion(driver, "ocaml")
        assert quotes(driver) == [QUOTE, LETTER]
        document, pages = driver.window.page.document, driver.window.page.document.pages

        # Enter on a passage goes to its document, wherever one is
        document.show_tab(3)
        driver.until(lambda: document.shows_activity() and bool(document.activity.rows))
        said = [row.sentence.text() for row in document.activity.rows]
        assert f"You attached a passage to OCaml: “{QUOTE}”" in said
        for line, kind in zip(passages(driver)[::-1], ("cover_letter", "resume"), strict=True):
            line.setFocus(Qt.FocusReason.TabFocusReason)
            driver.press(Key.Key_Return)
            driver.until(lambda: pages.flashing)
            shown = document.current_document()
            assert shown is not None
            assert shown.kind == kind
            driver.until_sharp()

        # the mark comes back with the document
        mark = find(pages.reading.pages, QUOTE)[0].strips[0]
        driver.until(lambda: not pages.flashing and marked(driver, mark))
        document.show_tab(3)
        driver.until(lambda: not pages.isVisible())
        document.show_tab(0)
        driver.until_sharp()
        driver.until(lambda: marked(driver, mark))

        # Delete removes it, Z brings it back
        driver.press(Key.Key_Delete)
        assert quotes(driver) == [LETTER]
        driver.until(lambda: toast(driver) == "Passage removed")
        driver.press(Key.Key_Z)
        driver.until(lambda: quotes(driver) == [QUOTE, LETTER])
        driver.until_sent()


def test_that_a_selection_offers_to_be_attached_and_a_passage_that_is_gone_is_told(qtbot: QtBot, samples: Path) -> None:
    with program(qtbot, samples) as driver:
        read_ilse(driver)
        criterion(driver, "ocaml")
        drag(driver, QUOTE)
        menu = driver.window.selection_menu()
        assert [action.text() for action in menu.actions()] == ["Attach the selected passage", "Copy"]
        menu.deleteLater()  # it was never shown, so closing does not end it
        menu.actions()[0].trigger()
        menu.deleteLater()
        driver.until(lambda: quotes(driver) == [QUOTE])
        driver.until_sent()

        # it stays with the criterion that it was given for, wherever one routes
        driver.press(Key.Key_R)
        driver.until_sent()
        assert quotes(driver) == [QUOTE]
        assert "Rated for Backend." in driver.window.page.scorecard.says()
        driver.press(Key.Key_B)
        driver.until_sent()

        # the same document says something else now, as when it comes from another engine
        application = driver.window.presenter.application
        assert application is not None
        assert application.review is not None
        passage = application.review.evidence[0].passage
        gone = replace(passage, quote="Wrote a compiler that nobody speaks", prefix="", suffix="")
        driver.window.presenter.attach(gone, "backend", 1, "ocaml")
        driver.until(lambda: [line.passage.missing for line in passages(driver) if line.passage] == [False, True])
        driver.until_sent()
        passages(driver)[1].setFocus(Qt.FocusReason.TabFocusReason)
        driver.press(Key.Key_Return)
        driver.until(lambda: toast(driver).startswith("This passage was not found in the document."))
        assert quotes(driver)[1] == gone.quote
        driver.until_sent()
