"""A field for a text over the window. Ctrl+Enter hands it over; Esc goes back, and what is written stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.overlay import Overlay

WIDTH, HEIGHT = 520, 150
"""Of the field, logical pixels."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextOverlay(Overlay):
    """Ask for a text of several lines."""

    handed_over = Signal(str)
    """The text without blanks around it; the card stays open until `dismiss`."""

    def __init__(self, theme: Theme, window: QWidget, button: str, limit: int) -> None:
        """`limit`: the longest text, in characters."""
        super().__init__(theme, window, button)
        self._limit = limit
        self._title = label(theme, "", 15, 600)
        self._hint = label(theme, "", 12, 400, "soft", wrap=True)
        self._hint.setFixedWidth(WIDTH)
        self.field = QPlainTextEdit()
        self.field.setFont(theme.font(13))
        self.field.setFixedSize(WIDTH, HEIGHT)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._changed)
        self.room = label(theme, "", 12, 400, "bad")
        self.button = KeyedButton(theme, button, "Ctrl+Return", "primary")
        self.button.clicked.connect(self._hand_over)
        self.column.setContentsMargins(20, 18, 20, 18)
        self.column.setSpacing(8)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 0, 0)
        foot.addWidget(self.room, 1)
        foot.addWidget(self.button)
        for part in (self._title, self._hint, self.field):
            self.column.addWidget(part)
        self.column.addLayout(foot)
        self._changed()

    def ask(self, title: str, hint: str, text: str) -> None:
        """Show the field with a text in it, and wait for `handed_over` or `closed`."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.setAccessibleName(title)
        self.field.setAccessibleName(title)
        self.field.setAccessibleDescription(hint)
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.open()

    def text(self) -> str:
        """What is written."""
        return self.field.toPlainText()

    def first(self) -> QWidget:
        return self.field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._hand_over()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        length = len(self.text().strip())
        over = length > self._limit
        self.room.setText(self.tr("{0:,} of {1:,} characters: shorten it").format(length, self._limit) if over else "")
        self.button.setEnabled(0 < length <= self._limit)

    def _hand_over(self) -> None:
        if self.button.isEnabled():
            self.handed_over.emit(self.text().strip())
