"""How far sending is: a dot and a few words."""

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.ui.theme import Theme

SyncWord = Literal["up_to_date", "sending", "offline", "stopped"]
"""The values of `services.journal.SyncKind`."""

_TOKENS = {"up_to_date": "good", "sending": "soft", "offline": "warn", "stopped": "bad"}
HEIGHT = 30


class SyncButton(QAbstractButton):
    """A click asks for what can be done about it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: SyncWord = "up_to_date"
        self.setFont(theme.font(13))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)
        self.set_state("up_to_date", 0)

    def set_state(self, kind: SyncWord, waiting: int) -> None:
        """Show a state; `waiting` counts what is still to be sent."""
        self._kind = kind
        words = {
            "up_to_date": self.tr("Up to date"),
            "sending": self.tr("Saving…"),
            "offline": self.tr("Offline · {0} to send").format(waiting) if waiting else self.tr("Offline"),
            "stopped": self.tr("Needs you · {0}").format(waiting) if waiting else self.tr("Needs you"),
        }
        self.setText(words[kind])
        self.setAccessibleName(words[kind])
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 34, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() and self._kind in ("offline", "stopped"):
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(theme.colour(_TOKENS[self._kind]))
        painter.drawEllipse(QRectF(8, self.height() / 2 - 4, 8, 8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if self._kind == "stopped" else "soft"))
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(24, 0, self.width() - 24, self.height()), line, self.text())
        painter.end()
