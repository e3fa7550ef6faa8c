"""Buttons: one with its key beside its words, and one that is an icon."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.keycap import GAP, caps, caps_width, paint_caps

_GROUNDS = {"plain": "panel", "primary": "accent", "bad": "panel", "link": ""}
_INKS = {"plain": "text", "primary": "accent_text", "bad": "bad", "link": "accent"}


class KeyedButton(QAbstractButton):
    """A push button that shows its key. Kinds: plain, primary, bad, and link, which is words alone."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        key: str = "",
        kind: str = "plain",
        height: int = 34,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._caps, self._kind, self._height = theme, caps(key), kind, height
        self.setText(text)
        self.setFont(theme.font(13, 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setAccessibleDescription(self.tr("Key {0}").format(" ".join(self._caps)) if key else "")
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        pad = 6 if self._kind == "link" else 13
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 2 * pad
        if self._caps:
            width += caps_width(self._theme, self._caps) + 2 * GAP - (0 if self._kind == "link" else 5)
        return QSize(round(width), 26 if self._kind == "link" else self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, kind = self._theme, self._kind
        ink = _INKS[kind] if self.isEnabled() else "faint"
        self._paint_ground(painter)
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        keys = caps_width(theme, self._caps) + 2 * GAP if self._caps else 0.0
        left = (self.width() - words - keys) / 2
        painter.setFont(self.font())
        painter.setPen(theme.colour(ink))
        painter.drawText(
            QRectF(left, 0, words + 1, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        cap_ink, ground = (ink, "") if kind == "primary" else ("soft", "key")
        paint_caps(painter, theme, round(left + words + 2 * GAP), self.height() / 2, self._caps, cap_ink, ground)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme, kind = self._theme, self._kind
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        ground = _GROUNDS[kind]
        if kind == "primary":
            colour = (
                theme.colour("accent", 0.85 if down else 0.93 if over else 1.0)
                if self.isEnabled()
                else theme.colour("line")
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        elif ground:
            painter.setBrush(theme.colour("line" if down else "hover" if over else ground))
            painter.setPen(QPen(theme.colour("soft" if over else "edge" if self.isEnabled() else "line"), 1))
            painter.drawRoundedRect(box, 7, 7)
        elif over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent", 0.16 if down else 0.09))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text" if kind == "primary" else "accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class IconButton(QToolButton):
    """An icon of 16 px with a name; the name and the key are its tool tip."""

    def __init__(self, theme: Theme, icon: str, name: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self.setIconSize(QSize(16, 16))
        self.setFixedSize(30, 30)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {' '.join(caps(key))}".strip())
        theme.changed.connect(self._dress)
        self._dress()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._dress()

    def _dress(self) -> None:
        self.setIcon(self._theme.icon(self._icon))
