"""Import from the window: what is picked or dropped is read in the background, can be cancelled, and is reported."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from reviewer.errors import Cancelled, KnownTrouble
from reviewer.intake.report import IntakeReport
from reviewer.services.intake import IntakeService
from reviewer.ui.tasks import Lane, Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.overlay import Overlay


class ReportOverlay(Overlay):
    """What came of an import, with one line for each file that made trouble."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "")
        self.setAccessibleName(self.tr("Import report"))
        self._summary = label(theme, "", 15, 600, wrap=True)
        self._notes = QPlainTextEdit(readOnly=True)
        self._notes.setFont(theme.font(13))
        self._notes.setAccessibleName(self.tr("Files to look at"))
        self._close = KeyedButton(theme, self.tr("Close"), "Esc")
        self._close.clicked.connect(self.dismiss)
        self.column.setContentsMargins(20, 20, 20, 20)
        self.column.setSpacing(12)
        for part in (self._summary, self._notes):
            self.column.addWidget(part)
        self.column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self.card.setFixedWidth(620)
        self.card.setMinimumHeight(340)

    def first(self) -> QWidget:
        return self._close

    def tell(self, report: IntakeReport) -> None:
        """Show a report."""
        self._summary.setText(report.summary)
        self._notes.setPlainText("\n\n".join(f"{note.place}\n{note.sentence}" for note in report.notes))
        self.open()


class Importing(QObject):
    """One import at a time."""

    finished = Signal(object)
    """`IntakeReport`."""
    failed = Signal(object)
    """`KnownTrouble` that ended it before it began."""
    _told = Signal(int, int, str)

    def __init__(
        self, theme: Theme, tasks: Tasks, intake: Callable[[], IntakeService], banner: Banner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._tasks, self._intake, self._banner, self._window = tasks, intake, banner, window
        self._stop = threading.Event()
        self.under_way = False
        self.report = ReportOverlay(theme, window)
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)
        banner.acted.connect(self.cancel)

    def pick(self) -> None:
        """Ask for a folder, and take it in."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Import applications from a folder"))
        if folder:
            self.take([Path(folder)])

    def take(self, places: Sequence[Path]) -> None:
        """Take files and folders in, in the background."""
        if self.under_way:
            self._banner.say(self.tr("An import is under way. Wait until it is finished, or cancel it."), "info")
            return
        self.under_way = True
        self._stop.clear()
        self._show(0, 0, self.tr("Looking through the folder"))
        self._tasks.run(partial(self._take, list(places)), self._done, self._failed, Lane.BACKGROUND)

    def cancel(self, _name: str = "") -> None:
        """End it soon; what has arrived stays."""
        self._stop.set()

    def _take(self, places: list[Path]) -> IntakeReport:
        return self._intake().take(places, progress=self._progress)

    def _progress(self, done: int, total: int, step: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._told.emit(done, total, step)

    def _show(self, done: int, total: int, step: str) -> None:
        if not self.under_way:
            return
        text = self.tr("{0}: {1} of {2}").format(step, f"{done:,}", f"{total:,}") if total else f"{step} …"
        self._banner.say(text, "info", "download", [Choice("cancel", self.tr("Cancel"))])

    def _done(self, report: IntakeReport) -> None:
        self.under_way = False
        self._banner.hide()
        if report.notes:
            self.report.tell(report)
        self.finished.emit(report)

    def _failed(self, trouble: KnownTrouble) -> None:
        self.under_way = False
        self._banner.hide()
        self.failed.emit(trouble)
