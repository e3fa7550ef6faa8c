"""One line of the scorecard: its title, its levels, and, while it is the active one, what they stand for."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from reviewer.ui.review.lines import Line
from reviewer.ui.review.passage_line import LINE
from reviewer.ui.review.pip import GAP, SIDE, Pip, PipFaces
from reviewer.ui.theme import Theme

ROW = 36
"""Height of a line that is not active, in pixels."""
LEFT, RIGHT = 10, 10
NARROW = 310
"""Width in pixels below which levels stand closer, for the sake of the titles."""
BELOW = 6
"""Room below a line's passages in pixels."""
STEP = 17
"""Height of a line of the small text."""
COUNT_GAP, COUNT_ICON = 8, 12
"""Between a title and the number of its passages, and the icon before that, in pixels."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class RatingRow(QWidget):
    """A line with its exclusive levels. Only the active line is a tab stop."""

    chosen = Signal(str, int)
    """The line's key and the level that was clicked."""
    touched = Signal(str)
    """The line was clicked beside its levels, or got the keyboard's focus."""

    def __init__(self, theme: Theme, faces: PipFaces, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._faces = theme, faces
        self.line: Line | None = None
        self.level: int | None = None
        self.active = False
        self.passages = 0
        self.ruled = False
        self._hovered = 0
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._pips: list[Pip] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        theme.changed.connect(self.update)

    def set_line(self, line: Line, group: str) -> None:
        """Be another line. `group` is the heading it stands under."""
        if line == self.line:
            return
        self.line = line
        while len(self._pips) < line.levels:
            pip = Pip(self._faces, len(self._pips) + 1, self)
            pip.hovered.connect(self._hover)
            self._group.addButton(pip)
            self._pips.append(pip)
        for pip in self._pips:
            if pip.isHidden() is (pip.level <= line.levels):
                pip.setVisible(pip.level <= line.levels)
            if pip.level <= line.levels:
                pip.setAccessibleName(line.spoken(pip.level))
                pip.setAccessibleDescription(line.anchors.get(pip.level, ""))
        anchors = [f"{level}: {text}." for level, text in line.anchors.items()]
        self.setAccessibleDescription(" ".join(part for part in (group and f"{group}.", line.guide, *anchors) if part))
        self._place()

    def set_level(self, level: int | None) -> None:
        """Show what the line was rated."""
        assert self.line is not None
        if level != self.level or not self.accessibleName().startswith(self.line.title):
            self.level = level
            self._group.setExclusive(level is not None)  # an exclusive group cannot be emptied
            for pip in self._pips:
                pip.setChecked(pip.level == level)
            self._group.setExclusive(True)
            self.update()
        self._speak()

    def set_passages(self, number: int) -> None:
        """How many passages are attached to it."""
        if number != self.passages:
            self.passages = number
            self._speak()
            self.update()

    def _speak(self) -> None:
        assert self.line is not None
        spoken = self.line.spoken(self.level)
        if self.passages:
            count = self.tr("1 passage") if self.passages == 1 else self.tr("{0} passages").format(self.passages)
            spoken = f"{spoken}; {count}"
        self.setAccessibleName(spoken)

    def set_active(self, active: bool) -> None:
        """Be the line that digits rate."""
        if active is not self.active:
            self.active = active
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if active else Qt.FocusPolicy.ClickFocus)
            for pip in self._pips:
                pip.set_strong(active)
            self.update()

    def height_for(self, width: int) -> int:
        """How high the line is at a width, both in pixels."""
        if not self.active or self.line is None:
            return ROW
        lines = 1 if not self.line.anchors else 2
        guide = self._guide_height(width)
        passages = self.passages * LINE + BELOW - 2 if self.passages else 0
        return ROW - 2 + guide + (3 if guide else 0) + lines * STEP + 8 + passages

    def _guide_height(self, width: int) -> int:
        if self.line is None or not self.line.guide:
            return 0
        metrics = QFontMetrics(self._theme.font(12))
        room = metrics.boundingRect(QRect(0, 0, width - LEFT - RIGHT, 200), _WRAP, self.line.guide)
        return max(1, round(room.height() / metrics.height())) * STEP

    def _room(self) -> int:
        levels = self.line.levels if self.line else 0
        return self.width() - LEFT - RIGHT - levels * self._step() - GAP

    def _step(self) -> int:
        return SIDE + (GAP if self.width() >= NARROW else GAP // 2)

    def _place(self) -> None:
        if self.line is None:
            return
        step = self._step()
        left = self.width() - RIGHT - SIDE - (self.line.levels - 1) * step
        for pip in self._pips[: self.line.levels]:
            pip.move(left + (pip.level - 1) * step, (ROW - SIDE) // 2)
        cut = QFontMetrics(self._theme.font(13, 500)).horizontalAdvance(self.line.title) > self._room()
        self.setToolTip(self.line.title if cut else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._place()

    def _hover(self, level: int) -> None:
        self._hovered = level
        if self.active:
            self.update()

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, Pip) and self.line is not None:
            self.chosen.emit(self.line.key, button.level)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.touched.emit(self.line.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        if self.active:
            focused = self.hasFocus()
            inset = 1 if focused else 0.5
            painter.setPen(QPen(theme.colour("accent" if focused else "tint_line"), 2 if focused else 1))
            painter.setBrush(theme.colour("tint"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        elif self.ruled:
            painter.fillRect(QRect(LEFT, self.height() - 1, self.width() - LEFT - RIGHT, 1), theme.colour("line"))
        font = theme.font(13, 500 if self.active or self.level else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        count = self._count_width()
        title = QFontMetrics(font).elidedText(self.line.title, Qt.TextElideMode.ElideRight, self._room() - count)
        painter.drawText(QRect(LEFT, 0, self._room(), ROW), Qt.AlignmentFlag.AlignVCenter, title)
        if count:
            self._paint_count(painter, LEFT + QFontMetrics(font).horizontalAdvance(title) + COUNT_GAP)
        if self.active:
            self._paint_below(painter)
        painter.end()

    def _count_width(self) -> int:
        """Room that the number of passages takes; where they are written out below nothing counts them."""
        if not self.passages or self.active:
            return 0
        number = QFontMetrics(self._theme.font(12, 500, numbers=True)).horizontalAdvance(str(self.passages))
        return COUNT_GAP + COUNT_ICON + 3 + number

    def _paint_count(self, painter: QPainter, left: int) -> None:
        icon = self._theme.pixmap("quote", "evidence", COUNT_ICON, self.devicePixelRatioF())
        painter.drawPixmap(left, (ROW - COUNT_ICON) // 2, icon)
        painter.setFont(self._theme.font(12, 500, numbers=True))
        painter.setPen(self._theme.colour("evidence"))
        place = QRect(left + COUNT_ICON + 3, 0, 40, ROW)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(self.passages))

    def _paint_below(self, painter: QPainter) -> None:
        assert self.line is not None
        theme, width, top = self._theme, self.width() - LEFT - RIGHT, ROW - 2
        shown = self._hovered or self.level
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("soft"))
        if not self.line.anchors:
            self._paint_words(painter, top, shown)
            return
        guide = self._guide_height(self.width())
        painter.drawText(QRect(LEFT, top, width, guide), _WRAP, self.line.guide)
        top += guide + 3
        for level, text, own in self.line.legend(shown):
            painter.setPen(theme.colour("text" if own else "soft"))
            if level:
                painter.setFont(theme.font(12, 600, numbers=True))
                painter.drawText(QRect(LEFT, top, 14, STEP), Qt.AlignmentFlag.AlignVCenter, str(level))
            font = theme.font(12, 500 if own else 400)
            painter.setFont(font)
            room = width - 14
            text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(LEFT + 14, top, room, STEP), Qt.AlignmentFlag.AlignVCenter, text)
            top += STEP

    def _paint_words(self, painter: QPainter, top: int, shown: int | None) -> None:
        """All words in one line, each behind its digit: for lines with few levels that need no anchors."""
        assert self.line is not None
        theme, at = self._theme, float(LEFT)
        for level, word in enumerate(self.line.words, start=1):
            own = level == shown
            painter.setPen(theme.colour("text" if own else "soft"))
            for text, weight, gap in ((str(level), 600, 5), (word, 500 if own else 400, 12)):
                font = theme.font(12, weight, numbers=weight == 600)
                painter.setFont(font)
                advance = QFontMetrics(font).horizontalAdvance(text)
                painter.drawText(QRectF(at, top, advance + 2, STEP), Qt.AlignmentFlag.AlignVCenter, text)
                at += advance + gap
