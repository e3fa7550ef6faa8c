"""The questions of the form and what the candidate wrote, set as text to be read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from reviewer.domain.application import Answer
from reviewer.ui.theme import Theme

MEASURE = 620
"""Logical pixels of a line: longer ones are hard to read."""
EDGE = 28
LEADING = 150
"""Height of a line in per cent of the letters'."""


class AnswersView(QTextEdit):
    """Read only; text can be selected across questions, and copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answers: tuple[Answer, ...] = ()
        self.setReadOnly(True)
        self.setProperty("ground", "panel")
        self.setFrameShape(self.Shape.NoFrame)
        self.setAccessibleName(self.tr("Answers"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fill)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Set other answers."""
        if tuple(answers) != self._answers:
            self._answers = tuple(answers)
            self._fill()

    def _fill(self) -> None:
        self.clear()
        writer = QTextCursor(self.document())
        question, reply = QTextBlockFormat(), QTextBlockFormat()
        question.setBottomMargin(4)
        question.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        reply.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        asked, said = QTextCharFormat(), QTextCharFormat()
        asked.setFont(self._theme.font(13, 600))
        asked.setForeground(self._theme.colour("soft"))
        said.setFont(self._theme.font(14))
        said.setForeground(self._theme.colour("text"))
        for number, answer in enumerate(self._answers):
            question.setTopMargin(0 if number == 0 else 28)
            if number:
                writer.insertBlock()
            writer.setBlockFormat(question)
            writer.setCharFormat(asked)
            writer.insertText(answer.question)
            for paragraph in (answer.answer.strip() or self.tr("Not answered.")).splitlines():
                writer.insertBlock(reply, said)
                writer.insertText(paragraph)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(EDGE, (self.width() - MEASURE) // 2)
        self.setViewportMargins(side, EDGE, side, 0)
        super().resizeEvent(event)
