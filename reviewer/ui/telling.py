"""What the window says of itself: title, hints, counts, toasts, and the banner about sending."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.domain.application import Application
from reviewer.domain.operations import Operation, Undo
from reviewer.domain.queue import QueueCounts, View
from reviewer.errors import KnownTrouble
from reviewer.intake.report import IntakeReport
from reviewer.services.journal import Journal, SyncKind, SyncState, Undone
from reviewer.ui import told
from reviewer.ui.actions import Actions
from reviewer.ui.chrome.hint_bar import Hint, HintBar
from reviewer.ui.chrome.top_bar import TopBar
from reviewer.ui.commands import route_name
from reviewer.ui.document import times
from reviewer.ui.review.page import ReviewPage
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.keycap import TO
from reviewer.ui.widgets.toast import Toast

_OLD = timedelta(minutes=10)
"""When what is shown was read longer ago, it is said."""

SLOW_MS = 400
"""Milliseconds of sending after which it is said."""


class Telling(QObject):
    """Turns what happened into words, and puts them where they belong."""

    settled = Signal(object)
    """The UUID of an application whose conflict was put aside: show what the database has."""
    reopen_asked = Signal()
    """Open the database anew, which asks for what it takes."""
    compare_asked = Signal()
    """Show what was kept back beside what the database has."""

    def __init__(
        self,
        page: ReviewPage,
        commands: Actions,
        journal: Journal,
        tracks: Mapping[str, str],
        top: TopBar,
        hints: HintBar,
        toast: Toast,
        banner: Banner,
        *,
        lead: bool,
        as_of: Callable[[], datetime | None],
    ) -> None:
        """`tracks` has the short name of each track by its slug; `banner` is the one about sending.

        `as_of` says when what is shown was read, where the database does not answer.
        """
        super().__init__(page)
        self._page, self._commands, self._journal, self._tracks = page, commands, journal, tracks
        self._top, self._hints, self._toast, self._banner, self._lead = top, hints, toast, banner, lead
        self._as_of = as_of
        self._done_today = 0
        self._selected = False
        self._sync: SyncState | None = None
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_sync)
        presenter = page.presenter
        presenter.failed.connect(self.tell_trouble)
        presenter.recorded.connect(self._tell_done)
        presenter.undone.connect(self._tell_undone)
        presenter.shown.connect(self.offer)
        presenter.missing.connect(lambda _: self.offer(None))
        page.document.pages.selection_changed.connect(self._offer_selected)
        page.counted.connect(self._show_counts)
        page.views_counted.connect(top.set_counts)
        page.emptied.connect(self._show_emptied)
        banner.acted.connect(self._answer)

    def offer(self, application: Application | None) -> None:
        """The title, and the commands and hints that matter now."""
        self._page.window().setWindowTitle(f"{application.candidate.name} — Reviewer" if application else "Reviewer")
        there = application is not None
        self._commands.set_open(application=there)
        letters = tuple(self._commands.key(route_name(slug)) for slug in (*self._tracks, None))
        hints: list[Hint] = [
            (("J", "K"), self.tr("next, previous")),
            (("1", TO, "5"), self.tr("rate")),
            *([(("V",), self.tr("attach the selection"))] if self._selected else []),
            (letters, self.tr("track")),
            (("Enter",), self.tr("submit, next")),
        ]
        if self._lead:
            hints.append((("A", "H", "X"), self.tr("decide")))
        common: list[Hint] = [
            (("Z",), self.tr("undo")),
            (("Ctrl+K",), self.tr("commands")),
            (("?",), self.tr("all keys")),
        ]
        self._hints.set_hints([*hints, *common] if there else common)

    def _offer_selected(self) -> None:
        selected = self._page.document.pages.reading.has_selection
        if selected is not self._selected:
            self._selected = selected
            self.offer(self._page.presenter.application)

    def tell_trouble(self, trouble: KnownTrouble) -> None:
        """Known trouble, in its own sentence."""
        self._toast.say(trouble.sentence, icon="triangle-alert")

    def tell(self, sentence: str) -> None:
        """A sentence about what was asked for."""
        self._toast.say(sentence, icon="info")

    def tell_end(self, by: int) -> None:
        """There is no application beyond this one."""
        last, first = self.tr("This is the last application here"), self.tr("This is the first application here")
        self._toast.say(last if by > 0 else first, icon="info")

    def tell_imported(self, report: IntakeReport) -> None:
        """What came of an import."""
        self._toast.say(report.summary)

    def _name(self, application: UUID) -> str:
        row = self._page.queue.row(application)
        if row is not None:
            return row.name
        shown = self._page.presenter.application
        return shown.candidate.name if shown is not None and shown.id == application else self.tr("the application")

    def _tell_done(self, operation: Operation) -> None:
        text = told.done(operation, self._name(operation.application), self._tracks)
        if text:
            self._toast.say(text, self.tr("Undo"), "Z")

    def _tell_undone(self, undone: Undone) -> None:
        what = told.taken_back(undone.operation, self._name(undone.application))
        again = isinstance(undone.operation, Undo)
        self._toast.say((self.tr("Done again: {0}") if again else self.tr("Undone: {0}")).format(what), icon="undo-2")

    def _show_counts(self, counts: QueueCounts) -> None:
        self._done_today = counts.done_today
        if self._page.searched:
            self._top.set_search(self._page.queue.model.rowCount())
        else:
            self._top.set_view(self._page.view, counts.total)
        self._hints.set_right(self.tr("{0} done today").format(counts.done_today))

    def _show_emptied(self, empty: bool) -> None:
        if not empty:
            return
        view = self._page.view
        title, sentence = told.empty(view)
        choices: list[Choice] = []
        if self._page.searched:
            title = self.tr("Nothing matches “{0}”").format(self._page.searched)
            sentence = self.tr("Look for fewer words, or for how one begins: kuber*")
            self._page.nothing.say("search", title, sentence, [Choice("end", self.tr("End the search"), "Esc")])
            return
        if self._page.queue.track() is not None:
            choices.append(Choice("tracks", self.tr("Show every track"), "T"))
        elif view is not View.ALL:
            choices.append(Choice("all", self.tr("Show all applications"), "T"))
        done = self.tr("{0} done today.").format(self._done_today)
        self._page.nothing.say("inbox", title, f"{done} {sentence}", choices)

    def show_sync(self, state: SyncState) -> None:
        """How far sending is. What is sent at once is not worth a word."""
        self._sync = state
        if state.kind is not SyncKind.SENDING:
            self._slow.stop()
            self._say_sync()
        elif not self._slow.isActive():
            self._slow.start()
        if state.kind is SyncKind.OFFLINE:
            self._say_offline(state)
        elif state.kind is SyncKind.STOPPED and (conflicts := self._journal.conflicts()):
            compare = Choice("compare", self.tr("Compare"))
            self._banner.say(
                conflicts[0].sentence, "bad", choices=[compare, Choice("settle", self.tr("Go on without it"))]
            )
        else:
            self._banner.hide()

    def _say_offline(self, state: SyncState) -> None:
        if state.sentence:  # what does not pass by itself
            reopen = Choice("reopen", self.tr("Open it again"))
            self._banner.say(state.sentence, "warn", "wifi-off", [reopen])
            return
        then = self._as_of()
        text = (
            self.tr("The database cannot be reached. What you see is of {0}.").format(times.exact(then))
            if then is not None and (times.now() - then) > _OLD
            else self.tr("The database cannot be reached.")
        )
        if state.waiting == 1:
            on = self.tr("Go on: your change is kept here and will be sent when it answers.")
        elif state.waiting:
            on = self.tr("Go on: {0} changes are kept here and will be sent when it answers.").format(state.waiting)
        else:
            on = self.tr("You can go on with what is here.")
        self._banner.say(f"{text} {on}", "warn", "wifi-off", [Choice("retry", self.tr("Try now"))])

    def _say_sync(self) -> None:
        if self._sync is not None:
            self._top.set_sync(self._sync.kind.value, self._sync.waiting)

    def _answer(self, choice: str) -> None:
        if choice == "retry":
            self._journal.retry()
            return
        if choice == "reopen":
            self.reopen_asked.emit()
            return
        if choice == "compare":
            self.compare_asked.emit()
            return
        for conflict in self._journal.conflicts():
            self._journal.settle(conflict.operation.application)
            self.settled.emit(conflict.operation.application)
