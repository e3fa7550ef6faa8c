"""A short list of choices over the window, each with one key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.keycap import caps, caps_width, paint_caps
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.overlay import Overlay

WIDTH = 380
_ROW = 38


class ChoiceRow(QAbstractButton):
    """One choice, as wide as the card."""

    def __init__(self, theme: Theme, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self._theme = theme
        self.setText(choice.text)
        self.setFont(theme.font(14, 500))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(choice.text)
        self.setAccessibleDescription(self.tr("Key {0}").format(choice.key))

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 90, _ROW)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        if self.hasFocus() or self.underMouse() or self.isDown():
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("tint" if self.hasFocus() or self.isDown() else "hover"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        words = caps(self.choice.key)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        painter.drawText(
            box.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        paint_caps(painter, theme, box.right() - 12 - caps_width(theme, words), self.height() / 2, words)
        painter.end()


class ChoiceOverlay(Overlay):
    """Ask which one. A key, Enter, or a click picks; Esc or a click beside the card picks nothing."""

    picked = Signal(str)
    """The name of the choice; emitted after it has closed."""

    def __init__(self, theme: Theme, window: QWidget, title: str = "") -> None:
        super().__init__(theme, window, title)
        self._title = label(theme, title, 15, 600)
        self._hint = label(theme, self.tr("Press a key. Esc goes back."), 12, 400, "faint")
        self.column.setContentsMargins(0, 18, 0, 10)
        self.head = QVBoxLayout()
        """What stands over the choices: the title first, the hint last."""
        self.head.setContentsMargins(20, 0, 20, 10)
        self.head.setSpacing(3)
        for part in (self._title, self._hint):
            self.head.addWidget(part)
        self.column.addLayout(self.head)
        self.card.setMinimumWidth(WIDTH)
        self._rows: list[ChoiceRow] = []

    def ask(self, title: str, choices: Sequence[Choice]) -> None:
        """Show the choices and wait for `picked` or `closed`."""
        self._title.setText(title)
        self.setAccessibleName(title)
        for row in self._rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for choice in choices:
            row = ChoiceRow(self.theme, choice)
            row.clicked.connect(lambda _=False, name=choice.name: self._pick(name))
            self.column.addWidget(row)
            self._rows.append(row)
        self.head.invalidate()  # parts may have come and gone while it was closed
        self.column.invalidate()
        self.open()

    def rows(self) -> list[ChoiceRow]:
        """The choices as they are shown."""
        return list(self._rows)

    def first(self) -> QWidget:
        return self._rows[0] if self._rows else self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        focused = next((n for n, row in enumerate(self._rows) if row.hasFocus()), 0)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._rows[(focused + step) % len(self._rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self._rows[focused].click()
        elif named := [
            row.choice.name for row in self._rows if row.choice.key and row.choice.key == event.text().upper()
        ]:
            self._pick(named[0])
        else:
            super().keyPressEvent(event)

    def _pick(self, name: str) -> None:
        self.dismiss()
        self.picked.emit(name)
