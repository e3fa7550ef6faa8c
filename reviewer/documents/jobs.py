"""What is asked of the workers, in the order of serving: most urgent first, among equals newest. Parent side."""

import heapq
import itertools
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from reviewer.documents.protocol import BACKGROUND, Extraction, Format, Tile

What = tuple[str, str, int, int, int, Tile | None, str, str]
"""The identity of a job: kind, document, page, width, rotation, tile, reading, its parameters."""


@dataclass(slots=True, eq=False)
class Job:
    """Something to do for a document."""

    do: str
    key: str
    page: int = 0
    width: int = 0
    rotation: int = 0
    urgency: int = BACKGROUND
    reading: str = ""
    """Which of `readings.READINGS` is wanted, and with which parameters, as JSON."""
    parameters: str = ""
    tile: Tile | None = None
    password: str = field(default="", repr=False)
    data: bytes | None = field(default=None, repr=False)
    """The document itself, where the asker has it at hand (extraction)."""
    format: Format | None = None
    seconds: float | None = None
    serial: int = 0
    dropped: bool = False
    done: threading.Event = field(default_factory=threading.Event, repr=False)
    extraction: Extraction | None = None

    @property
    def what(self) -> What:
        """Jobs of the same identity need to be done once."""
        return (self.do, self.key, self.page, self.width, self.rotation, self.tile, self.reading, self.parameters)


class Queue:
    """Jobs by (urgency, newest first). Not thread-safe: the pool's lock guards it."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Job]] = []
        self._waiting: dict[What, Job] = {}
        self._serials = itertools.count(1)

    def __len__(self) -> int:
        return sum(not job.dropped for *_, job in self._heap)

    def __contains__(self, what: object) -> bool:
        return what in self._waiting

    def push(self, job: Job, *, again: bool = False) -> None:
        """Queue a job, unless the same waits at that urgency or a higher one. `again`: it keeps its place in time."""
        if job.data is None:
            same = self._waiting.get(job.what)
            if same is not None:
                if same.urgency <= job.urgency:
                    return
                same.dropped = True
            self._waiting[job.what] = job
        if not again or not job.serial:
            job.serial = next(self._serials)
        heapq.heappush(self._heap, (job.urgency, -job.serial, job))

    def pop(self, least_urgent: int, fits: Callable[[Job], bool]) -> Job | None:
        """Take the first job of at most that urgency that `fits`; the others keep their places."""
        passed: list[tuple[int, int, Job]] = []
        found: Job | None = None
        while self._heap and self._heap[0][0] <= least_urgent:
            entry = heapq.heappop(self._heap)
            job = entry[2]
            if job.dropped:
                continue
            if fits(job):
                found = job
                break
            if not job.dropped:
                passed.append(entry)
        for entry in passed:
            heapq.heappush(self._heap, entry)
        if found is not None:
            self.forget(found)
        return found

    def forget(self, job: Job) -> None:
        """A job turned out not to be needed."""
        self._waiting.pop(job.what, None)

    def drop(self, unless: Collection[str] | None) -> list[Job]:
        """Drop what serves no document of `unless` (None: everything); what brings its data stays otherwise."""
        gone = [
            job
            for *_, job in self._heap
            if not job.dropped and (unless is None or (job.data is None and job.key not in unless))
        ]
        for job in gone:
            job.dropped = True
            self._waiting.pop(job.what, None)
        self._heap = [entry for entry in self._heap if not entry[2].dropped]
        heapq.heapify(self._heap)
        return gone

    def take_of(self, key: str) -> list[Job]:
        """Take out all that waits for a document."""
        found = [job for *_, job in self._heap if job.key == key and not job.dropped]
        self._heap = [entry for entry in self._heap if entry[2].key != key]
        heapq.heapify(self._heap)
        for job in found:
            self._waiting.pop(job.what, None)
        return found
