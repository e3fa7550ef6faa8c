"""A table over the window that sets versions of the same thing beside one another; where they differ, it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.label import Rule, label
from reviewer.ui.widgets.overlay import EDGE, Overlay

WIDTH, HEIGHT = 860, 620
_PAD = 24


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
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QVBoxLayout()
        head.setContentsMargins(_PAD, 20, _PAD, 14)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._sentence)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(_PAD, 12, _PAD, 14)
        self._foot.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(Rule())
        self.column.addWidget(self._area, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(self._foot)

    def compare(
        self, title: str, sentence: str, headings: Sequence[str], lines: Sequence[Line], choices: Sequence[Choice]
    ) -> None:
        """Show it."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{title}. {sentence}")
        self._area.setWidget(self._table(headings, lines))
        self._choices = list(choices)
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
        self.open()
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
        return self._area

    def place(self, room: QRect) -> QRect:
        width, height = min(WIDTH, room.width() - 2 * EDGE), min(HEIGHT, room.height() - 2 * EDGE)
        return QRect((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        named = [each.name for each in self._choices if each.key and each.key == event.text().upper()]
        if named:
            self._pick(named[0])
        else:
            super().keyPressEvent(event)

    def _pick(self, name: str) -> None:
        self.dismiss()
        self.picked.emit(name)
