"""Hands the original of a document to the system's own program for it. Only ever on the reviewer's own key or click."""

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from reviewer.domain.application import Application
from reviewer.domain.document import Document
from reviewer.errors import DocumentTrouble, KnownTrouble
from reviewer.services.documents import DocumentService
from reviewer.ui.tasks import Tasks


class Originals(QObject):
    """Copies originals into a folder of this run, which is emptied at its end, and opens the copies."""

    failed = Signal(object)
    """`KnownTrouble`."""

    def __init__(self, tasks: Tasks, documents: DocumentService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._documents = tasks, documents
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def open(self, document: Document) -> None:
        """Open the original of a document outside of the window."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="reviewer-original-", ignore_cleanup_errors=True)
        self._tasks.run(
            partial(self._copy, document, Path(self._folder.name)), self._opened, self.failed.emit, owner=self
        )

    def _copy(self, document: Document, folder: Path) -> Path:
        suffix = f".{document.format}" if document.format else ".bin"
        copy = folder / f"{document.sha256[:12]}{suffix}"  # never the uploaded name: it is the sender's choice
        try:
            copy.write_bytes(self._documents.original(document.sha256))
        except OSError as error:
            raise DocumentTrouble(
                "The original cannot be copied to open it. Make room on the disk, then try again."
            ) from error
        return copy

    def _opened(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.failed.emit(DocumentTrouble("No program on this computer opens files of this kind."))

    def write_to(self, application: Application) -> None:
        """Begin an e-mail to the candidate in the system's mail program."""
        address = application.candidate.email
        if not address:
            trouble: KnownTrouble = DocumentTrouble("This application has no e-mail address.")
            self.failed.emit(trouble)
        elif not QDesktopServices.openUrl(QUrl(f"mailto:{address}")):
            self.failed.emit(DocumentTrouble("No mail program is set up on this computer."))

    def close(self) -> None:
        """Remove every copy."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
