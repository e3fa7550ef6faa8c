"""The name of the view that is shown, and the menu of the others."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.ui.theme import Theme

HEIGHT = 34
_PAD = 8
_CHEVRON = 14


class ViewButton(QAbstractButton):
    """Name, chevron and count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def show_view(self, name: str, count: int | None) -> None:
        """Show a view's name and how many applications it lists; None: not known yet."""
        self.setText(name)
        self._count = "" if count is None else grouped(count)
        said = self.tr("View: {0}").format(name)
        self.setAccessibleName(said if count is None else f"{said}, {count}")
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def below(self) -> QPoint:
        """Where its menu opens, in screen coordinates."""
        return self.mapToGlobal(QPoint(0, self.height() + 4))

    def sizeHint(self) -> QSize:
        width = self._name().horizontalAdvance(self.text()) + 2 * _PAD + 8 + _CHEVRON
        if self._count:
            width += 14 + self._number().horizontalAdvance(self._count)
        return QSize(round(width) + 1, HEIGHT)

    def _name(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(16, 600))

    def _number(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(13, 400, numbers=True))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = self._name().horizontalAdvance(self.text())
        painter.setFont(theme.font(16, 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(box.adjusted(_PAD, 0, 0, 0), line, self.text())
        left = _PAD + name + 8
        pixmap = theme.pixmap("chevron-down", "soft", _CHEVRON, self.devicePixelRatioF(), 2)
        painter.drawPixmap(round(left), round(box.center().y() - _CHEVRON / 2) + 1, pixmap)
        painter.setFont(theme.font(13, 400, numbers=True))
        painter.setPen(theme.colour("soft"))
        painter.drawText(box.adjusted(left + _CHEVRON + 14 - _PAD + 2, 0, 0, 0), line, self._count)
        painter.end()


def grouped(number: int) -> str:
    """A number with a narrow space between thousands."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
