"""A line of text on which what was looked for is marked."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from reviewer.ui.theme import Theme

_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_HIGH = 18


def paint_marked(
    painter: QPainter,
    theme: Theme,
    font: QFont,
    box: QRectF,
    text: str,
    marks: Iterable[tuple[int, int]],
    ink: str,
) -> None:
    """Draw a text in one line, shortened to the width of a box; `marks` are where in it something was found."""
    metrics = QFontMetricsF(font)
    for start, end in marks:
        left, width = metrics.horizontalAdvance(text[:start]), metrics.horizontalAdvance(text[start:end])
        if left + width <= box.width():
            mark = QRectF(box.x() + left - 1, box.center().y() - _HIGH / 2, width + 2, _HIGH)
            painter.fillRect(mark, theme.colour("mark", 0.4))
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    painter.drawText(box, _LINE, metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, box.width())))
