"""The words of a track that a document holds, each a link to its place: the evidence, without a verdict."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.label import label

LINE = 20
GAP = 4
PAD = 3
"""Room in pixels beside a word for the ring that says that it has the keyboard."""


class WordLink(QAbstractButton):
    """A word that leads to its place in the document."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._token = theme, "accent"
        self.setFont(theme.font(12, 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def be(self, word: str, token: str, spoken: str) -> None:
        """Be the link of another word."""
        self._token = token
        self.setText(word)
        self.setAccessibleName(spoken)
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * PAD, LINE)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour(self._token)
        painter.setFont(self.font())
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(PAD, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        elif self.underMouse():
            painter.drawLine(QPoint(PAD, LINE - 3), QPoint(self.width() - PAD - 1, LINE - 3))
        painter.end()


class FoundWords(QWidget):
    """One line of links; what does not fit is behind a last link that unfolds the rest."""

    word_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: tuple[str, ...] = ()
        self._token = "accent"
        self._unfolded = False
        self._intro = label(theme, "", 12, 400, "soft")
        self._intro.setParent(self)
        self._links: list[WordLink] = []
        self._new_link()
        self._more = WordLink(theme, self)
        self._more.clicked.connect(self._unfold)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.hide()

    def _new_link(self) -> None:
        link = WordLink(self._theme, self)
        link.clicked.connect(lambda: self.word_chosen.emit(link.text()))
        if self._links:
            QWidget.setTabOrder(self._links[-1], link)
            QWidget.setTabOrder(link, self._more)
        self._links.append(link)

    def show_words(self, intro: str, token: str, words: Sequence[str]) -> None:
        """Show words behind an introduction, in a token's colour; without words, show nothing."""
        if words and (intro, token, tuple(words)) == (self._intro.text(), self._token, self._words):
            return
        self._token, self._words, self._unfolded = token, tuple(words), False
        self._intro.setText(intro)
        self._intro.resize(self._intro.sizeHint().width(), LINE)
        while len(self._links) < len(self._words):
            self._new_link()
        for link, word in zip(self._links, self._words, strict=False):
            link.be(word, token, self.tr("Show {0} in the document").format(word))
        self._lay()
        self.setVisible(bool(self._words))

    def blank(self) -> None:
        """Show nothing, in the place of what was shown."""
        self._words, self._unfolded = (), False
        self._intro.clear()
        self._lay()

    def words(self) -> tuple[str, ...]:
        """The words that are shown, also those that are folded away."""
        return self._words

    def _unfold(self) -> None:
        self._unfolded = True
        self._lay()

    def _lay(self) -> None:
        links = self._links[: len(self._words)]
        start = self._intro.width() + 2
        shown = len(links) if self._unfolded else self._fitting(links, self.width() - start)
        left, top = start, 0
        for link in links[:shown]:
            if left > 0 and left + link.width() > self.width():
                left, top = -PAD, top + LINE
            link.move(left, top)
            left += link.width() + GAP
        if shown < len(links):
            self._be_more(len(links) - shown)
            self._more.move(left, top)
        self._more.setVisible(shown < len(links))
        for place, link in enumerate(self._links):
            link.setVisible(place < shown)
        self.setFixedHeight(top + LINE)

    def _fitting(self, links: Sequence[WordLink], room: int) -> int:
        """How many links have room in the first line, beside the one that unfolds the rest; one at least."""
        used = 0
        for place, link in enumerate(links):
            used += link.width() + GAP
            rest = len(links) - place - 1
            self._be_more(rest)
            if used - GAP + (GAP + self._more.width() if rest else 0) > room:
                return max(1, place)
        return len(links)

    def _be_more(self, rest: int) -> None:
        self._more.be(f"+{rest}", "soft", self.tr("Show {0} more words").format(rest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._lay()
