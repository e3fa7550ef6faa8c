"""Documents by the SHA-256 of their bytes: what the pool draws and reads of them, and the bytes themselves."""

from collections.abc import Callable, Collection

from reviewer.documents.pool import Pool
from reviewer.documents.protocol import NEAR, DocumentInfo, Event, PageImage, Tile, Trouble, Word


class DocumentService:
    """A thin face over the pool. Wants return at once; what they bring is told to whoever listens, on any thread."""

    def __init__(self, pool: Pool, fetch_blob: Callable[[str], bytes]) -> None:
        self._pool = pool
        self._fetch_blob = fetch_blob

    @property
    def recognises_scans(self) -> bool:
        """Whether the words of scans are read from their pictures here."""
        return self._pool.recognises

    def listen(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        """Hear of everything that becomes ready or fails, on any thread; the call that comes back ends it."""
        return self._pool.listen(callback)

    def want_info(self, sha256: str, urgency: int) -> None:
        """Find out what a document is, and the sizes of its pages."""
        self._pool.want_info(sha256, urgency)

    def want_page(
        self, sha256: str, page: int, width: int, urgency: int, rotation: int = 0, tile: Tile | None = None
    ) -> None:
        """Draw a page, `width` device pixels wide, turned clockwise by `rotation` degrees; or one tile of it."""
        self._pool.want_page(sha256, page, width, urgency, rotation, tile)

    def want_words(self, sha256: str, page: int, urgency: int = NEAR) -> None:
        """Read the words of a page."""
        self._pool.want_words(sha256, page, urgency)

    def want_reading(self, sha256: str, name: str, page: int = 0, parameters: str = "", urgency: int = NEAR) -> None:
        """Read something else from a document: its links, its outline; see `documents.readings`."""
        self._pool.want_reading(sha256, name, page, parameters, urgency)

    def info(self, sha256: str) -> DocumentInfo | None:
        """What is known of a document now."""
        return self._pool.info(sha256)

    def image(
        self, sha256: str, page: int, width: int, rotation: int = 0, tile: Tile | None = None
    ) -> PageImage | None:
        """A page at exactly this width, or one tile of it, if it is there now."""
        return self._pool.image(sha256, page, width, rotation, tile)

    def any_image(self, sha256: str, page: int, rotation: int = 0) -> PageImage | None:
        """A whole page at whatever width is there now: to be shown scaled until the right one is drawn."""
        return self._pool.any_image(sha256, page, rotation)

    def words(self, sha256: str, page: int) -> tuple[Word, ...] | None:
        """The words of a page, if they are there now."""
        return self._pool.words(sha256, page)

    def reading(self, sha256: str, name: str, page: int = 0, parameters: str = "") -> object | Trouble | None:
        """What a reading brought, of the type that `documents.protocol` says, or why there is none; None: not yet."""
        return self._pool.reading(sha256, name, page, parameters)

    def trouble(self, sha256: str) -> Trouble | None:
        """Why a document cannot be shown."""
        return self._pool.trouble(sha256)

    def unlock(self, sha256: str, password: str) -> None:
        """Open a document that a password protects; `Unlocked` is told. The password is kept nowhere."""
        self._pool.unlock(sha256, password)

    def retry(self, sha256: str) -> None:
        """Forget why a document could not be shown, and let it be wanted again."""
        self._pool.retry(sha256)

    def keep(self, near: Collection[str]) -> None:
        """Drop what is queued for documents out of reach."""
        self._pool.keep(near)

    def original(self, sha256: str) -> bytes:
        """A document's bytes as they were uploaded. Waits for the database; raises DatabaseTrouble, DocumentTrouble."""
        return self._fetch_blob(sha256)
