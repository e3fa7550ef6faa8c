"""What looks like a search field, and opens the palette, which is one."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.keycap import caps, caps_width, paint_caps

HEIGHT = 34
WIDEST = 460


class SearchField(QAbstractButton):
    """A button."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._caps = theme, caps(key)
        self.setText(self.tr("Search or run a command"))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setBrush(theme.colour("field"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        else:
            painter.setPen(QPen(theme.colour("soft" if self.underMouse() else "edge"), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
        pixmap = theme.pixmap("search", "soft", 16, self.devicePixelRatioF())
        painter.drawPixmap(11, round(box.center().y() - 8), pixmap)
        keys = caps_width(theme, self._caps)
        right = box.right() - 9 - keys
        paint_caps(painter, theme, right, box.center().y(), self._caps)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("faint"))
        room = QRectF(36, 0, right - 36 - 8, box.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
