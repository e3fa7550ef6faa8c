"""What tells somebody something: toast, banner, page of a state."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.state_page import StatePage
from reviewer.ui.widgets.toast import Toast


def test_that_a_toast_goes_by_itself(qtbot: QtBot, theme: Theme, ground: QWidget) -> None:
    toast = Toast(theme, ground)
    toast.say("Saved", shown_ms=20)
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_that_a_click_on_a_toast_takes_back_once(qtbot: QtBot, theme: Theme, ground: QWidget) -> None:
    toast = Toast(theme, ground)
    taken: list[bool] = []
    toast.taken_back.connect(lambda: taken.append(True))
    toast.say("Moved", "Undo", "Z")
    assert toast.accessibleName() == "Moved. Undo"
    assert not toast.hasFocus()
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert taken == [True]
    assert not toast.isVisible()
    toast.say("Told")
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert taken == [True]
    toast.hide()


def test_that_a_toast_stays_in_the_middle_and_in_the_window(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget
) -> None:
    toast = Toast(theme, ground)
    toast.say("A very long sentence about something that was done " * 6, "Undo", "Z")
    window.resize(724, 520)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - ground.rect().center().x()) <= 1)
    assert ground.rect().contains(toast.geometry())
    toast.hide()


def test_that_a_toast_says_a_long_sentence_whole(qtbot: QtBot, theme: Theme, ground: QWidget) -> None:
    toast = Toast(theme, ground)
    toast.say("Saved")
    one = toast.height()
    toast.say("A sentence that says what is wrong, and then what can be done about it. " * 3)
    assert toast.height() > one
    assert ground.rect().contains(toast.geometry())
    toast.say("Saved")
    assert toast.height() == one
    toast.hide()


def test_that_a_banner_says_one_thing_at_a_time(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    acted: list[str] = []
    banner.acted.connect(acted.append)
    banner.say("It does not answer.", "warn", choices=[Choice("try", "Try now", "T"), Choice("stop", "Stop")])
    banner.say("It answers again.", choices=[Choice("fine", "Fine")])
    assert banner.accessibleName() == banner.text() == "It answers again."
    assert [button.text() for button in banner.buttons()] == ["Fine"]
    qtbot.mouseClick(banner.buttons()[0], Qt.MouseButton.LeftButton)
    assert acted == ["fine"]


def test_that_a_page_of_a_state_offers_the_ways_on(qtbot: QtBot, theme: Theme) -> None:
    page = StatePage(theme)
    qtbot.addWidget(page)
    page.resize(700, 400)
    acted: list[str] = []
    page.acted.connect(acted.append)
    page.say(
        "inbox",
        "Nothing here",
        "Nothing came.",
        [Choice("a", "Look again", "Return", kind="primary"), Choice("b", "Go")],
    )
    page.show()
    assert page.accessibleName() == "Nothing here. Nothing came"
    qtbot.keyClick(page.buttons()[0], Qt.Key.Key_Space)
    qtbot.mouseClick(page.buttons()[1], Qt.MouseButton.LeftButton)
    assert acted == ["a", "b"]
