"""The queue as Qt's views want it: any number of rows whose names are known, and whose contents come by the block."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewer.domain.decision import Outcome
from reviewer.domain.identifiers import now
from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.track import Track
from reviewer.errors import KnownTrouble
from reviewer.ui.queue.rows import RowStore
from reviewer.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from reviewer.services.search import Excerpt

Fetch = Callable[[Sequence[UUID]], list[QueueRow | None]]
"""Gives the rows of applications, in their order, None for one that is gone. Called in a thread."""

Clock = Callable[[], datetime]
"""Gives the present moment, with its zone."""

ROW = Qt.ItemDataRole.UserRole
"""The role of the `QueueRow`; None while it is on its way."""

_NOWHERE = QModelIndex()


class QueueModel(QAbstractTableModel):
    """One column. Asks for what is looked at, and for nothing else."""

    trouble = Signal(object)
    """A `KnownTrouble` that kept rows from coming."""

    def __init__(self, tasks: Tasks, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._fetch = tasks, fetch
        self._store = RowStore()
        self._tracks: dict[str, Track] = {}
        self.excerpts: dict[UUID, Excerpt] = {}
        """Where a search that is listed found something; filled while rows are fetched, in any thread."""
        self.clock: Clock = now
        """What ages are counted from."""

    def set_tracks(self, tracks: Sequence[Track]) -> None:
        """The tracks whose words the rows show."""
        self._tracks = {track.slug: track for track in tracks}
        self._changed(0, self.rowCount() - 1)

    def set_index(self, index: QueueIndex) -> None:
        """List other applications."""
        self.beginResetModel()
        self._store.take(index)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._store.index)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == ROW:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row(index.row())
            return row.name if row else self.tr("Loading")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(index.row())
            return self.spoken(row) if row else self.tr("Loading")
        return None

    def row(self, number: int) -> QueueRow | None:
        """The row at a place; one that is not here is asked for."""
        block = self._store.ask(number)
        if block is not None:
            self._ask(block)
        return self._store.row(number)

    def application(self, number: int) -> UUID | None:
        """The application at a place."""
        return self._store.index[number] if 0 <= number < self.rowCount() else None

    def place(self, application: UUID) -> int | None:
        """Where an application is listed."""
        return self._store.place(application)

    def refresh(self, applications: Iterable[UUID]) -> None:
        """Fetch again what is held of these."""
        held = self._store.held(applications)
        if held:
            moment = self._store.tick()
            self._tasks.run(
                lambda: self._fetch(held), lambda rows: self._renew(rows, moment), self.trouble.emit, Lane.READ, self
            )

    def replace(self, row: QueueRow) -> None:
        """Show a row as it is now."""
        self._renew([row], None)

    def _renew(self, rows: Sequence[QueueRow | None], moment: int | None) -> None:
        for row in rows:
            number = self._store.replace(row, moment) if row is not None else None
            if number is not None:
                self._changed(number, number)

    def _ask(self, block: int) -> None:
        generation, ids = self._store.generation, self._store.ids(block)
        self._tasks.run(
            lambda: self._fetch(ids),
            lambda rows: self._arrived(generation, block, rows),
            lambda trouble: self._failed(generation, block, trouble),
            Lane.READ,
            self,
        )

    def _arrived(self, generation: int, block: int, rows: Sequence[QueueRow | None]) -> None:
        if generation != self._store.generation:
            return
        ids = self._store.ids(block)
        again = self._store.arrive(block, rows)
        first = self._store.index.find(ids[0]) if ids else None
        if first is not None:
            self._changed(first, first + len(ids) - 1)
        if again:
            self.refresh(ids)

    def _failed(self, generation: int, block: int, trouble: KnownTrouble) -> None:
        if generation == self._store.generation:
            self._store.fail(block)
        self.trouble.emit(trouble)

    def _changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def chip(self, row: QueueRow) -> tuple[str, str]:
        """The word of a row's chip, and the token of its colour: the decision, or else the track."""
        if row.outcome is not None:
            return {
                Outcome.ADVANCE: (self.tr("Advanced"), "good"),
                Outcome.HOLD: (self.tr("On hold"), "warn"),
                Outcome.REJECT: (self.tr("Rejected"), "bad"),
            }[row.outcome]
        if row.track is None:
            return self.tr("Unsure"), "unsure"
        track = self._tracks.get(row.track)
        return (track.short if track else row.track), row.track

    def age(self, row: QueueRow) -> str:
        """How long ago it arrived, in one short word."""
        seconds = max(0, int((self.clock() - row.received_at).total_seconds()))
        if seconds < 3600:
            return self.tr("{0}m").format(max(1, seconds // 60))
        if seconds < 86_400:
            return self.tr("{0}h").format(seconds // 3600)
        if seconds < 14 * 86_400:
            return self.tr("{0}d").format(seconds // 86_400)
        return self.tr("{0}w").format(seconds // 604_800)

    def spoken(self, row: QueueRow) -> str:
        """The row as a screen reader says it."""
        excerpt = self.excerpts.get(row.id)
        facts = [excerpt.line] if excerpt else [row.headline, row.location]
        parts = [row.name, *facts, self.chip(row)[0]]
        parts.append(self.tr("rated {0:.1f}").format(row.mean) if row.mean is not None else self.tr("not rated"))
        if row.submitted:
            parts.append(self.tr("review submitted"))
        if row.flags:
            parts.append(self.tr("flagged"))
        if row.unread:
            parts.append(self.tr("unread"))
        return ", ".join(part for part in parts if part)
