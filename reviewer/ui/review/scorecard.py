"""The right pane: where the application is routed, how it is rated, what is noted, and what is decided."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.domain.application import Application
from reviewer.domain.person import Person
from reviewer.domain.review import NOTE_LIMIT, Scorecard
from reviewer.domain.rubric import Rubric, mean, unrated
from reviewer.domain.track import Track
from reviewer.ui.review.foot import LOW, Foot
from reviewer.ui.review.lines import RECOMMENDATION
from reviewer.ui.review.note import NoteEdit
from reviewer.ui.review.passage_line import PassageLine, ShownPassage
from reviewer.ui.review.rubric_panel import RubricPanel
from reviewer.ui.review.track_panel import TrackPanel
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.keycap import KeyCap
from reviewer.ui.widgets.label import Rule, label

WIDTH = 356
MARGIN = 16
NEAR = 36
"""Pixels above and below the active line that are kept in view with it: a line further."""
SCROLL_BAR = 10
"""Width of the scroll bar in pixels; the margin shrinks by it, so that nothing moves when it comes."""


class ScorecardPane(QWidget):
    """Shows one application's scorecard and tells what the reviewer does to it. Decides nothing by itself.

    A review can be handed in once there is an overall recommendation or at least one rating; before that the button
    answers by saying in one line what is missing. The page calls `flush_note` before it shows another application.
    """

    card_changed = Signal(object)
    """`Scorecard`: a level was given or taken back, or the note was left alone for a moment."""
    route_chosen = Signal(object)
    """Slug of a track, or None: unsure."""
    rubric_asked = Signal(str)
    """Slug of the track whose rubric is to be used, after ratings were given for another."""
    submit_asked = Signal()
    """The review is to be handed in; what is missing was asked for already."""
    outcome_chosen = Signal(object)
    """`Outcome`."""
    word_chosen = Signal(str)
    """A word that was found is to be shown in the document."""
    passage_chosen = Signal(object)
    passage_removed = Signal(object)
    """The UUID of a piece of evidence: it is to be shown in its document, or taken away."""
    note_left = Signal()
    """Esc in the note; the active criterion has the keyboard now."""

    def __init__(self, theme: Theme, me: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._application: Application | None = None
        self._rubric: Rubric | None = None
        self._track: Track | None = None
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Scorecard"))
        self._tracks = TrackPanel(theme)
        self._count = label(theme, "", 12, 400, "faint")
        self._count.setFont(theme.font(12, 400, numbers=True))
        self._moved = QWidget()
        self._given_for = label(theme, "", 12, 400, "soft")
        self._rate_anew = KeyedButton(theme, "", kind="link", height=22)
        self._rate_anew.setFont(theme.font(12, 500))
        self._kept = label(theme, "", 12, 400, "soft")
        self._kept.hide()
        self._lines = RubricPanel(theme)
        self._note = NoteEdit(theme)
        self._full = label(theme, "", 12, 400, "warn")  # a label that wraps would make all above it scroll
        self._foot = Foot(theme, me)
        self._scroll = QScrollArea()
        self._inner = QWidget()
        self._build(theme)
        self._connect()
        self.show_application(None, None, None)

    def _build(self, theme: Theme) -> None:
        full = self.tr("Full: a note holds {0} characters")
        self._full.setText(full.format(f"{NOTE_LIMIT:,}"))
        self._full.hide()
        self._column = column = QVBoxLayout(self._inner)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(0)
        column.addWidget(self._tracks)
        column.addSpacing(12)
        column.addLayout(_heading(label(theme, self.tr("Rubric"), 12, 600), self._count))
        moved = QHBoxLayout(self._moved)
        moved.setContentsMargins(0, 2, 0, 4)
        moved.setSpacing(8)
        moved.addWidget(self._given_for)
        moved.addWidget(self._rate_anew)
        moved.addStretch(1)
        column.addWidget(self._moved)
        column.addWidget(self._kept)
        column.addSpacing(2)
        column.addWidget(self._lines)
        column.addSpacing(12)
        column.addLayout(_heading(label(theme, self.tr("Notes"), 12, 600), KeyCap(theme, "N")))
        column.addSpacing(6)
        column.addWidget(self._note, 1)
        column.addWidget(self._full)
        self._inner.setProperty("ground", "panel")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        self._inner.installEventFilter(self)
        self._rule = Rule()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._rule)
        outer.addWidget(self._foot)
        self.setMinimumWidth(320)
        self.setMaximumWidth(420)

    def _connect(self) -> None:
        self._tracks.route_chosen.connect(self.route_chosen)
        self._tracks.word_chosen.connect(self.word_chosen)
        self._rate_anew.clicked.connect(self._ask_rubric)
        self._lines.changed.connect(self._rated)
        self._lines.walked.connect(self._keep_in_view)
        self._lines.passage_chosen.connect(self.passage_chosen)
        self._lines.passage_removed.connect(self.passage_removed)
        self._note.written.connect(self._tell)
        self._note.left.connect(self._leave_note)
        self._note.full.connect(self._full.setVisible)
        self._foot.submit_asked.connect(self.ask_submit)
        self._foot.outcome_chosen.connect(self.outcome_chosen)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._make_room)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    # -- what is shown

    def set_tracks(self, tracks: Sequence[Track]) -> None:
        """Offer these tracks."""
        self._tracks.set_tracks(tracks)

    def show_application(self, application: Application | None, rubric: Rubric | None, track: Track | None) -> None:
        """Show another application from the start; None: nothing.

        `rubric` is what is asked, and belongs to `track`. The words found for the application before go; their line
        waits for `set_found_words`, so that nothing below it moves twice.
        """
        self._application = application
        self._tracks.await_words()
        self._full.hide()
        self._take(rubric, track)
        if application is not None:
            review = application.review
            self._note.show_note(review.card.note if review else "")
            self._fill(review.card if review else None, None)
        self._show_facts()
        self._scroll.verticalScrollBar().setValue(0)
        self._keep_in_view()

    def update_application(self, application: Application, rubric: Rubric | None, track: Track | None) -> None:
        """Show the same application with other facts; what is filled in stays, unless another rubric is asked."""
        self._application = application
        if (track, rubric) != (self._track, self._rubric):
            self._take(rubric, track)
            self._fill(application.review.card if application.review else None, None)
        self._show_facts()

    def _take(self, rubric: Rubric | None, track: Track | None) -> None:
        self._rubric, self._track = rubric, track
        shown = self._application is not None and rubric is not None
        self._inner.setVisible(self._application is not None)
        self._foot.setVisible(self._application is not None)
        self._rule.setVisible(self._application is not None)
        if shown and rubric is not None:
            self._lines.set_rubric(rubric)

    def _fill(self, card: Scorecard | None, active: str | None) -> None:
        if self._rubric is None:
            return
        own = card is not None and self._track is not None and card.track == self._track.slug
        if card is not None and own:
            self._lines.set_levels(card.ratings, card.recommendation, active)
        else:
            self._lines.set_levels({}, None, active)
        self._sum()

    def _show_facts(self) -> None:
        application = self._application
        if application is None:
            return
        self._tracks.show_track(application.track, application.applied_track)
        moved = application.track is not None and self._track is not None and application.track != self._track.slug
        self._moved.setVisible(moved)
        if moved and self._track is not None and application.track is not None:
            self._given_for.setText(self.tr("Rated for {0}.").format(self._track.short))
            self._rate_anew.setText(self.tr("Rate for {0}").format(self._tracks.short(application.track)))
        review = application.review
        self._foot.show_facts(review.submitted_at if review else None, application.other_reviews)
        self._foot.show_decision(application.decision)

    def set_found_words(self, track: Track | None, words: Sequence[str]) -> None:
        """Show which of a track's words the documents hold; without any, nothing is said."""
        self._tracks.show_words(track, words)

    def set_passages(self, passages: Sequence[ShownPassage]) -> None:
        """Show these under their criteria; of those whose criterion is not asked only the number is said."""
        self._lines.set_passages(passages)
        asked = self._rubric.order() if self._rubric is not None else ()
        others = sum(passage.criterion not in asked for passage in passages)
        one, many = (
            self.tr("1 passage is kept for another rubric."),
            self.tr("{0} passages are kept for another rubric."),
        )
        self._kept.setText(one if others == 1 else many.format(others))
        self._kept.setVisible(others > 0)

    def passage_lines(self) -> Sequence[PassageLine]:
        """The passages of the active criterion, from the top."""
        return self._lines.passage_lines()

    def criterion(self) -> str | None:
        """Key of the active criterion; None when none is: nothing can be rated, or the recommendation is active."""
        return (self._lines.active() or None) if self._ratable() else None

    def card(self) -> Scorecard | None:
        """What is filled in now; None while nothing can be."""
        if self._application is None or self._rubric is None or self._track is None:
            return None
        return Scorecard(
            self._track.slug,
            self._rubric.version,
            self._lines.ratings(),
            self._lines.recommendation(),
            self._note.toPlainText(),
        )

    @property
    def writing(self) -> bool:
        """Whether the note has words that are not kept yet."""
        return self._note.waiting

    def set_card(self, card: Scorecard) -> None:
        """Fill in what the review is now, after an undo or a change elsewhere. Where one line changed, it is the active
        one then. Words of the note that were typed this moment stay, and are kept in a moment."""
        before = {**self._lines.ratings(), RECOMMENDATION: self._lines.recommendation()}
        after = {**card.ratings, RECOMMENDATION: card.recommendation}
        changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        if not self._note.waiting:
            self._note.show_note(card.note)
        self._fill(card, changed[0] if len(changed) == 1 else self._lines.active())

    def set_saving(self, saving: bool) -> None:
        """Whether something is being kept."""
        self._foot.set_saving(saving)

    # -- what the reviewer does

    def rate(self, level: int) -> None:
        """Give the active line a level from 1 to 5; the recommendation has four, and does not hear 5."""
        if self._ratable():
            self._lines.rate(level)

    def clear(self) -> None:
        """Take back the active line's level."""
        if self._ratable():
            self._lines.clear()

    def move(self, step: int) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  # moves through the lines
        """Go up or down the lines."""
        if self._ratable():
            self._lines.walk(step)

    def focus_note(self) -> None:
        """Write."""
        if self._ratable():
            self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(self._note, 0, 12)

    def flush_note(self) -> None:
        """Tell the note's last change now, if it was not told yet."""
        self._note.flush()

    def ask_submit(self) -> bool:
        """Ask to hand the review in, as the button does; says what is missing, and gives False, while something is."""
        missing = self.missing()
        if missing:
            self._foot.explain(missing)
            return False
        self.flush_note()
        self.submit_asked.emit()
        return True

    def missing(self) -> str:
        """What is missing before the review can be handed in, in one line; empty when nothing is."""
        card = self.card()
        if card is None or card.ratings or card.recommendation is not None:
            return ""
        return self.tr("Rate one line first, then submit")

    def says(self) -> str:
        """What is said beside what is filled in: how much, for which other track, of a note that is full."""
        moved = () if self._moved.isHidden() else (self._given_for,)
        return " ".join(each.text() for each in (self._count, *moved, self._kept, self._full) if not each.isHidden())

    def _ask_rubric(self) -> None:
        if self._application is not None and self._application.track is not None:
            self.rubric_asked.emit(self._application.track)

    def _ratable(self) -> bool:
        return self._application is not None and self._rubric is not None

    def _rated(self) -> None:
        self._sum()
        self._show_facts()
        self._tell()

    def _tell(self) -> None:
        card = self.card()
        if card is not None:
            self.card_changed.emit(card)

    def _leave_note(self) -> None:
        self._lines.take_focus(Qt.FocusReason.ShortcutFocusReason)
        self.note_left.emit()

    def _sum(self) -> None:
        if self._rubric is None:
            return
        ratings = self._lines.ratings()
        total, left = len(self._rubric.criteria), len(unrated(self._rubric, ratings))
        count = self.tr("{0} of {1}").format(total - left, total)
        self._count.setText(count)
        self._foot.show_count(mean(ratings), left, total)
        self._foot.set_missing(self.missing())

    # -- how it lies

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.Resize and not self._note.hasFocus():
            self._keep_in_view()
        return super().eventFilter(watched, event)

    def _keep_in_view(self) -> None:
        row = self._lines.active_row()
        if row is None or self._application is None:
            return
        bar, top = self._scroll.verticalScrollBar(), row.mapTo(self._inner, QPoint(0, 0)).y()
        lowest, highest = top - NEAR, top + row.height() + NEAR - self._scroll.viewport().height()
        bar.setValue(max(min(bar.value(), lowest), highest) if highest <= lowest else lowest)

    def _make_room(self, _: int, most: int) -> None:
        self._column.setContentsMargins(MARGIN, 12, MARGIN - (SCROLL_BAR if most else 0), 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.set_low(low=event.size().height() < LOW)


def _heading(title: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(right)
    return row
