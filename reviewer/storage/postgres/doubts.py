"""Which kept connections may be lost without anybody having been told.

A computer that slept finds its connections as it left them, though the server or a network between gave them up long
ago. Whatever is sent then is swallowed, and an answer would be waited for with the patience of the call.
"""

import threading
import time
from typing import Any

RESTED_S = 10.0
"""What was not used for so long is asked for a sign of life first."""
ANSWERS_S = 1.5
"""How long that may take."""

_USED = "reviewer_used"


class Doubts:
    """Of one database's connections. `info` is what SQLAlchemy keeps for each as long as it lives. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lost = float("-inf")

    def lose(self) -> None:
        """One was found lost: no other that was not used since is trusted."""
        with self._lock:
            self._lost = time.monotonic()

    def use(self, info: dict[str, Any]) -> None:
        """It answered just now."""
        info[_USED] = time.monotonic(), time.time()

    def is_lost(self, info: dict[str, Any]) -> bool:
        """Whether it is surely better to make another."""
        with self._lock:
            return _USED in info and info[_USED][0] <= self._lost

    def is_rested(self, info: dict[str, Any]) -> bool:
        """Whether it was not used for long. By the calendar's clock: others stand still while a computer sleeps."""
        return _USED in info and abs(time.time() - info[_USED][1]) > RESTED_S
