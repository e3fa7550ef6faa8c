"""The original of a document outside of the window: opened by the system's program for it, or saved as a copy.

Only ever on the reviewer's own key or click.
"""

import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.domain.application import Application
from reviewer.domain.document import Document
from reviewer.errors import DocumentTrouble, KnownTrouble
from reviewer.services.documents import DocumentService
from reviewer.ui.tasks import Lane, Tasks

_RESERVED = '<>:"/\\|?*'
"""What some system does not allow in a file's name."""
_DEVICES = frozenset(("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))))
"""Names that stand for devices on Windows, whatever follows the dot."""
_LONGEST = 120
_SUFFIX = re.compile(r"\.\w{1,5}$")

Chooser = Callable[[QWidget, str], Path | None]
"""Gives the place for a copy, from a window and the name that is proposed; None: do not save."""


def ask_place(parent: QWidget, name: str) -> Path | None:
    """Let the reviewer choose where to save; None when they chose not to."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    file, _ = QFileDialog.getSaveFileName(
        parent, QCoreApplication.translate("Originals", "Save a copy"), str(Path(folder) / name)
    )
    return Path(file) if file else None


def file_name(document: Document) -> str:
    """A name for a copy that every system allows: the sender's, without what could make it another kind of file."""
    stem = _SUFFIX.sub("", document.name)
    kept = "".join(" " if sign in _RESERVED or not sign.isprintable() else sign for sign in stem)
    kept = " ".join(kept.split()).strip(". ")[:_LONGEST].strip(". ")
    if kept.split(".")[0].upper() in _DEVICES:
        kept = f"_{kept}"
    return f"{kept or document.sha256[:12]}.{document.format or 'bin'}"


class Originals(QObject):
    """Copies originals into a folder of this run, which is emptied at its end, and opens the copies."""

    failed = Signal(object)
    """`KnownTrouble`."""
    saved = Signal(str)
    """What was saved, as a sentence."""

    def __init__(self, tasks: Tasks, documents: DocumentService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._documents = tasks, documents
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.choose_place: Chooser = ask_place

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

    def save(self, document: Document, parent: QWidget) -> None:
        """Save a copy of the original of a document where the reviewer says."""
        place = self.choose_place(parent, file_name(document))
        if place is not None:
            work = partial(self._write, document, place)
            self._tasks.run(work, self.saved.emit, self.failed.emit, Lane.BACKGROUND, owner=self)

    def _write(self, document: Document, place: Path) -> str:
        """Whole or not at all: what was there before stays when the disk is full."""
        data = self._documents.original(document.sha256)
        part = place.with_name(f".{place.name}.part")
        try:
            part.write_bytes(data)
            part.replace(place)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise DocumentTrouble(
                "The copy cannot be written there. Choose another folder, or make room on the disk."
            ) from error
        return self.tr("Saved as {0}.").format(place.name)

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
