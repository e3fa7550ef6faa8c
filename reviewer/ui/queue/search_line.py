"""What the queue lists the hits of, in the place of its filter, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import IconButton
from reviewer.ui.widgets.label import ElidedLabel


class SearchLine(QWidget):
    """Hidden until a search is listed."""

    ended = Signal()
    """List the view again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel()
        self._text = ElidedLabel(theme)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.away = IconButton(theme, "x", self.tr("End the search"), "Esc")
        self.away.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.away)
        self.hide()
        theme.changed.connect(self._dress)
        self._dress()

    def say(self, text: str) -> None:
        """Show what is looked for; empty: hide."""
        self._text.set_text(text)
        self.setAccessibleName(self.tr("Search: {0}").format(text))
        self.setVisible(bool(text))

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("search", "soft", 14, self.devicePixelRatioF()))
