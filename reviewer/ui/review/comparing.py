"""Sets versions beside one another: what others rated, and what the database did not take of one's own."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.domain.application import Application
from reviewer.domain.operations import REASON_LIMIT, Operation
from reviewer.domain.person import Person
from reviewer.domain.review import OpeningKind
from reviewer.domain.rubric import Rubric
from reviewer.errors import KnownTrouble, Refused
from reviewer.services import actions, conflicts
from reviewer.services.journal import Journal
from reviewer.services.queue import QueueService
from reviewer.services.sync import Conflict
from reviewer.services.tracks import TrackService
from reviewer.ui.review import versions
from reviewer.ui.review.presenter import ReviewPresenter
from reviewer.ui.tasks import Lane, Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.comparison import ComparisonOverlay

MINE, THEIRS, LATER, REVEAL, RECUSE = "mine", "theirs", "later", "reveal", "recuse"


class Comparing(QObject):
    """Asks for what is to be compared off the GUI thread, shows it, and does what is chosen."""

    failed = Signal(object)
    """Known trouble to be told."""
    told = Signal(str)
    """A sentence."""
    settled = Signal(object)
    """The UUID of an application of which nothing is kept back any more."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        tasks: Tasks,
        me: Person,
        queue: QueueService,
        journal: Journal,
        tracks: TrackService,
        presenter: ReviewPresenter,
        short: Mapping[str, str],
    ) -> None:
        """`short` has the short name of each track by its slug."""
        super().__init__(window)
        self._tasks, self._me, self._queue, self._journal = tasks, me, queue, journal
        self._tracks, self._presenter, self._short = tracks, presenter, short
        self.overlay = ComparisonOverlay(theme, window)
        self.overlay.picked.connect(self._picked)
        self._compared: tuple[Conflict, Application] | None = None

    # -- what others rated

    def show_others(self) -> None:
        """Show what others rated of the shown application; ask first where that changes something for good."""
        application = self._presenter.application
        if application is None:
            return
        if application.opening is not None:
            self._show_others(application)
        elif application.review is not None and application.review.submitted_at is not None:
            self.overlay.compare(
                self.tr("See what others rated?"),
                self.tr(
                    "Your review stays handed in from then on, and what you change stands beside what you handed in. "
                    "That you looked is on record."
                ),
                (),
                (),
                [Choice(LATER, self.tr("Not now"), "N"), Choice(REVEAL, self.tr("Show them"), "S", kind="primary")],
            )
        elif self._me.lead:
            self.overlay.compare(
                self.tr("See what others rated without rating?"),
                self.tr(
                    "You recuse from this application: you rate it no more, and say why. That is on record, and final."
                ),
                (),
                (),
                [Choice(LATER, self.tr("Not now"), "Esc"), Choice(RECUSE, self.tr("Recuse"), "Enter", kind="bad")],
                self.tr("Why you will not rate this application"),
            )
        else:
            self.told.emit(actions.HAND_IN_FIRST)

    def _show_others(self, application: Application) -> None:
        card = next((each.card for each in (application.review, *application.others) if each is not None), None)
        work = partial(self._rubric, card.track, card.rubric_version) if card else lambda: None
        self._tasks.run(work, partial(self._others_read, application), self.failed.emit, owner=self)

    def _others_read(self, application: Application, rubric: Rubric | None) -> None:
        headings, lines = versions.reviews(application, rubric)
        sentence = "" if application.others else self.tr("Nobody else has handed in a review.")
        if application.opening is not None and application.opening.kind is OpeningKind.RECUSED:
            recused = self.tr("You have recused: {0}").format(application.opening.reason)
            sentence = f"{sentence} {recused}".strip()
        self.overlay.compare(
            self.tr("Reviews of {0}").format(application.candidate.name),
            sentence,
            headings,
            lines if application.others else (),
            [Choice(LATER, self.tr("Close"), "C")],
        )

    def _open(self, make: Callable[[Application, Person], Operation]) -> None:
        application = self._presenter.application
        if application is None:
            return
        try:
            operation = make(application, self._me)
        except (Refused, ValueError) as refused:
            known = isinstance(refused, KnownTrouble)
            self.told.emit(refused.sentence if known else self.tr("Say why in a few words."))
            return
        self._tasks.run(
            partial(self._record, operation), partial(self._opened, application.id), self.failed.emit, Lane.WRITE, self
        )

    def _record(self, operation: Operation) -> Application:
        self._journal.record(operation)
        self._journal.wait_sent(5.0)
        return self._queue.open(operation.application)

    def _opened(self, id: UUID, application: Application) -> None:
        now = self._presenter.application
        if now is not None and now.id == id:
            self._show_others(application)

    def _recuse(self) -> None:
        reason = self.overlay.reason.text().strip()[:REASON_LIMIT]
        self._open(lambda application, me: actions.recuse(application, me, reason))

    # -- what the database did not take

    def show_conflict(self) -> None:
        """Set what was kept back beside what the database has now."""
        kept = self._journal.conflicts()
        if kept:
            self._tasks.run(partial(self._versions, kept[0]), self._conflict_read, self.failed.emit, owner=self)

    def _versions(self, conflict: Conflict) -> tuple[Conflict, Application, Application, Rubric | None]:
        present = self._queue.open(conflict.operation.application)
        mine = conflicts.mine(conflict, present, self._me)
        review = mine.review or present.review
        rubric = self._rubric(review.card.track, review.card.rubric_version) if review else None
        return conflict, mine, present, rubric

    def _rubric(self, track: str, version: int) -> Rubric:
        return self._tracks.rubric(track, version)

    def _conflict_read(self, found: tuple[Conflict, Application, Application, Rubric | None]) -> None:
        conflict, mine, present, rubric = found
        self._compared = conflict, present
        lines = versions.differences(mine, present, rubric, self._short)
        self.overlay.compare(
            self.tr("{0}: two versions").format(present.candidate.name),
            conflict.sentence,
            (self.tr("With what you did"), self.tr("In the database now")),
            lines,
            [
                Choice(LATER, self.tr("Decide later"), "L"),
                Choice(THEIRS, self.tr("Leave it as it is there"), "T"),
                Choice(MINE, self.tr("Do mine again"), "M", kind="primary"),
            ],
        )

    def _picked(self, choice: str) -> None:
        match choice:
            case "reveal":
                self._open(actions.reveal)
            case "recuse":
                self._recuse()
            case "mine" | "theirs" if self._compared is not None:
                conflict, present = self._compared
                self._compared = None
                self._tasks.run(
                    partial(self._settle, conflict, present, again=choice == MINE),
                    self.settled.emit,
                    self.failed.emit,
                    Lane.WRITE,
                    self,
                )
            case _:
                pass

    def _settle(self, conflict: Conflict, present: Application, *, again: bool) -> UUID:
        made = conflicts.again(conflict, present, self._me) if again else []
        self._journal.settle(present.id)
        for operation in made:
            self._journal.record(operation)
        return present.id
