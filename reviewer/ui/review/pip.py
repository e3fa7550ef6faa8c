"""One level of one line: a small numbered radio button. Some forty are on the screen, so each look is drawn once."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.ui.theme import Theme

SIDE = 26
GAP = 4


class PipFaces:
    """How pips look: edge, ground, ink and digit, as pictures that all pips share."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._faces: dict[tuple[str, str, str, str, float], QPixmap] = {}
        theme.changed.connect(self._faces.clear)

    def face(self, text: str, edge: str, ground: str, ink: str, ratio: float) -> QPixmap:
        """The picture of a digit in three tokens, for a screen's ratio."""
        key = (text, edge, ground, ink, ratio)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
            face.setDevicePixelRatio(ratio)
            face.fill(Qt.GlobalColor.transparent)
            box = QRectF(0, 0, SIDE, SIDE)
            painter = QPainter(face)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.colour(edge), 1))
            painter.setBrush(self.theme.colour(ground))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setFont(self.theme.font(12, 600, numbers=True))
            painter.setPen(self.theme.colour(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            painter.end()
        return face


class Pip(QAbstractButton):
    """A level that can be given. The line it stands in takes the keyboard; a screen reader finds a radio button."""

    hovered = Signal(int)
    """Its level when the pointer comes, 0 when it goes."""

    def __init__(self, faces: PipFaces, level: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._faces, self.level, self._strong = faces, level, False
        self.setText(str(level))
        self.setCheckable(True)
        self.setAutoExclusive(True)  # the group sees to it; this says that it is a radio button
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(SIDE, SIDE)
        faces.theme.changed.connect(self.update)

    def set_strong(self, strong: bool) -> None:
        """Whether its line is the active one."""
        if strong is not self._strong:
            self._strong = strong
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        self.hovered.emit(self.level)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        self.hovered.emit(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, over = self.isChecked(), self.underMouse()
        edge = "accent" if on or over else "edge"
        ground = "accent" if on else "tint" if self.isDown() else "field"
        ink = "accent_text" if on else "text" if self._strong or over else "soft"
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._faces.face(self.text(), edge, ground, ink, self.devicePixelRatioF()))
        painter.end()
