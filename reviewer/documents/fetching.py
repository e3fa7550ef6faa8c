"""Getting documents from where they lie, on threads of its own: a slow database holds up no page. Parent side."""

import itertools
import threading
from collections.abc import Callable, Collection

from reviewer.errors import KnownTrouble

THREADS = 2


class Fetcher:
    """Fetches by urgency, the newest first.

    `lock` is the pool's; `fetched(key, data)` is called without it, with None for what cannot be had.
    """

    def __init__(
        self, fetch: Callable[[str], bytes], lock: threading.Lock, fetched: Callable[[str, bytes | None], None]
    ) -> None:
        self._fetch = fetch
        self._fetched = fetched
        self._changed = threading.Condition(lock)
        self._wanted: dict[str, tuple[int, int]] = {}
        self._busy: set[str] = set()
        self._serials = itertools.count(1)
        self._closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"documents-fetch-{n}", daemon=True) for n in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    def want(self, key: str, urgency: int) -> None:
        """Fetch a document; under the lock."""
        if key in self._busy:
            return
        before = self._wanted.get(key)
        if before is None or before[0] > urgency:
            self._wanted[key] = (urgency, -next(self._serials))
            self._changed.notify_all()  # workers wait for it too

    def drop(self, unless: Collection[str]) -> None:
        """Fetch no other documents; under the lock."""
        self._wanted = {key: order for key, order in self._wanted.items() if key in unless}

    def close(self) -> None:
        """End the threads. One that hangs in the database is left to end by itself."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(2)

    def _work(self) -> None:
        while (key := self._next()) is not None:
            data: bytes | None = None
            try:
                data = self._fetch(key)
            except (KnownTrouble, OSError):
                data = None  # told as missing
            finally:
                with self._changed:
                    self._busy.discard(key)
            self._fetched(key, data)

    def _next(self) -> str | None:
        with self._changed:
            while not self._closing:
                if self._wanted:
                    key = min(self._wanted, key=lambda key: self._wanted[key])
                    del self._wanted[key]
                    self._busy.add(key)
                    return key
                self._changed.wait()
        return None
