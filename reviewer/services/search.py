"""Looking for applications by what their documents say and by what they are."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain import searching
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.operations import Comment, Operation, SaveDraft, SubmitReview
from reviewer.domain.own_words import Note, own_hits
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueIndex, QueueRow
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

    own: bool = False
    """That line is of the reviewer's note, or of a comment."""
    named: bool = False
    """It was found by the candidate's name alone."""


@dataclass(frozen=True)
class Excerpt:
    """A line around the first hit."""

    line: str
    marks: tuple[tuple[int, int], ...]
    """Where the hits are in it."""
    own: bool
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
        """`feed`: tells when own notes change; `pending`: what the database does not have yet."""
        self._database, self._queue, self._me, self._pending = database, queue, me, pending
        self._lock = threading.Lock()
        self._notes: dict[UUID, Note] = {}
        self._stale: set[UUID] | None = None
        """Applications whose notes are to be read again; None: all."""
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
            notes = self._own_notes(work) if query.phrases or query.without else {}
            hits = search.find(work, self._me.id, query, limit, after, own_hits(notes, query))
            texts = search.texts(work, hits.applications) if query.phrases else {}
        rows = self._queue.rows(hits.applications)
        return Answer(
            tuple(_shown(row, query, texts.get(row.id, ""), notes.get(row.id)) for row in rows if row is not None),
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
            notes = self._own_notes(work) if query.phrases or query.without else {}
            hits = search.find(work, self._me.id, query, MOST_LISTED, None, own_hits(notes, query))
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
            notes = self._own_notes(work)
            texts = search.texts(work, applications)
        found = {each: _excerpt(query, texts.get(each, ""), notes.get(each), length) for each in applications}
        return {each: excerpt for each, excerpt in found.items() if excerpt.marks}

    def _own_notes(self, work: UnitOfWork) -> dict[UUID, Note]:
        """The notes of this reviewer and the comments they may read, with those that are on their way."""
        with self._lock:
            stale, self._stale = self._stale, set()
            notes = {} if stale is None else {id: note for id, note in self._notes.items() if id not in stale}
            if stale is None or stale:
                try:
                    notes |= {id: Note.of(*texts) for id, texts in search.notes(work, self._me.id, stale).items()}
                except DatabaseTrouble:
                    self._stale = stale if stale is None else self._stale | stale
                    raise
                self._notes = notes
        for each in self._pending():
            if isinstance(each, SaveDraft | SubmitReview):
                notes = notes | {each.application: Note.of(each.card.note)}
            elif isinstance(each, Comment):
                before = notes.get(each.application)
                notes = notes | {each.application: Note.of(*([before.text] if before else []), each.text)}
        return notes

    def _hear(self, changes: Changes, _initiator: object) -> None:
        if not changes.aspects & (Aspect.REVIEW | Aspect.ARRIVED):
            return
        with self._lock:
            self._stale = (
                self._stale | changes.applications if self._stale is not None and changes.applications else None
            )


def _shown(row: QueueRow, query: searching.Query, text: str, note: Note | None) -> Found:
    excerpt = _excerpt(query, text, note)
    return Found(row, excerpt.line if excerpt.marks else "", excerpt.marks, own=excerpt.own)


def _excerpt(query: searching.Query, text: str, note: Note | None, length: int = EXCERPT) -> Excerpt:
    """From what documents say, or else from the reviewer's own note."""
    line, marks = searching.excerpt(text, query, length)
    if marks or note is None:
        return Excerpt(line, tuple(marks), own=False)
    line, marks = searching.excerpt(note.text, query, length)
    return Excerpt(line, tuple(marks), own=True)


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
