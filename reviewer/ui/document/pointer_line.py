"""The line at the lower edge of the pages that says where the link under the pointer leads."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.ui.theme import Theme

HEIGHT, EDGE, PAD, ICON = 28, 10, 10, 14
MOST = 0.7
"""Share of the view's width that it takes at most."""


class PointerLine(QWidget):
    """Hidden while there is nothing to say; the mouse goes through it."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._text, self._doubtful = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.font(12))
        view.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._text if not self.isHidden() else ""

    def say(self, text: str, *, doubtful: bool = False) -> None:
        """Say something, or with an empty text nothing. `doubtful`: with the sign of a warning."""
        self._text, self._doubtful = text, doubtful
        self.setAccessibleName(text)
        self._place()
        self.setVisible(bool(text))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        # Asked for anew each time: the bindings may give a kept viewport up while the view still has it.
        view = self.parentWidget()
        assert view is not None
        words = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        width = min(round(words) + 2 * PAD + (ICON + 7 if self._doubtful else 0) + 2, round(view.width() * MOST))
        self.setGeometry(EDGE, view.height() - HEIGHT - EDGE, width, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("strong"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        left = PAD
        if self._doubtful:
            pixmap = theme.pixmap("triangle-alert", "warn", ICON, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - ICON) // 2, pixmap)
            left += ICON + 7
        room = QRectF(left, 0, self.width() - left - PAD + 1, self.height())
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        text = QFontMetricsF(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
