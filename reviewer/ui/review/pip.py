"""One level of one line: a small numbered radio button."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.ui.theme import Theme

SIDE = 26
GAP = 4


class Pip(QAbstractButton):
    """A level that can be given. The line it stands in takes the keyboard; a screen reader finds a radio button."""

    hovered = Signal(int)
    """Its level when the pointer comes, 0 when it goes."""

    def __init__(self, theme: Theme, level: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.level, self._strong = theme, level, False
        self.setText(str(level))
        self.setFont(theme.font(12, 600, numbers=True))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(SIDE, SIDE)
        theme.changed.connect(self.update)

    def set_strong(self, strong: bool) -> None:
        """Whether its line is the active one."""
        if strong is not self._strong:
            self._strong = strong
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        self.hovered.emit(self.level)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        self.hovered.emit(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on, over = self._theme, self.isChecked(), self.underMouse()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if on or over else "edge"), 1))
        painter.setBrush(theme.colour("accent" if on else "tint" if self.isDown() else "field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(self.font())
        painter.setPen(theme.colour("accent_text" if on else "text" if self._strong or over else "soft"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
