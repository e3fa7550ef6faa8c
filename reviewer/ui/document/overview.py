"""The panel beside the pages: the document's own headings, and its pages as small pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.documents.protocol import NEAR, OUTLINE, Event, Heading, InfoReady, ReadingReady
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.pages import PageView
from reviewer.ui.document.thumbnails import Thumbnails
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.segments import Segments

WIDTH = 184
LEAST_ROOM = 520
"""Logical pixels of panel and pages together under which the pages need all of it."""
ROW = 28
INDENT = 12
DEEPEST = 5
"""Levels that are set apart by their indent."""
CONTENTS, PAGES = "contents", "pages"

Index = QModelIndex | QPersistentModelIndex


class _Headings(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.headings: Sequence[Heading] = ()

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """The headings in the order of the document."""
        self.beginResetModel()
        self.headings = headings
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        heading = self.headings[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}, page {1}").format(heading.title, heading.page + 1)
        return heading.title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None


class _HeadingRow(QStyledItemDelegate):
    """A heading, indented by its level, and its page."""

    def __init__(self, theme: Theme, rows: _Headings, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._rows = theme, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, heading = self._theme, self._rows.headings[index.row()]
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("tint" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        painter.setFont(theme.font(11, numbers=True))
        painter.setPen(theme.colour("faint"))
        number = str(heading.page + 1)
        wide = painter.fontMetrics().horizontalAdvance(number)
        room: QRect = box.toRect().adjusted(8, 0, -8, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)
        first = heading.level == 1
        painter.setFont(theme.font(13, 500 if first else 400))
        painter.setPen(theme.colour("text" if first or chosen else "soft"))
        room.adjust(INDENT * (min(heading.level, DEEPEST) - 1), 0, -wide - 8, 0)
        text = painter.fontMetrics().elidedText(heading.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class HeadingList(QListView):
    """The outline of a document, all levels open."""

    heading_chosen = Signal(object)
    """`Heading`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Headings(self)
        self._following = False
        self.setModel(self._rows)
        self.setItemDelegate(_HeadingRow(theme, self._rows, self))
        self.setProperty("ground", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Contents"))
        self.clicked.connect(lambda index: self.heading_chosen.emit(self._rows.headings[index.row()]))
        theme.changed.connect(self.viewport().update)

    @property
    def headings(self) -> Sequence[Heading]:
        """What is listed."""
        return self._rows.headings

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """List other headings."""
        if tuple(headings) != tuple(self._rows.headings):
            self._rows.set_headings(headings)

    def set_page(self, page: int) -> None:
        """Mark the last heading up to a page, unless the one that was chosen stands on it."""
        now = self.currentIndex().row()
        if 0 <= now < len(self.headings) and self.headings[now].page == page:
            return
        before = [row for row, heading in enumerate(self.headings) if heading.page <= page]
        self._following = True
        self.setCurrentIndex(self._rows.index(before[-1], 0) if before else QModelIndex())
        self._following = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and not self._following and current.isValid():  # by the arrow keys
            self.heading_chosen.emit(self._rows.headings[current.row()])


class Overview(QWidget):
    """Follows the page view: shows what it shows, and scrolls it."""

    shown = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        documents: DocumentService,
        arrivals: Arrivals,
        pages: PageView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._documents, self._pages = theme, documents, pages
        self._key: str | None = None
        self._rotation = 0
        self._room = LEAST_ROOM
        self.wanted = False
        """Whether the reader wants it; where there is too little room it is hidden all the same."""
        self.setFixedWidth(WIDTH)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.kinds = Segments(theme, self.tr("What is listed"), boxed=False, height=26)
        self.kinds.set_choices([Choice(CONTENTS, self.tr("Contents")), Choice(PAGES, self.tr("Pages"))])
        self.headings = HeadingList(theme)
        self.thumbnails = Thumbnails(theme, documents)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.headings)
        self._stack.addWidget(self.thumbnails)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 4)
        row.addWidget(self.kinds)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.hide()
        self.kinds.chosen.connect(self._list)
        self.headings.heading_chosen.connect(lambda heading: pages.go_to_page(heading.page, heading.y))
        self.thumbnails.page_chosen.connect(pages.go_to_page)
        for changed in (pages.moved, pages.known, pages.troubled, pages.rested):
            changed.connect(lambda *_: self.follow())
        arrivals.arrived.connect(self._arrived)

    def want(self, *, wanted: bool) -> None:
        """Show the panel, or hide it; the focus goes back to the pages."""
        self.wanted = wanted
        self._arrange()

    def fit(self, room: int) -> None:
        """There are so many logical pixels for the panel and the pages."""
        self._room = room
        self._arrange()

    def _arrange(self) -> None:
        shown = self.wanted and self._room >= LEAST_ROOM
        if shown is not self.isHidden():
            return
        focused = not shown and self.isAncestorOf(self.focusWidget() or self)
        self.setVisible(shown)
        if focused:
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(shown)
        self.follow()

    def follow(self) -> None:
        """Show what belongs to the document that the pages show."""
        if self.isHidden():
            return
        key, rotation = self._pages.key, self._pages.rotation()
        sizes = self._pages.sizes() if self._pages.trouble is None else ()
        if (key, rotation) != (self._key, self._rotation) or len(sizes) != self.thumbnails.model().rowCount():
            self._key, self._rotation = key, rotation
            self.thumbnails.show_pages(key, sizes, rotation)
        outline = self._documents.reading(key, OUTLINE) if key is not None else ()
        if outline is None and key is not None and sizes:
            self._documents.want_reading(key, OUTLINE, urgency=NEAR)
        found = [each for each in outline if isinstance(each, Heading)] if isinstance(outline, tuple) else []
        self.headings.set_headings([each for each in found if each.page < len(sizes)])
        self.kinds.setVisible(bool(self.headings.headings))
        self._list(self.kinds.value() or CONTENTS)
        self._mark()

    def _list(self, kind: str) -> None:
        contents = bool(self.headings.headings) and kind == CONTENTS
        self.kinds.select(kind)
        self._stack.setCurrentWidget(self.headings if contents else self.thumbnails)

    def _mark(self) -> None:
        page = self._pages.current_page
        if self._pages.gliding and (self.thumbnails.hasFocus() or self.headings.hasFocus()):
            return  # on the way to what the arrow keys chose: they go on from there
        self.thumbnails.set_current(page)
        self.headings.set_page(page)

    def _arrived(self, event: Event) -> None:
        if event.key != self._pages.key or self.isHidden():
            return
        if isinstance(event, InfoReady) or (isinstance(event, ReadingReady) and event.name == OUTLINE):
            self.follow()
        else:
            self.thumbnails.arrived(event)
