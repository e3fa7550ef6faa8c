"""The small bar over the page in which a text is looked for."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import IconButton
from reviewer.ui.widgets.label import label

WIDTH, HEIGHT, NOTED = 440, 54, 78
"""Logical pixels; `NOTED`: the height with a line of notes."""
MARGIN = 5
"""Room for the shadow."""
RADIUS = 9
FIELD = 216


class FindBar(QWidget):
    """Hidden until it is asked for; floats at the upper right of the page."""

    wanted = Signal(str, bool)
    """The text to look for has changed, or whether it has to be a whole word."""
    stepped = Signal(int)
    """On to the next (1) or previous (-1) hit."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scanned = False
        self._found, self._reach = (0, 0), (0, 0, False)
        self.setFixedSize(WIDTH, HEIGHT)
        self.field = QLineEdit()
        self.field.setFixedSize(FIELD, 34)
        self.field.setPlaceholderText(self.tr("Find in this document"))
        self.field.setAccessibleName(self.tr("Find in this document"))
        self.field.textChanged.connect(self._want)
        self.field.installEventFilter(self)
        self.count = label(theme, "", 12, 400, "soft")
        self.count.setFont(theme.font(12, numbers=True))
        self.note = label(theme, "", 12, 400, "soft")
        self.note.setContentsMargins(10, 0, 0, 0)
        self.note.hide()
        self.whole = IconButton(theme, "whole-word", self.tr("Whole words only"), "Alt+W")
        self.whole.setCheckable(True)
        self.whole.setShortcut("Alt+W")
        self.whole.toggled.connect(self._want)
        self.back = IconButton(theme, "chevron-up", self.tr("Previous hit"), "Shift+F3")
        self.on = IconButton(theme, "chevron-down", self.tr("Next hit"), "F3")
        self.away = IconButton(theme, "x", self.tr("Close"), "Esc")
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.away.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN + 5, MARGIN + 5, MARGIN + 5, MARGIN + 5)
        column.setSpacing(4)
        row = QHBoxLayout()
        column.addLayout(row)
        column.addWidget(self.note)
        row.setSpacing(2)
        row.addWidget(self.field)
        row.addSpacing(6)
        row.addWidget(self.count, 1)
        for button in (self.whole, self.back, self.on, self.away):
            row.addWidget(button)
        self.hide()
        theme.changed.connect(self.update)

    def open(self, *, focus: bool = True) -> None:
        """Show it; with `focus`, the text of last time is ready to be typed over."""
        self.show()
        self.raise_()
        if not focus:
            return
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def set_found(self, current: int, hits: int) -> None:
        """Say which hit of how many is shown."""
        self._found = (current, hits)
        self._say()

    def set_reach(self, looked: int, pages: int, words: bool) -> None:
        """Say how many pages of how many have been looked at, and whether any of them has words at all."""
        self._reach = (looked, pages, words)
        self._say()

    def set_scanned(self, scanned: bool) -> None:
        """Say whether the document is pictures of pages, of which no words are read here."""
        self._scanned = scanned
        self._say()

    def _want(self) -> None:
        self.wanted.emit(self.field.text(), self.whole.isChecked())
        self._say()  # what was found may be the same as before, and is not told again then

    def _say(self) -> None:
        (current, hits), (looked, pages, words) = self._found, self._reach
        wanted, whole = bool(self.field.text()), looked >= pages
        if not wanted or self._scanned or (whole and not words):
            said = ""
        elif hits:
            said = self.tr("{0:,} of {1:,}").format(current, hits) + ("" if whole else "…")
        else:
            said = self.tr("Not found") if whole else "…"
        if said != self.count.text():
            self.count.setText(said)
            if said and whole:
                announce(self, said)
        self.back.setEnabled(hits > 1)
        self.on.setEnabled(hits > 1)
        self._say_note(self._note(wanted=wanted))

    def _note(self, *, wanted: bool) -> str:
        looked, pages, words = self._reach
        if self._scanned:
            return self.tr("Scanned: no text to search")
        if pages and looked >= pages and not words:
            return self.tr("No text to search")
        if wanted and looked < pages:
            return self.tr("{0} of {1} pages read").format(looked, pages)
        return ""

    def _say_note(self, said: str) -> None:
        if said == self.note.text():
            return
        told = not self.note.text()  # the beginning and the end of it, not each page
        self.note.setText(said)
        self.note.setVisible(bool(said))
        self.setFixedHeight(NOTED if said else HEIGHT)
        if said and told:
            announce(self, said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if event.type() == QEvent.Type.KeyPress:
                        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                        self.stepped.emit(-1 if back else 1)
                case Qt.Key.Key_Escape:
                    if event.type() == QEvent.Type.KeyPress:
                        self.closed.emit()
                case _:
                    return super().eventFilter(watched, event)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(MARGIN + 0.5, MARGIN + 0.5, -MARGIN - 0.5, -MARGIN - 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        for grow, strength in ((4, 0.03), (3, 0.03), (2, 0.04), (1, 0.05)):
            painter.setBrush(self._theme.colour("shadow", strength * (2 if self._theme.dark else 1)))
            painter.drawRoundedRect(box.adjusted(-grow, -grow + 1, grow, grow), RADIUS + grow, RADIUS + grow)
        painter.setPen(QPen(self._theme.colour("strong"), 1))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.end()
