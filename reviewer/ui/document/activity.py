"""The activity of an application as a line of time, newest first."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.activity import Activity
from reviewer.ui.document.sentences import Sentences
from reviewer.ui.document.times import ago, exact, now
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.label import label

MEASURE = 660
EDGE = 28
DOT = 28
"""Logical pixels of the round ground of an icon."""
LEAST = 44
"""Height of an entry of one line, logical pixels."""


class ActivityRow(QWidget):
    """One entry: an icon on the line of time, a sentence, when, and a way to take it back."""

    undone = Signal(object)

    def __init__(self, theme: Theme, activity: Activity, sentences: Sentences, *, ends: tuple[bool, bool]) -> None:
        super().__init__()
        self._theme, self._activity, self._ends = theme, activity, ends
        self._icon = sentences.icon(activity)
        text = sentences.sentence(activity)
        self.sentence = label(theme, text, 13, 400, "faint" if activity.undone else "text", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if activity.undone:
            font = self.sentence.font()
            font.setStrikeOut(True)
            self.sentence.setFont(font)
            self.sentence.setAccessibleName(self.tr("{0}; taken back").format(text))
        when = label(theme, ago(activity.at, now()), 12, 400, "faint")
        when.setToolTip(exact(activity.at))
        column = QVBoxLayout(self)
        column.setContentsMargins(DOT + 14, 10, 0, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row)
        row.addWidget(self.sentence, 1)
        self.undo: KeyedButton | None = None
        if activity.undoable and not activity.undone:
            self.undo = KeyedButton(theme, self.tr("Undo"), "", "link")
            self.undo.setAccessibleName(self.tr("Undo: {0}").format(text))
            self.undo.clicked.connect(lambda: self.undone.emit(activity.operation))
            row.addWidget(self.undo)
        row.addWidget(when)
        self.said: QLabel | None = None
        if said := sentences.said(activity):
            self.said = label(theme, said, 13, 400, "soft", wrap=True)
            self.said.setTextFormat(Qt.TextFormat.PlainText)
            self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(self.said)
        self.setMinimumHeight(LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle = self._theme, (LEAST if self.said else self.height()) / 2
        painter.setPen(QPen(theme.colour("line"), 1.5))
        first, last = self._ends
        x = DOT / 2
        if not first:
            painter.drawLine(QPointF(x, 0), QPointF(x, middle))
        if not last:
            painter.drawLine(QPointF(x, middle), QPointF(x, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawEllipse(QRectF(0, middle - DOT / 2, DOT, DOT))
        token = "faint" if self._activity.undone else "soft"
        pixmap = theme.pixmap(self._icon, token, 14, self.devicePixelRatioF())
        painter.drawPixmap(round(x - 7), round(middle - 7), pixmap)
        painter.end()


class ActivityView(QScrollArea):
    """Everything that happened, newest first. Rows are made when it is shown, not for every application passed by."""

    undo_asked = Signal(object)
    """The UUID of an operation."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setProperty("ground", "panel")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Activity"))
        self.rows: list[ActivityRow] = []
        self._say_loading()

    def show_activities(self, activities: Sequence[Activity], sentences: Sentences) -> None:
        """Show these, given oldest first."""
        at = self.verticalScrollBar().value()
        ground, column = self._ground()
        self.rows = []
        newest_first = list(reversed(activities))
        for number, activity in enumerate(newest_first):
            row = ActivityRow(self._theme, activity, sentences, ends=(number == 0, number == len(newest_first) - 1))
            row.undone.connect(self._undo)
            column.addWidget(row)
            self.rows.append(row)
        if not activities:
            column.addWidget(_centred(self._theme, self.tr("Nothing has happened yet")))
        column.addStretch(1)
        self.setWidget(ground)
        self.verticalScrollBar().setValue(at)

    def clear(self) -> None:
        """Another application: what happened to it is being read."""
        if self.rows:
            self._say_loading()

    def _say_loading(self) -> None:
        self.rows = []
        ground, column = self._ground()
        column.addWidget(_centred(self._theme, self.tr("Reading what happened …")))
        column.addStretch(1)
        self.setWidget(ground)

    def _undo(self, operation: UUID) -> None:
        self.undo_asked.emit(operation)

    def _ground(self) -> tuple[QWidget, QVBoxLayout]:
        outer = QWidget()
        outer.setProperty("ground", "panel")
        inner = QWidget()
        inner.setMaximumWidth(MEASURE)
        row = QHBoxLayout(outer)
        row.setContentsMargins(EDGE, EDGE - 10, EDGE, EDGE)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return outer, column


def _centred(theme: Theme, text: str) -> QLabel:
    made = label(theme, text, 13, 400, "soft")
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
