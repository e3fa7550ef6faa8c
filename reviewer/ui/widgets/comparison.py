"""A table over the window that sets versions of the same thing beside one another; where they differ, it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import Rule, label
from reviewer.ui.widgets.overlay import EDGE, Overlay

WIDTH, HEIGHT = 860, 620
"""Logical pixels at most."""
ASKING = 520
"""Width where there is only a question."""
_PAD = 24
_BORDER = 6
"""Of the card and of the rules."""


@dataclass(frozen=True)
class Line:
    """One line: what it is about, and what each version says."""

    name: str
    values: tuple[str, ...]
    marked: bool = False
    """Whether the versions differ in it."""


class ComparisonOverlay(Overlay):
    """Columns with a heading each. Keys of the choices pick one; Esc leaves all as it is."""

    picked = Signal(str)
    """The name of a choice; emitted after it has closed."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "")
        self._title = label(theme, "", 18, 600, wrap=True)
        self._sentence = label(theme, "", 13, 400, "soft", wrap=True)
        self._choices: list[Choice] = []
        self._buttons: list[KeyedButton] = []
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason = QLineEdit()
        """Where a choice needs a reason, it is typed here."""
        self.reason.textChanged.connect(self._allow)
        self.reason.returnPressed.connect(self._enter)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(_PAD, 20, _PAD, 14)
        self._head.setSpacing(4)
        self._head.addWidget(self._title)
        self._head.addWidget(self._sentence)
        self._head.addSpacing(6)
        self._head.addWidget(self.reason)
        self._rule = Rule()
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(_PAD, 12, _PAD, 14)
        self._foot.setSpacing(8)
        self.column.addLayout(self._head)
        self.column.addWidget(self._rule)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(self._foot)

    def compare(
        self,
        title: str,
        sentence: str,
        headings: Sequence[str],
        lines: Sequence[Line],
        choices: Sequence[Choice],
        reason: str = "",
    ) -> None:
        """Show it. `reason`: what is asked for in a line; the last choice needs it."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{title}. {sentence}")
        self._area.setWidget(self._table(headings, lines))
        self._area.setVisible(bool(lines))
        self._rule.setVisible(bool(lines))
        self.reason.clear()
        self.reason.setPlaceholderText(reason)
        self.reason.setAccessibleName(reason)
        self.reason.setVisible(bool(reason))
        self._choices = list(choices)
        self._buttons = []
        while (item := self._foot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._foot.addStretch(1)
        for choice in choices:
            button = KeyedButton(self.theme, choice.text, choice.key, choice.kind)
            button.clicked.connect(lambda _=False, name=choice.name: self._pick(name))
            self._foot.addWidget(button)
            self._buttons.append(button)
        self._allow()
        self.open()
        for layout in (self._head, self._foot, self.column):  # parts came and went while it was closed
            layout.invalidate()
            layout.activate()
        self.arrange()
        announce(self, f"{title}. {sentence}")

    def texts(self) -> list[str]:
        """Everything that the table says, for readers and tests."""
        widget = self._area.widget()
        return [each.text() for each in widget.findChildren(QLabel)] if widget else []

    def _table(self, headings: Sequence[str], lines: Sequence[Line]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(_PAD, 14, _PAD, 14)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 3)
        for column, heading in enumerate(headings, 1):
            grid.setColumnStretch(column, 4)
            grid.addWidget(label(self.theme, heading, 12, 600, "soft", wrap=True), 0, column)
        for row, line in enumerate(lines, 1):
            grid.addWidget(label(self.theme, line.name, 13, 500, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, value in enumerate(line.values, 1):
                tone, weight = ("text", 600) if line.marked else ("soft", 400)
                cell = label(self.theme, value, 13, weight, tone, wrap=True)
                cell.setAccessibleName(f"{line.name}, {headings[column - 1]}: {value}")
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(lines) + 1, 1)
        return table

    def first(self) -> QWidget:
        return self.reason if not self.reason.isHidden() else self._area if not self._area.isHidden() else self

    def place(self, room: QRect) -> QRect:
        lines = self._area.widget() if not self._area.isHidden() else None
        width = min(WIDTH if lines is not None else ASKING, room.width() - 2 * EDGE)
        table = lines.heightForWidth(width - _BORDER) if lines is not None else 0
        needed = self._head.heightForWidth(width - _BORDER) + table + self._foot.sizeHint().height() + _BORDER
        height = min(needed, HEIGHT, room.height() - 2 * EDGE)
        return QRect((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        named = [each.name for each in self._choices if each.key and each.key == event.text().upper()]
        if named:
            self._pick(named[0])
        else:
            super().keyPressEvent(event)

    def _allow(self) -> None:
        """What needs a reason can be done once there is one."""
        if self._buttons and not self.reason.isHidden():
            self._buttons[-1].setEnabled(bool(self.reason.text().strip()))

    def _enter(self) -> None:
        if self._buttons:
            self._buttons[-1].click()

    def _pick(self, name: str) -> None:
        self.dismiss()
        self.picked.emit(name)
