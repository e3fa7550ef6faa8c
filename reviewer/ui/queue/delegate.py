"""How a row of the queue looks."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.domain.queue import QueueRow
from reviewer.services.search import Excerpt
from reviewer.ui.queue.model import ROW, QueueModel
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.marked_line import paint_marked

HEIGHT = 66
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_OVER = 0.62
"""How strongly a row is drawn that is decided."""


class QueueDelegate(QStyledItemDelegate):
    """Two lines: unread, name, marks, mean and age; what the candidate does, where, and a chip."""

    def __init__(self, theme: Theme, model: QueueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._metrics: dict[tuple[int, int, bool], QFontMetricsF] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(280, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area, state = QRectF(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = area.adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        row = cast("QueueRow | None", index.data(ROW))
        inner = QRectF(box.x() + 22, box.y(), box.width() - 34, box.height())
        if row is None:
            self._paint_loading(painter, inner)
        else:
            if row.outcome is not None and not chosen:
                painter.setOpacity(_OVER)
            self._paint_row(painter, box, inner, row, chosen=chosen)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        # The view has painted the platform's own selection over the whole row.
        painter.fillRect(box.adjusted(-8, -2, 8, 2), theme.colour("panel"))
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.colour("accent"), 2))
                box = box.adjusted(1, 1, -1, -1)
            painter.setBrush(theme.colour("tint"))
            painter.drawRoundedRect(box, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 8, 8)

    def _paint_loading(self, painter: QPainter, inner: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(QRectF(inner.x(), inner.y() + 14, inner.width() * 0.45, 10), 4, 4)
        painter.drawRoundedRect(QRectF(inner.x(), inner.y() + 36, inner.width() * 0.72, 9), 4, 4)

    def _paint_row(self, painter: QPainter, box: QRectF, inner: QRectF, row: QueueRow, *, chosen: bool) -> None:
        theme = self._theme
        upper = QRectF(inner.x(), inner.y() + 9, inner.width(), 20)
        if row.unread and row.outcome is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(box.x() + 9, upper.center().y() - 3.5, 7, 7))
        right = self._paint_right(painter, upper, row, chosen=chosen)
        weight = 600 if row.unread else 500
        metrics = self._of(14, weight)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, right - 12 - upper.left())
        painter.setFont(theme.font(14, weight))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(upper.left(), upper.top(), right - 12 - upper.left(), 20), _LEFT, name)

        excerpt = self._model.excerpts.get(row.id)
        if excerpt is not None:
            self._paint_excerpt(painter, QRectF(inner.x(), inner.y() + 33, inner.width(), 19), excerpt)
            return
        word, token = self._model.chip(row)
        token = token if theme.has(token) and theme.has(f"{token}_tint") else "unsure"
        width = self._of(11, 500).horizontalAdvance(word) + 14
        chip = QRectF(round(inner.right() - width), inner.y() + 33, round(width), 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{token}_tint"))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setFont(theme.font(11, 500))
        painter.setPen(theme.colour(token))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, word)
        lower = QRectF(inner.x(), inner.y() + 33, chip.left() - 12 - inner.x(), 19)
        text = " · ".join(part for part in (row.headline, row.location) if part)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("soft"))
        painter.drawText(lower, _LEFT, self._of(12, 400).elidedText(text, Qt.TextElideMode.ElideRight, lower.width()))

    def _paint_excerpt(self, painter: QPainter, line: QRectF, excerpt: Excerpt) -> None:
        """Where a search found something, marked; of a note or comment, after its sign."""
        theme = self._theme
        if excerpt.remark:
            pixmap = theme.pixmap("message-square", "soft", 13, painter.device().devicePixelRatioF(), 2)
            painter.drawPixmap(round(line.x()), round(line.center().y() - 6.5), pixmap)
            line = line.adjusted(19, 0, 0, 0)
        paint_marked(painter, theme, theme.font(12), line, excerpt.line, excerpt.marks, "soft")

    def _paint_right(self, painter: QPainter, upper: QRectF, row: QueueRow, *, chosen: bool) -> float:
        """Age, mean and marks, from the right; gives where they begin."""
        theme = self._theme
        age = self._model.age(row)
        width = max(26.0, self._of(12, 400, numbers=True).horizontalAdvance(age))
        right = upper.right() - width
        painter.setFont(theme.font(12, 400, numbers=True))
        painter.setPen(theme.colour("soft" if chosen else "faint"))
        painter.drawText(QRectF(right, upper.top(), width, 20), _RIGHT, age)
        if row.mean is not None:
            right -= 34
            painter.setFont(theme.font(12, 600, numbers=True))
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(right, upper.top(), 26, 20), _RIGHT, f"{row.mean:.1f}")
        for shown, icon, ink in (
            (row.submitted, "check", "good"),
            (bool(row.flags), "flag", "warn"),
            (bool(row.readers), "eye", "soft"),
        ):
            if shown:
                right -= 18 if right < upper.right() - width else 12
                pixmap = theme.pixmap(icon, ink, 13, painter.device().devicePixelRatioF(), 2.2)
                painter.drawPixmap(round(right), round(upper.center().y() - 6.5), pixmap)
        return right

    def _of(self, px: int, weight: int, *, numbers: bool = False) -> QFontMetricsF:
        key = (px, weight, numbers)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self._theme.font(px, weight, numbers=numbers))
        return self._metrics[key]
