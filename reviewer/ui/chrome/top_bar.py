"""The bar above the panes: which view, the way to every command, how far sending is, and three icons."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.domain.queue import View
from reviewer.ui.chrome.search_field import WIDEST, SearchField
from reviewer.ui.chrome.sync_state import SyncButton, SyncWord
from reviewer.ui.chrome.view_button import ViewButton, grouped
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import IconButton

HEIGHT = 54
_NARROWEST_FIELD = 120


class TopBar(QWidget):
    """Emits what a person wants; shows what it is told."""

    view_chosen = Signal(object)
    """A `View`."""
    palette_wanted = Signal()
    undo_wanted = Signal()
    theme_wanted = Signal()
    keys_wanted = Signal()
    sync_wanted = Signal()
    """Somebody clicked the sync state: try now, or show what needs them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = View.INBOX
        self._counts: dict[View, int] = {}
        self.setFixedHeight(HEIGHT)
        self.view = ViewButton(theme, self)
        self.field = SearchField(theme, "Ctrl+K", self)
        self.sync = SyncButton(theme, self)
        self.undo = IconButton(theme, "undo-2", self.tr("Undo"), "Z", self)
        self.light = IconButton(theme, "moon", "", "", self)
        self.help = IconButton(theme, "circle-help", self.tr("All keys"), "?", self)
        self.view.clicked.connect(self.open_views)
        for button, wanted in (
            (self.field, self.palette_wanted),
            (self.undo, self.undo_wanted),
            (self.light, self.theme_wanted),
            (self.help, self.keys_wanted),
            (self.sync, self.sync_wanted),
        ):
            button.clicked.connect(lambda _=False, wanted=wanted: wanted.emit())
        theme.changed.connect(self._dress)
        self._dress()
        self.set_view(View.INBOX, None)

    def name(self, view: View) -> str:
        """What a view is called."""
        return {
            View.INBOX: self.tr("Inbox"),
            View.REVIEWED: self.tr("Reviewed"),
            View.DECIDED: self.tr("Decided"),
            View.FLAGGED: self.tr("Flagged"),
            View.ALL: self.tr("All applications"),
        }[view]

    def set_view(self, view: View, count: int | None) -> None:
        """Say which view is shown, and how many applications it lists."""
        self._view = view
        if count is not None:
            self._counts[view] = count
        self.view.show_view(self.name(view), count)
        self._lay_out()

    def set_search(self, count: int) -> None:
        """Say that a search is listed, and how many it found."""
        self.view.show_view(self.tr("Search"), count)
        self._lay_out()

    def set_counts(self, counts: Mapping[View, int]) -> None:
        """Say how many applications the views list; the menu shows it."""
        self._counts.update(counts)

    def set_sync(self, kind: SyncWord, waiting: int) -> None:
        """Say how far sending is."""
        self.sync.set_state(kind, waiting)
        self._lay_out()

    def views_menu(self) -> QMenu:
        """The menu of views, each with its count."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in View:
            count = self._counts.get(view)
            entry = menu.addAction(f"{self.name(view)}\t{grouped(count)}" if count is not None else self.name(view))
            entry.setCheckable(True)
            entry.setChecked(view == self._view)
            entry.triggered.connect(lambda _=False, view=view: self.view_chosen.emit(view))
        return menu

    def open_views(self) -> None:
        """Open the menu of views under their name."""
        menu = self.views_menu()
        menu.popup(self.view.below())
        current = next((entry for entry in menu.actions() if entry.isChecked()), None)
        if current is not None:
            menu.setActiveAction(current)

    def _dress(self) -> None:
        dark = self._theme.dark
        self.light.set_icon("sun" if dark else "moon")
        name = self.tr("Light colours") if dark else self.tr("Dark colours")
        self.light.setAccessibleName(name)
        self.light.setToolTip(name)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()
        return super().event(event)

    def _lay_out(self) -> None:
        """The field in the middle of the window while there is room; else between its neighbours, as wide as fits."""
        middle = self.height() // 2
        self.view.setGeometry(10, middle - 17, self.view.sizeHint().width(), 34)
        right = self.width() - 14
        for button in (self.help, self.light, self.undo):
            right -= 30
            button.move(right, middle - 15)
            right -= 8
        self.sync.move(right - self.sync.width() + 2, middle - 15)
        first, last = self.view.geometry().right() + 20, self.sync.x() - 16
        width = max(_NARROWEST_FIELD, min(WIDEST, last - first))
        left = min(max((self.width() - width) // 2, first), max(first, last - width))
        self.field.setGeometry(left, middle - 17, width, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("chrome"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))
        painter.end()
