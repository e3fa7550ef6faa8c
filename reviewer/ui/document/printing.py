"""Puts a document on paper: its pages are drawn by the workers at the printer's resolution, one after the other.

Nothing waits in the window's thread: each page that comes is handed to the printer, and the next is asked for.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from reviewer.documents.limits import MAX_WIDTH
from reviewer.documents.protocol import NEAR, DocumentInfo, Event, Failed, PageReady
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.geometry import POINTS_PER_INCH

MOST_DPI = 300
"""Finer than this, a page takes memory that nobody sees on paper."""

Chooser = Callable[[QWidget, str, int], QPrinter | None]
"""Gives a printer for a window, a document's name and its number of pages; None: do not print."""


def ask_printer(parent: QWidget, name: str, pages: int) -> QPrinter | None:
    """Let the user choose a printer and pages; None when they chose not to print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, max(1, pages))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob(QObject):
    """Prints one document."""

    finished = Signal(bool)
    """Whether all pages were handed to the printer."""

    def __init__(self, documents: DocumentService, arrivals: Arrivals, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._key = ""
        self._info: DocumentInfo | None = None
        self._pages: list[int] = []
        self._width = 0
        self._printer: QPrinter | None = None
        self._painter = QPainter()
        arrivals.arrived.connect(self._arrived)

    def start(self, key: str, info: DocumentInfo, printer: QPrinter) -> None:
        """Print the pages that were chosen for the printer; all where none were."""
        first = printer.fromPage() or 1
        last = min(printer.toPage() or len(info.pages), len(info.pages))
        self._key, self._info, self._printer = key, info, printer
        self._pages = list(range(first - 1, last))
        if not self._pages:
            self._end(done=True)
            return
        self._take_paper(self._pages[0])
        if not self._painter.begin(printer):
            self._end(done=False)
            return
        self._ask()

    def _ask(self) -> None:
        """Ask for the next page; one that is here already is taken at once."""
        assert self._info is not None
        assert self._printer is not None
        across = self._info.pages[self._pages[0]][0]
        dpi = min(MOST_DPI, self._printer.resolution())
        self._width = min(MAX_WIDTH, round(across * dpi / POINTS_PER_INCH))
        self._documents.want_page(self._key, self._pages[0], self._width, NEAR)
        self._take()

    def _arrived(self, event: Event) -> None:
        if not self._key or event.key != self._key:
            return
        if isinstance(event, Failed):
            self._end(done=False)
        elif isinstance(event, PageReady):
            self._take()

    def _take(self) -> None:
        drawn = self._documents.image(self._key, self._pages[0], self._width)
        if drawn is None or self._printer is None:
            return
        image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
        room = QRectF(self._painter.viewport())
        size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(room.x() + (room.width() - size.width()) / 2, room.y(), size.width(), size.height())
        self._painter.drawImage(place, image)
        self._pages.pop(0)
        if not self._pages:
            self._end(done=True)
            return
        self._take_paper(self._pages[0])
        self._printer.newPage()
        self._ask()

    def _take_paper(self, page: int) -> None:
        """Turn the paper the way the page lies."""
        assert self._info is not None
        assert self._printer is not None
        across, down = self._info.pages[page]
        turned = across > down
        wanted = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(wanted)

    def _end(self, *, done: bool) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._key, self._printer = "", None
        self.finished.emit(done)
