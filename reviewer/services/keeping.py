"""Goes on where a shared database does not answer: with what was read of it, in memory and, where wanted, on the disk.

An embedded database has none of this.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from reviewer import settings
from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.effects import Effect
from reviewer.domain.listing import Listing
from reviewer.domain.operations import Operation
from reviewer.domain.queue import QueueIndex, QueueRow
from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track
from reviewer.errors import DatabaseAway, DatabaseTrouble, KeepingTrouble, NotKept
from reviewer.services.away import Opened
from reviewer.services.changes import ChangeFeed
from reviewer.services.memory import Memory
from reviewer.services.reading import Reading, Source, Stored
from reviewer.services.vault import Vault
from reviewer.storage import applications

IN_MEMORY = 192_000_000
"""Bytes of documents that are held at most."""
SAVE_EVERY_S = 15.0
"""Seconds between two times that the queue is written to the disk."""
LOOK_EVERY_S = 1.0
TIDY_EVERY_S = 3_600.0

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Keeping(Reading):
    """Reads for one reviewer; a thread writes to the disk, from `start` to `close`. Safe to use from any thread."""

    def __init__(self, opened: Opened, feed: ChangeFeed) -> None:
        """Go on with what was opened."""
        super().__init__(opened.database, opened.memory.me)
        self.memory = opened.memory
        self._feed, self._place = feed, opened.place
        self._away = self._used = opened.away is not None
        """Whether the database is known not to answer; whether something was answered from memory since."""
        self._documents: OrderedDict[str, bytes] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._connected = False
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="keeping", daemon=True)
        self._use(opened.vault)

    # -- reading

    @property
    def away(self) -> bool:
        """Whether the database is known not to answer: what is read is then from memory, as of `memory.read_at`."""
        return self._away

    def as_of(self) -> datetime | None:
        """When what is read now was read from the database, where that does not answer; None: it answers."""
        return self.memory.read_at if self._away else None

    def ask(self, question: Callable[[Source], T]) -> T:
        """What a question finds: in the database, or in memory where that does not answer.

        Raises:
            NotKept: it does not answer, and this was not read before.
            DatabaseTrouble: it cannot answer.
        """
        if self._away:
            self._used = True
            return question(self.memory)
        moment = self.memory.moment
        try:
            with self._database.read() as work:
                return question(_Noting(Stored(work, self._me, self._listings), self.memory, moment))
        except DatabaseAway as trouble:
            self._used = True
            try:
                return question(self.memory)
            except NotKept:
                raise trouble from None

    def reach(self, trouble: DatabaseTrouble | None) -> None:
        """The database was lost, or answers: then everything that shows something from memory reads it anew."""
        self._away = trouble is not None
        if trouble is not None:
            return
        with self._changed:
            self._connected = True
            used, self._used = self._used, False
            self._changed.notify_all()
        if used:
            self._feed.tell(Changes(Aspect.ARRIVED))

    def sent(self, operation: Operation) -> None:
        """The database has applied an own operation: what is in memory is as if read since."""
        self.memory.lay(operation)

    # -- documents

    def document(self, sha256: str) -> bytes | None:
        """A document that is kept."""
        with self._lock:
            held, vault = self._documents.get(sha256), self._vault
            if held is not None:
                self._documents.move_to_end(sha256)
                return held
        found = vault.document(sha256) if vault is not None else None
        if found is not None:
            self._hold(sha256, found)
        return found

    def keep_document(self, sha256: str, data: bytes) -> None:
        """Keep a document."""
        self._hold(sha256, data)
        vault = self._vault
        if vault is not None and not vault.has_document(sha256):
            try:
                vault.save_document(sha256, data)
            except KeepingTrouble:
                _log.warning("a document could not be kept on the disk")

    def has_document(self, sha256: str) -> bool:
        """Whether a document is kept where it stays."""
        vault = self._vault
        with self._lock:
            return vault.has_document(sha256) if vault is not None else sha256 in self._documents

    def _hold(self, sha256: str, data: bytes) -> None:
        with self._lock:
            self._held += len(data) - len(self._documents.pop(sha256, b""))
            self._documents[sha256] = data
            while self._held > IN_MEMORY and len(self._documents) > 1:
                self._held -= len(self._documents.popitem(last=False)[1])

    # -- the disk

    @property
    def on_disk(self) -> bool:
        """Whether what is read is kept on the disk as well."""
        return self._vault is not None

    @property
    def room(self) -> int:
        """Bytes of documents that may be taken along."""
        vault = self._vault
        return vault.files.limit if vault is not None else IN_MEMORY

    def switch_on(self) -> None:
        """Keep what is read on the disk from now on, and at later starts.

        Raises:
            KeepingTrouble: there is no place for it, or none for its key: it goes on in memory.
            SettingsTrouble: the settings cannot be written.
        """
        self._use(self._place.open())
        settings.switch("keep_documents", on=True)
        self.memory.touch()

    def forget(self, *, and_keep: bool) -> None:
        """Remove from the disk and from memory what was read. `and_keep`: what is read from now on is kept again.

        Raises:
            KeepingTrouble: it is removed, but nothing can be kept from now on.
            SettingsTrouble: the settings cannot be written.
        """
        self._use(None)
        self._place.wipe()
        with self._lock:
            self._documents.clear()
            self._held = 0
        self.memory.clear()
        if and_keep:
            self._use(self._place.open())
        else:
            settings.switch("keep_documents", on=False)

    def save(self) -> None:
        """Write what is new to the disk.

        Raises:
            KeepingTrouble: that is not possible.
        """
        vault = self._vault
        if vault is None:
            return
        changed = self.memory.changed()
        for kept in changed:
            vault.save_application(kept)
        queue = self.memory.queue()
        if queue is not None and (changed or self.memory.rows_changed):
            self.memory.rows_changed = False
            vault.save(queue, self.memory.all_rows())

    def _use(self, vault: Vault | None) -> None:
        self._vault = vault
        self.memory.fetch = vault.application if vault is not None else lambda _: None

    # -- its thread

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def close(self) -> None:
        """End, after all that is new is written."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        saved = tidied = time.monotonic()
        while not self._closed:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._connected, LOOK_EVERY_S)
                connected, self._connected = self._connected, False
            if connected:
                self._reconcile()
            if time.monotonic() > saved + SAVE_EVERY_S:
                self._try_to_save()
                saved = time.monotonic()
            if time.monotonic() > tidied + TIDY_EVERY_S and self._vault is not None:
                self._vault.files.tidy()
                tidied = time.monotonic()
        self._try_to_save()

    def _try_to_save(self) -> None:
        try:
            self.save()
        except KeepingTrouble:
            _log.warning("what was read could not be kept on the disk")

    def _reconcile(self) -> None:
        """Let go of what the database has no longer."""
        vault = self._vault
        here = self.memory.known() | (set(vault.applications()) if vault is not None else set())
        if not here:
            return
        try:
            with self._database.read() as work:
                there = applications.present(work, list(here))
        except DatabaseTrouble:
            with self._lock:
                self._connected = not self._away  # else it is done at the next connection
            return
        gone = here - there
        if gone:
            self.let_go(gone)

    def let_go(self, gone: Iterable[UUID]) -> None:
        """Keep some applications no longer, nor the documents that no other one has."""
        gone = frozenset(gone)
        of_them = {key for id in gone for key in self.memory.documents_of(id)}
        self.memory.forget(gone)
        if self._vault is not None:
            self._vault.forget(gone)
        others = {key for each in self.memory.applications() for key in self.memory.documents_of(each.application.id)}
        with self._lock:
            for key in of_them - others:
                self._held -= len(self._documents.pop(key, b""))
        self._try_to_save()


class _Noting:
    """A source that is asked, and whose answers are remembered."""

    def __init__(self, stored: Stored, memory: Memory, moment: int) -> None:
        self._stored, self._memory, self._moment = stored, memory, moment

    def tracks(self) -> tuple[Track, ...]:
        found = self._stored.tracks()
        self._memory.note_tracks(found)
        return found

    def rubric(self, slug: str, version: int) -> Rubric | None:
        found = self._stored.rubric(slug, version)
        if found is not None:
            self._memory.note_rubric(slug, found)
        return found

    def listing(self) -> Listing:
        found = self._stored.listing()
        self._memory.note_listing(found, self._moment)
        return found

    def position(self, ids: QueueIndex, row: QueueRow) -> int:
        return self._stored.position(ids, row)

    def rows(self, ids: Sequence[UUID]) -> dict[UUID, QueueRow]:
        found = self._stored.rows(ids)
        self._memory.note_rows(found, self._moment)
        return found

    def done_since(self, moment: str) -> int:
        found = self._stored.done_since(moment)
        self._memory.note_done(moment, found)
        return found

    def find(self, folded: str, limit: int) -> list[UUID]:
        return self._stored.find(folded, limit)

    def application(self, id: UUID) -> Application | None:
        found = self._stored.application(id)
        if found is not None:
            self._memory.note_application(found, self._moment)
        else:
            self._memory.forget([id])
        return found

    def activity(self, id: UUID) -> tuple[Activity, ...]:
        found = self._stored.activity(id)
        self._memory.note_activity(id, found, self._moment)
        return found

    def effects(self, wanted: Iterable[UUID]) -> dict[UUID, Effect]:
        found = self._stored.effects(wanted)
        self._memory.note_effects(found)
        return found
