"""Tracks, and the words that speak for them."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reviewer.ui.review.found_words import FoundWords, WordLink
from reviewer.ui.review.track_panel import TrackPanel
from reviewer.ui.theme import Theme
from tests.builders import application
from tests.ui.review.conftest import Desk


def panel(desk: Desk) -> TrackPanel:
    (found,) = desk.pane.findChildren(TrackPanel)
    return found


def links(desk: Desk) -> list[str]:
    shown = [link for link in desk.pane.findChildren(WordLink) if link.isVisible()]
    return [link.text() for link in sorted(shown, key=lambda link: (link.y(), link.x()))]


def test_that_each_track_and_being_unsure_can_be_chosen(desk: Desk) -> None:
    desk.show(application())
    assert panel(desk).segments().value() == "backend"
    for name in ("ReasonML", "Unsure", "Backend"):
        desk.bot.mouseClick(desk.named(name), Qt.MouseButton.LeftButton)
    assert desk.routes == ["reasonml", None, "backend"]


def test_that_an_application_without_a_track_is_unsure_and_can_be_rated(desk: Desk) -> None:
    desk.show(application(track=None))
    assert panel(desk).segments().value() == "unsure"
    desk.press("4")
    assert desk.cards[-1].track == "backend"


def test_that_a_moved_application_says_where_it_came_from(desk: Desk) -> None:
    desk.show(application(applied_track="reasonml"))
    assert panel(desk).moved() == "Applied for ReasonML"
    desk.show(application())
    assert panel(desk).moved() == ""


def test_that_routing_asks_the_other_rubric_and_keeps_what_is_noted(desk: Desk) -> None:
    shown = application()
    desk.show(shown)
    desk.pane.focus_note()
    desk.press("Half a note")
    track = desk.tracks["reasonml"]
    desk.pane.update_application(replace(shown, track="reasonml"), track.rubric, track)
    filled = desk.pane.card()
    assert filled is not None
    assert (filled.track, filled.note) == ("reasonml", "Half a note")


def test_that_found_words_are_links(desk: Desk) -> None:
    desk.show(application())
    desk.pane.set_found_words(desk.tracks["backend"], ("OCaml", "RAID"))
    QApplication.processEvents()
    assert links(desk) == ["OCaml", "RAID"]
    desk.bot.mouseClick(desk.named("Show RAID in the document"), Qt.MouseButton.LeftButton)
    desk.named("Show OCaml in the document").setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.words == ["RAID", "OCaml"]


def test_that_words_without_room_are_behind_the_last_link(desk: Desk) -> None:
    words = ("distributed", "petabytes", "erasure coding", "memory allocator", "kernel")
    desk.show(application())
    desk.pane.set_found_words(desk.tracks["backend"], words)
    QApplication.processEvents()
    shown = links(desk)
    assert shown[-1] == f"+{len(words) - len(shown) + 1}"
    desk.bot.mouseClick(desk.named(f"Show {len(words) - len(shown) + 1} more words"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert links(desk) == list(words)
    assert all(0 <= each.geometry().right() < 324 for each in desk.pane.findChildren(WordLink) if each.isVisible())


def test_that_nothing_found_shows_nothing_and_another_application_moves_nothing(desk: Desk) -> None:
    (line,) = desk.pane.findChildren(FoundWords)
    desk.show(application())
    assert not line.isVisible()
    desk.pane.set_found_words(desk.tracks["backend"], ("OCaml",))
    desk.show(application())
    assert line.isVisible()
    assert links(desk) == []
    desk.pane.set_found_words(desk.tracks["backend"], ())
    assert not line.isVisible()


def test_that_a_track_without_colours_of_its_own_is_neutral(desk: Desk, theme: Theme) -> None:
    other = replace(desk.tracks["backend"], slug="kiosk", short="Kiosk", letter="K")
    desk.pane.set_tracks([other])
    desk.pane.show_application(application(track="kiosk"), other.rubric, other)
    desk.pane.set_found_words(other, ("OCaml",))
    assert panel(desk).segments().value() == "kiosk"
    assert desk.pane.grab().width() >= 356
