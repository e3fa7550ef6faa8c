"""Who is reading what in a shared database."""

from datetime import datetime
from uuid import UUID

from reviewer.domain.queue import Reader
from reviewer.storage.database import UnitOfWork

_STANDING = """
select c.application, p.name, c.since from claim c join person p on p.id = c.person
 where c.until > clock_timestamp() and c.person <> ?
 order by c.since
"""


def claim(work: UnitOfWork, application: UUID | None) -> None:
    """Say what one reads, for a minute and a half; None: nothing."""
    work.rows("select claim(?::uuid)", (application,))


def standing(work: UnitOfWork, me: UUID) -> dict[UUID, tuple[Reader, ...]]:
    """What others read, by application."""
    found: dict[UUID, tuple[Reader, ...]] = {}
    for id, name, since in work.rows(_STANDING, (me,)):
        key = UUID(bytes=id)
        found[key] = (*found.get(key, ()), Reader(name, datetime.fromisoformat(since)))
    return found
