"""The row of tabs over the document, with the page and the zoom at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import IconButton
from reviewer.ui.widgets.label import label

HEIGHT = 40
LEFT, RIGHT = 20, 12
GAP = 24
"""Between two tabs."""
WIDEST, NARROWEST = 180, 44
"""Logical pixels of a tab's words."""
COUNT_GAP = 7
UNDERLINE = 2


@dataclass(frozen=True)
class Tab:
    """What a tab says."""

    text: str
    count: int | None = None
    guessed: bool = False
    tip: str = ""


class TabButton(QAbstractButton):
    """One tab: its words, cut where room ends, and a count beside them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tab = Tab("")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def say(self, tab: Tab) -> None:
        """Say something else."""
        if tab == self.tab:
            return
        self.tab = tab
        self.setToolTip(tab.tip)
        name = tab.text if tab.count is None else f"{tab.text}, {tab.count}"
        self.setAccessibleName(name)
        self.setAccessibleDescription(tab.tip)
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._theme.font(13, 600)).horizontalAdvance(self.tab.text)
        return QSize(round(min(words, WIDEST) + self._after()) + 1, HEIGHT)

    def _after(self) -> float:
        """Room for what stands behind the words."""
        room = 0.0
        if self.tab.guessed:
            room += 4 + QFontMetricsF(self._theme.font(11, 600)).horizontalAdvance("?")
        if self.tab.count is not None:
            room += COUNT_GAP + QFontMetricsF(self._theme.font(12, numbers=True)).horizontalAdvance(str(self.tab.count))
        return room

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, chosen = self._theme, self.isChecked()
        font = theme.font(13, 600 if chosen else 500)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(self.tab.text, Qt.TextElideMode.ElideMiddle, self.width() - self._after())
        painter.setFont(font)
        painter.setPen(theme.colour("text" if chosen or self.underMouse() else "soft"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(0, 0, self.width(), self.height()), middle, text)
        x = metrics.horizontalAdvance(text)
        if self.tab.guessed:
            painter.setFont(theme.font(11, 600))
            painter.setPen(theme.colour("warn"))
            painter.drawText(QRectF(x + 4, -2, 12, self.height()), middle, "?")
            x += 4 + painter.fontMetrics().horizontalAdvance("?")
        if self.tab.count is not None:
            painter.setFont(theme.font(12, numbers=True))
            painter.setPen(theme.colour("faint"))
            painter.drawText(QRectF(x + COUNT_GAP, 0, 40, self.height()), middle, str(self.tab.count))
        if chosen:
            painter.fillRect(QRectF(0, self.height() - UNDERLINE, self.width(), UNDERLINE), theme.colour("accent"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 5, -1, -5), 5, 5)
        painter.end()


class TabRow(QWidget):
    """Tabs from the left; page and zoom at the right. Buttons are made once and said anew for each application."""

    chosen = Signal(int)
    """A tab was clicked."""
    zoomed = Signal(int)
    """In (1), out (-1), fit (0)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[TabButton] = []
        self._group = QButtonGroup(self)
        self._shown = 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._place = label(theme, "", 12, 400, "soft")
        self._place.setFont(theme.font(12, numbers=True))
        self._place.setParent(self)
        self._zooms = tuple(
            IconButton(theme, icon, name, key, self)
            for icon, name, key in (
                ("zoom-out", self.tr("Zoom out"), "Ctrl+-"),
                ("maximize", self.tr("Fit the width"), "Ctrl+0"),
                ("zoom-in", self.tr("Zoom in"), "Ctrl++"),
            )
        )
        self.overview = IconButton(theme, "table-of-contents", self.tr("Pages and contents"), "T", self)
        self.overview.setCheckable(True)
        for button, direction in zip(self._zooms, (-1, 0, 1), strict=True):
            button.clicked.connect(lambda _=False, to=direction: self.zoomed.emit(to))
        self._group.idClicked.connect(self.chosen)
        theme.changed.connect(self.update)

    def say(self, tabs: Sequence[Tab], current: int) -> None:
        """Show these tabs, one of them chosen."""
        while len(self._buttons) < len(tabs):
            button = TabButton(self._theme, self)
            self._group.addButton(button, len(self._buttons))
            self._buttons.append(button)
        for button, tab in zip(self._buttons, tabs, strict=False):
            button.say(tab)
        self._shown = len(tabs)
        if 0 <= current < self._shown:
            self._buttons[current].setChecked(True)
        self._arrange()

    def choose(self, index: int) -> None:
        """Mark another tab as the chosen one."""
        self._buttons[index].setChecked(True)

    def buttons(self) -> list[TabButton]:
        """The tabs that are shown."""
        return self._buttons[: self._shown]

    def set_place(self, page: int, pages: int, zoom: int) -> None:
        """Say which page of how many is read, and how large; no pages: there is nothing to say."""
        text = self.tr("{0} of {1}   {2} %").format(page, pages, zoom) if pages else ""
        if text != self._place.text():
            self._place.setText(text)
            self._place.setAccessibleName(
                self.tr("Page {0} of {1}, {2} per cent").format(page, pages, zoom) if pages else ""
            )
            self._arrange()
        for button in (*self._zooms, self.overview):
            button.setEnabled(bool(pages))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        wanted = [button.sizeHint().width() for button in self.buttons()]
        needed = LEFT + sum(wanted) + (GAP * 2 // 3) * max(0, len(wanted) - 1) + 12
        right = self.width() - RIGHT
        # Where there is no room for everything the tabs stay, and the rest is left to the keys: the place, then zoom.
        buttons = (self.overview, *self._zooms)
        with_zooms = right - sum(button.width() for button in buttons) >= needed
        for button in reversed(buttons):
            button.setVisible(with_zooms)
            if with_zooms:
                right -= button.width()
                button.move(right, (HEIGHT - button.height()) // 2)
        size = self._place.sizeHint()
        with_place = with_zooms and right - size.width() - 8 >= needed
        self._place.setVisible(with_place)
        if with_place:
            right -= size.width() + 8
            self._place.setGeometry(right, 0, size.width(), HEIGHT)
        room = right - LEFT - 12
        gap = GAP if sum(wanted) + GAP * max(0, len(wanted) - 1) <= room else GAP * 2 // 3
        over = sum(wanted) + gap * max(0, len(wanted) - 1) - room
        while over > 0 and wanted and max(wanted) > NARROWEST:
            widest = wanted.index(max(wanted))
            cut = min(
                over,
                max(1, wanted[widest] - sorted(wanted)[-2] if len(wanted) > 1 else over),
                wanted[widest] - NARROWEST,
            )
            wanted[widest] -= cut
            over -= cut
        x = LEFT
        for button, width in zip(self._buttons, wanted, strict=False):
            button.setGeometry(x, 0, width, HEIGHT)
            x += width + gap
        for number, button in enumerate(self._buttons):
            button.setVisible(number < self._shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._theme.colour("line"))
        painter.end()
