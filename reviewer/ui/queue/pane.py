"""The queue pane: the filter by track above, the list below."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.domain.queue import UNSURE, QueueIndex, QueueRow
from reviewer.domain.track import Track
from reviewer.services.search import Excerpt
from reviewer.ui.queue.model import Fetch, QueueModel
from reviewer.ui.queue.search_line import SearchLine
from reviewer.ui.queue.view import QueueView
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.segments import Segments
from reviewer.ui.widgets.state_page import StatePage

WIDTH = 324
FILTER_HEIGHT = 46
_ALL = ""


class QueuePane(QWidget):
    """Shows one index at a time and says which application of it is current."""

    chosen = Signal(object)
    """The UUID that became current, or None when the queue became empty; once for each change, whoever made it."""
    track_chosen = Signal(object)
    """The track's slug, `UNSURE`, or None for every track: what a person wants listed."""
    trouble = Signal(object)
    """A `KnownTrouble` that kept rows from coming."""

    def __init__(self, theme: Theme, tasks: Tasks, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Queue"))
        self._now: UUID | None = None
        self._quiet = False
        self.model = QueueModel(tasks, fetch, self)
        self.view = QueueView(theme, self.model)
        self.filter = Segments(theme, self.tr("Track"), boxed=False, height=28)
        self.search_line = SearchLine(theme)
        self._empty = StatePage(theme, "panel")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        row = QHBoxLayout()
        row.setContentsMargins(12, (FILTER_HEIGHT - 28) // 2, 12, (FILTER_HEIGHT - 28) // 2)
        row.addWidget(self.filter)
        row.addWidget(self.search_line, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
        self.set_tracks(())
        self.filter.select(_ALL)
        self.filter.chosen.connect(lambda name: self.track_chosen.emit(name or None))
        self._empty.acted.connect(self.show_every_track)
        self.model.trouble.connect(self.trouble)
        self.view.selectionModel().currentChanged.connect(self._moved)

    def set_tracks(self, tracks: Sequence[Track]) -> None:
        """Offer these tracks to filter by."""
        self.model.set_tracks(tracks)
        choices = [Choice(_ALL, self.tr("All")), *(Choice(track.slug, track.short) for track in tracks)]
        self.filter.set_choices([*choices, Choice(UNSURE, self.tr("Unsure"))])

    def track(self) -> str | None:
        """The track that is listed: its slug, `UNSURE`, or None for every track."""
        return self.filter.value() or None

    def set_track(self, track: str | None) -> None:
        """Show another track as listed, without asking for it."""
        self.filter.select(track or _ALL)

    def next_track(self) -> None:
        """Ask for the next filter, as by a click."""
        self.filter.step()

    def show_every_track(self) -> None:
        """Ask for every track, as by a click."""
        if self.track() is not None:
            self.filter.select(_ALL)
            self.track_chosen.emit(None)

    def show_search(self, text: str, excerpts: dict[UUID, Excerpt]) -> None:
        """Say that the hits of a search are listed, in place of the filter; empty: that none are.

        `excerpts` is where they are; it fills while rows are fetched, in any thread.
        """
        self.model.excerpts = excerpts
        self.filter.setVisible(not text)
        self.search_line.say(text)

    def set_index(self, index: QueueIndex, keep: UUID | None) -> None:
        """List other applications and make `keep` current.

        Where `keep` is not among them, the place stays: the one that took its row is current then.
        """
        former = self.view.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        self._quiet = True
        self.model.set_index(index)
        self._quiet = False
        place = self.model.place(keep) if keep is not None else None
        if place is None:
            place = min(max(former, 0), len(index) - 1)
        if len(index):
            self._stack.setCurrentWidget(self.view)
            self.view.verticalScrollBar().setValue(scrolled)
            self._go(place)
        else:
            self._say_empty()
            self._tell(None)

    def current(self) -> UUID | None:
        """The application that is current."""
        return self._now

    def select(self, application: UUID) -> bool:
        """Make an application current. False when it is not listed."""
        place = self.model.place(application)
        if place is None:
            return False
        self._go(place)
        return True

    def step(self, by: int) -> bool:
        """Go down the list, or up by a negative number. False at its end."""
        if not self.model.rowCount():
            return False
        row = self.view.currentIndex().row()
        place = min(max(row + by, 0), self.model.rowCount() - 1)
        if place == row:
            return False
        self._go(place)
        return True

    def neighbours(self, before: int, after: int) -> list[UUID]:
        """Up to `after` applications below the current one, nearest first, then up to `before` above it."""
        row = self.view.currentIndex().row()
        if row < 0:
            return []
        places = [*range(row + 1, row + 1 + after), *range(row - 1, row - 1 - before, -1)]
        found = (self.model.application(place) for place in places)
        return [application for application in found if application is not None]

    def from_here(self, count: int) -> list[UUID]:
        """Up to `count` applications from the current one on; from the first where none is."""
        row = max(0, self.view.currentIndex().row())
        found = (self.model.application(place) for place in range(row, row + count))
        return [application for application in found if application is not None]

    def row(self, application: UUID) -> QueueRow | None:
        """What is shown of an application; None when it is not listed or on its way."""
        place = self.model.place(application)
        return None if place is None else self.model.row(place)

    def refresh(self, applications: Iterable[UUID]) -> None:
        """Fetch again what is shown of these."""
        self.model.refresh(applications)

    def replace(self, row: QueueRow) -> None:
        """Show a row as it is now."""
        self.model.replace(row)

    def _go(self, place: int) -> None:
        index = self.model.index(place, 0)
        self.view.setCurrentIndex(index)
        self.view.reveal(index)
        self._tell(self.model.application(place))

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        if not self._quiet:
            self._tell(self.model.application(current.row()))

    def _tell(self, application: UUID | None) -> None:
        if application != self._now:
            self._now = application
            self.chosen.emit(application)

    def _say_empty(self) -> None:
        track = None if self.search_line.isVisible() else self.track()
        choices = [] if track is None else [Choice("all", self.tr("Show every track"), kind="link")]
        self._empty.say("", "", self.tr("Nothing here"), choices)
        self._stack.setCurrentWidget(self._empty)
