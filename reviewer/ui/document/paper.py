"""Paints a sheet of paper: its shadow, the drawn page, grey lines while there is none, and marks as of a marker pen."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from reviewer.ui.theme import Theme

DIM = 0.1
"""How much darker paper is in the dark theme."""
SHADOW = ((1, 0.10), (2, 0.05), (4, 0.03), (7, 0.015))
"""Growth in logical pixels, and strength, of each layer."""
SHADOW_IN_DARK = 2.2
SHADOW_REACH = 9
"""Logical pixels around a sheet that its shadow may touch."""
CORE = 16
"""Logical pixels of a sheet's edge whose shadow is not straight."""
GROW = 1.2
"""Logical pixels by which a mark is wider than the letters under it, on each side."""
DARK = 0.45
"""Lightness below which a ground is dark."""
LINES = (0.98, 0.93, 0.96, 0.6)
"""Widths of the grey lines of a paragraph, as shares of the text's width."""


class Shadow:
    """The soft shadow around sheets: drawn once, its corners and edges put around every sheet."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[tuple[bool, float], QImage] = {}

    def paint(self, painter: QPainter, sheet: QRect, ratio: float) -> None:
        """Paint it around a sheet, given in device pixels like the painter's units. The sheet comes over it."""
        key = (self._theme.dark, ratio)
        image = self._drawn.get(key)
        if image is None:
            image = self._drawn[key] = self._draw(ratio)
        reach, core = round(SHADOW_REACH * ratio), round(CORE * ratio)
        corner, far = reach + core, image.width() - reach - core
        outer = sheet.adjusted(-reach, -reach, reach, reach)
        right, lower = outer.right() + 1 - corner, outer.bottom() + 1 - corner
        for x, source_x in ((outer.x(), 0), (right, far)):
            for y, source_y in ((outer.y(), 0), (lower, far)):
                painter.drawImage(QRect(x, y, corner, corner), image, QRect(source_x, source_y, corner, corner))
        across, down = sheet.width() - 2 * core, sheet.height() - 2 * core
        end = image.width() - reach
        for y, source_y in ((outer.y(), 0), (sheet.bottom() + 1, end)):
            painter.drawImage(QRect(outer.x() + corner, y, across, reach), image, QRect(corner, source_y, 1, reach))
        for x, source_x in ((outer.x(), 0), (sheet.right() + 1, end)):
            painter.drawImage(QRect(x, outer.y() + corner, reach, down), image, QRect(source_x, corner, reach, 1))

    def _draw(self, ratio: float) -> QImage:
        """The shadow of a small sheet."""
        reach, core = round(SHADOW_REACH * ratio), round(CORE * ratio)
        side = 2 * (reach + core) + 1
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        sheet = QRectF(image.rect()).adjusted(reach, reach, -reach, -reach)
        for grow, strength in SHADOW:
            painter.setBrush(self._theme.colour("shadow", strength * (SHADOW_IN_DARK if self._theme.dark else 1)))
            by = grow * ratio
            layer = sheet.adjusted(-by + ratio, -by + 2 * ratio, by - ratio, by + ratio)
            painter.drawRoundedRect(layer, by + ratio, by + ratio)
        painter.end()
        return image


def paint_sharp(painter: QPainter, sheet: QRect, image: QImage, exposed: QRect) -> None:
    """The page as it was drawn for this size: only what is exposed, pixel by pixel."""
    if image.size() != sheet.size():
        paint_older(painter, sheet, image, exposed)  # there was no room for all of its pixels
        return
    part = sheet & exposed
    painter.drawImage(part.topLeft(), image, part.translated(-sheet.topLeft()))


def paint_older(painter: QPainter, sheet: QRect, image: QImage, exposed: QRect) -> None:
    """The page as it was drawn for another size: what is exposed of it."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    part = sheet & exposed
    across, down = image.width() / sheet.width(), image.height() / sheet.height()
    source = QRectF(
        (part.x() - sheet.x()) * across, (part.y() - sheet.y()) * down, part.width() * across, part.height() * down
    )
    painter.drawImage(QRectF(part), image, source)


def paint_skeleton(painter: QPainter, theme: Theme, sheet: QRect, ratio: float) -> None:
    """A white sheet with grey lines: a page that is being drawn."""
    painter.fillRect(sheet, theme.colour("paper"))
    grey = theme.colour("shadow", 0.055)
    x, width = sheet.x() + sheet.width() * 0.09, sheet.width() * 0.82
    y = sheet.y() + sheet.height() * 0.06
    painter.fillRect(QRectF(x, y, width * 0.42, 22 * ratio).toRect(), grey)  # square: rounding costs ten times as much
    y += 52 * ratio
    for line in range(26):
        if y > sheet.bottom() - 40 * ratio:
            break
        painter.fillRect(QRectF(x, y, width * LINES[line % 4], 9 * ratio).toRect(), grey)
        y += (20 if line % 4 != 3 else 44) * ratio


def paint_strips(painter: QPainter, strips: Iterable[QRectF], colour: QColor, ratio: float, grow: float = GROW) -> None:
    """Marks over text, multiplied onto the paper so that letters stay black."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    by, radius = grow * ratio, 2.5 * ratio
    for strip in strips:
        painter.drawRoundedRect(strip.adjusted(-by, -0.2 * ratio, by, 0.2 * ratio), radius, radius)
    painter.restore()


def is_dark(image: QImage, place: QRectF, sheet: QRect) -> bool:
    """Whether a place of a drawn page has a dark ground, on which a marker pen cannot be seen."""
    x, y = round(place.x()) - sheet.x() - 1, round(place.center().y()) - sheet.y()
    return image.valid(x, y) and image.pixelColor(x, y).lightnessF() < DARK


def paint_outlines(painter: QPainter, places: Iterable[QRectF], colour: QColor, ratio: float) -> None:
    """Marks on a dark ground: a line around the letters."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5 * ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    by, radius = 2 * ratio, 3 * ratio
    for place in places:
        painter.drawRoundedRect(place.adjusted(-by, 0, by, 0), radius, radius)
    painter.restore()


def paint_unseen(
    painter: QPainter, theme: Theme, sheet: QRectF, places: Sequence[QRectF], text: str, ratio: float
) -> None:
    """Words that cannot be seen: a line around where they are, and the words on a label under it, kept on the sheet."""
    inside = sheet.adjusted(4 * ratio, 4 * ratio, -4 * ratio, -4 * ratio)
    around = [kept for place in places if not (kept := place & inside).isEmpty()]
    paint_outlines(painter, around, theme.colour("warn"), ratio)
    first = around[0] if around else QRectF(inside.topLeft(), inside.topLeft())
    width = min(inside.width(), max(260 * ratio, max((place.right() for place in around), default=0) - first.x()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(theme.font(12))  # the theme's own is shared by all that is written in it
    font.setPixelSize(round(12 * ratio))
    painter.setFont(font)
    room = QRectF(0, 0, width - 16 * ratio, 96 * ratio)
    needed = painter.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
    label = QRectF(0, 0, needed.width() + 16 * ratio, min(needed.height(), room.height()) + 10 * ratio)
    below = first.bottom() + 4 * ratio
    if below + label.height() > inside.bottom():
        below = max(inside.top(), first.top() - label.height() - 4 * ratio)
    label.moveTo(max(inside.left(), min(first.x(), inside.right() - label.width())), below)
    painter.setPen(QPen(theme.colour("warn"), ratio))
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(label, 5 * ratio, 5 * ratio)
    painter.setPen(theme.colour("text"))
    painter.drawText(label.adjusted(8 * ratio, 5 * ratio, -8 * ratio, -5 * ratio), Qt.TextFlag.TextWordWrap, text)
    painter.restore()


def paint_dim(painter: QPainter, theme: Theme, part: QRect) -> None:
    """In the dark theme paper is a little less bright than light itself."""
    if theme.dark:
        painter.fillRect(part, theme.colour("shadow", DIM))
