"""Taking the next applications along from the window, with progress; and letting go of what was taken."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from reviewer.errors import Cancelled, KeepingTrouble, KnownTrouble
from reviewer.services.keeping import Keeping
from reviewer.services.taking import TakenAlong, take_along
from reviewer.ui.tasks import Lane, Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.choice_overlay import ChoiceOverlay

COUNT = 200
"""How many applications are taken along at once."""


class Taking(QObject):
    """One journey's worth at a time."""

    told = Signal(str)
    """A sentence for the user."""
    failed = Signal(object)
    """`KnownTrouble`."""
    _stepped = Signal(int, int)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        keeping: Keeping | None,
        fetch: Callable[[str], bytes],
        banner: Banner,
        window: QWidget,
    ) -> None:
        """`keeping`: none for the database of this computer, from which nothing needs to be taken."""
        super().__init__(window)
        self._tasks, self._keeping, self._fetch, self._banner = tasks, keeping, fetch, banner
        self._stop = threading.Event()
        self._ids: Sequence[UUID] = ()
        self.under_way = False
        self.asking = ChoiceOverlay(theme, window)
        self.asking.picked.connect(self._picked)
        self._stepped.connect(self._show, Qt.ConnectionType.QueuedConnection)
        banner.acted.connect(lambda _: self.cancel())

    def take(self, ids: Sequence[UUID]) -> None:
        """Take these along, in this order; the first time, ask where they are kept."""
        if self._keeping is None or self.under_way:
            return
        self._ids = ids
        if not ids:
            self.told.emit(self.tr("There is no application to take along. Choose a view that has some."))
        elif self._keeping.on_disk:
            self._begin(on_disk=True)
        else:
            self.asking.ask(
                self.tr("Take {0} along: where to?").format(len(ids)),
                [
                    Choice("disk", self.tr("This computer's disk, encrypted"), "D"),
                    Choice("memory", self.tr("Only until Reviewer is closed"), "M"),
                ],
            )

    def ask_to_forget(self) -> None:
        """Ask what becomes of what is kept here."""
        if self._keeping is not None and not self.under_way:
            self.asking.ask(
                self.tr("Remove what is kept on this computer?"),
                [
                    Choice("forget", self.tr("Remove it"), "R"),
                    Choice("afresh", self.tr("Remove it, and keep what comes"), "K"),
                ],
            )

    def cancel(self) -> None:
        """End it soon; what was taken along so far stays."""
        self._stop.set()

    def _picked(self, name: str) -> None:
        if name in ("disk", "memory"):
            self._begin(on_disk=name == "disk")
        else:
            self._forget(and_keep=name == "afresh")

    # -- taking

    def _begin(self, *, on_disk: bool) -> None:
        self.under_way = True
        self._stop.clear()
        self._show(0, len(self._ids))
        work = partial(self._work, tuple(self._ids), on_disk=on_disk)
        self._tasks.run(work, self._done, self._ended, Lane.BACKGROUND)

    def _work(self, ids: tuple[UUID, ...], *, on_disk: bool) -> tuple[TakenAlong | None, str]:
        """What came of it, None where it was ended; and what its reader should know besides."""
        assert self._keeping is not None
        notice = ""
        if on_disk and not self._keeping.on_disk:
            try:
                self._keeping.switch_on()
            except KeepingTrouble as trouble:
                notice = trouble.sentence  # then it is for this run of the program
        try:
            return take_along(self._keeping, self._fetch, ids, self._progress), notice
        except Cancelled:
            return None, notice

    def _progress(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._stepped.emit(done, total)

    def _show(self, done: int, total: int) -> None:
        if self.under_way:
            text = self.tr("Taking applications along: {0} of {1}").format(f"{done:,}", f"{total:,}")
            self._banner.say(text, "info", "download", [Choice("cancel", self.tr("Cancel"))])

    def _done(self, result: tuple[TakenAlong | None, str]) -> None:
        taken, notice = result
        self._end()
        if taken is None:
            self.told.emit(self.tr("No more are taken along. What was taken so far stays."))
            return
        sentence = self.tr("{0} applications and {1} documents are here for when the database does not answer.")
        sentence = sentence.format(f"{taken.applications:,}", f"{taken.documents:,}")
        if taken.full and taken.stays:
            more = self.tr("There was no room for more: raise “keep_megabytes” in the settings.")
        elif taken.full:
            more = self.tr("There was no room for more in memory.")
        else:
            more = notice
        self.told.emit(f"{sentence} {more}".strip())

    def _ended(self, trouble: KnownTrouble) -> None:
        self._end()
        self.failed.emit(trouble)

    def _end(self) -> None:
        self.under_way = False
        self._banner.hide()

    # -- letting go

    def _forget(self, *, and_keep: bool) -> None:
        assert self._keeping is not None
        self._tasks.run(
            partial(self._keeping.forget, and_keep=and_keep),
            lambda _: self.told.emit(self.tr("Nothing that you read is kept on this computer any more.")),
            self.failed.emit,
            Lane.WRITE,
        )
