"""What is known of documents now, for whoever asks, on any thread. Parent side."""

import threading

from reviewer.documents.kept import Known
from reviewer.documents.protocol import DocumentInfo, PageImage, Tile, Trouble, Word
from reviewer.documents.slab import Slab


class Answers:
    """Answers at once from what the workers have brought so far; None: not yet, or no longer."""

    def __init__(self, lock: threading.Lock, known: Known, slab: Slab) -> None:
        self._lock = lock
        self._known = known
        self._slab = slab
        self._closing = False

    def info(self, key: str) -> DocumentInfo | None:
        """What is known of a document."""
        with self._lock:
            return self._known.infos.get(key)

    def image(
        self, key: str, page: int, width_px: int, rotation: int = 0, tile: Tile | None = None
    ) -> PageImage | None:
        """A page's pixels as asked for. They stay while the PageImage is held. Very long pages come smaller."""
        with self._lock:
            return None if self._closing else self._slab.get((key, page, max(1, width_px), rotation, tile))

    def any_image(self, key: str, page: int, rotation: int = 0) -> PageImage | None:
        """A page's pixels at whatever width is here, the newest first: shown scaled while the right one is drawn."""
        with self._lock:
            return None if self._closing else self._slab.any(key, page, rotation)

    def words(self, key: str, page: int) -> tuple[Word, ...] | None:
        """The words of a page in reading order."""
        with self._lock:
            return self._known.words.get((key, page))

    def reading(self, key: str, name: str, page: int = 0, parameters: str = "") -> object | Trouble | None:
        """What a reading brought: a value of the type that `protocol` says, or why there is none."""
        with self._lock:
            read = self._known.readings.get((key, name, page, parameters))
            return read.value if read is not None else None

    def trouble(self, key: str) -> Trouble | None:
        """Why a document cannot be shown."""
        with self._lock:
            return self._known.troubles.get(key)

    def made_pdf(self, key: str) -> bytes | None:
        """The PDF that was made of a document that is none, while it is kept."""
        with self._lock:
            made = self._known.made.get(key)
            return made.pdf if made else None

    def source_text(self, key: str) -> str | None:
        """The own text of a document whose pages were made by conversion, while it is kept."""
        with self._lock:
            made = self._known.made.get(key)
            return made.text if made else None
