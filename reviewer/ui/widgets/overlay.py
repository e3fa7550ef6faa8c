"""What lies over the window: a dimmed ground and a card. Never a modal dialog; Esc closes it and the focus goes back.

While it is open, keys are its own: the window's commands do not hear them. Tab stays inside.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewer.ui.theme import Theme

RADIUS = 12
EDGE = 20
"""Least distance of a card from the window's edges, logical pixels."""
_SHADOW = 28
_LET_THROUGH = ("Ctrl+Q", "F11")


class Card(QWidget):
    """The card's content; its ground is painted by the overlay, with a shadow."""


class Overlay(QWidget):
    """Base of palettes, sheets and short lists of choices. Fill `self.column`; `place` says where it goes."""

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.theme = theme
        self._window = window
        self._back: QWidget | None = None
        self.card = Card(self)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setAccessibleName(name)
        self.card.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        window.installEventFilter(self)
        theme.changed.connect(self.update)

    def place(self, room: QRect) -> QRect:
        """Where the card goes in the window; here as large as its content wants, in the middle."""
        wanted = self.card.sizeHint().expandedTo(self.card.minimumSize())
        size = wanted.boundedTo(room.adjusted(EDGE, EDGE, -EDGE, -EDGE).size())
        return QRect(QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2), size)

    def first(self) -> QWidget:
        """What has the focus when it opens."""
        return self

    def open(self) -> None:
        """Show it over the window."""
        if self.isVisible():
            return
        self._back = self.window().focusWidget()
        self.arrange()
        self.show()
        self.raise_()
        self.first().setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit()

    def dismiss(self) -> None:
        """Close it; the focus returns to where it was."""
        if not self.isVisible():
            return
        back, self._back = self._back, None
        self.hide()
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def arrange(self) -> None:
        """Fit the window again, and put the card where it belongs."""
        self.setGeometry(self._window.rect())
        self.card.setGeometry(self.place(self.rect()))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible() and watched is self._window:
            self.arrange()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _sequence(event) not in _LET_THROUGH:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        inside = [part for part in self._in_tab_order() if part.isVisible() and part.isEnabled()]
        if inside:
            now = self.window().focusWidget()
            at = inside.index(now) if now in inside else -1 if forward else 0
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            inside[(at + (1 if forward else -1)) % len(inside)].setFocus(reason)
        return True

    def _in_tab_order(self) -> list[QWidget]:
        found: list[QWidget] = []
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            if at.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and self.isAncestorOf(at):
                found.append(at)
            at = at.nextInFocusChain()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.colour("scrim", 0.42 if self.theme.dark else 0.26))
        box = QRectF(self.card.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("shadow", 0.022 if self.theme.dark else 0.0085))
        for spread in range(_SHADOW, 0, -2):
            soft = box.adjusted(-spread, 10 - spread, spread, 10 + spread)
            painter.drawRoundedRect(soft, RADIUS + spread, RADIUS + spread)
        painter.setBrush(self.theme.colour("panel"))
        painter.setPen(QPen(self.theme.colour("strong"), 1))
        painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), RADIUS, RADIUS)
        painter.end()


def _sequence(event: QKeyEvent) -> str:
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
