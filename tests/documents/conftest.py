"""A pool over documents that are at hand, and a way to wait for what it tells."""

import sys
import threading
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from reviewer.documents import child, pool
from reviewer.documents.attempt import Bounds
from reviewer.documents.office import Office
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import NOW, Event, PageImage, Trouble
from tests.builders_documents import key_of

PATIENCE = 60.0


class Desk:
    """A pool with a shelf of documents; asks and waits."""

    def __init__(
        self,
        command: Callable[[str], Sequence[str]] | None,
        bounds: Bounds | None,
        workers: int,
        office: Office | None = None,
    ) -> None:
        self.shelf: dict[str, bytes] = {}
        self.events: list[Event] = []
        self.fetched: list[str] = []
        self._told = threading.Condition()
        self.pool = Pool(self._fetch, workers, bounds=bounds, worker_command=command or child.command, office=office)
        self.pool.listen(self._hear)

    def add(self, data: bytes) -> str:
        """Put a document on the shelf."""
        key = key_of(data)
        self.shelf[key] = data
        return key

    def wait(self, ready: Callable[[], object], patience: float = PATIENCE) -> bool:
        """Wait for something that an event brings."""
        with self._told:
            return self._told.wait_for(lambda: bool(ready()), patience)

    def page(self, key: str, page: int = 0, width: int = 300, urgency: int = NOW) -> PageImage | Trouble:
        """Ask for a page and wait for it, or for the trouble."""
        self.pool.want_page(key, page, width, urgency)
        assert self.wait(lambda: self.pool.image(key, page, width) or self.pool.trouble(key))
        found = self.pool.image(key, page, width) or self.pool.trouble(key)
        assert found is not None
        return found

    def words(self, key: str, page: int = 0) -> list[str]:
        """The words of a page."""
        self.pool.want_words(key, page, NOW)
        assert self.wait(lambda: self.pool.words(key, page) is not None or self.pool.trouble(key))
        return [word.text for word in self.pool.words(key, page) or ()]

    def _fetch(self, key: str) -> bytes:
        self.fetched.append(key)
        return self.shelf[key]

    def _hear(self, event: Event) -> None:
        with self._told:
            self.events.append(event)
            self._told.notify_all()


@pytest.fixture(autouse=True)
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """All workers start at once: there is no window whose start they would hold up."""
    monkeypatch.setattr(pool, "OTHERS_AFTER_SECONDS", 0.0)


@pytest.fixture
def open_desk() -> Generator[Callable[..., Desk]]:
    """Makes desks, and closes their pools."""
    desks: list[Desk] = []

    def make(
        command: Callable[[str], Sequence[str]] | None = None,
        bounds: Bounds | None = None,
        workers: int = 2,
        office: Office | None = None,
    ) -> Desk:
        desks.append(Desk(command, bounds, workers, office))
        return desks[-1]

    yield make
    for desk in desks:
        desk.pool.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A desk with two real workers."""
    return open_desk()


def bad_workers(slab: str) -> list[str]:
    """Workers that do what the document says: see bad_worker.py."""
    return [sys.executable, "-P", str(Path(__file__).with_name("bad_worker.py")), slab]
