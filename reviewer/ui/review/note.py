"""The note: plain text that is kept while it is written, a moment after each pause."""

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer.domain.review import NOTE_LIMIT
from reviewer.ui.theme import Theme

PAUSE = 400
"""Milliseconds without a change after which the note is told."""
LEAST = 72
"""Least height in pixels."""


class NoteEdit(QPlainTextEdit):
    """The field for the note."""

    written = Signal()
    """The note has changed, and was left alone for a moment."""
    left = Signal()
    """Esc was pressed."""
    full = Signal(bool)
    """Whether something was left out because the note is as long as it may be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font(13))
        self.setMinimumHeight(LEAST)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("What did you see, and where?"))
        self.setAccessibleName(self.tr("Notes"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.written)
        self.textChanged.connect(self._changed)

    def show_note(self, text: str) -> None:
        """Show another note, without telling it."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
        self._pause.stop()

    def flush(self) -> None:
        """Tell a change that still waits for the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self.written.emit()

    @property
    def waiting(self) -> bool:
        """Whether a change was not told yet."""
        return self._pause.isActive()

    def _changed(self) -> None:
        if self._room() > 0:
            self.full.emit(False)
        self._pause.start()

    def _room(self) -> int:
        """How much can still be put in, in Qt's units of text, when what is selected goes."""
        cursor = self.textCursor()
        selected = cursor.selectionEnd() - cursor.selectionStart()
        return max(0, NOTE_LIMIT - (self.document().characterCount() - 1) + selected)

    def _fitting(self, text: str) -> str:
        """As much of a text as there is room for; what was there before stays whole."""
        units = text.encode("utf-16-le", "surrogatepass")
        room = self._room()
        return text if len(units) <= 2 * room else units[: 2 * room].decode("utf-16-le", "ignore")

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", "\n")
        fitting = self._fitting(text)
        self.textCursor().insertText(fitting)
        self.ensureCursorVisible()
        if fitting != text:
            self.full.emit(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        text = event.commitString()
        fitting = self._fitting(text)
        if fitting != text:
            event.setCommitString(fitting, event.replacementStart(), event.replacementLength())
            self.full.emit(True)
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        writes = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (event.text() and event.text().isprintable())
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        elif writes and not self._room():
            self.full.emit(True)
        else:
            super().keyPressEvent(event)
