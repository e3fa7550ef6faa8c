"""Who is reading what: said to the others, and known of them. It blocks nobody, and ends by itself."""

import logging
import threading
from uuid import UUID

from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.person import Person
from reviewer.domain.queue import Reader
from reviewer.errors import DatabaseTrouble
from reviewer.services.changes import ChangeFeed
from reviewer.storage.database import Database

EVERY_S = 30.0
"""What is read is said again so often: a claim stands for 90 s."""

_log = logging.getLogger(__name__)


class Claims:
    """What others read, as a shared database has it; a thread keeps it from `start` to `close`."""

    def __init__(self, database: Database, feed: ChangeFeed, me: Person) -> None:
        self._database, self._feed, self._me = database, feed, me
        self._lock = threading.Lock()
        self._standing: dict[UUID, tuple[Reader, ...]] = {}
        self._reads: UUID | None = None
        self._said: UUID | None = None
        self._wake = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="claims", daemon=True)

    def start(self) -> None:
        """Begin, where there are others."""
        if self._database.shared:
            self._thread.start()

    def close(self) -> None:
        """Read nothing any more."""
        self._closed = True
        self.read(None)
        if self._thread.is_alive():
            self._thread.join()

    def read(self, application: UUID | None) -> None:
        """This reviewer reads an application now; None: none. Returns at once."""
        with self._lock:
            self._reads = application
        self._wake.set()

    def nudge(self) -> None:
        """Somebody else may read something else now."""
        self._wake.set()

    def of(self, application: UUID) -> tuple[Reader, ...]:
        """Who else reads an application, longest first."""
        with self._lock:
            return self._standing.get(application, ())

    def _work(self) -> None:
        while True:
            self._wake.wait(EVERY_S)
            self._wake.clear()
            closed = self._closed
            try:
                self._exchange()
            except DatabaseTrouble as trouble:
                _log.info("claims wait: %s", type(trouble).__name__)
            if closed:
                return

    def _exchange(self) -> None:
        from reviewer.storage.postgres import claims  # not loaded where the database is a file

        with self._lock:
            reads = self._reads
        with self._database.write() as work:
            if reads is not None or self._said is not None:
                claims.claim(work, reads)
                self._said = reads
            standing = claims.standing(work, self._me.id)
        with self._lock:
            before, ids = self._standing, standing.keys() | self._standing.keys()
            changed = {id for id in ids if self._names(standing, id) != self._names(before, id)}
            self._standing = standing
        if changed and not self._closed:
            self._feed.tell(Changes(Aspect.CLAIMS, frozenset(changed)))

    @staticmethod
    def _names(standing: dict[UUID, tuple[Reader, ...]], id: UUID) -> list[str]:
        return [each.name for each in standing.get(id, ())]
