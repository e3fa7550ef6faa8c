"""Drawn pages as images of Qt: the workers' pixels, not copied, and older sizes to show until the right ones come."""

from PySide6.QtGui import QImage

from reviewer.documents.protocol import PageImage
from reviewer.services.documents import DocumentService


class Pictures:
    """The images of the document that is shown.

    What is painted from is held here, pixels included, until the page leaves the screen; its place is the pool's then.
    """

    def __init__(self, documents: DocumentService) -> None:
        self._documents = documents
        self._sharp: dict[int, tuple[int, PageImage, QImage]] = {}
        self._older: dict[int, QImage] = {}

    def clear(self) -> None:
        """Let go of everything: another document is shown."""
        self._sharp.clear()
        self._older.clear()

    def keep(self, pages: range) -> None:
        """Let go of what is not on the screen."""
        for held in (self._sharp, self._older):
            for page in [page for page in held if page not in pages]:
                del held[page]

    def held(self) -> list[int]:
        """The pages whose drawn pixels are held."""
        return sorted(self._sharp)

    def sharp(self, key: str, page: int, width: int) -> QImage | None:
        """The page at this width in device pixels."""
        held = self._sharp.get(page)
        if held is not None and held[0] == width:
            return held[2]
        drawn = self._documents.image(key, page, width)
        if drawn is None:
            return None
        image = _image(drawn)
        self._sharp[page] = (width, drawn, image)
        self._older.pop(page, None)
        return image

    def older(self, key: str, page: int) -> QImage | None:
        """The page at another width, in a format that is quick to scale."""
        older = self._older.get(page)
        if older is None:
            held = self._sharp.get(page)
            drawn = held[1] if held is not None else self._documents.any_image(key, page)
            if drawn is None:
                return None
            # RGB888 is five times slower to paint scaled; this copy is made once a page and zoom.
            older = self._older[page] = _image(drawn).convertToFormat(QImage.Format.Format_RGB32)
        return older


def _image(drawn: PageImage) -> QImage:
    return QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
