"""The review page's one state: which application is read, what was done to it, and when the window may go on.

    EMPTY -> LOADING -> READING -> SAVING -> LOADING ...

What is filled in is laid over the shown application at once and recorded off the GUI thread. To go on to another
application waits until everything recorded is durable: a few milliseconds, in which the wish is kept and nothing is
asked. A failed record leaves the page where it is, with the input untouched.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.domain.application import Application
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import Passage
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.operations import Operation
from reviewer.domain.overlay import lay
from reviewer.domain.person import Person
from reviewer.domain.review import Scorecard
from reviewer.errors import KnownTrouble, Refused
from reviewer.services import actions
from reviewer.services.journal import Journal, Undone
from reviewer.services.queue import QueueService
from reviewer.ui.changes import ChangeSignals
from reviewer.ui.tasks import Lane, Tasks

AHEAD, BEHIND = 3, 2
"""How many applications after and before the shown one are fetched, converted and drawn."""
KEPT = 24
"""How many applications' values are held."""
READ_AFTER = 700
"""Milliseconds on the screen after which an application counts as read: those that J only passes by do not."""


class State(Enum):
    """What the page is doing."""

    EMPTY = auto()
    LOADING = auto()
    READING = auto()
    SAVING = auto()


class ReviewPresenter(QObject):
    """Holds the conditions of the review page; the views only show what its signals carry."""

    shown = Signal(object)
    """Another application (or None) is the one that is read."""
    updated = Signal(object)
    """The application that is read has changed, by this reviewer or another; the second kind after `refreshed`."""
    refreshed = Signal(object)
    """The application that is read was read anew from the database: fill everything in again."""
    prefetched = Signal(object)
    """Applications near the shown one are known: their documents may be drawn ahead."""
    recorded = Signal(object)
    """An operation is durable."""
    undone = Signal(object)
    """An operation was taken back, or done again: `Undone`."""
    left = Signal(object)
    """An operation that ends the reading of its application is durable: go on to the next."""
    failed = Signal(object)
    """Known trouble to be told."""
    missing = Signal(object)
    """Known trouble that keeps the application that is to be read from coming; it is tried again when things change."""
    state_changed = Signal(object)

    def __init__(
        self,
        me: Person,
        queue: QueueService,
        journal: Journal,
        changes: ChangeSignals,
        tasks: Tasks,
        near: Callable[[int, int], Sequence[UUID]],
        parent: QObject | None = None,
    ) -> None:
        """`near(before, after)` gives the applications around the current row of the queue, nearest first."""
        super().__init__(parent)
        self._me, self._queue, self._journal, self._tasks, self._near = me, queue, journal, tasks, near
        self.state = State.EMPTY
        self.application: Application | None = None
        self._held: OrderedDict[UUID, Application] = OrderedDict()
        self._asked: set[UUID] = set()
        self._wanted: UUID | None = None
        self._unsaved = 0
        self._made = 0
        """Own operations so far: what was read before the last of them is not what there is."""
        self._stale = False
        """The shown application is to be read anew, once everything is durable."""
        self._read_timer = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._read_timer.timeout.connect(self._mark_read)
        self._ahead_timer = QTimer(self, singleShot=True, interval=0)
        self._ahead_timer.timeout.connect(self._look_ahead)
        changes.changed.connect(self._hear)

    # -- going from one application to another

    def show(self, application: UUID | None) -> None:
        """Read another application, as soon as everything is durable; None: nothing is left to read."""
        if self._unsaved or self.state is State.SAVING:
            self._wanted = application
            return
        self._wanted = None
        self._read_timer.stop()
        if application is None:
            self.application = None
            self._enter(State.EMPTY)
            self.shown.emit(None)
            return
        held = self._held.get(application)
        if held is not None:
            self._show(held)
            return
        self.application = None
        self._enter(State.LOADING)
        self._wanted = application
        self._fetch(application)

    def _show(self, application: Application) -> None:
        self._wanted = None
        self.application = application
        self._held.move_to_end(application.id)
        self._enter(State.READING)
        self.shown.emit(application)
        self._read_timer.start()
        self._ahead_timer.start()

    def _fetch(self, application: UUID) -> None:
        if application in self._asked:
            return
        self._asked.add(application)
        self._tasks.run(
            partial(self._queue.open, application),
            self._fetched,
            partial(self._not_fetched, application),
            owner=self,
        )

    def _fetched(self, application: Application) -> None:
        self._asked.discard(application.id)
        self._hold(application)
        if self.state is State.LOADING and self._wanted == application.id:
            self._show(application)
        elif self.application is not None and self.application.id != application.id:
            self.prefetched.emit([application])

    def _not_fetched(self, application: UUID, trouble: KnownTrouble) -> None:
        self._asked.discard(application)
        if self._wanted == application and self.state is State.LOADING:
            self.missing.emit(trouble)

    def fetch_again(self) -> None:
        """Try once more to fetch the application that is to be read."""
        if self.state is State.LOADING and self._wanted is not None:
            self._fetch(self._wanted)

    def _hold(self, application: Application) -> None:
        self._held[application.id] = application
        self._held.move_to_end(application.id)
        while len(self._held) > KEPT:
            self._held.popitem(last=False)

    def _look_ahead(self) -> None:
        if self.application is None:
            return
        known: list[Application] = []
        for application in self._near(BEHIND, AHEAD):
            if application in self._held:
                known.append(self._held[application])
            else:
                self._fetch(application)
        self.prefetched.emit(known)

    # -- what the reviewer does

    def keep_card(self, card: Scorecard) -> None:
        """Keep what was filled in."""
        application = self._writable()
        if application is None:
            return
        review = application.review
        if card == (review.card if review else None) or (review is None and card.empty):
            return
        self._record(actions.save(application, self._me, card))

    def submit(self, card: Scorecard) -> None:
        """Hand the review in, and go on."""
        application = self._writable()
        if application is not None:
            self._record(actions.submit(application, self._me, card), leave=True)

    def attach(self, passage: Passage, track: str, rubric_version: int, criterion: str) -> None:
        """Attach a passage of a document to a criterion of a rubric."""
        application = self._writable()
        if application is None:
            return
        try:
            operation = actions.attach(application, self._me, passage, track, rubric_version, criterion)
        except Refused as trouble:
            self.failed.emit(trouble)
            return
        self._record(operation)

    def remove_evidence(self, evidence: UUID) -> None:
        """Take a passage away from its criterion."""
        application = self._writable()
        if application is not None:
            self._record(actions.remove(application, self._me, evidence))

    def comment(self, text: str) -> bool:
        """Say something about the application; False: not now, or not this."""
        application = self._writable()
        if application is None:
            return False
        try:
            operation = actions.comment(application, self._me, text)
        except Refused as trouble:
            self.failed.emit(trouble)
            return False
        self._record(operation)
        return True

    def route(self, track: str | None) -> None:
        """Move to another track."""
        application = self._writable()
        if application is not None and application.track != track:
            self._record(actions.route(application, self._me, track))

    def decide(self, outcome: Outcome, reason: Reason | None = None) -> None:
        """Advance, hold or reject, and go on."""
        application = self._writable()
        if application is not None and self._me.lead:
            self._record(actions.decide(application, self._me, outcome, reason), leave=True)

    def set_flag(self, kind: FlagKind, state: FlagState) -> None:
        """Confirm, clear or re-open a flag."""
        application = self._writable()
        if application is not None:
            self._record(actions.set_flag(application, self._me, kind, state))

    def set_document_kind(self, document: UUID, kind: DocumentKind) -> None:
        """Say what a document is."""
        application = self._writable()
        if application is not None:
            self._record(actions.set_document_kind(application, self._me, document, kind))

    def undo(self) -> None:
        """Take back this reviewer's last operation, wherever it was."""
        self._take_back(partial(self._journal.undo, self))

    def redo(self) -> None:
        """Do again what was last taken back."""
        self._take_back(partial(self._journal.redo, self))

    def undo_operation(self, operation: UUID) -> None:
        """Take back one operation of the shown application."""
        if self.application is not None:
            self._take_back(partial(self._journal.undo_operation, self.application.id, operation, self))

    @property
    def writable(self) -> bool:
        """Whether the application that is shown can be changed: not while the page is on its way elsewhere."""
        return self.state is State.READING and self._wanted is None

    def _writable(self) -> Application | None:
        return self.application if self.writable else None

    def _take_back(self, work: Callable[[], Undone]) -> None:
        if self.state is State.SAVING:
            return
        self._made += 1
        self._unsaved += 1
        self._tasks.run(work, self._taken_back, self._not_recorded, Lane.WRITE)

    def _taken_back(self, undone: Undone) -> None:
        self._unsaved -= 1
        self._held.pop(undone.application, None)
        self.undone.emit(undone)
        if self.application is not None and self.application.id == undone.application:
            self._reload()
        self._go_on()

    def _mark_read(self) -> None:
        application = self._writable()
        if application is not None:
            self._record(actions.mark_read(application, self._me))

    def _record(self, operation: Operation, *, leave: bool = False) -> None:
        assert self.application is not None
        self._made += 1
        self.application = lay(self.application, operation, name=self._me.name)
        self._hold(self.application)
        self.updated.emit(self.application)
        self._unsaved += 1
        if leave:
            self._enter(State.SAVING)
        self._tasks.run(
            partial(self._journal.record, operation, self),
            partial(self._recorded, operation, leave),
            self._not_recorded,
            Lane.WRITE,
        )

    def _recorded(self, operation: Operation, leave: bool, _: None) -> None:
        self._unsaved -= 1
        self.recorded.emit(operation)
        if leave and self.state is State.SAVING:
            self._enter(State.READING)
            if self._wanted is None:
                self.left.emit(operation)
        self._go_on()

    def _not_recorded(self, trouble: KnownTrouble) -> None:
        self._unsaved -= 1
        self._wanted = None
        if self.state is State.SAVING:
            self._enter(State.READING)
        if self.application is not None:
            self._held.pop(self.application.id, None)
            work = partial(self._queue.open, self.application.id)
            self._tasks.run(work, self._rebased, self.failed.emit, owner=self)
        self.failed.emit(trouble)
        self._go_on()

    def _rebased(self, application: Application) -> None:
        """After a failed record: go on from what the database has; what is filled in stays on the screen."""
        if self.application is not None and self.application.id == application.id:
            self.application = application
            self._hold(application)

    def _go_on(self) -> None:
        if self._stale and not self._unsaved:
            self._reload()
        if not self._unsaved and self._wanted is not None and self.state is not State.LOADING:
            self.show(self._wanted)

    # -- what happens elsewhere

    def _hear(self, changes: Changes, initiator: object) -> None:
        self.fetch_again()  # what could not be had may be there now
        if initiator is self and not changes.aspects & Aspect.ARRIVED:
            return  # laid over what is held already
        for held in [held for held in self._held if changes.touches(held)]:
            if self.application is None or held != self.application.id:
                del self._held[held]
        shown = self.application
        if shown is not None and changes.touches(shown.id) and changes.aspects != Aspect.READ:
            self._reload()

    def _reload(self) -> None:
        if self.application is not None:
            self._stale = False
            work, done = partial(self._queue.open, self.application.id), partial(self._reloaded, self._made)
            self._tasks.run(work, done, self.failed.emit, owner=self)

    def _reloaded(self, made: int, application: Application) -> None:
        if self.application is None or self.application.id != application.id:
            return
        if self._unsaved or made != self._made:
            # It was read without what was done since, which must not go from the screen, nor be saved over.
            self._stale = True
            self._go_on()
            return
        self.application = application
        self._hold(application)
        self.refreshed.emit(application)

    def _enter(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
