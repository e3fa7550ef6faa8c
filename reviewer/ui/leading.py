"""Links that lead out of a document: listed, and opened in the browser only after saying where they lead."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QWidget

from reviewer.domain.addresses import Address, Doubt
from reviewer.ui.document.links import PlacedLink
from reviewer.ui.document.pages import PageView
from reviewer.ui.palette.entries import ENTRY, HEIGHT, Entry, EntryDelegate
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.choice_overlay import ChoiceOverlay
from reviewer.ui.widgets.label import ElidedLabel, label
from reviewer.ui.widgets.overlay import EDGE, Overlay

WIDTH = 560
OPEN, COPY, BACK = "open", "copy", "back"
_MOST = 9
"""Entries of the list that are shown at once."""
_LINK = Qt.ItemDataRole.UserRole + 1


class LinkOverlay(ChoiceOverlay):
    """Says where a link leads, and what is odd about it, and asks what to do."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self.card.setMinimumWidth(440)
        self.address: Address | None = None
        self.host = ElidedLabel(theme, "", 18, 600)
        self.rest = ElidedLabel(theme, "", 13, 400, "soft")
        self.doubts = [label(theme, "", 13, 400, "warn", wrap=True) for _ in Doubt]
        for at, part in enumerate((self.host, self.rest, *self.doubts), 1):  # under the title
            self.head.insertWidget(at, part)

    def show_address(self, address: Address) -> None:
        """Ask about an address."""
        self.address = address
        self.host.set_text(address.host)
        self.rest.set_text(address.rest)
        self.rest.setVisible(bool(address.rest))
        said = [self._doubt(doubt, address) for doubt in address.doubts]
        for part, text in zip(self.doubts, said + [""] * len(self.doubts), strict=False):
            part.setText(text)
            part.setVisible(bool(text))
        title = self.tr("This link writes to") if address.mail else self.tr("This link leads to")
        going = [Choice(OPEN, self.tr("Write an e-mail") if address.mail else self.tr("Open in the browser"), "O")]
        staying = [Choice(COPY, self.tr("Copy the address"), "C"), Choice(BACK, self.tr("Stay here"), "S")]
        # What is doubtful is not opened by pressing Enter once more.
        self.ask(title, [*staying, *going] if address.doubts else [*going, *staying])
        self.setAccessibleName(" ".join([title, address.shown, *said]))

    def _doubt(self, doubt: Doubt, address: Address) -> str:
        return {
            Doubt.OTHER_LETTERS: self.tr("Its name has letters of another script, which may look like Latin ones."),
            Doubt.NAME_BEFORE_HOST: self.tr("It has a name before the place it leads to. Only the place counts."),
            Doubt.OTHER_TEXT: self.tr("Its text says {0}.").format(address.said_host),
            Doubt.NUMBER: self.tr("It leads to a computer without a name."),
        }[doubt]


class LinkList(Overlay):
    """The links of a document. Arrows move, Enter and clicks choose, Esc goes back."""

    def __init__(self, theme: Theme, window: QWidget, view: PageView, chosen: Callable[[PlacedLink], None]) -> None:
        super().__init__(theme, window, "")
        self.setAccessibleName(self.tr("Links of the document"))
        self._view, self._chosen = view, chosen
        self._title: QLabel = label(theme, self.tr("Links of the document"), 15, 600)
        self._title.setContentsMargins(20, 0, 20, 0)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Links of the document"))
        self.list.viewport().setAutoFillBackground(False)
        self.column.setContentsMargins(0, 18, 0, 8)
        self.column.addWidget(self._title)
        self.column.addSpacing(8)
        self.column.addWidget(self.list)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self.choose())
        self.list.itemEntered.connect(self.list.setCurrentItem)
        view.links_read.connect(self._fill)
        view.read.connect(lambda _: self._fill())

    def first(self) -> QWidget:
        return self.list

    def place(self, room: QRect) -> QRect:
        width = min(WIDTH, room.width() - 2 * EDGE)
        top = max(EDGE, round(room.height() * 0.13))
        shown = min(_MOST, max(1, self.list.count()), max(1, (room.height() - top - EDGE - 54) // HEIGHT))
        self.list.setFixedHeight(shown * HEIGHT)
        return QRect((room.width() - width) // 2, top, width, 54 + shown * HEIGHT)

    def open(self) -> None:
        self._fill(anyway=True)
        super().open()

    def entries(self) -> list[str]:
        """The addresses as they are listed."""
        return [self.list.item(number).text() for number in range(self.list.count())]

    def choose(self) -> None:
        """Go on with the link of the current entry."""
        link = cast("PlacedLink | None", self.list.currentIndex().data(_LINK))
        if link is not None:
            self.dismiss()
            self._chosen(link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.dismiss()
                return True
        if watched is self.list and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _fill(self, *, anyway: bool = False) -> None:
        if not anyway and not self.isVisible():
            return
        links = self._view.links.every()
        row = max(0, self.list.currentRow())
        self.list.clear()
        for link in links:
            assert link.address is not None
            aside = self.tr("page {0}").format(link.strip.page + 1)
            icon = "triangle-alert" if link.address.doubts else "mail" if link.address.mail else "link"
            self._add(Entry(link.address.shown, aside, icon), link)
        if not links:
            self._add(Entry(self.tr("This document has no links"), self.tr("Esc goes back"), "link"), None)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        if self.isVisible():
            self.arrange()

    def _add(self, entry: Entry, link: PlacedLink | None) -> None:
        item = QListWidgetItem(entry.text, self.list)
        item.setData(ENTRY, entry)
        item.setData(_LINK, link)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.aside}")
        if link is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)


class Leading(QObject):
    """What happens when a link is chosen on the pages or in the list."""

    def __init__(self, theme: Theme, window: QWidget, view: PageView) -> None:
        super().__init__(view)
        self.asking = LinkOverlay(theme, window)
        self.listing = LinkList(theme, window, view, view.links.follow)
        self.open_address: Callable[[QUrl], object] = QDesktopServices.openUrl
        view.link_chosen.connect(self.asking.show_address)
        self.asking.picked.connect(self._picked)

    def list_links(self) -> None:
        """Show the links of the document."""
        self.listing.open()

    @property
    def visible(self) -> bool:
        """Whether anything of it lies over the window."""
        return self.asking.isVisible() or self.listing.isVisible()

    def _picked(self, name: str) -> None:
        address = self.asking.address
        if address is None:
            return
        if name == OPEN:
            self.open_address(QUrl(address.target, QUrl.ParsingMode.StrictMode))
        elif name == COPY:
            plain = address.target.removeprefix("mailto:")
            QGuiApplication.clipboard().setText(plain)
