"""Drawn pages as images of Qt: the workers' pixels, not copied, and older sizes to show until the right ones come."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from reviewer.documents.limits import TILE, needs_tiles
from reviewer.documents.protocol import PageImage, Tile
from reviewer.services.documents import DocumentService
from reviewer.ui.document.geometry import Box

Which = tuple[int, Tile | None]
"""A page, or a tile of one."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is painted from: the width of the page it was asked for, its pixels, and these as an image."""

    width: int
    rotation: int
    drawn: PageImage
    image: QImage


class Pictures:
    """The images of the document that is shown.

    What is painted from is held here, pixels included, until it leaves the screen; its place is the pool's then.
    """

    def __init__(self, documents: DocumentService) -> None:
        self._documents = documents
        self._sharp: dict[Which, Held] = {}
        self._older: dict[int, tuple[int, QImage]] = {}

    def clear(self) -> None:
        """Let go of everything: another document is shown."""
        self._sharp.clear()
        self._older.clear()

    def keep(self, pages: range, tiles: set[Which]) -> None:
        """Let go of what is not on the screen."""
        for which in [which for which in self._sharp if which[0] not in pages or (which[1] and which not in tiles)]:
            del self._sharp[which]
        for page in [page for page in self._older if page not in pages]:
            del self._older[page]

    def held(self) -> list[int]:
        """The pages whose drawn pixels are held."""
        return sorted({page for page, _ in self._sharp})

    def sharp(self, key: str, page: int, box: Box, tile: Tile | None = None) -> QImage | None:
        """The page, or a tile of it, at the width of its box in device pixels."""
        held = self._sharp.get((page, tile))
        if held is not None and (held.width, held.rotation) == (box.width, box.rotation):
            return held.image
        drawn = self._documents.image(key, page, box.width, box.rotation, tile)
        if drawn is None:
            return None
        self._sharp[page, tile] = Held(box.width, box.rotation, drawn, image := _image(drawn))
        if tile is None:
            self._older.pop(page, None)
        return image

    def older(self, key: str, page: int, rotation: int) -> QImage | None:
        """The page at another width, in a format that is quick to scale."""
        older = self._older.get(page)
        if older is None or older[0] != rotation:
            held = self._sharp.get((page, None))
            drawn = (
                held.drawn
                if held is not None and held.rotation == rotation
                else self._documents.any_image(key, page, rotation)
            )
            if drawn is None:
                return None
            # RGB888 is five times slower to paint scaled; this copy is made once a page and zoom.
            older = self._older[page] = rotation, _image(drawn).convertToFormat(QImage.Format.Format_RGB32)
        return older[1]


def in_tiles(box: Box) -> bool:
    """Whether a page is too large on the screen to be drawn in one piece."""
    return needs_tiles(box.width, box.height, box.width)


def tiles_in(box: Box, area: QRect) -> list[tuple[Tile, QRect]]:
    """The tiles of a page that an area of the content touches, and where each lies in the content."""
    part = box.rect() & area
    if part.isEmpty():
        return []
    left, top = (part.x() - box.x) // TILE, (part.y() - box.y) // TILE
    right, bottom = (part.right() - box.x) // TILE, (part.bottom() - box.y) // TILE
    return [
        ((column, row), QRect(box.x + column * TILE, box.y + row * TILE, TILE, TILE) & box.rect())
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]


def _image(drawn: PageImage) -> QImage:
    return QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
