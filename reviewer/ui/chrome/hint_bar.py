"""The bar below the panes: the keys that matter now, and what was done today."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.keycap import caps_width, paint_caps, row

HEIGHT = 32
_PAD = 16
_BETWEEN = 20

Hint = tuple[Sequence[str], str]
"""Keys as Qt writes them, and what they do: (("J", "K"), "next, previous")."""


class HintBar(QWidget):
    """Hints that find no room are left out, the last first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints: list[tuple[tuple[str, ...], str]] = []
        self._right = ""
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        wanted = [(row(keys), text) for keys, text in hints]
        if wanted != self._hints:  # told with each application, and some twenty caps to paint
            self._hints = wanted
            self._name()

    def set_right(self, text: str) -> None:
        """Show another text at the right end."""
        if text != self._right:
            self._right = text
            self._name()

    def _name(self) -> None:
        hints = [f"{' '.join(words)}: {text}" for words, text in self._hints]
        self.setAccessibleName(", ".join([*hints, self._right] if self._right else hints))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("chrome"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        font = theme.font(12, 400, numbers=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        box = QRectF(_PAD, 1, self.width() - 2 * _PAD, HEIGHT - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._right)
        end = box.right() - (metrics.horizontalAdvance(self._right) + _BETWEEN if self._right else 0)
        left = box.left()
        for words, text in self._hints:
            keys, width = caps_width(theme, words), metrics.horizontalAdvance(text)
            if left + keys + 7 + width > end:
                break
            paint_caps(painter, theme, left, box.center().y(), words)
            painter.setFont(font)
            painter.setPen(theme.colour("soft"))
            place = QRectF(left + keys + 7, box.top(), width + 1, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            left += keys + 7 + width + _BETWEEN
        painter.end()
