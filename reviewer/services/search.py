"""Looking for applications by what their documents say and by what they are."""

import threading
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain import searching
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueRow
from reviewer.errors import DatabaseTrouble
from reviewer.services.queue import QueueService
from reviewer.storage import search
from reviewer.storage.database import Database

EXCERPT = 120
"""Characters of a text that are shown of a hit."""
AT_ONCE = 40
"""Applications that are indexed in one transaction, which keeps others from writing for a fifth of a second."""
PAUSE_S = 0.2
"""Between two of these."""


@dataclass(frozen=True)
class Found:
    """An application that was found, and where."""

    row: QueueRow
    excerpt: str
    """A line of its text around the first hit; empty where nothing of the text was asked for."""
    marks: tuple[tuple[int, int], ...]
    """Where the hits are in that line."""


@dataclass(frozen=True)
class Answer:
    """Some of what was found, newest first."""

    found: tuple[Found, ...]
    after: tuple[str, UUID] | None
    """Where to go on; None: that was all."""


class SearchService:
    """Searches as one reviewer, whose pending work is laid over what is shown. Safe to use from any thread."""

    def __init__(self, database: Database, queue: QueueService, me: Person) -> None:
        self._database, self._queue, self._me = database, queue, me

    def find(self, text: str, limit: int, after: tuple[str, UUID] | None = None) -> Answer:
        """Applications for which all that was typed holds; nothing typed finds nothing.

        Raises:
            SearchTrouble: what was typed cannot be understood.
            DatabaseTrouble: the database does not answer.
        """
        query = searching.parse(text)
        if query.empty:
            return Answer((), None)
        with self._database.read() as work:
            hits = search.find(work, self._me.id, query, limit, after)
            texts = search.texts(work, hits.applications) if query.phrases else {}
        found: list[Found] = []
        for row in self._queue.rows(hits.applications):
            if row is not None:
                line, marks = searching.excerpt(texts.get(row.id, ""), query, EXCERPT)
                found.append(Found(row, line if marks else "", tuple(marks)))
        return Answer(tuple(found), hits.after)


class Indexer:
    """Indexes what an embedded database holds and an older program did not index, from a thread of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="indexer", daemon=True)

    def start(self) -> None:
        """Begin, where there is anything to do."""
        self._thread.start()

    def close(self) -> None:
        """End after the transaction that is under way; the rest is done next time."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            with self._database.read() as work:
                if search.is_indexed(work):
                    return
            while not self._closed.wait(PAUSE_S):
                with self._database.write() as work:
                    done = search.index_some(work, AT_ONCE)
                    work.commit()
                if done < AT_ONCE:
                    return
        except DatabaseTrouble:
            return  # the next start goes on with it
