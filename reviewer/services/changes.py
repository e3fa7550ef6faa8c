"""The one way in which views learn that something changed, whoever changed it."""

import threading
from collections.abc import Callable

from reviewer.domain.changes import Changes

Listener = Callable[[Changes, object], None]
"""Called with what changed and who began it (None: not this window), on any thread; must not block."""


class ChangeFeed:
    """Passes changes on to whoever listens."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Call `callback` at every change from now on. Returns what ends that."""
        with self._lock:
            self._listeners = (*self._listeners, callback)

        def end() -> None:
            with self._lock:
                self._listeners = tuple(each for each in self._listeners if each != callback)

        return end

    def tell(self, changes: Changes, initiator: object = None) -> None:
        """Tell all that something changed."""
        for callback in self._listeners:
            callback(changes, initiator)
