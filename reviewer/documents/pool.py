"""The pool of document workers, as the program uses it: ask for infos, pages, words, texts; be told when they come.

No Qt here: listeners are called on the pool's threads, and a window passes the events on to its own. Nothing that a
document holds is parsed in this process; see `worker` for the other side of the pipe.
"""

import hashlib
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reviewer.documents import child as children
from reviewer.documents import extras, limits
from reviewer.documents.answers import Answers
from reviewer.documents.attempt import Attempt, Bounds, done_without
from reviewer.documents.checks import Lied
from reviewer.documents.child import Child, Died, LateDeath
from reviewer.documents.crew import Crew, NoWorker
from reviewer.documents.fetching import Fetcher
from reviewer.documents.formats import recognise
from reviewer.documents.jobs import Job, Queue
from reviewer.documents.kept import Known, Made, Read
from reviewer.documents.protocol import (
    BACKGROUND,
    ENGINES,
    NEAR,
    NOW,
    Blind,
    DocumentInfo,
    Event,
    Extraction,
    Failed,
    Format,
    PageImage,
    Tile,
    Trouble,
    TroubleCode,
    Unlocked,
)
from reviewer.documents.slab import BUDGET, Slab
from reviewer.documents.stats import Stats
from reviewer.documents.workplace import Workplace

if TYPE_CHECKING:
    from reviewer.documents.office import Office  # loaded only where it is asked for

STRIKES = 2
OTHERS_AFTER_SECONDS = 1.0
"""How long after the first worker the others start, where there is a window: its own start needs the processor more."""
WARM_AFTER_SECONDS = 1.5
"""Idle time after which a worker loads its converters, so that the first docx does not wait for them."""

V = TypeVar("V")

Fetch = Callable[[str], bytes]
Listener = Callable[[Event], None]


class Pool(Answers):
    """Workers, what is asked of them, and what they have answered. Every method may be called from any thread.

    `fetch` gives a document's bytes for its key (its sha256 in hex); it is called on a thread of the pool and may raise
    KnownTrouble. `reserve`: the first worker does only what is on screen or beside it (where there are at least two);
    a program without a screen says False. `worker_command`: makes the command line of a worker from the slab's name.
    `recognises`: whether the words of scans are read from their pictures; None: where the extra for it is installed.
    `office`: LibreOffice, where it is to make pages too; the pool closes it at its end.
    """

    def __init__(
        self,
        fetch: Fetch,
        workers: int = 2,
        *,
        reserve: bool = True,
        budget: int = BUDGET,
        bounds: Bounds | None = None,
        worker_command: Callable[[str], Sequence[str]] = children.command,
        recognises: bool | None = None,
        office: "Office | None" = None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._reserve = reserve and workers > 1
        super().__init__(threading.Lock(), Known(), Slab(budget))
        self._changed = threading.Condition(self._lock)
        self._queue = Queue()
        self._running: list[Job | None] = [None] * workers
        self._serving = workers
        """Threads that serve; all do, but for those that a bug of ours has ended."""
        self._opening: set[str] = set()
        self._passwords: dict[str, str] = {}
        """Of documents that are being fetched to be opened with them."""
        self._listeners: tuple[Listener, ...] = ()
        self._counts: dict[str, int] = dict.fromkeys(("drawn", "converted", "extracted", "crashes", "recycled"), 0)
        self.recognises = extras.recognises_scans() if recognises is None else recognises
        """Whether scans have words here."""
        self._office = office if office is not None and office.is_installed else None
        self._fetcher = Fetcher(fetch, self._lock, self._fetched)
        self._workplace = Workplace()
        self._crew = Crew(workers, lambda: Child(worker_command(self._slab.name), str(self._workplace.folder)))
        self._threads = [
            threading.Thread(target=self._work, args=(n,), name=f"documents-{n}", daemon=True) for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    # ---- asking

    def want_info(self, key: str, urgency: int) -> None:
        """Ask for a document's description: InfoReady or Failed follows, unless `info` or `trouble` answers already."""
        self._want(Job("info", key, urgency=urgency))

    def want_page(
        self, key: str, page: int, width_px: int, urgency: int, rotation: int = 0, tile: Tile | None = None
    ) -> None:
        """Ask for a page in device pixels: PageReady or Failed follows, unless `image` or `trouble` answers already.

        Of several pages of equal urgency the one asked for last comes first. `rotation` is in degrees, clockwise; with
        a `tile` only that part is drawn, of a page that may be larger than one piece can be.
        """
        self._want(Job("page", key, page, max(1, width_px), rotation % 360 // 90 * 90, urgency, tile=tile))

    def want_words(self, key: str, page: int, urgency: int = NEAR) -> None:
        """Ask for the words of a page: WordsReady or Failed follows, unless `words` or `trouble` answers already."""
        self._want(Job("words", key, page, urgency=urgency))

    def want_reading(self, key: str, name: str, page: int = 0, parameters: str = "", urgency: int = NEAR) -> None:
        """Ask for one of `readings.READINGS`: ReadingReady or Failed follows, unless `reading` answers already."""
        self._want(Job("reading", key, page, urgency=urgency, reading=name, parameters=parameters))

    def ask(
        self, key: str, name: str, page: int = 0, parameters: str = "", urgency: int = BACKGROUND
    ) -> object | Trouble:
        """The same, and wait for it; for commands and services, never for a window."""
        job = Job("reading", key, page, urgency=urgency, reading=name, parameters=parameters)
        found = self._wait(job, lambda: self._known.readings.get((key, name, page, parameters)))
        return found.value if isinstance(found, Read) else found

    def describe(self, key: str, urgency: int = BACKGROUND) -> DocumentInfo | Trouble:
        """What a document is, and wait for it; for commands and services, never for a window."""
        info = self._wait(Job("info", key, urgency=urgency), lambda: self._known.infos.get(key))
        with self._lock:
            guessed = key in self._known.guessed
        if isinstance(info, Trouble) or not guessed:
            return info
        measured = Job("sizes", key, urgency=urgency)
        return self._wait(measured, lambda: None if key in self._known.guessed else self._known.infos.get(key))

    def draw(self, key: str, page: int, width_px: int, urgency: int = BACKGROUND) -> PageImage | Trouble:
        """A page in device pixels, and wait for it; for commands and services, never for a window."""
        job = Job("page", key, page, max(1, width_px), 0, urgency)
        return self._wait(job, lambda: self._slab.get((key, page, job.width, 0, None)))

    def use_only(self, key: str, engine: str) -> None:
        """Let no other of `convert`'s engines make pages of a document; before it is asked for."""
        with self._lock:
            self._known.avoid[key] = {name for name in ENGINES if name != engine}

    def adopt(self, key: str, blind: Blind, info: DocumentInfo) -> None:
        """Let the pages of a blind document be asked for like those of any other, while they are kept."""
        with self._lock:
            self._known.troubles.drop(key)
            self._known.made.put(key, Made(blind.pdf, blind.text))
            self._known.infos.put(key, replace(info, pages=blind.pages))

    def keep(self, keys: Collection[str]) -> None:
        """Drop queued work for all other documents. What is being done is finished; extraction goes on."""
        kept = frozenset(keys)
        with self._lock:
            self._queue.drop(kept)
            self._fetcher.drop(kept)
            self._changed.notify_all()

    def retry(self, key: str) -> None:
        """Forget a document's trouble, so that it can be asked for again."""
        with self._lock:
            self._known.forget_trouble(key)

    def unlock(self, key: str, password: str) -> None:
        """Open a document that a password protects: Unlocked follows. The password is kept nowhere."""
        with self._lock:
            if not self._closing:
                self._passwords[key] = password
                self._fetcher.want(key, NOW)

    def extract(self, data: bytes, timeout: float = limits.CONVERT_SECONDS) -> Extraction:
        """The text of a document, for intake. Waits; several threads may wait at once."""
        format_ = recognise(data)
        if isinstance(format_, Trouble):
            return Extraction(None, None, "", format_)
        key = hashlib.sha256(data).hexdigest()
        job = Job("extract", key, urgency=BACKGROUND, data=data, format=format_, seconds=timeout)
        with self._lock:
            if self._closing or not self._serving:
                return Extraction(format_, None, "", Trouble(TroubleCode.MISSING))
            self._queue.push(job)
            self._changed.notify_all()
        job.done.wait()
        return job.extraction or Extraction(format_, None, "", Trouble(TroubleCode.MISSING))

    # ---- being told

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have events told, on threads of the pool; the answer ends that. A listener is quick and does not raise."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        return lambda: self._unlisten(listener)

    def stats(self) -> Stats:
        """Counts for benchmarks and the doctor command."""
        with self._lock:
            return Stats(
                **self._counts,
                timeouts=self._crew.late,
                workers_started=self._crew.started,
                queued=len(self._queue),
                images=len(self._slab),
                slab_used=self._slab.used,
                slab_size=self._slab.size,
                pids=tuple(self._crew.pids()),
                confined=self._crew.confined(),
            )

    @property
    def folder(self) -> Path:
        """The one folder that workers may write to."""
        return self._workplace.folder

    def close(self) -> None:
        """End the workers and threads, remove the shared memory. Waiting extractions come back with `missing`."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            gone = self._queue.drop(None)
            self._listeners = ()
            self._changed.notify_all()
        for job in gone:
            job.done.set()
        if self._office is not None:
            self._office.close()
        self._crew.halt()
        for thread in self._threads:
            thread.join()
        self._crew.bury()
        self._fetcher.close()
        self._workplace.close()
        with self._lock:
            self._slab.close()

    # ---- serving

    def _want(self, job: Job) -> None:
        with self._lock:
            if self._closing or job.key in self._known.troubles:
                return
            if job.key in self._known.guessed:  # dropped with other work, when nobody looked at the document
                self._queue.push(Job("sizes", job.key, urgency=max(job.urgency, NEAR)))
            if not self._answered(job):
                self._queue.push(job)
            self._changed.notify_all()

    def _wait(self, job: Job, look: Callable[[], V | None]) -> V | Trouble:
        """Have a job done, and wait until there is what it brings, or the document is in trouble."""
        with self._lock:
            while not self._closing and self._serving:
                found = look() or self._known.troubles.get(job.key)
                if found is not None:
                    return found
                running = any(other is not None and other.what == job.what for other in self._running)
                if not running and job.what not in self._queue:  # never asked, dropped, or forgotten on the way
                    self._queue.push(replace(job, dropped=False))
                    self._changed.notify_all()
                self._changed.wait()
        return Trouble(TroubleCode.MISSING if self._serving else TroubleCode.CRASHED)

    def _answered(self, job: Job) -> bool:
        match job.do:
            case "page":
                return (job.key, job.page, job.width, job.rotation, job.tile) in self._slab
            case "words" | "recognise":
                return (job.key, job.page) in self._known.words
            case "info":
                return job.key in self._known.infos
            case "sizes":
                return job.key not in self._known.guessed
            case "reading":
                return (job.key, job.reading, job.page, job.parameters) in self._known.readings
            case _:
                return False

    def _work(self, n: int) -> None:
        """One worker's thread. A bug of ours ends it, and is seen as one; whoever waits must not wait for ever."""
        try:
            self._serve(n)
        finally:
            with self._lock:
                self._serving -= 1
                left = () if self._serving else self._queue.drop(None)
                self._changed.notify_all()
            for job in left:
                self._tell(self._failed(job, Trouble(TroubleCode.CRASHED)))

    def _serve(self, n: int) -> None:
        warmed = self._reserve and n == 0
        if self._reserve and n:
            with self._lock:
                self._changed.wait_for(lambda: self._closing, OTHERS_AFTER_SECONDS)
        while not self._closing:
            try:
                child = self._crew.ready(n)
                job = self._next(n, child, None if warmed else WARM_AFTER_SECONDS)
                if job is not None:
                    self._run(n, child, job)
                elif not warmed and not self._closing:
                    warmed = True
                    child.ask({"do": "warm", "id": 0}, (), self._bounds.convert_seconds, lambda _: None)
            except Died:
                self._replace(n)

    def _replace(self, n: int) -> None:
        try:
            self._crew.replace(n)
        except NoWorker:
            self._give_up()

    def _give_up(self) -> None:
        """No worker starts: whoever waits must not wait for ever. The next request tries again."""
        with self._lock:
            gone = self._queue.drop(None)
        for job in gone:
            self._tell(self._failed(job, Trouble(TroubleCode.CRASHED)))
        with self._lock:
            while not self._closing and not len(self._queue):
                self._changed.wait()

    def _next(self, n: int, child: Child, patience: float | None) -> Job | None:
        """The next job for a worker; None when the pool closes or, with `patience`, when there was none for so long."""
        least_urgent = NEAR if self._reserve and n == 0 else BACKGROUND
        with self._lock:
            while not self._closing:
                job = self._queue.pop(least_urgent, lambda job: self._fits(job, child))
                if job is not None:
                    self._running[n] = job
                    if self._converts(job, child):
                        self._opening.add(job.key)
                    return job
                if not self._changed.wait(patience) and patience is not None:
                    return None
        return None

    def _fits(self, job: Job, child: Child) -> bool:
        """Whether a worker can take a job now."""
        if job.data is not None:
            return True
        if self._answered(job) or job.key in self._known.troubles:
            job.dropped = True
            self._queue.forget(job)
            return False
        if job.key in self._opening or any(other is not None and other.what == job.what for other in self._running):
            return False
        if job.key in child.holds or job.key in self._known.made or self._known.file(job.key) is not None:
            return True
        self._fetcher.want(job.key, job.urgency)
        return False

    def _converts(self, job: Job, child: Child) -> bool:
        if job.data is not None or job.key in child.holds or job.key in self._known.made:
            return False
        found = self._known.file(job.key)
        return found is not None and found[0] is not Format.PDF

    def _fetched(self, key: str, data: bytes | None) -> None:
        """A document's bytes are here, or cannot be had."""
        with self._lock:
            password = self._passwords.pop(key, None)
            if password is not None and data is not None:
                job = Job("unlock", key, urgency=NOW, password=password, data=data, format=Format.PDF)
                self._queue.push(job)
                self._changed.notify_all()
        if password is not None:
            self._tell([Unlocked(key, Trouble(TroubleCode.MISSING))] if data is None else [])
            return
        format_ = Trouble(TroubleCode.MISSING) if data is None else recognise(data)
        failed = isinstance(format_, Trouble)
        with self._lock:
            if data is not None and not isinstance(format_, Trouble):
                self._known.files.put(key, (format_, data))
            if isinstance(format_, Trouble):
                self._known.troubles.put(key, format_)
                self._queue.take_of(key)
            self._changed.notify_all()
        if failed:
            self._tell([Failed(key, format_)])

    def _run(self, n: int, child: Child, job: Job) -> None:
        attempt = Attempt(
            job,
            child,
            self._lock,
            self._slab,
            self._known,
            self._bounds,
            recognises=self.recognises,
            office=self._office,
        )
        events: list[Event] = []
        done = False
        try:
            attempt.run()
            events, done = attempt.events, True
        except (Died, Lied) as error:
            if not self._closing:
                self._replace(n)  # before its slot is given back: a dead worker writes no more
                events = attempt.events + self._strike(job, isinstance(error, LateDeath), attempt.engine)
            done = True
        finally:
            with self._lock:
                attempt.give_back()
                self._opening.discard(job.key)
                self._running[n] = None
                for name in attempt.counts:
                    self._counts[name] += 1
                for follow in attempt.follow:
                    self._queue.push(follow)
                self._changed.notify_all()
            if job.extraction is not None or self._closing or not done:
                job.done.set()
        self._tell(events)
        if attempt.tired and not self._closing and self._crew.has_spare():
            with self._lock:
                self._counts["recycled"] += 1
            self._replace(n)

    def _strike(self, job: Job, late: bool, engine: str) -> list[Event]:
        """A worker died over a job: once more without the engine that ran, or give the document up."""
        with self._lock:
            self._counts["crashes"] += 0 if late else 1
            strikes = self._known.strikes[job.key] = self._known.strikes.get(job.key, 0) + 1
            if engine:
                self._known.avoid.setdefault(job.key, set()).add(engine)
            if strikes < STRIKES and (engine or not late):
                self._queue.push(job, again=True)
                return []
        return self._failed(job, Trouble(TroubleCode.TIMEOUT if late else TroubleCode.CRASHED))

    def _failed(self, job: Job, trouble: Trouble) -> list[Event]:
        """Keep why a job came to nothing; what is to be told of it comes back."""
        if job.do == "extract":
            job.extraction = Extraction(None, None, "", trouble)
            job.done.set()
            return []
        if job.do == "unlock":
            return [Unlocked(job.key, trouble)]
        with self._lock:
            events: list[Event] | None = done_without(job, trouble, self._known)
            if events is None:
                self._known.troubles.put(job.key, trouble)
                self._queue.take_of(job.key)
                events = [Failed(job.key, trouble)]
            self._changed.notify_all()
        return events

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            for listener in self._listeners:
                try:
                    listener(event)
                except RuntimeError:  # what Qt raises for a window that is gone; the other listeners go on
                    self._unlisten(listener)

    def _unlisten(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(each for each in self._listeners if each is not listener)
