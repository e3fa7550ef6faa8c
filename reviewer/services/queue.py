"""The queue and the applications in it, as this reviewer sees them: with what is pending laid over what is read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from reviewer.domain import effects, overlay
from reviewer.domain import operations as op
from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.effects import Effect
from reviewer.domain.identifiers import now
from reviewer.domain.listing import Listing
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueCounts, QueueFilter, QueueIndex, QueueRow, Reader, View
from reviewer.errors import Refused
from reviewer.services import entries
from reviewer.services.journal import Journal
from reviewer.services.reading import Reading, Source
from reviewer.storage.database import Database
from reviewer.storage.folding import fold

GONE = "This application is no longer there. Go on with another."

Laid = list[tuple[QueueRow, QueueRow]]
"""Rows as the database has them, and as they will be."""


class QueueService:
    """Reads for one reviewer. What is pending is asked first, then the database: nothing can fall between the two."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        me: Person,
        readers: Callable[[UUID], tuple[Reader, ...]] = lambda _: (),
        reading: Reading | None = None,
    ) -> None:
        """`readers`: who else reads an application; `reading`: what answers where the database does not."""
        self._readers = readers
        self._reading = reading or Reading(database, me)
        self._journal = journal
        self._me = me

    def index(self, wanted: QueueFilter) -> QueueIndex:
        """Identifiers of the applications that a queue lists, newest first."""
        return self._listing().index(wanted)

    def rows(self, ids: Sequence[UUID]) -> list[QueueRow | None]:
        """Rows in the order of `ids`; None where an application is gone."""
        asked = set(ids)
        pending = [each for each in self._journal.pending() if each.application in asked]

        def read(source: Source) -> dict[UUID, QueueRow]:
            found = source.rows(ids)
            return found | {after.id: after for _, after in self._laid(source, pending, found)}

        found = self._reading.ask(read)
        rows = [found.get(id) for id in ids]
        return [row and (replace(row, readers=seen) if (seen := self._readers(row.id)) else row) for row in rows]

    def counts(self, wanted: QueueFilter) -> QueueCounts:
        """How many applications the filter lists, and how many each track would."""
        return self.all_counts(wanted)[0]

    def all_counts(self, wanted: QueueFilter) -> tuple[QueueCounts, dict[View, int]]:
        """How many applications the filter lists, how many each track would, and how many each view has."""
        pending = self._journal.pending()
        midnight = now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)

        def read(source: Source) -> tuple[Listing, int]:
            listing, done = source.listing(), source.done_since(effects.moment(midnight))
            laid = self._laid(source, pending)
            for before, after in laid:
                done += after.submitted - before.submitted
                done += (after.outcome is not None) - (before.outcome is not None)
            return listing.having([after for _, after in laid], source.position), done

        listing, done = self._reading.ask(read)
        by_view = {view: listing.counts(view) for view in View}
        by_track = by_view[wanted.view]
        total = sum(by_track.values()) if wanted.track is None else by_track.get(wanted.track, 0)
        counts = QueueCounts(total, by_track, max(0, done))
        return counts, {view: sum(each.values()) for view, each in by_view.items()}

    def open(self, application: UUID) -> Application:
        """One application with all that belongs to it.

        Raises:
            Refused: it is not there.
        """
        pending = self._journal.pending()
        found = self._reading.ask(lambda source: self._read(source, application, pending))
        return replace(found, readers=seen) if (seen := self._readers(application)) else found

    def activity(self, application: UUID) -> tuple[Activity, ...]:
        """What happened to an application, oldest first; pending operations last. States as in `domain.effects`."""
        pending = [each for each in self._journal.pending() if each.application == application]

        def read(source: Source) -> tuple[tuple[Activity, ...], Application | None, dict[UUID, Effect]]:
            found = source.application(application) if pending else None
            return source.activity(application), found, _effects(source, pending)

        stored, found, known = self._reading.ask(read)
        if found is None:
            return stored
        there = {each.operation for each in stored}
        _, known = overlay.lay_known(found, pending, known, name=self._me.name)
        waiting = [
            entries.made(each, known[each.id], self._me)
            for each in pending
            if each.id not in there and each.id in known
        ]
        return entries.undone((*stored, *waiting), pending)

    def find(self, text: str, limit: int = 20) -> list[QueueRow]:
        """Applications whose candidate's name has a word that starts with the text, then those that contain it."""
        folded = fold(text)
        if not folded:
            return []
        ids = self._reading.ask(lambda source: source.find(folded, limit))
        return [row for row in self.rows(ids) if row is not None]

    def _listing(self) -> Listing:
        pending = self._journal.pending()

        def read(source: Source) -> Listing:
            listing = source.listing()
            laid = [after for _, after in self._laid(source, pending)]
            return listing.having(laid, source.position) if laid else listing

        return self._reading.ask(read)

    def _read(self, source: Source, application: UUID, pending: Iterable[op.Operation]) -> Application:
        mine = [each for each in pending if each.application == application]
        found = source.application(application)
        if found is None:
            raise Refused(GONE)
        return overlay.lay_all(found, mine, _effects(source, mine), name=self._me.name) if mine else found

    def _laid(self, source: Source, pending: Sequence[op.Operation], found: dict[UUID, QueueRow] | None = None) -> Laid:
        """The rows that pending operations are about, before and after."""
        if not pending:
            return []
        ids = list(dict.fromkeys(each.application for each in pending))
        rows = source.rows(ids) if found is None else found
        undoing = {each.application for each in pending if isinstance(each, op.Undo)}
        laid: Laid = []
        for id in ids:
            if id not in rows:
                continue
            after = rows[id]
            for operation in pending:
                if operation.application == id:
                    after = overlay.lay_row(after, operation)
            if id in undoing:
                # Only the whole application tells what an operation found that is to be undone.
                after = overlay.project(after, self._read(source, id, pending))
            laid.append((rows[id], after))
        return laid


def _effects(source: Source, pending: Iterable[op.Operation]) -> dict[UUID, Effect]:
    return source.effects(each.operation for each in pending if isinstance(each, op.Undo))
