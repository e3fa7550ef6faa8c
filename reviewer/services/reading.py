"""Where the services of one reviewer read from: the database, and where it does not answer, what is kept of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.effects import Effect
from reviewer.domain.listing import Listing
from reviewer.domain.operations import Operation
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track
from reviewer.services.listings import Listings
from reviewer.storage import applications, operations, queue
from reviewer.storage import tracks as rows_of_tracks
from reviewer.storage.database import Database, UnitOfWork

T = TypeVar("T")


class Source(Protocol):
    """What can be asked, without what is pending here."""

    def tracks(self) -> tuple[Track, ...]:
        """Every track with its present rubric, in order."""
        ...

    def rubric(self, slug: str, version: int) -> Rubric | None:
        """A track's rubric as it was at a version."""
        ...

    def listing(self) -> Listing:
        """Every application as this reviewer's queue sorts it."""
        ...

    def position(self, ids: QueueIndex, row: QueueRow) -> int:
        """Where an application that is not in an index yet belongs."""
        ...

    def rows(self, ids: Sequence[UUID]) -> dict[UUID, QueueRow]:
        """The rows of some applications; those that are gone are absent."""
        ...

    def done_since(self, moment: str) -> int:
        """How many reviews this reviewer submitted and decisions they made since a time, in ISO 8601."""
        ...

    def find(self, folded: str, limit: int) -> list[UUID]:
        """Applications of candidates of whose name a word starts with the text, then of those that contain it."""
        ...

    def application(self, id: UUID) -> Application | None:
        """An application as this reviewer sees it; None when it is gone."""
        ...

    def activity(self, id: UUID) -> tuple[Activity, ...]:
        """What happened to an application, oldest first."""
        ...

    def effects(self, wanted: Iterable[UUID]) -> dict[UUID, Effect]:
        """What operations found and left; those that were not applied are absent."""
        ...


class Stored:
    """What the database has, as one unit of work sees it."""

    def __init__(self, work: UnitOfWork, me: Person, listings: Listings) -> None:
        self._work, self._me, self._listings = work, me, listings

    def tracks(self) -> tuple[Track, ...]:
        return rows_of_tracks.read_all(self._work)

    def rubric(self, slug: str, version: int) -> Rubric | None:
        return rows_of_tracks.read_rubric(self._work, slug, version)

    def listing(self) -> Listing:
        return self._listings.get(self._work)

    def position(self, ids: QueueIndex, row: QueueRow) -> int:
        return queue.position(self._work, ids, row)

    def rows(self, ids: Sequence[UUID]) -> dict[UUID, QueueRow]:
        return queue.rows(self._work, self._me.id, ids)

    def done_since(self, moment: str) -> int:
        return queue.done_since(self._work, self._me.id, moment)

    def find(self, folded: str, limit: int) -> list[UUID]:
        return queue.find(self._work, folded, limit)

    def application(self, id: UUID) -> Application | None:
        return applications.read(self._work, self._me.id, id)

    def activity(self, id: UUID) -> tuple[Activity, ...]:
        return applications.activity(self._work, self._me, id)

    def effects(self, wanted: Iterable[UUID]) -> dict[UUID, Effect]:
        return operations.effects(self._work, wanted)


class Reading:
    """Asks the database. Safe to use from any thread."""

    def __init__(self, database: Database, me: Person) -> None:
        self._database, self._me = database, me
        self._listings = Listings(me.id)

    @property
    def away(self) -> bool:
        """Whether the database is known not to answer, and what is kept answers."""
        return False

    def sent(self, operation: Operation) -> None:
        """The database has applied an own operation, which is pending still."""

    def ask(self, question: Callable[[Source], T]) -> T:
        """What a question finds, in one unit of work.

        Raises:
            DatabaseTrouble: the database cannot answer.
        """
        with self._database.read() as work:
            return question(Stored(work, self._me, self._listings))
