"""The note: plain text that is kept while it is written, a moment after each pause."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
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
        self._cutting = False
        self._last = (0, 0)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.written)
        self.document().contentsChange.connect(self._note_change)
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

    def _note_change(self, position: int, _: int, added: int) -> None:
        self._last = (position, added)

    def _changed(self) -> None:
        if self._cutting:
            return
        over = self.document().characterCount() - 1 - NOTE_LIMIT
        if over > 0:
            self._leave_out(over)
        self.full.emit(over > 0)
        self._pause.start()

    def _leave_out(self, over: int) -> None:
        """Take the end of what was put in last out again; what was there before stays whole."""
        position, added = self._last
        end = min(position + added, self.document().characterCount() - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(position, end - over))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._cutting = True
        cursor.joinPreviousEditBlock()
        cursor.removeSelectedText()
        cursor.endEditBlock()
        self._cutting = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
