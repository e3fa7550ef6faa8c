"""What was read of a shared database lately, bounded; it answers where the database does not.

What this reviewer has done since something was read is laid over it as it is sent, so that nothing that was done looks
undone when the connection is lost.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from reviewer.domain import operations as op
from reviewer.domain import overlay
from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.effects import Effect
from reviewer.domain.identifiers import now
from reviewer.domain.listing import Listing
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track
from reviewer.errors import NotKept
from reviewer.services import entries
from reviewer.storage.folding import fold

MOST_ROWS = 20_000
MOST_APPLICATIONS = 600
MOST_EFFECTS = 2_000

NOT_KEPT = "The database does not answer, and this was not read before. It is shown when it answers."

V = TypeVar("V")


@dataclass(frozen=True)
class KeptApplication:
    """An application as it was read."""

    application: Application
    activity: tuple[Activity, ...] | None
    """None: it was not looked at."""
    read_at: datetime


@dataclass(frozen=True)
class KeptQueue:
    """The rest of what is kept, as it is written to the disk."""

    person: Person
    tracks: tuple[Track, ...]
    rubrics: tuple[tuple[str, Rubric], ...]
    """Earlier ones, each with its track's slug."""
    listing: Listing
    done: int
    done_since: str
    read_at: datetime


class Memory:
    """A `reading.Source`. Safe to use from any thread."""

    def __init__(self, me: Person) -> None:
        self.me = me
        self.fetch: Callable[[UUID], KeptApplication | None] = lambda _: None
        """Looks on the disk for an application."""
        self.read_at: datetime | None = None
        """When the database answered last."""
        self.rows_changed = False
        """Whether anything but an application is other than when it was written to the disk last."""
        self._lock = threading.RLock()
        self._tracks: tuple[Track, ...] | None = None
        self._rubrics: dict[tuple[str, int], Rubric] = {}
        self._listing: Listing | None = None
        self._done: tuple[str, int] = ("", 0)
        self._rows: OrderedDict[UUID, QueueRow] = OrderedDict()
        self._applications: OrderedDict[UUID, KeptApplication] = OrderedDict()
        self._changed: dict[UUID, None] = {}
        self._effects: OrderedDict[UUID, Effect] = OrderedDict()
        self._clock = 0
        self._laid: dict[UUID, int] = {}
        """When something sent was laid over an application last."""

    # -- a source

    def tracks(self) -> tuple[Track, ...]:
        with self._lock:
            return _kept(self._tracks)

    def rubric(self, slug: str, version: int) -> Rubric | None:
        with self._lock:
            present = {(track.slug, track.rubric.version): track.rubric for track in self._tracks or ()}
            return _kept(self._rubrics.get((slug, version)) or present.get((slug, version)))

    def listing(self) -> Listing:
        with self._lock:
            return _kept(self._listing)

    def position(self, ids: QueueIndex, row: QueueRow) -> int:
        with self._lock:
            for place, id in enumerate(ids):
                other = self._rows.get(id)
                if other is not None and (other.received_at, id) < (row.received_at, row.id):
                    return place
        return len(ids)

    def rows(self, ids: Sequence[UUID]) -> dict[UUID, QueueRow]:
        with self._lock:
            return {id: self._rows[id] for id in ids if id in self._rows}

    def done_since(self, moment: str) -> int:
        with self._lock:
            return self._done[1] if self._done[0] == moment else 0

    def find(self, folded: str, limit: int) -> list[UUID]:
        with self._lock:
            names = {id: f" {fold(row.name)}" for id, row in self._rows.items()}
        begun = [id for id, name in names.items() if f" {folded}" in name]
        return [*begun, *(id for id, name in names.items() if f" {folded}" not in name and folded in name)][:limit]

    def application(self, id: UUID) -> Application | None:
        return self.kept(id).application

    def activity(self, id: UUID) -> tuple[Activity, ...]:
        return _kept(self.kept(id).activity)

    def effects(self, wanted: Iterable[UUID]) -> dict[UUID, Effect]:
        with self._lock:
            return {id: self._effects[id] for id in wanted if id in self._effects}

    def kept(self, id: UUID) -> KeptApplication:
        """An application and when it was read.

        Raises:
            NotKept: it was not.
        """
        with self._lock:
            found = self._applications.get(id)
        if found is None and (found := self.fetch(id)) is not None:
            self.take(found)
        return _kept(found)

    # -- what was read

    @property
    def moment(self) -> int:
        """What is read from now on is as new as this."""
        with self._lock:
            return self._clock

    def note_tracks(self, tracks: tuple[Track, ...]) -> None:
        """Keep the tracks."""
        with self._lock:
            self.rows_changed |= tracks != self._tracks
            self._tracks = tracks

    def note_rubric(self, slug: str, rubric: Rubric) -> None:
        """Keep an earlier rubric."""
        with self._lock:
            self.rows_changed |= (slug, rubric.version) not in self._rubrics
            self._rubrics[slug, rubric.version] = rubric

    def note_listing(self, listing: Listing, moment: int) -> None:
        """Keep the listing; where something was sent meanwhile, the next one."""
        with self._lock:
            self.read_at = now()
            if self._listing is None or moment == self._clock:
                self.rows_changed |= listing != self._listing
                self._listing = listing

    def note_done(self, since: str, done: int) -> None:
        """Keep how much was done since a time."""
        with self._lock:
            self._done = (since, done)

    def note_rows(self, rows: Mapping[UUID, QueueRow], moment: int) -> None:
        """Keep rows."""
        with self._lock:
            for id, row in rows.items():
                if self._laid.get(id, 0) <= moment:
                    self.rows_changed |= self._rows.get(id) != row
                    _put(self._rows, id, row, MOST_ROWS)

    def note_application(self, application: Application, moment: int) -> None:
        """Keep an application. What is known of its activity stays as long as it has no more entries."""
        with self._lock:
            if self._laid.get(application.id, 0) > moment:
                return
            former = self._applications.get(application.id)
            same = former is not None and former.application == application
            activity = former.activity if former and same else None
            self._put_application(KeptApplication(application, activity, now()))

    def note_activity(self, id: UUID, activity: tuple[Activity, ...], moment: int) -> None:
        """Keep what happened to an application that is kept."""
        with self._lock:
            former = self._applications.get(id)
            for each in activity:
                _put(self._effects, each.operation, Effect(each.before, each.after), MOST_EFFECTS)
            if former is not None and self._laid.get(id, 0) <= moment:
                self._put_application(replace(former, activity=activity))

    def note_effects(self, effects: Mapping[UUID, Effect]) -> None:
        """Keep what operations found and left."""
        with self._lock:
            for id, effect in effects.items():
                _put(self._effects, id, effect, MOST_EFFECTS)

    def take(self, kept: KeptApplication) -> None:
        """Hold an application that was read from the disk."""
        with self._lock:
            if kept.application.id not in self._applications:
                _put(self._applications, kept.application.id, kept, MOST_APPLICATIONS)
                for each in kept.activity or ():
                    _put(self._effects, each.operation, Effect(each.before, each.after), MOST_EFFECTS)

    def forget(self, gone: Iterable[UUID]) -> None:
        """Let go of applications that the database has no longer."""
        with self._lock:
            for id in gone:
                self._rows.pop(id, None)
                self._applications.pop(id, None)
                self._changed.pop(id, None)
                self._listing = self._listing and self._listing.without(id)
                self.rows_changed = True

    # -- what was done

    def lay(self, operation: op.Operation) -> None:
        """An own operation was applied by the database: lay it over what was read before."""
        with self._lock:
            id = operation.application
            self._clock += 1
            self._laid[id] = self._clock
            kept, row = self._applications.get(id), self._rows.get(id)
            undone = self._effects.get(operation.operation) if isinstance(operation, op.Undo) else None
            if kept is not None:
                kept = self._laid_over(kept, operation)
            if row is None:
                return
            after = overlay.lay_row(row, operation, undone=undone)
            if kept is not None and isinstance(operation, op.Undo):
                after = overlay.project(after, kept.application)
            _put(self._rows, id, after, MOST_ROWS)
            done = (after.submitted - row.submitted) + ((after.outcome is not None) - (row.outcome is not None))
            self._done = (self._done[0], max(0, self._done[1] + done))
            if self._listing is not None and not isinstance(operation, op.MarkRead):
                self._listing = self._listing.having([after], self.position)
            self.rows_changed = True

    def _laid_over(self, kept: KeptApplication, operation: op.Operation) -> KeptApplication:
        application, known = overlay.lay_known(kept.application, [operation], self._effects, name=self.me.name)
        effect = known.get(operation.id)
        activity = kept.activity
        if effect is not None:
            _put(self._effects, operation.id, effect, MOST_EFFECTS)
            if activity is not None and all(each.operation != operation.id for each in activity):
                activity = (*entries.undone(activity, [operation]), entries.made(operation, effect, self.me))
        laid = KeptApplication(application, activity, kept.read_at)
        self._put_application(laid)
        return laid

    # -- the disk

    def changed(self) -> list[KeptApplication]:
        """The applications that are other than when this was asked last."""
        with self._lock:
            found = [self._applications[id] for id in self._changed if id in self._applications]
            self._changed.clear()
            return found

    def queue(self) -> KeptQueue | None:
        """All but applications and rows; None: not enough is known to begin from."""
        with self._lock:
            if self._tracks is None or self._listing is None:
                return None
            earlier = tuple((slug, rubric) for (slug, _), rubric in self._rubrics.items())
            done_since, done = self._done
            read_at = self.read_at or now()
            return KeptQueue(self.me, self._tracks, earlier, self._listing, done, done_since, read_at)

    def all_rows(self) -> list[QueueRow]:
        """The rows that are kept, those that were read last at the end."""
        with self._lock:
            return list(self._rows.values())

    def begin_from(self, queue: KeptQueue, rows: Iterable[QueueRow]) -> None:
        """Begin with what was written to the disk."""
        with self._lock:
            self._tracks, self._listing, self.read_at = queue.tracks, queue.listing, queue.read_at
            self._rubrics = {(slug, rubric.version): rubric for slug, rubric in queue.rubrics}
            self._done = (queue.done_since, queue.done)
            self._rows = OrderedDict((row.id, row) for row in rows)

    def touch(self) -> None:
        """Everything is to be written to the disk anew."""
        with self._lock:
            self._changed = dict.fromkeys(self._applications)
            self.rows_changed = True

    def clear(self) -> None:
        """Let go of all that tells of applications."""
        with self._lock:
            self._applications.clear()
            self._rows.clear()
            self._changed.clear()
            self._effects.clear()
            self._listing = None

    def documents_of(self, id: UUID) -> tuple[str, ...]:
        """The SHA-256 of the documents of an application that is held."""
        with self._lock:
            kept = self._applications.get(id)
        return tuple(each.sha256 for each in kept.application.documents) if kept is not None else ()

    def known(self) -> set[UUID]:
        """All of which anything is held."""
        with self._lock:
            return {*self._applications, *self._rows}

    def applications(self) -> list[KeptApplication]:
        """Those that are held, the oldest first."""
        with self._lock:
            return list(self._applications.values())

    def _put_application(self, kept: KeptApplication) -> None:
        _put(self._applications, kept.application.id, kept, MOST_APPLICATIONS)
        self._changed[kept.application.id] = None


def _kept(value: V | None) -> V:
    if value is None:
        raise NotKept(NOT_KEPT)
    return value


K = TypeVar("K")


def _put(held: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    held[key] = value
    held.move_to_end(key)
    while len(held) > most:
        held.popitem(last=False)
