"""Everything that a window or a command works with, built once by `reviewer.app`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewer.domain.person import Person
    from reviewer.services.changes import ChangeFeed
    from reviewer.services.claims import Claims
    from reviewer.services.connections import Connections, Target
    from reviewer.services.documents import DocumentService
    from reviewer.services.intake import IntakeService
    from reviewer.services.journal import Journal
    from reviewer.services.keeping import Keeping
    from reviewer.services.queue import QueueService
    from reviewer.services.search import SearchService
    from reviewer.services.tracks import TrackService


@dataclass(frozen=True)
class Parts:
    """The services over one database, for one person."""

    me: Person
    feed: ChangeFeed
    queue: QueueService
    tracks: TrackService
    journal: Journal
    search: SearchService
    documents: DocumentService
    claims: Claims
    connections: Connections
    target: Target
    """The database that these are over."""
    intake: Callable[[], IntakeService]
    """Makes the part that takes applications in: most runs of the program need none, and it takes its time to load."""
    keeping: Keeping | None = None
    """What goes on where a shared database does not answer; None: the database is embedded."""
    notice: str = ""
    """What its reader should know at the beginning."""
