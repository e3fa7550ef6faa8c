"""The review page: queue, document and scorecard beside each other, wired to one presenter."""

import contextlib
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.operations import Operation
from reviewer.domain.overlay import lay_row
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueCounts, QueueFilter, QueueIndex, QueueRow, View
from reviewer.domain.review import Scorecard
from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track
from reviewer.errors import DatabaseAway, KnownTrouble
from reviewer.services.documents import DocumentService
from reviewer.services.journal import Undone
from reviewer.services.queue import QueueService
from reviewer.services.search import Excerpt, SearchService
from reviewer.services.tracks import TrackService
from reviewer.ui.changes import ChangeSignals
from reviewer.ui.document.pane import DocumentPane
from reviewer.ui.queue.pane import QueuePane
from reviewer.ui.review.pointing import Pointing
from reviewer.ui.review.presenter import ReviewPresenter
from reviewer.ui.review.scorecard import ScorecardPane
from reviewer.ui.review.words import found_words
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import Rule
from reviewer.ui.widgets.state_page import StatePage

EXCERPT = 60
"""Characters of a text that a row of the queue shows of a hit."""
NARROW = 1180
"""Below this width in pixels the queue hides; its key shows it over the page."""


class ReviewPage(QWidget):
    """Everything between the top bar and the hint bar."""

    counted = Signal(object)
    """`QueueCounts` of the present list."""
    views_counted = Signal(object)
    """How many applications each `View` lists."""
    listed = Signal()
    """Another list is shown."""
    emptied = Signal(bool)
    """Whether the present list is empty."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        me: Person,
        queue: QueueService,
        search: SearchService,
        track_service: TrackService,
        tracks: Sequence[Track],
        documents: DocumentService,
        presenter: ReviewPresenter,
        changes: ChangeSignals,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._service, self._search, self._documents = tasks, queue, search, documents
        self.searched = ""
        """What the queue lists the hits of; empty: it lists a view."""
        self._hits: tuple[str, dict[UUID, Excerpt]] = ("", {})
        """The same, and where it was found; another one for each search, for rows of an earlier one may still come."""
        self._tracks = {track.slug: track for track in tracks}
        self._track_service = track_service
        self._rubrics = {(track.slug, track.rubric.version): track.rubric for track in tracks}
        self._view = View.INBOX
        self._looked_for: Track | None = None
        self._asked = 0
        self._overlaid = False
        self.presenter = presenter
        self.queue = QueuePane(theme, tasks, self._rows)
        self.document = DocumentPane(theme, documents)
        self.scorecard = ScorecardPane(theme, me)
        self.queue.set_tracks(tracks)
        self.scorecard.set_tracks(tracks)
        self.document.set_reader(me, tracks)
        self._left_rule, self._right_rule = Rule(upright=True), Rule(upright=True)
        self._edge = Rule(upright=True, parent=self)
        self._edge.hide()
        self.nothing = StatePage(theme)
        reading = QWidget()
        self._row = _row(self)
        inner = _row(reading)
        for widget, stretch in ((self.document, 1), (self._right_rule, 0), (self.scorecard, 0)):
            inner.addWidget(widget, stretch)
        self._right = QStackedWidget()
        self._right.addWidget(reading)
        self._right.addWidget(self.nothing)
        for widget, stretch in ((self.queue, 0), (self._left_rule, 0), (self._right, 1)):
            self._row.addWidget(widget, stretch)
        self._connect(changes)
        # Hears of another application after the panes were told of it.
        self.pointing = Pointing(presenter, self.document, self.scorecard, tasks)

    def _connect(self, changes: ChangeSignals) -> None:
        presenter = self.presenter
        self.queue.chosen.connect(self._choose)
        self.queue.track_chosen.connect(self._filter)
        self.queue.search_line.ended.connect(self.end_search)
        self.queue.trouble.connect(presenter.failed)
        self.scorecard.card_changed.connect(presenter.keep_card)
        self.scorecard.route_chosen.connect(presenter.route)
        self.scorecard.rubric_asked.connect(self._rate_for)
        self.document.flag_chosen.connect(presenter.set_flag)
        self.document.kind_toggled.connect(presenter.set_document_kind)
        self.document.undo_asked.connect(presenter.undo_operation)
        self.document.activity_asked.connect(self._ask_activity)
        self.document.text_read.connect(self._look_for_words)
        self.scorecard.word_chosen.connect(self.document.go_to)
        presenter.shown.connect(self._show)
        presenter.missing.connect(self._say_missing)
        presenter.updated.connect(self._update)
        presenter.refreshed.connect(self._refresh)
        presenter.prefetched.connect(self.document.prefetch)
        presenter.recorded.connect(self._recorded)
        presenter.undone.connect(self._undone)
        presenter.left.connect(lambda _: self.step(1))
        changes.changed.connect(self._hear)

    # -- the list

    @property
    def view(self) -> View:
        """Which applications are listed."""
        return self._view

    def set_view(self, view: View) -> None:
        """List other applications."""
        self._view = view
        self.search("")

    def search(self, text: str) -> None:
        """List what is found by a text, newest first, with where it stands; empty: the view again."""
        self.searched = text
        self._hits = text, {}
        self.queue.show_search(text, self._hits[1])
        self.reload()

    def end_search(self) -> bool:
        """List the view again; False where no search is listed."""
        ends = bool(self.searched)
        if ends:
            self.search("")
        return ends

    def _rows(self, ids: Sequence[UUID]) -> list[QueueRow | None]:
        """In a thread: rows, and where in them a search found something."""
        text, excerpts = self._hits
        if text:
            with contextlib.suppress(DatabaseAway):  # rows are known without it, excerpts are not
                excerpts.update(self._search.excerpts(text, ids, EXCERPT))
        return self._service.rows(ids)

    def _filter(self, _track: str | None) -> None:
        self.reload()

    def filter(self) -> QueueFilter:
        """What is listed now."""
        return QueueFilter(self._view, self.queue.track())

    def reload(self, select: UUID | None = None) -> None:
        """Read the list anew; the current row is kept where it still is there."""
        self.scorecard.flush_note()
        self._asked += 1
        text, wanted = self.searched, self.filter()
        self._tasks.run(
            partial(self._search.listed, text) if text else partial(self._service.index, wanted),
            partial(self._listed, self._asked, select),
            self.presenter.failed.emit,
            owner=self,
        )

    def _listed(self, asked: int, select: UUID | None, index: QueueIndex) -> None:
        if asked != self._asked:
            return
        self.queue.set_index(index, select or self.queue.current())  # which may be another than when it was asked
        self.listed.emit()
        self.emptied.emit(len(index) == 0)
        if not len(index):
            self.presenter.show(None)
        self.count()

    def count(self) -> None:
        """Count anew, off the GUI thread."""
        work = partial(self._service.all_counts, self.filter())
        self._tasks.run(work, self._counted, self.presenter.failed.emit, owner=self)

    def _counted(self, counts: tuple[QueueCounts, dict[View, int]]) -> None:
        self.counted.emit(counts[0])
        self.views_counted.emit(counts[1])

    def step(self, by: int) -> bool:
        """Go to the next or previous application of the list; False at its end."""
        self.scorecard.flush_note()
        return self.queue.step(by)

    def _choose(self, application: UUID | None) -> None:
        self.scorecard.flush_note()
        self.presenter.show(application)

    # -- what is shown

    def track_of(self, application: Application) -> Track | None:
        """The track whose rubric is asked: the one it is in, else the one it came for, else the first."""
        for slug in (application.track, application.applied_track):
            if slug in self._tracks:
                return self._tracks[slug]
        return next(iter(self._tracks.values()), None)

    def _rated_for(self, application: Application) -> Track | None:
        """The track whose rubric is shown: what was rated stays what it was rated for, wherever it is routed."""
        review = application.review
        if review is not None and (review.card.ratings or review.card.recommendation is not None or review.evidence):
            return self._tracks.get(review.card.track)
        return self.track_of(application)

    def _rate_for(self, slug: str) -> None:
        """Use another track's rubric from now on; levels of criteria that both have stay."""
        card, track = self.scorecard.card(), self._tracks.get(slug)
        if card is None or track is None:
            return
        shared = {key: level for key, level in card.ratings.items() if key in track.rubric.order()}
        self.presenter.keep_card(Scorecard(slug, track.rubric.version, shared, None, card.note))

    def _rubric_of(self, application: Application, track: Track | None) -> Rubric | None:
        """The rubric that the review remembers while it is for this track, else the track's present one."""
        if track is None:
            return None
        review = application.review
        if review is not None and review.card.track == track.slug:
            key = (track.slug, review.card.rubric_version)
            if key not in self._rubrics:
                self._rubrics[key] = self._track_service.rubric(*key)
            return self._rubrics[key]
        return track.rubric

    def _show(self, application: Application | None) -> None:
        self._right.setCurrentIndex(0 if application is not None else 1)
        if application is None:
            self.document.show_application(None, (), "")
            self.scorecard.show_application(None, None, None)
            return
        track = self.track_of(application)
        self.document.show_application(application, track.words if track else (), track.slug if track else "")
        self._fill(application, anew=True)

    def _say_missing(self, trouble: KnownTrouble) -> None:
        """The application that was gone to cannot be had: what was read before must not be taken for it."""
        self._show(None)
        self.nothing.say(
            "wifi-off" if isinstance(trouble, DatabaseAway) else "triangle-alert",
            self.tr("This application is not here"),
            trouble.sentence,
            [Choice("again", self.tr("Try again"))],
        )

    def _update(self, application: Application) -> None:
        """Own work was laid over what is shown: facts and states follow, what is being typed stays."""
        track = self.track_of(application)
        self.document.update_application(application, track.words if track else (), track.slug if track else "")
        self._fill(application, anew=False)
        if track is not self._looked_for:
            self._look_for_words()

    def _fill(self, application: Application, *, anew: bool) -> None:
        track = self._rated_for(application)
        fill = self.scorecard.show_application if anew else self.scorecard.update_application
        fill(application, self._rubric_of(application, track), track)

    def _refresh(self, application: Application) -> None:
        self._update(application)
        if application.review is not None:
            self.scorecard.set_card(application.review.card)
        elif not self.scorecard.writing:
            self._fill(application, anew=True)
        if self.document.shows_activity():
            self._ask_activity()

    def _look_for_words(self) -> None:
        application = self.presenter.application
        track = self._looked_for = self.track_of(application) if application is not None else None
        if application is not None and track is not None:
            work = partial(found_words, track.words, self.document.text())
            self._tasks.run(
                work, partial(self._words_found, application.id, track), self.presenter.failed.emit, owner=self
            )

    def _words_found(self, application: UUID, track: Track, words: tuple[str, ...]) -> None:
        shown = self.presenter.application
        if shown is not None and shown.id == application:
            self.scorecard.set_found_words(track, words)

    def card(self) -> Scorecard | None:
        """What is filled in now."""
        self.scorecard.flush_note()
        return self.scorecard.card()

    def _ask_activity(self) -> None:
        application = self.presenter.application
        if application is not None:
            self._tasks.run(
                partial(self._service.activity, application.id),
                partial(self._activity_read, application.id),
                self.presenter.failed.emit,
                owner=self,
            )

    def _activity_read(self, application: UUID, activities: tuple[Activity, ...]) -> None:
        if self.presenter.application is not None and self.presenter.application.id == application:
            self.document.set_activities(activities)

    # -- what changed

    def _recorded(self, operation: Operation) -> None:
        row = self.queue.row(operation.application)
        if row is not None:
            self.queue.replace(lay_row(row, operation))
        self.count()
        if self.document.shows_activity():
            self._ask_activity()

    def _undone(self, undone: Undone) -> None:
        self.queue.refresh([undone.application])
        self.count()
        shown = self.presenter.application
        read = shown is not None and shown.id == undone.application  # and not listed here, perhaps
        if not self.queue.select(undone.application) and not read:
            self.presenter.show(undone.application)
        if self.document.shows_activity():
            self._ask_activity()

    def _hear(self, changes: Changes, initiator: object) -> None:
        if initiator is self.presenter:
            return
        if changes.aspects & Aspect.ARRIVED:
            self.reload()
        else:
            self.queue.refresh(list(changes.applications))
            self.count()

    # -- room

    def toggle_queue(self) -> None:
        """Hide or show the queue; over the page where there is no room beside it."""
        if self.width() < NARROW:
            self._overlaid = not self._overlaid
            self._arrange()
        else:
            self.queue.setVisible(self.queue.isHidden())
            self._left_rule.setVisible(not self.queue.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() < NARROW) != (event.oldSize().width() < NARROW) or self._overlaid:
            self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < NARROW
        if narrow:
            self._row.removeWidget(self.queue)
            self.queue.setGeometry(0, 0, self.queue.width(), self.height())
            if self.queue.isAncestorOf(self.focusWidget() or self) and not self._overlaid:
                self.document.setFocus(Qt.FocusReason.OtherFocusReason)
            self.queue.setVisible(self._overlaid)
            self._edge.setGeometry(self.queue.width(), 0, 1, self.height())
            self._edge.setVisible(self._overlaid)
            self.queue.raise_()
            self._edge.raise_()
        else:
            self._overlaid = False
            self._row.insertWidget(0, self.queue)
            self.queue.show()
            self._edge.hide()
        self._left_rule.setVisible(not narrow)


def _row(parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    return row
