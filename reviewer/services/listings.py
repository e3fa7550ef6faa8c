"""Keeps the listing of the whole queue, and brings it up to date by the operations that followed."""

import threading
from uuid import UUID

from reviewer.domain.listing import Listing
from reviewer.domain.queue import UNSURE
from reviewer.storage import listing, queue
from reviewer.storage.database import UnitOfWork

MOST_CHANGES = 200
"""With more operations since, everything is read again."""


class Listings:
    """The latest listing of one reviewer. Safe to use from any thread."""

    def __init__(self, me: UUID) -> None:
        self._me = me
        self._lock = threading.Lock()
        self._listing: Listing | None = None
        self._place = 0

    def get(self, work: UnitOfWork) -> Listing:
        """The listing as a unit of work sees it, or as a later one has seen it already."""
        with self._lock:
            place, slugs, changed = listing.look(work, self._place, MOST_CHANGES)
            tracks = (UNSURE, *slugs)
            if self._listing is None or self._listing.slugs != tracks:
                self._listing, self._place = listing.read(work, self._me), place
            elif place > self._place or work.shared:  # there, one place may hold several transactions
                self._listing = (
                    listing.read(work, self._me)
                    if changed is None
                    else self._listing.having(
                        queue.rows(work, self._me, changed).values(), lambda ids, row: queue.position(work, ids, row)
                    )
                )
                self._place = place
            return self._listing
