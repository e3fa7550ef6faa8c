"""A page for a state in which there is nothing to show: an icon, what is so, one sentence, and the ways on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import label

_ICON = 36


class StatePage(QWidget):
    """Everything centred; `say` fills it."""

    acted = Signal(str)
    """The name of the choice that was clicked."""

    def __init__(self, theme: Theme, ground: str = "sunken", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown_icon = "inbox"
        self._buttons: list[KeyedButton] = []
        self.setProperty("ground", ground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = QLabel()
        self._title = label(theme, "", 17, 600, wrap=True)
        self._sentence = label(theme, "", 13, 400, "soft", wrap=True)
        self._sentence.setMaximumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 28, 28, 28)
        column.setSpacing(0)
        column.addStretch(10)
        for part, gap in ((self._picture, 16), (self._title, 8), (self._sentence, 16)):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            if part is self._sentence:
                line = QHBoxLayout()
                line.addStretch(1)
                line.addWidget(part, 100)
                line.addStretch(1)
                column.addLayout(line)
            else:
                column.addWidget(part)
            column.addSpacing(gap)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        self._below.addStretch(1)
        column.addLayout(self._below)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addStretch(1)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(11)
        theme.changed.connect(self._dress)

    def put_below(self, part: QWidget) -> None:
        """Have a widget between the sentence and the ways on; who puts it there also shows and hides it."""
        part.setContentsMargins(0, 0, 0, 16)
        self._below.insertWidget(1, part)

    def say(self, icon: str, title: str, sentence: str, choices: Sequence[Choice] = ()) -> None:
        """Show a state. In a narrow pane beside another page, icon and title may be empty: one quiet line then."""
        new = title != self._title.text()
        self._shown_icon = icon
        self._title.setText(title)
        self._sentence.setText(sentence)
        for part, shown in ((self._picture, icon), (self._title, title), (self._sentence, sentence)):
            part.setVisible(bool(shown))
        self.setAccessibleName(". ".join(words for words in (title, sentence.removesuffix(".")) if words))
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        # A key that two would hear is heard by neither: where it is a command of the window, the command does it.
        taken = [key for action in self.window().actions() for key in action.shortcuts()]
        for choice in choices:
            button = KeyedButton(self._theme, choice.text, choice.key, choice.kind)
            button.clicked.connect(lambda _=False, name=choice.name: self.acted.emit(name))
            if choice.key and QKeySequence(choice.key) not in taken:
                button.setShortcut(QKeySequence(choice.key))  # heard only while the page is seen
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self._dress()
        if new and self.isVisible():
            announce(self, f"{title}. {sentence}")

    def say_sentence(self, sentence: str) -> None:
        """Another sentence about the same state."""
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{self._title.text()}. {sentence.removesuffix('.')}")

    def title(self) -> str:
        """The state it shows."""
        return self._title.text()

    def buttons(self) -> list[KeyedButton]:
        """The ways on."""
        return list(self._buttons)

    def _dress(self) -> None:
        if self._shown_icon:
            self._picture.setPixmap(self._theme.pixmap(self._shown_icon, "faint", _ICON, self.devicePixelRatioF(), 1.5))
