"""Exclusive choices in a row, each with its letter: boxed as one control, or bare as a filter.

They are real buttons, so their roles come free.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.keycap import GAP, caps, caps_width, paint_caps


class Segment(QAbstractButton):
    """One choice."""

    def __init__(self, theme: Theme, choice: Choice, height: int, *, boxed: bool) -> None:
        super().__init__()
        self.choice = choice
        self._theme, self._caps, self._height, self._boxed = theme, caps(choice.key), height, boxed
        self.setText(choice.text)
        self.setFont(theme.font(13, 500))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(choice.text)
        self.setAccessibleDescription(self.tr("Key {0}").format(" ".join(self._caps)) if self._caps else "")
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if boxed else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed
        )
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + (2 * 8 if self._boxed else 2 * 10)
        if self._caps:
            width += caps_width(self._theme, self._caps) + 2 * GAP
        return QSize(round(width), self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() - QSize(10 if self._boxed else 0, 0)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, token = self._theme, self.choice.token
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked():
            tint = "tint" if token == "accent" else f"{token}_tint"
            painter.setBrush(theme.colour(tint))
            painter.setPen(QPen(theme.colour(token), 1) if self._boxed else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        elif self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line" if self._boxed else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5.5, 5.5)
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        keys = caps_width(theme, self._caps) + 2 * GAP if self._caps else 0.0
        left = (self.width() - words - keys) / 2
        painter.setFont(self.font())
        ink = "faint" if not self.isEnabled() else token if self.isChecked() else "text" if self._boxed else "soft"
        painter.setPen(theme.colour(ink))
        painter.drawText(
            QRectF(left, 0, words + 1, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        paint_caps(painter, theme, round(left + words + 2 * GAP), self.height() / 2, self._caps)
        painter.end()


class Segments(QWidget):
    """The row of choices. Emits only what a person chose, never what `select` was told."""

    chosen = Signal(str)
    """The name of the choice."""

    def __init__(
        self, theme: Theme, name: str, *, boxed: bool = True, height: int = 30, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._boxed, self._height = theme, boxed, height
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(2 if boxed else 4)
        pad = 4 if boxed else 0
        self._row.setContentsMargins(pad, pad, pad, pad)
        self._now: str | None = None
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what was chosen stays so when it is still among them."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for choice in choices:
            button = Segment(self._theme, choice, self._height, boxed=self._boxed)
            self._group.addButton(button)
            self._row.addWidget(button)
        self.select(self._now)

    def buttons(self) -> list[Segment]:
        """The buttons in order."""
        return [button for button in self._group.buttons() if isinstance(button, Segment)]

    def value(self) -> str | None:
        """The name of what is chosen."""
        return self._now

    def select(self, name: str | None) -> None:
        """Show one as chosen, or none."""
        self._now = name if any(button.choice.name == name for button in self.buttons()) else None
        self._group.setExclusive(self._now is not None)  # an exclusive group cannot be emptied
        for button in self.buttons():
            button.setChecked(button.choice.name == self._now)
        self._group.setExclusive(True)

    def step(self, by: int = 1) -> None:
        """Choose the next one, as by a click; after the last comes the first."""
        buttons = self.buttons()
        if buttons:
            names = [button.choice.name for button in buttons]
            at = names.index(self._now) if self._now in names else -1
            buttons[(at + by) % len(buttons)].click()

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, Segment) and button.choice.name != self._now:
            self._now = button.choice.name
            self.chosen.emit(self._now)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._boxed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
            painter.end()
