"""The workers' lives: started, replaced at once by a spare, ended when late, all ended at the end. Parent side."""

import threading
import time
from collections.abc import Callable

from reviewer.documents.child import Child

_STARTS_IN_A_ROW = 5
SPARE_AFTER_SECONDS = 2.0
"""How long the spare waits at the program's start: the first page needs the processors more."""


class NoWorker(Exception):
    """Workers cannot be started on this computer just now."""


class Crew:
    """A number of workers and one spare. Each worker is asked by one thread, its own."""

    def __init__(self, size: int, start: Callable[[], Child]) -> None:
        self._start = start
        self._changed = threading.Condition()
        self._children: list[Child | None] = [start(), *[None] * (size - 1)]
        self._spare: Child | None = None
        self._spare_from = time.monotonic() + SPARE_AFTER_SECONDS
        self._failures = 0
        self._wakes_at: float | None = None
        self._closing = False
        self.started = 1
        self.late = 0
        self._keeper = threading.Thread(target=self._keep, name="documents-keeper", daemon=True)
        self._keeper.start()

    def ready(self, n: int) -> Child:
        """Worker `n`, started; all but the first are started here. Raises Died, after which it must be replaced."""
        child = self._children[n] or self._begin(n)
        if not child.ready:
            child.on_deadline = self._arm
            child.wait_ready()
            with self._changed:
                self._failures = 0
                self._changed.notify()  # the keeper may start a spare now
        return child

    def replace(self, n: int) -> None:
        """End worker `n` and put the spare, or a new one, in its place. Raises NoWorker when none starts any more."""
        old = self._children[n]
        if old is not None:
            old.bury()
        with self._changed:
            if self._closing:
                return
            if old is not None and not old.ready:
                self._failures += 1
                if self._failures >= _STARTS_IN_A_ROW:
                    raise NoWorker
            spare, self._spare = self._spare, None
        self._put(n, spare or self._new())

    def has_spare(self) -> bool:
        """Whether a worker could be replaced without a gap."""
        return self._spare is not None

    def pids(self) -> list[int]:
        """The processes of the workers; the spare's is the last, if there is one."""
        return [child.process.pid for child in self._all()]

    def confined(self) -> tuple[str, ...]:
        """What shuts in all workers that are ready; nothing while there is none."""
        ready = [child.confined for child in self._all() if child.ready]
        return tuple(sorted(frozenset.intersection(*ready))) if ready else ()

    def halt(self) -> None:
        """Kill all workers, so that the threads that ask them come back."""
        with self._changed:
            self._closing = True
            for child in self._all():
                child.kill()
            self._changed.notify()
        self._keeper.join()

    def bury(self) -> None:
        """Wait for the killed; after the threads that ask them have ended."""
        for child in self._all():
            child.bury()

    def _all(self) -> list[Child]:
        return [child for child in (*self._children, self._spare) if child is not None]

    def _begin(self, n: int) -> Child:
        child = self._new()
        self._put(n, child)
        return child

    def _put(self, n: int, child: Child) -> None:
        with self._changed:
            self._children[n] = child
            if self._closing:
                child.kill()
            self._changed.notify()

    def _new(self) -> Child:
        self.started += 1
        return self._start()

    def _arm(self, deadline: float) -> None:
        """A worker got a deadline: wake the keeper when it would sleep past it."""
        with self._changed:
            if self._wakes_at is None or deadline < self._wakes_at:
                self._changed.notify()

    def _keep(self) -> None:
        while True:
            with self._changed:
                if self._closing:
                    return
                now = time.monotonic()
                started = [child for child in self._children if child is not None]
                for child in started:
                    if child.deadline is not None and child.deadline <= now:
                        child.deadline, child.was_late = None, True
                        self.late += 1
                        child.kill()
                wanted = self._spare is None and all(child and child.ready for child in self._children)
                if not wanted or now < self._spare_from:
                    deadlines = [d for child in started if (d := child.deadline) is not None]
                    if wanted:
                        deadlines.append(self._spare_from)
                    self._wakes_at = min(deadlines, default=None)
                    self._changed.wait(None if self._wakes_at is None else max(0.0, self._wakes_at - now))
                    continue
            spare = self._new()
            with self._changed:
                self._spare = spare
                if self._closing:
                    spare.kill()
