"""Small pictures of all pages of a document, to see where one is and to go elsewhere.

Only pages in sight are asked of the workers; their pixels are copied, so that the places of large pages stay free.
"""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.documents.protocol import NEAR, Event, PageReady
from reviewer.services.documents import DocumentService
from reviewer.ui.theme import Theme

WIDTH = 116
"""Logical pixels of a page that stands; one that lies is as wide."""
TALLEST = 164
"""Logical pixels of a page's height here; longer ones are made narrower."""
ABOVE, BELOW = 10, 24
"""Logical pixels over a page, and under it for its number."""
KEPT = 120
"""Small pictures that are kept."""

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """A row for each page: its number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sizes: Sequence[tuple[float, float]] = ()

    def set_sizes(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Width and height of each page as it is shown, in points."""
        self.beginResetModel()
        self.sizes = sizes
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        return self.tr("Page {0}").format(index.row() + 1) if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Paint(QStyledItemDelegate):
    """Paints a page and its number."""

    def __init__(self, theme: Theme, view: "Thumbnails") -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, ABOVE + self._view.size_of(index.row()).height() + BELOW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._theme, index.row()
        size = self._view.size_of(row)
        room: QRect = option.rect
        sheet = QRect(room.x() + (room.width() - size.width()) // 2, room.y() + ABOVE, size.width(), size.height())
        painter.save()
        image = self._view.picture(row)
        painter.fillRect(sheet, theme.colour("paper"))
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, image)
        if theme.dark:
            painter.fillRect(sheet, theme.colour("shadow", 0.1))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen:
            wide = 3 if option.state & QStyle.StateFlag.State_HasFocus else 2
            painter.setPen(QPen(theme.colour("accent"), wide))
            painter.drawRoundedRect(QRectF(sheet).adjusted(-3, -3, 3, 3), 4, 4)
        else:
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            painter.setPen(QPen(theme.colour("edge" if over else "line"), 1))
            painter.drawRect(QRectF(sheet).adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setFont(theme.font(11, 600 if chosen else 400, numbers=True))
        painter.setPen(theme.colour("text" if chosen else "soft"))
        painter.drawText(
            QRect(room.x(), sheet.bottom() + 5, room.width(), 16), Qt.AlignmentFlag.AlignCenter, str(row + 1)
        )
        painter.restore()


class Thumbnails(QListView):
    """The pages of one document below each other, small."""

    page_chosen = Signal(int)
    """A page, from 0."""

    def __init__(self, theme: Theme, documents: DocumentService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._key: str | None = None
        self._rotation = 0
        self._following = False
        self._rows = _Rows(self)
        self._kept: OrderedDict[tuple[str, int, int, int], QImage] = OrderedDict()
        self.setModel(self._rows)
        self.setItemDelegate(_Paint(theme, self))
        self.setProperty("ground", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Pages"))
        self.clicked.connect(lambda index: self.page_chosen.emit(index.row()))
        theme.changed.connect(self.viewport().update)

    def show_pages(self, key: str | None, sizes: Sequence[tuple[float, float]], rotation: int = 0) -> None:
        """Show the pages of a document; `sizes` in points, unturned."""
        self._key, self._rotation = key, rotation
        self._rows.set_sizes([(down, across) for across, down in sizes] if rotation % 180 else sizes)

    def set_current(self, page: int) -> None:
        """Mark the page that is read, and have it in sight."""
        index = self._rows.index(page, 0)
        if index.isValid() and index != self.currentIndex():
            self._following = True
            self.setCurrentIndex(index)
            self._following = False

    def size_of(self, page: int) -> QSize:
        """Logical pixels of a page here."""
        across, down = self._rows.sizes[page]
        scale = min(WIDTH / across, TALLEST / down)
        return QSize(max(8, round(across * scale)), max(8, round(down * scale)))

    def picture(self, page: int) -> QImage | None:
        """A page's small picture; asked for where it is not here."""
        if self._key is None:
            return None
        width = round(self.size_of(page).width() * self.devicePixelRatioF())
        which = (self._key, page, width, self._rotation)
        kept = self._kept.get(which)
        if kept is not None:
            self._kept.move_to_end(which)
            return kept
        drawn = self._documents.image(self._key, page, width, self._rotation)
        if drawn is None:
            self._documents.want_page(self._key, page, width, NEAR, self._rotation)
            return None
        image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888).copy()
        self._kept[which] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return image

    def arrived(self, event: Event) -> None:
        """Something has come for a document."""
        if isinstance(event, PageReady) and event.key == self._key and event.page < len(self._rows.sizes):
            self.update(self._rows.index(event.page, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and not self._following and current.isValid():  # by the arrow keys
            self.page_chosen.emit(current.row())
