"""Notices what other windows and imports write to the same embedded database, and tells the feed of it."""

import logging
import threading
from collections.abc import Callable
from functools import reduce
from operator import or_
from uuid import UUID

from reviewer.errors import DatabaseTrouble
from reviewer.services.changes import ChangeFeed
from reviewer.storage import listing, news
from reviewer.storage.database import Database

EVERY = 0.25
"""Seconds between two looks; a look costs a hundredth of a millisecond while nothing happens."""
AFTER_TROUBLE = 5.0

_log = logging.getLogger(__name__)


class Watcher:
    """A thread that looks, from `start` to `close`. `own` says of an operation whether this program told of it."""

    def __init__(self, database: Database, feed: ChangeFeed, own: Callable[[UUID], bool]) -> None:
        self._database, self._feed, self._own = database, feed, own
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
        place: int | None = None
        while not self._closed.is_set():
            try:
                with news.gauge(self._database) as gauge:
                    place = self._tell(place)  # what came before the gauge was read
                    while not self._closed.wait(EVERY):
                        if gauge.moved():
                            place = self._tell(place)
            except DatabaseTrouble as trouble:
                _log.warning("watching waits: %s", type(trouble).__name__)
                self._closed.wait(AFTER_TROUBLE)

    def _tell(self, place: int | None) -> int:
        """Tell of the operations after a place; returns the last one's."""
        with self._database.read() as work:
            if place is None:
                return listing.newest(work)
            place, found = news.since(work, place)
        others = [changes for operation, changes in found.items() if not self._own(operation)]
        if others:
            self._feed.tell(reduce(or_, others))
        return place
