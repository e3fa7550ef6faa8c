"""The rubric and the overall recommendation as one walk of lines: digits rate the active one and go on by themselves.

Rows are made once and used again for every rubric: going to another application must not cost more than a frame.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reviewer.domain.rubric import LEVELS, Rubric
from reviewer.ui.review.lines import (
    RECOMMENDATION,
    Line,
    criterion_line,
    group_title,
    next_unrated,
    recommendation_line,
)
from reviewer.ui.review.passage_line import LINE, PassageLine, ShownPassage
from reviewer.ui.review.pip import PipFaces
from reviewer.ui.review.rating_row import BELOW, LEFT, RIGHT, RatingRow
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.label import label

HEADING = 22
"""Height of a group's heading in pixels."""
APART = 8
"""Room above the recommendation in pixels."""

_DIGITS = {Qt.Key(Qt.Key.Key_0 + level): level for level in LEVELS}
_CLEAR = (Qt.Key.Key_0, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RubricPanel(QWidget):
    """All lines of a scorecard; as high as it needs to be."""

    changed = Signal()
    """This reviewer gave or took back a level."""
    walked = Signal()
    """Another line is the active one, or the lines lie elsewhere."""

    passage_chosen = Signal(object)
    passage_removed = Signal(object)
    """The UUID of a piece of evidence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passages: dict[str, list[ShownPassage]] = {}
        self._passage_lines: list[PassageLine] = []
        self._faces = PipFaces(theme)
        self._rubric: Rubric | None = None
        self._order: tuple[str, ...] = ()
        self._levels: dict[str, int] = {}
        self._active = RECOMMENDATION
        self._lines_of = RECOMMENDATION
        self._rows: list[RatingRow] = []
        self._headings: list[QLabel] = []
        self._at: dict[str, RatingRow] = {}
        self._starts: dict[str, QLabel] = {}
        self._recommendation = recommendation_line()
        self._new_row().hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Rubric"))

    # -- what is shown

    def set_rubric(self, rubric: Rubric) -> None:
        """Ask the criteria of another rubric, with nothing rated."""
        self._levels = {}
        if rubric == self._rubric:
            return
        self._rubric = rubric
        lines: list[tuple[Line, str]] = []
        self._starts = {}
        for place, (group, criteria) in enumerate(rubric.groups()):
            if place == len(self._headings):
                self._headings.append(label(self._theme, "", 12, 400, "faint"))
                self._headings[place].setParent(self)
            heading = self._headings[place]
            heading.setText(group_title(group))
            self._starts[criteria[0].key] = heading
            lines += [(criterion_line(criterion), heading.text()) for criterion in criteria]
        lines.append((self._recommendation, ""))
        while len(self._rows) < len(lines):
            self._new_row()
        for row, (line, group) in zip(self._rows, lines, strict=False):
            row.set_line(line, group)
        self._order = tuple(line.key for line, _ in lines)
        self._at = dict(zip(self._order, self._rows, strict=False))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(lines))
        for place, heading in enumerate(self._headings):
            heading.setVisible(place < len(self._starts))
        self._active = self._order[0]

    def _new_row(self) -> RatingRow:
        row = RatingRow(self._theme, self._faces, self)
        row.chosen.connect(self._chosen)
        row.touched.connect(self._touched)
        if self._rows:
            QWidget.setTabOrder(self._rows[-1], row)
        self._rows.append(row)
        return row

    def set_levels(self, levels: Mapping[str, int], recommendation: int | None, active: str | None = None) -> None:
        """Show what was rated. `active`: the line to be at, else the first unrated, else the first."""
        self._levels = {key: level for key, level in levels.items() if key in self._order}
        if recommendation is not None:
            self._levels[RECOMMENDATION] = recommendation
        first = next((key for key in self._order if key not in self._levels), self._order[0])
        self._active = active if active in self._order else first
        self._show()

    def set_passages(self, passages: Sequence[ShownPassage]) -> None:
        """Show these passages, each under its criterion: in full where it is the active one, else as a number."""
        by_criterion: dict[str, list[ShownPassage]] = {}
        for passage in passages:
            by_criterion.setdefault(passage.criterion, []).append(passage)
        if by_criterion != self._passages:
            self._passages = by_criterion
            if self._order:
                self._show()

    def passage_lines(self) -> list[PassageLine]:
        """The lines of the active criterion's passages, from the top."""
        return self._passage_lines[: len(self._passages.get(self._active, ()))]

    def ratings(self) -> dict[str, int]:
        """Level by criterion."""
        return {key: self._levels[key] for key in self._order if key in self._levels and key != RECOMMENDATION}

    def recommendation(self) -> int | None:
        """The overall recommendation."""
        return self._levels.get(RECOMMENDATION)

    def active(self) -> str:
        """Key of the active line; empty for the recommendation."""
        return self._active

    def active_row(self) -> RatingRow | None:
        """The active line as a widget."""
        return self._at.get(self._active)

    # -- what the reviewer does

    def rate(self, level: int) -> None:
        """Give the active line a level and go on; a level that it does not have is not heard."""
        row = self.active_row()
        if row is None or row.line is None or not 1 <= level <= row.line.levels:
            return
        self._levels[self._active] = level
        self._active = next_unrated(self._order, self._levels, self._active)
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        """Take back the active line's level."""
        if self._levels.pop(self._active, None) is not None:
            self._show()
            self.changed.emit()

    def walk(self, step: int) -> None:
        """Make the line `step` further down the active one, round the ends."""
        if self._order:
            place = self._order.index(self._active)
            self._active = self._order[(place + step) % len(self._order)]
            self._show()

    def _chosen(self, key: str, level: int) -> None:
        self._active = key
        self.take_focus(Qt.FocusReason.MouseFocusReason)
        self.rate(level)

    def _touched(self, key: str) -> None:
        self._active = key
        self._show()
        self.take_focus(Qt.FocusReason.MouseFocusReason)

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the active line."""
        row = self.active_row()
        if row is not None:
            row.setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and key in _DIGITS:
            self.rate(_DIGITS[key])
        elif plain and key in _CLEAR:
            self.clear()
        elif plain and key in _STEPS:
            self.walk(_STEPS[key])
        else:
            super().keyPressEvent(event)

    # -- how it lies

    def _show(self) -> None:
        """Levels, the active line and every place as they are now."""
        focused = any(row.hasFocus() for row in self._at.values())
        at = next((place for place, line in enumerate(self._passage_lines) if line.hasFocus()), None)
        for key, row in self._at.items():
            before = row.level
            row.set_passages(len(self._passages.get(key, ())))
            row.set_level(self._levels.get(key))
            row.set_active(key == self._active)
            if before != row.level and row.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(row, QAccessible.Event.NameChanged))
        if focused:
            self.take_focus()
        self._show_passages(at)
        self._lay()
        self.walked.emit()

    def _show_passages(self, focused: int | None) -> None:
        """The active criterion's passages, one line each. `focused`: which of the lines had the keyboard."""
        shown = self._passages.get(self._active, [])
        before: QWidget | None = self.active_row()
        while len(self._passage_lines) < len(shown):
            line = PassageLine(self._theme, self)
            line.chosen.connect(self.passage_chosen)
            line.removed.connect(self.passage_removed)
            self._passage_lines.append(line)
        for line, passage in zip(self._passage_lines, shown, strict=False):
            line.show_passage(passage)
            line.show()
            if before is not None:
                QWidget.setTabOrder(before, line)
            before = line
        if focused is not None:
            # The keyboard stays where it was, and out of lines that go.
            if shown and self._active == self._lines_of:
                self._passage_lines[min(focused, len(shown) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.take_focus()
        for line in self._passage_lines[len(shown) :]:
            line.hide()
        self._lines_of = self._active

    def _lay_passages(self, row: RatingRow) -> None:
        lines = self.passage_lines()
        top = row.y() + row.height() - BELOW - len(lines) * LINE
        for place, line in enumerate(lines):
            line.setGeometry(QRect(LEFT - 5, top + place * LINE, self.width() - LEFT - RIGHT + 10, LINE))
            line.raise_()

    def _lay(self) -> None:
        width, top = self.width(), 0
        rows = [(key, self._at[key]) for key in self._order]
        for place, (key, row) in enumerate(rows):
            heading = self._starts.get(key)
            if heading is not None:
                top += 2 if place else 0
                heading.setGeometry(QRect(LEFT, top, width - LEFT, HEADING))
                top += HEADING
            elif key == RECOMMENDATION:
                top += APART
            height = row.height_for(width)
            row.setGeometry(QRect(0, top, width, height))
            if key == self._active:
                self._lay_passages(row)
            top += height
            after = rows[place + 1][0] if place + 1 < len(rows) else RECOMMENDATION
            ruled = after not in self._starts and after not in (RECOMMENDATION, self._active)
            if ruled is not row.ruled:
                row.ruled = ruled
                row.update()
        if top != self.height():
            self.setFixedHeight(top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._lay()

    def sizeHint(self) -> QSize:
        return QSize(324, self.height())
