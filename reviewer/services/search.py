"""Looking for applications by what their documents say and by what they are."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain import searching
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.operations import Comment, Operation, SaveDraft, SubmitReview
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.remarks import NOTHING, Remarks
from reviewer.domain.remarks import hits as hits_of
from reviewer.errors import DatabaseTrouble
from reviewer.services.changes import ChangeFeed
from reviewer.services.queue import QueueService
from reviewer.storage import search
from reviewer.storage.database import Database, UnitOfWork

EXCERPT = 120
"""Characters of a text that are shown of a hit."""
MOST_LISTED = 1_000
"""Applications that a search lists in the queue; who finds more looks for more words."""
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

    remark: bool = False
    """That line is of the reviewer's note, or of a comment."""
    named: bool = False
    """It was found by the candidate's name alone."""


@dataclass(frozen=True)
class Excerpt:
    """A line around the first hit."""

    line: str
    marks: tuple[tuple[int, int], ...]
    """Where the hits are in it."""
    remark: bool
    """It is of the reviewer's note, or of a comment."""


@dataclass(frozen=True)
class Answer:
    """Some of what was found, newest first."""

    found: tuple[Found, ...]
    after: tuple[str, UUID] | None
    """Where to go on; None: that was all."""


class SearchService:
    """Searches as one reviewer, whose pending work is laid over what is shown. Safe to use from any thread."""

    def __init__(
        self,
        database: Database,
        queue: QueueService,
        me: Person,
        feed: ChangeFeed | None = None,
        pending: Callable[[], Iterable[Operation]] = tuple,
    ) -> None:
        """`feed`: tells when remarks change; `pending`: what the database does not have yet."""
        self._database, self._queue, self._me, self._pending = database, queue, me, pending
        self._turn, self._lock = threading.Lock(), threading.Lock()
        """Of who reads remarks, and of what is stale."""
        self._known: dict[UUID, Remarks] = {}
        self._stale: set[UUID] | None = None
        """Applications whose remarks are to be read again; None: all."""
        if feed is not None:
            feed.listen(self._hear)

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
            remarks = self._remarks(work) if query.phrases or query.without else {}
            hits = search.find(work, self._me.id, query, limit, after, hits_of(remarks, query))
            texts = search.texts(work, hits.applications) if query.phrases else {}
        rows = self._queue.rows(hits.applications)
        return Answer(
            tuple(_shown(row, query, texts.get(row.id, ""), remarks.get(row.id)) for row in rows if row is not None),
            hits.after,
        )

    def listed(self, text: str) -> QueueIndex:
        """What is found as a queue lists it: the newest, at most `MOST_LISTED`.

        Raises:
            SearchTrouble: what was typed cannot be understood.
            DatabaseTrouble: the database does not answer.
        """
        query = searching.parse(text)
        if query.empty:
            return QueueIndex(b"")
        with self._database.read() as work:
            remarks = self._remarks(work) if query.phrases or query.without else {}
            hits = search.find(work, self._me.id, query, MOST_LISTED, None, hits_of(remarks, query))
        return QueueIndex(b"".join(each.bytes for each in hits.applications))

    def excerpts(self, text: str, applications: Sequence[UUID], length: int = EXCERPT) -> dict[UUID, Excerpt]:
        """What is to be seen of a search in the rows of a queue, in so many characters; without what shows nothing.

        Raises:
            DatabaseTrouble: the database does not answer.
        """
        query = searching.parse(text)
        if not query.phrases:
            return {}
        with self._database.read() as work:
            remarks = self._remarks(work)
            texts = search.texts(work, applications)
        found = {each: _excerpt(query, texts.get(each, ""), remarks.get(each), length) for each in applications}
        return {each: excerpt for each, excerpt in found.items() if excerpt.marks}

    def _remarks(self, work: UnitOfWork) -> dict[UUID, Remarks]:
        """What this reviewer noted and the comments they may read, with what is on its way."""
        with self._turn:
            with self._lock:
                stale, self._stale = self._stale, set()
            if stale is None or stale:
                try:
                    read = search.remarks(work, self._me.id, stale)
                except DatabaseTrouble:
                    self._make_stale(stale)
                    raise
                kept = {} if stale is None else {id: each for id, each in self._known.items() if id not in stale}
                self._known = kept | read
            known = dict(self._known)
        for each in self._pending():
            before = known.get(each.application, NOTHING)
            if isinstance(each, SaveDraft | SubmitReview):
                known[each.application] = before.noting(each.card.note)
            elif isinstance(each, Comment):
                known[each.application] = before.adding(each.text)
        return known

    def _hear(self, changes: Changes, _initiator: object) -> None:
        if changes.aspects & (Aspect.REVIEW | Aspect.ARRIVED):
            self._make_stale(set(changes.applications) or None)

    def _make_stale(self, applications: set[UUID] | None) -> None:
        """Never waits for the database: changes are told in any thread."""
        with self._lock:
            self._stale = None if self._stale is None or applications is None else self._stale | applications


def _shown(row: QueueRow, query: searching.Query, text: str, remarks: Remarks | None) -> Found:
    excerpt = _excerpt(query, text, remarks)
    return Found(row, excerpt.line if excerpt.marks else "", excerpt.marks, remark=excerpt.remark)


def _excerpt(query: searching.Query, text: str, remarks: Remarks | None, length: int = EXCERPT) -> Excerpt:
    """From what documents say, or else from remarks."""
    line, marks = searching.excerpt(text, query, length)
    if marks or remarks is None:
        return Excerpt(line, tuple(marks), remark=False)
    line, marks = searching.excerpt(remarks.text, query, length)
    return Excerpt(line, tuple(marks), remark=True)


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
