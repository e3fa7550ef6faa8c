"""One passage under a criterion: where it is from and what it says, in one line that goes there."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from reviewer.ui.theme import Theme

LINE = 26
"""Height in pixels."""
_ICON = 14
_PAD = 8
_REMOVE = 20


@dataclass(frozen=True)
class ShownPassage:
    """A passage as the scorecard shows it."""

    id: UUID
    criterion: str
    quote: str
    """As `domain.evidence.shown_quote` gives it."""
    icon: str
    place: str
    """Document and page in words."""
    missing: bool = False
    """It was looked for in the whole document and is not there."""

    @property
    def spoken(self) -> str:
        """All of it, for a tool tip and for those who hear the window."""
        text = _tr("{0}: “{1}”").format(self.place, self.quote)
        return _tr("{0} Not found in this document.").format(text) if self.missing else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Passages", text)


class PassageLine(QAbstractButton):
    """A click or Enter goes to the passage; Delete, Backspace or the cross that shows up removes it."""

    chosen = Signal(object)
    removed = Signal(object)
    """The passage's UUID."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.passage: ShownPassage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._remove = QToolButton(self)
        self._remove.setFixedSize(_REMOVE, _REMOVE)
        self._remove.setIconSize(QSize(12, 12))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.setCursor(Qt.CursorShape.ArrowCursor)
        self._remove.setAccessibleName(self.tr("Remove the passage"))
        self._remove.setToolTip(self.tr("Remove  Del"))
        self._remove.clicked.connect(self._ask_removal)
        self._remove.hide()
        self.clicked.connect(self._choose)
        theme.changed.connect(self._dress)
        self._dress()

    def show_passage(self, passage: ShownPassage) -> None:
        """Be another passage."""
        if passage == self.passage:
            return
        self.passage = passage
        self.setText(passage.quote)
        self.setAccessibleName(passage.spoken)
        self.setAccessibleDescription(self.tr("Enter goes there, Delete removes it"))
        self.setToolTip(f"<p>{_escaped(passage.spoken)}</p>")  # a paragraph, so that a long one is wrapped
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, LINE)

    def _dress(self) -> None:
        self._remove.setIcon(self._theme.icon("x", "soft", 12))
        self.update()

    def _choose(self) -> None:
        if self.passage is not None:
            self.chosen.emit(self.passage.id)

    def _ask_removal(self) -> None:
        if self.passage is not None:
            self.removed.emit(self.passage.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.isAutoRepeat():
            self._ask_removal()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._offer_removal()

    def leaveEvent(self, event: QEvent) -> None:
        self._offer_removal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._offer_removal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._offer_removal()

    def _offer_removal(self) -> None:
        self._remove.setVisible(self.underMouse() or self.hasFocus())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._remove.move(self.width() - _REMOVE - 4, (self.height() - _REMOVE) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.passage is None:
            return
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        elif self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("evidence"))
        painter.drawRoundedRect(QRectF(5, middle - 7, 2, 14), 1, 1)
        icon = theme.pixmap(self.passage.icon, "soft", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(_PAD + 5, round(middle - _ICON / 2), icon)
        left = _PAD + 5 + _ICON + 7
        right = self.width() - (_REMOVE + 6 if self._remove.isVisible() else _PAD)
        if self.passage.missing:
            right = self._paint_missing(painter, right)
        font = theme.font(12)
        painter.setFont(font)
        painter.setPen(theme.colour("soft" if self.passage.missing else "text"))
        room = max(0, right - left)
        inner = QFontMetrics(font).elidedText(self.passage.quote, Qt.TextElideMode.ElideRight, room - 12)
        painter.drawText(
            QRect(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, self.tr("“{0}”").format(inner)
        )
        painter.end()

    def _paint_missing(self, painter: QPainter, right: int) -> int:
        """Say that it is not there; where the quote has to end then."""
        text, font = self.tr("not found"), self._theme.font(12, 500)
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(self._theme.colour("warn"))
        painter.drawText(QRect(right - width, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return right - width - 10


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
