"""Notices what others write to the database - other windows, other people, imports - and tells the feed of it."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from uuid import UUID

from reviewer.domain.changes import Changes
from reviewer.errors import DatabaseTrouble
from reviewer.services.changes import ChangeFeed
from reviewer.storage import listing, news
from reviewer.storage.database import Database, UnitOfWork

EVERY = 0.25
"""Seconds between two looks at an embedded database; one costs a hundredth of a millisecond while nothing happens."""
AFTER_TROUBLE = 5.0
"""Seconds until the next try, when an embedded database could not be read."""
FIRST_WAIT = 0.1
"""Seconds until a shared database is tried again; each further wait is longer."""
LONGEST_WAIT = 2.0
REMEMBERED = 5_000
"""Operations told last, so that none is told twice."""

_log = logging.getLogger(__name__)


class Watcher:
    """A thread that looks, from `start` to `close`.

    `own` says of an operation whether this program told of it. `reach` is told why a shared database is lost, and
    None when it is found; `claims`, when somebody there reads something else.
    """

    def __init__(
        self,
        database: Database,
        feed: ChangeFeed,
        own: Callable[[UUID], bool],
        reach: Callable[[DatabaseTrouble | None], None] = lambda _: None,
        claims: Callable[[], None] = lambda: None,
    ) -> None:
        self._claims = claims
        self._database, self._feed, self._own, self._reach = database, feed, own, reach
        self._told: OrderedDict[UUID, None] = OrderedDict()
        self._place: int | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to look: what is there now is known."""
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        wait = FIRST_WAIT
        while not self._closed.is_set():
            try:
                if self._database.shared:
                    for _ in self._listen():
                        wait = FIRST_WAIT
                else:
                    self._look()
            except DatabaseTrouble as trouble:
                _log.warning("watching waits: %s", type(trouble).__name__)
                self._reach(trouble)
                self._closed.wait(wait if self._database.shared else AFTER_TROUBLE)
                wait = min(2 * wait, LONGEST_WAIT)

    def _look(self) -> None:
        with news.gauge(self._database) as gauge:
            self._tell(news.since)  # what came before the gauge was read
            while not self._closed.wait(EVERY):
                if gauge.moved():
                    self._tell(news.since)

    def _listen(self) -> Iterator[None]:
        """Listen until the connection is lost or nobody wants it; yields when it stands."""
        from reviewer.storage.postgres import live  # not loaded where the database is a file
        from reviewer.storage.postgres.database import SharedDatabase

        assert isinstance(self._database, SharedDatabase)
        with live.listening(self._database) as line:
            self._tell(live.since)  # what came while nobody listened
            self._claims()
            self._reach(None)
            yield
            while not self._closed.is_set():
                told = line.wait()
                if any(live.is_of_claims(each) for each in told):
                    self._claims()
                if any(not live.is_of_claims(each) for each in told):
                    self._tell(live.since)

    def _tell(self, since: Callable[[UnitOfWork, int], tuple[int, Mapping[UUID, Changes]]]) -> None:
        """Tell of the operations that are new."""
        # Of a shared database the primary: a replica may not have yet what it is told of.
        with self._database.outside() if self._database.shared else self._database.read() as work:
            if self._place is None:
                self._place = listing.newest(work)
                return
            self._place, found = since(work, self._place)
            self._database.note(work)
        fresh = {operation: changes for operation, changes in found.items() if operation not in self._told}
        for operation in fresh:
            if operation.int:  # all at once has no name, and may come again
                self._told[operation] = None
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        others = [changes for operation, changes in fresh.items() if not self._own(operation)]
        if others:
            self._feed.tell(reduce(or_, others))
