"""What others have written to an embedded database since it was looked at last."""

from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

from reviewer.domain import effects
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.operations import RECEIVED
from reviewer.storage import listing
from reviewer.storage.database import Database, UnitOfWork
from reviewer.storage.types import json_loads

MOST = 200
"""With more operations since, all may have changed."""

_SINCE = "select rowid, id, application, code, after from operation where rowid > ? order by rowid limit ?"


class Gauge:
    """Tells whether anybody else has committed, for a hundredth of a millisecond: by SQLite's own count of changes."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._seen = self._count()

    def moved(self) -> bool:
        """Whether something was committed since the last time, by any other connection, of this process or another."""
        count = self._count()
        moved, self._seen = count != self._seen, count
        return moved

    def _count(self) -> object:
        return self._work.rows("pragma data_version")[0][0]


@contextmanager
def gauge(database: Database) -> Generator[Gauge]:
    """A gauge with a connection of its own: the count means something on one connection alone."""
    with database.outside() as work:
        yield Gauge(work)


def since(work: UnitOfWork, place: int) -> tuple[int, dict[UUID, Changes]]:
    """The place of the last operation, and what each after `place` changed, by the operation's id.

    Under an id that nobody has, all: there were too many of them.
    """
    rows = work.rows(_SINCE, (place, MOST + 1))
    if len(rows) > MOST:
        return listing.newest(work), {UUID(int=0): Changes(Aspect.ARRIVED)}
    found = {
        UUID(bytes=id): Changes(_aspect(code, after), frozenset({UUID(bytes=application)}))
        for _, id, application, code, after in rows
    }
    return (rows[-1][0] if rows else place), found


def _aspect(code: str, after: str) -> Aspect:
    return Aspect.ARRIVED if code == RECEIVED else effects.ASPECTS[effects.record(json_loads(after))]
