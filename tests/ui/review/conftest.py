"""The right pane on the screen, with the two tracks that come with the program."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer import paths
from reviewer.domain.application import Application
from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.domain.review import Scorecard
from reviewer.domain.track import Track
from reviewer.intake.tracks import read_folder
from reviewer.ui.review.rating_row import RatingRow
from reviewer.ui.review.scorecard import ScorecardPane
from reviewer.ui.theme import Theme

HEIGHT = 900


@dataclass
class Desk:
    """A pane, what it told, and the keyboard in front of it."""

    pane: ScorecardPane
    tracks: dict[str, Track]
    bot: QtBot
    cards: list[Scorecard] = field(default_factory=list[Scorecard])
    routes: list[str | None] = field(default_factory=list[str | None])
    words: list[str] = field(default_factory=list[str])
    outcomes: list[object] = field(default_factory=list[object])
    submits: list[bool] = field(default_factory=list[bool])

    def show(self, application: Application, track: str = "backend") -> None:
        """Show an application under a track's rubric, with the keyboard on the active line."""
        self.pane.show_application(application, self.tracks[track].rubric, self.tracks[track])
        QApplication.processEvents()
        row = self.active()
        row.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, *keys: Qt.Key | str) -> None:
        """Press keys where the keyboard is; a text is typed."""
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the keyboard"
            if isinstance(key, str):
                self.bot.keyClicks(target, key)
            else:
                self.bot.keyClick(target, key)
        QApplication.processEvents()

    def rows(self) -> list[RatingRow]:
        """The lines on the screen, from the top."""
        rows = [row for row in self.pane.findChildren(RatingRow) if not row.isHidden()]
        return sorted(rows, key=lambda row: row.y())

    def active(self) -> RatingRow:
        """The active line."""
        (row,) = [row for row in self.rows() if row.active]
        return row

    def named(self, name: str) -> QWidget:
        """The one control with this accessible name."""
        (found,) = [each for each in self.pane.findChildren(QWidget) if each.accessibleName() == name]
        return found


@pytest.fixture(scope="session")
def tracks() -> dict[str, Track]:
    return {track.slug: track for track in read_folder(paths.resources() / "tracks")}


@pytest.fixture
def make_desk(qtbot: QtBot, theme: Theme, tracks: dict[str, Track]) -> Callable[[bool], Desk]:
    """Makes the desk of a lead, or of a reviewer who is not one."""

    def make(lead: bool) -> Desk:
        pane = ScorecardPane(theme, Person(new_id(), "robin", "Robin Example", lead))
        qtbot.addWidget(pane)
        pane.set_tracks(list(tracks.values()))
        pane.resize(356, HEIGHT)
        desk = Desk(pane, tracks, qtbot)
        pane.card_changed.connect(desk.cards.append)
        pane.route_chosen.connect(desk.routes.append)
        pane.word_chosen.connect(desk.words.append)
        pane.outcome_chosen.connect(desk.outcomes.append)
        pane.submit_asked.connect(lambda: desk.submits.append(True))
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        return desk

    return make


@pytest.fixture
def desk(make_desk: Callable[[bool], Desk]) -> Desk:
    return make_desk(True)
