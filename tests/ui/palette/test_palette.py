"""The palette and the sheet of keys, by the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reviewer import paths
from reviewer.intake.tracks import read_folder
from reviewer.services.search import Found
from reviewer.ui.actions import Actions
from reviewer.ui.palette.key_sheet import KeySheet
from reviewer.ui.palette.palette import Done, Palette
from reviewer.ui.theme import Theme
from tests.ui.queue.conftest import names, row_of


@dataclass
class Finder:
    """Keeps questions until the test answers them."""

    asked: list[tuple[str, Done]] = field(default_factory=list[tuple[str, Done]])

    def __call__(self, text: str, done: Done) -> None:
        self.asked.append((text, done))

    def answer(self, number: int, ids: Sequence[UUID]) -> None:
        self.asked[number][1]([Found(row_of(application), "", ()) for application in ids], "")

    def find(self, number: int, application: UUID, excerpt: str, *marks: tuple[int, int]) -> None:
        """Answer with an application in whose documents the words stand."""
        self.asked[number][1]([Found(row_of(application), excerpt, marks)], "")

    def refuse(self, number: int, why: str) -> None:
        """Answer that it cannot be understood."""
        self.asked[number][1]((), why)


@pytest.fixture
def actions(theme: Theme, window: QMainWindow) -> Actions:
    actions = Actions(window, theme, tuple(read_folder(paths.resources() / "tracks")), lead=True)
    actions.set_open(application=True)
    return actions


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def palette(theme: Theme, ground: QWidget, actions: Actions, finder: Finder) -> Palette:
    palette = Palette(theme, ground, actions, finder)
    actions.on("palette", palette.open)
    return palette


def texts(palette: Palette) -> list[str]:
    return [entry.text for entry in palette.entries()]


def test_that_a_command_runs_after_it_has_closed(
    qtbot: QtBot, window: QMainWindow, palette: Palette, actions: Actions
) -> None:
    seen: list[bool] = []
    actions.on("route:backend", lambda: seen.append(palette.isVisible()))
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "rou")
    assert texts(palette)[:2] == ["Route to Backend", "Route to ReasonML"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert seen == [False]


def test_that_candidates_are_looked_for_from_two_letters_on(qtbot: QtBot, palette: Palette, finder: Finder) -> None:
    chosen: list[UUID] = []
    palette.candidate_chosen.connect(chosen.append)
    ids = names(4)
    palette.open()
    qtbot.keyClicks(palette.field, "ki")
    assert [text for text, _ in finder.asked] == ["ki"]
    finder.answer(0, ids[1:3])
    assert texts(palette)[-2:] == ["Ruben Kivi 1", "Saskia Ásdal 2"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Enter)
    assert chosen == [ids[2]]


def test_that_an_answer_to_an_earlier_question_is_dropped(qtbot: QtBot, palette: Palette, finder: Finder) -> None:
    ids = names(4)
    palette.open()
    qtbot.keyClicks(palette.field, "kiv")
    finder.answer(1, ids[1:2])
    finder.answer(0, ids[2:4])
    assert [entry.application for entry in palette.entries() if entry.application] == [ids[1]]
    palette.field.setText("k")
    assert not [entry for entry in palette.entries() if entry.application]


def test_that_it_says_when_nothing_matches(qtbot: QtBot, palette: Palette) -> None:
    palette.open()
    qtbot.keyClicks(palette.field, "qqqq")
    assert texts(palette) == ["Nothing matches “qqqq”"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    palette.open()
    assert palette.field.text() == ""
    assert len(texts(palette)) > 20
    qtbot.keyClick(palette.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not palette.isVisible()


def test_that_only_what_can_be_done_is_listed(palette: Palette, actions: Actions) -> None:
    actions.set_open(application=False)
    palette.open()
    assert "Advance" not in texts(palette)
    assert "Import applications" in texts(palette)


@pytest.mark.parametrize("size", [(1440, 900), (724, 520)])
def test_that_overlays_fit_the_window(
    qtbot: QtBot,
    theme: Theme,
    window: QMainWindow,
    ground: QWidget,
    palette: Palette,
    actions: Actions,
    size: tuple[int, int],
) -> None:
    window.resize(*size)
    sheet = KeySheet(theme, ground, actions)
    for overlay in (palette, sheet):
        overlay.open()
        qtbot.waitUntil(lambda overlay=overlay: overlay.size() == ground.size())
        assert overlay.rect().contains(overlay.card.geometry())
        overlay.dismiss()


def test_that_the_sheet_scrolls_and_its_key_closes_it(
    qtbot: QtBot, theme: Theme, window: QMainWindow, ground: QWidget, actions: Actions
) -> None:
    window.resize(724, 520)
    sheet = KeySheet(theme, ground, actions)
    actions.on("keys", sheet.open)
    qtbot.keyClick(window, Qt.Key.Key_Question)
    qtbot.waitUntil(lambda: sheet.area.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    qtbot.keyClick(sheet, Qt.Key.Key_Space)
    assert sheet.area.verticalScrollBar().value() > 34
    qtbot.keyClick(sheet, "?")
    assert not sheet.isVisible()


def test_that_words_of_documents_are_found_and_looked_for_on_the_pages(
    qtbot: QtBot, palette: Palette, finder: Finder
) -> None:
    application = UUID(int=7)
    palette.open()
    qtbot.keyClicks(palette.field, "zz ocaml")
    finder.find(-1, application, "a storage engine in OCaml, then", (20, 25))
    assert palette.entries()[0].lists
    entry = palette.entries()[1]
    assert (entry.aside, entry.marks) == ("a storage engine in OCaml, then", ((20, 25),))
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    palette.grab()
    told: list[object] = []
    palette.candidate_chosen.connect(told.append)
    palette.words_wanted.connect(lambda *words: told.append(words))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert told == [application, (application, "zz ocaml")]


def test_that_what_is_found_can_be_listed(qtbot: QtBot, palette: Palette, finder: Finder) -> None:
    listed: list[str] = []
    palette.listing_wanted.connect(listed.append)
    palette.open()
    qtbot.keyClicks(palette.field, "zz ocaml")
    finder.find(-1, UUID(int=7), "a storage engine in OCaml, then", (20, 25))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert listed == ["zz ocaml"]
    assert not palette.isVisible()


def test_that_what_cannot_be_understood_is_told(qtbot: QtBot, palette: Palette, finder: Finder) -> None:
    palette.open()
    qtbot.keyClicks(palette.field, 'zz"')
    finder.refuse(-1, "A quotation mark is missing.")
    assert texts(palette) == ["A quotation mark is missing."]
