"""The banner: one line across a pane that says what is the matter, with the ways on and their keys."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import ElidedLabel

HEIGHT = 40
Kind = Literal["info", "warn", "bad"]
_LOOKS = {
    "info": ("tint", "accent", "info"),
    "warn": ("warn_tint", "warn", "triangle-alert"),
    "bad": ("bad_tint", "bad", "circle-alert"),
}


class Banner(QWidget):
    """Hidden until it has something to say."""

    acted = Signal(str)
    """The name of the choice that was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: Kind = "info"
        self._icon = ""
        self._buttons: list[KeyedButton] = []
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._text = ElidedLabel(theme)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(44, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._text, 1)
        self.hide()
        theme.changed.connect(self.update)

    def say(self, text: str, kind: Kind = "info", icon: str = "", choices: Sequence[Choice] = ()) -> None:
        """Show one line; `icon` is by default that of the kind."""
        new = text != self._text.text() or not self.isVisible()
        self._kind, self._icon = kind, icon or _LOOKS[kind][2]
        self._text.set_text(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(choice) for choice in choices]
        self.show()
        self.update()
        if new:
            announce(self, text)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def buttons(self) -> list[KeyedButton]:
        """The ways on."""
        return list(self._buttons)

    def _button(self, choice: Choice) -> KeyedButton:
        button = KeyedButton(self._theme, choice.text, choice.key, choice.kind, height=28, parent=self)
        button.clicked.connect(lambda _=False, name=choice.name: self.acted.emit(name))
        self._row.addWidget(button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink, _ = _LOOKS[self._kind]
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(ground))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._theme.colour(ink, 0.16))
        pixmap = self._theme.pixmap(self._icon, ink, 16, self.devicePixelRatioF())
        painter.drawPixmap(18, (self.height() - 16) // 2, pixmap)
        painter.end()
