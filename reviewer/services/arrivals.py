"""Taking new applications into the database."""

from collections.abc import Iterable, Sequence

from reviewer.domain.arrival import Arrival, Received


class ArrivalService:
    """`ArrivalService(database, feed, me)`."""

    def receive(self, arrivals: Sequence[Arrival], initiator: object = None) -> Received:
        """Take applications in, all in one transaction; one whose fingerprint is known already is left as it is."""
        raise NotImplementedError

    def known(self, fingerprints: Iterable[bytes]) -> set[bytes]:
        """Which of these fingerprints the database has."""
        raise NotImplementedError
