"""What the palette lists, and how an entry looks."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.keycap import caps, caps_width, paint_caps
from reviewer.ui.widgets.marked_line import paint_marked

HEIGHT = 40
ENTRY = Qt.ItemDataRole.UserRole
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Entry:
    """A command, a candidate, or a line that says that there is neither."""

    text: str
    aside: str
    """What kind of thing it is."""
    icon: str
    key: str = ""
    action: str | None = None
    application: UUID | None = None
    marks: tuple[tuple[int, int], ...] = ()
    """Where in the aside stands what was looked for."""
    words: str = ""
    """What was looked for."""
    lists: bool = False
    """It lists in the queue what is found by these words."""

    @property
    def possible(self) -> bool:
        """Whether there is anything to do."""
        return self.action is not None or self.application is not None or self.lists


class EntryDelegate(QStyledItemDelegate):
    """Icon, text, what it is, and its keys at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, entry = self._theme, cast("Entry", index.data(ENTRY))
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("tint"))
            painter.drawRoundedRect(box, 7, 7)
        possible = bool(option.state & QStyle.StateFlag.State_Enabled)
        pixmap = theme.pixmap(entry.icon, "soft", 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(box.x() + 11), round(box.center().y() - 8), pixmap)
        words = caps(entry.key)
        keys = caps_width(theme, words)
        right = box.right() - 12 - keys
        paint_caps(painter, theme, right, box.center().y(), words)
        left, room = box.x() + 40, right - 12 - box.x() - 40
        font = theme.font(14, 500 if possible else 400)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if possible else "soft"))
        painter.drawText(QRectF(left, box.y(), room, box.height()), _LINE, text)
        used = metrics.horizontalAdvance(text) + 10
        aside = QRectF(left + used, box.y(), max(0.0, room - used), box.height())
        ink = "soft" if chosen or entry.marks else "faint"
        paint_marked(painter, theme, theme.font(12), aside, entry.aside, entry.marks, ink)
        painter.restore()
