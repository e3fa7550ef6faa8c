"""The small bar over the page in which a text is looked for."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import IconButton
from reviewer.ui.widgets.label import label

WIDTH, HEIGHT = 372, 54
MARGIN = 5
"""Room for the shadow."""
RADIUS = 9
FIELD = 216


class FindBar(QWidget):
    """Hidden until it is asked for; floats at the upper right of the page."""

    wanted = Signal(str)
    """The text to look for has changed."""
    stepped = Signal(int)
    """On to the next (1) or previous (-1) hit."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(WIDTH, HEIGHT)
        self.field = QLineEdit()
        self.field.setFixedSize(FIELD, 34)
        self.field.setPlaceholderText(self.tr("Find in this document"))
        self.field.setAccessibleName(self.tr("Find in this document"))
        self.field.textChanged.connect(self.wanted)
        self.field.installEventFilter(self)
        self.count = label(theme, "", 12, 400, "soft")
        self.count.setFont(theme.font(12, numbers=True))
        self.back = IconButton(theme, "chevron-up", self.tr("Previous hit"), "Shift+Return")
        self.on = IconButton(theme, "chevron-down", self.tr("Next hit"), "Return")
        self.away = IconButton(theme, "x", self.tr("Close"), "Esc")
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.away.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN + 5, 0, MARGIN + 5, 0)
        row.setSpacing(2)
        row.addWidget(self.field)
        row.addSpacing(6)
        row.addWidget(self.count, 1)
        for button in (self.back, self.on, self.away):
            row.addWidget(button)
        self.hide()
        theme.changed.connect(self.update)

    def open(self) -> None:
        """Show it, with the text of last time ready to be typed over."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def set_found(self, current: int, hits: int) -> None:
        """Say which hit of how many is shown."""
        said = self.tr("{0} of {1}").format(current, hits) if hits else self.tr("None")
        text = said if self.field.text() else ""
        if text != self.count.text():
            self.count.setText(text)
            if text:
                announce(self, text)
        self.back.setEnabled(hits > 1)
        self.on.setEnabled(hits > 1)

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
