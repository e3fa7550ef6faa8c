"""The queue and the applications in it, as this reviewer sees them: own pending operations are laid over what is read."""

from collections.abc import Sequence
from uuid import UUID

from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.queue import QueueCounts, QueueFilter, QueueIndex, QueueRow


class QueueService:
    """`QueueService(database, journal, me)`."""

    def index(self, wanted: QueueFilter) -> QueueIndex:
        """Identifiers of the applications that a queue lists, newest first."""
        raise NotImplementedError

    def rows(self, ids: Sequence[UUID]) -> list[QueueRow | None]:
        """Rows in the order of `ids`; None where an application is gone."""
        raise NotImplementedError

    def counts(self, wanted: QueueFilter) -> QueueCounts:
        """How many applications the filter lists, and how many each track would."""
        raise NotImplementedError

    def open(self, application: UUID) -> Application:
        """One application with all that belongs to it.

        Raises:
            Refused: it is not there.
        """
        raise NotImplementedError

    def activity(self, application: UUID) -> tuple[Activity, ...]:
        """What happened to an application, oldest first; pending operations last. States as in `domain.effects`."""
        raise NotImplementedError

    def find(self, text: str, limit: int = 20) -> list[QueueRow]:
        """Applications whose candidate's name has a word that starts with the text, then those that contain it; newest first."""
        raise NotImplementedError
