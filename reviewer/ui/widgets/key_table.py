"""A table of what keys do, in groups and two columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.keycap import caps_width, paint_caps

LINE = 32
_HEAD = 38
_BETWEEN = 12
_COLUMN = 380
_GUTTER = 34
_NARROW = 2 * 270 + _GUTTER


@dataclass(frozen=True)
class KeyLine:
    """One line: what happens, and the caps of its keys."""

    text: str
    caps: tuple[str, ...]


@dataclass(frozen=True)
class KeyGroup:
    """Lines under a heading."""

    title: str
    lines: tuple[KeyLine, ...]

    @property
    def height(self) -> int:
        """In logical pixels."""
        return _HEAD + LINE * len(self.lines) + _BETWEEN


class KeyTable(QWidget):
    """Painted; as high as its columns need. One column when there is no room for two."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: tuple[KeyGroup, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def set_groups(self, groups: Sequence[KeyGroup]) -> None:
        """Show other groups."""
        self._groups = tuple(groups)
        lines = [f"{line.text}: {' '.join(line.caps)}" for group in groups for line in group.lines]
        self.setAccessibleName("; ".join(lines))
        self.updateGeometry()
        self.update()

    def columns(self, width: int) -> tuple[tuple[KeyGroup, ...], ...]:
        """The groups in one or two columns, as even in height as the groups allow; in each their order is kept."""
        if width < _NARROW or not self._groups:
            return (self._groups,)
        first, *others = self._groups
        splits: list[tuple[tuple[KeyGroup, ...], tuple[KeyGroup, ...]]] = []
        for sides in product((0, 1), repeat=len(others)):
            left = (first, *(group for group, side in zip(others, sides, strict=True) if not side))
            splits.append((left, tuple(group for group, side in zip(others, sides, strict=True) if side)))
        return min(splits, key=lambda split: max(map(_height, split)))  # of equals, the one nearest to the order

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((_height(column) for column in self.columns(width)), default=0)

    def sizeHint(self) -> QSize:
        width = 2 * _COLUMN + _GUTTER
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self.columns(self.width())
        width = (self.width() - _GUTTER * (len(columns) - 1)) / len(columns)
        for number, column in enumerate(columns):
            left, top = number * (width + _GUTTER), 0.0
            for group in column:
                self._paint_group(painter, group, left, top, width)
                top += group.height
        painter.end()

    def _paint_group(self, painter: QPainter, group: KeyGroup, left: float, top: float, width: float) -> None:
        theme = self._theme
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colour("faint"))
        painter.drawText(QRectF(left, top, width, _HEAD), line, group.title)
        top += _HEAD
        for entry in group.lines:
            keys = caps_width(theme, entry.caps)
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("text"))
            room = width - keys - 12
            text = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(QRectF(left, top, room, LINE - 1), line, text)
            paint_caps(painter, theme, left + width - keys, top + (LINE - 1) / 2, entry.caps)
            painter.fillRect(QRectF(left, top + LINE - 1, width, 1), theme.colour("line"))
            top += LINE


def _height(groups: Sequence[KeyGroup]) -> int:
    return sum(group.height for group in groups)
