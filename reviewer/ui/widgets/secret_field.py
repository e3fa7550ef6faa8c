"""A line to type a password into, with the button that uses it. What is typed is never shown and never kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import KeyedButton

FIELD = 240
HEIGHT = 36


class SecretField(QWidget):
    """Enter or the button hands over what was typed; meanwhile, `wait` keeps both from being used again."""

    entered = Signal(str)
    """What was typed; the field is empty again."""

    def __init__(self, theme: Theme, prompt: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.field.setFixedSize(FIELD, HEIGHT)
        self.button = KeyedButton(theme, button, "Return", "primary")
        self.button.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(self.button)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self.button.clicked.connect(self._enter)

    def ready(self) -> None:
        """Empty, and ready for another try."""
        self.field.clear()
        self.setEnabled(True)

    def again(self, why: str) -> None:
        """What was typed did not do: ready for another try, with the keyboard, and it is said aloud."""
        self.ready()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, why)

    def wait(self) -> None:
        """What was typed is being tried."""
        self.setEnabled(False)

    def _typed(self, text: str) -> None:
        self.button.setEnabled(bool(text))

    def _enter(self) -> None:
        text = self.field.text()
        if text:
            self.field.clear()
            self.entered.emit(text)
