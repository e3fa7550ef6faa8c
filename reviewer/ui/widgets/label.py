"""Plain text and the rule: a label in a tone, one that is cut with an ellipsis, and the 1 px line between panes."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from reviewer.ui.theme import Theme


def label(
    theme: Theme, text: str, px: int = 13, weight: int = 400, tone: str = "text", *, wrap: bool = False
) -> QLabel:
    """A label that never takes the text for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(px, weight))
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


class Rule(QFrame):
    """A line of 1 px."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", True)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class ElidedLabel(QWidget):
    """One line of text that ends in an ellipsis where room ends; the whole of it is in the tool tip then."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        px: int = 13,
        weight: int = 400,
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._tone = tone
        self.setFont(theme.font(px, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self._mark_cut()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Show it in another token's colour."""
        self._tone = tone
        self.update()

    def _mark_cut(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self._text) > self.contentsRect().width()
        self.setToolTip(self._text if cut else "")

    def resizeEvent(self, event: object) -> None:
        self._mark_cut()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height()).grownBy(self.contentsMargins())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, QFontMetrics(self.font()).height()).grownBy(self.contentsMargins())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._tone))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
