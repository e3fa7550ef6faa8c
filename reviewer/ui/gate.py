"""The way of what other threads tell to an object of the GUI thread that may go at any moment."""

import threading
from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Gate(Generic[P]):
    """Calls what it was made for until it is closed; no thread is inside any more then.

    To be no longer listed with whoever tells is not enough: a thread may be on its way, and a signal that is sent
    while its object is deleted ends the program.
    """

    def __init__(self, call: Callable[P, object]) -> None:
        self._call: Callable[P, object] | None = call
        self._lock = threading.RLock()

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        with self._lock:
            if self._call is not None:
                self._call(*args, **kwargs)

    def close(self) -> None:
        """Call nothing any more; waits for who is inside."""
        with self._lock:
            self._call = None
