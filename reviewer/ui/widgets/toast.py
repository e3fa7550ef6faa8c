"""The toast: what was just done, for six seconds, and the one way to take it back."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.keycap import caps, caps_width, paint_caps

SHOWN_MS = 6000
READING_MS = 50
"""More for each letter beyond a line: what is said has to be read in that time."""
HEIGHT = 40
WIDEST = 620
"""Logical pixels of text: what is longer is said in several lines."""
FOOT = 44
"""Distance of its lower edge from the window's, logical pixels: above the bar of hints."""
_PAD = 14
_ICON = 16
_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class Toast(QAbstractButton):
    """Sits at the bottom centre of its parent. A click takes back what it tells of; it never takes the focus."""

    taken_back = Signal()

    def __init__(self, theme: Theme, window: QWidget, foot: int = FOOT) -> None:
        super().__init__(window)
        self._theme, self._window, self._foot = theme, window, foot
        self._icon, self._offer, self._caps = "circle-check", "", ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._take_back)
        self.hide()
        window.installEventFilter(self)
        theme.changed.connect(self.update)

    def say(
        self, text: str, offer: str = "", key: str = "", icon: str = "circle-check", shown_ms: int = SHOWN_MS
    ) -> None:
        """Show `text`; `offer` is the word for taking it back, with its key."""
        self._icon, self._offer, self._caps = icon, offer, caps(key) if offer else ()
        self.setText(text)
        self.setAccessibleName(f"{text}. {offer}" if offer else text)
        self.setCursor(Qt.CursorShape.PointingHandCursor if offer else Qt.CursorShape.ArrowCursor)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start(shown_ms + READING_MS * max(0, len(text) - 80))
        announce(self, text)

    def sizeHint(self) -> QSize:
        return self._size(self._window.width() - 40)

    def _size(self, room: int) -> QSize:
        """With all of the text in it, where at most `room` logical pixels are free."""
        fixed = self._fixed_width()
        words = self._words(500)
        box = QRectF(0, 0, max(120.0, min(WIDEST, room - fixed)), 1000)
        needed = words.boundingRect(box, _WRAPPED, self.text())
        lines = max(1, round(needed.height() / words.lineSpacing()))
        return QSize(round(fixed + needed.width()) + 2, round(HEIGHT + (lines - 1) * words.lineSpacing()))

    def _words(self, weight: int) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(13, weight))

    def _fixed_width(self) -> float:
        width = 2.0 * _PAD + _ICON + 9
        if self._offer:
            width += 32 + self._words(600).horizontalAdvance(self._offer)
        return width + (9 + caps_width(self._theme, self._caps) if self._caps else 0)

    def _place(self) -> None:
        room = self._window.rect()
        size = self.sizeHint()
        width = min(size.width(), room.width() - 40)
        top = room.height() - self._foot - size.height()
        self.setGeometry((room.width() - width) // 2, top, width, size.height())

    def _take_back(self) -> None:
        if self._offer:
            self._timer.stop()
            self.hide()
            self.taken_back.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible() and watched is self._window:
            self._place()
        return False

    def hideEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()  # who points at it is reading it

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start(SHOWN_MS // 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        middle = self.height() / 2
        icon = theme.pixmap(self._icon, "toast_text", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(_PAD, round(middle - _ICON / 2), icon)
        right = self.width() - float(_PAD)
        if self._caps:
            right -= caps_width(theme, self._caps)
            paint_caps(painter, theme, right, middle, self._caps, "toast_accent", "")
            right -= 9
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self._offer:
            width = self._words(600).horizontalAdvance(self._offer)
            right -= width
            painter.setFont(theme.font(13, 600))
            painter.setPen(theme.colour("toast_accent"))
            painter.drawText(QRectF(right, 0, width + 1, self.height()), line, self._offer)
            right -= 20
        left = _PAD + _ICON + 9.0
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.colour("toast_text"))
        painter.drawText(QRectF(left, 0, right - left + 1, self.height()), _WRAPPED, self.text())
        painter.end()
