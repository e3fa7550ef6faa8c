"""Key caps: the small keys drawn beside what they do."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.ui.theme import Theme

HEIGHT = 18
GAP = 4
"""Between two caps that are pressed together."""
TO = "–"
"""Stands between two caps for all that lie between them; drawn as text."""
OR = "·"
"""Stands between caps that do different things; drawn as text."""

_SIGNS = {
    "Return": "Enter",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "-": "−",
    "Esc": "Esc",
}
_MAC = {"Ctrl": "⌘", "Shift": "⇧", "Alt": "⌥", "Meta": "⌃", "Enter": "↵"}


def caps(key: str) -> tuple[str, ...]:
    """The caps of a key as Qt writes it: "Ctrl+Shift+Z" is three, "Ctrl++" is two."""
    if not key:
        return ()
    words = (key[:-1] + "\0" if key.endswith("+") else key).split("+")
    words = ["+" if word == "\0" else _SIGNS.get(word, word) for word in words]
    return tuple(_MAC.get(word, word) for word in words) if sys.platform == "darwin" else tuple(words)


def row(keys: Sequence[str], between: str = "") -> tuple[str, ...]:
    """The caps of several keys in a row, with a sign between them when one is given."""
    words: list[str] = []
    for key in keys:
        if words and between:
            words.append(between)
        words.extend((key,) if key in (TO, OR) else caps(key))
    return tuple(words)


def cap_width(theme: Theme, text: str) -> float:
    """Width of one cap in logical pixels; a bare sign is narrower."""
    advance = QFontMetricsF(theme.font(10, 600)).horizontalAdvance(text)
    return advance if text in (TO, OR) else max(float(HEIGHT), round(advance) + 11.0)


def caps_width(theme: Theme, words: Sequence[str]) -> float:
    """Width of caps in a row in logical pixels, gaps included."""
    return sum(cap_width(theme, word) for word in words) + GAP * max(0, len(words) - 1)


def paint_cap(painter: QPainter, theme: Theme, box: QRectF, text: str, ink: str = "soft", ground: str = "key") -> None:
    """Draw one cap. `ink` and `ground` are tokens; an empty `ground` leaves what is below, outlined in the ink."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(10, 600))
    if text in (TO, OR):
        painter.setPen(theme.colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
        return
    outline = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("strong") if ground else theme.colour(ink, 0.55), 1))
    painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(outline, 4.5, 4.5)
    if ground:  # the lower edge is a little heavier: a key, not a tag
        painter.drawLine(
            QPointF(outline.left() + 3.5, outline.bottom() - 0.6),
            QPointF(outline.right() - 3.5, outline.bottom() - 0.6),
        )
    painter.setPen(theme.colour(ink))
    painter.drawText(box.adjusted(0, -0.5, 0, -0.5), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_caps(
    painter: QPainter,
    theme: Theme,
    left: float,
    middle: float,
    words: Sequence[str],
    ink: str = "soft",
    ground: str = "key",
) -> float:
    """Draw caps in a row from `left`, centred on the height `middle`; gives where the row ends."""
    at = left
    for word in words:
        width = cap_width(theme, word)
        paint_cap(painter, theme, QRectF(at, middle - HEIGHT / 2, width, HEIGHT), word, ink, ground)
        at += width + GAP
    return at - GAP if words else left


class KeyCap(QWidget):
    """The caps of one key, beside a heading."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._caps = caps(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Key {0}").format(" ".join(self._caps)))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(round(caps_width(self._theme, self._caps)), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_caps(painter, self._theme, 0, self.height() / 2, self._caps)
        painter.end()
