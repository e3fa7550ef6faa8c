"""Taking new applications into the database."""

from collections.abc import Iterable, Sequence

from reviewer.domain.arrival import Arrival, Received
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.person import Person
from reviewer.services.changes import ChangeFeed
from reviewer.storage.database import Database


class ArrivalService:
    """Hands new applications in, in the name of one person."""

    def __init__(self, database: Database, feed: ChangeFeed, me: Person) -> None:
        self._database = database
        self._feed = feed
        self._me = me

    def receive(self, arrivals: Sequence[Arrival], initiator: object = None) -> Received:
        """Take applications in, all in one transaction; one whose fingerprint is known already is left as it is.

        Raises:
            DatabaseTrouble: nothing was taken in.
        """
        from reviewer.storage import arrivals as rows  # with the models, which no start needs

        with self._database.write(much=True) as work:
            added = rows.receive(work, self._me.id, arrivals)
            work.commit()
        if added:
            self._feed.tell(Changes(Aspect.ARRIVED, frozenset(added)), initiator)
        return Received(len(added), len(arrivals) - len(added))

    def known(self, fingerprints: Iterable[bytes]) -> set[bytes]:
        """Which of these fingerprints the database has."""
        from reviewer.storage import arrivals as rows  # with the models, which no start needs

        with self._database.read() as work:
            return rows.known(work, fingerprints)
