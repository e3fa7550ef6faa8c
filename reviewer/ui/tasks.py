"""The one way off the GUI thread and back.

Work runs in a thread of its lane; what it gives, or the known trouble that ended it, comes back by a queued signal to a
method in the GUI thread. Lanes: `WRITE` has one thread, so what is written keeps its order; `READ` has several.
A result for an owner that is gone is dropped.
"""

import logging
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, cast

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from reviewer.errors import KnownTrouble

_log = logging.getLogger("reviewer.tasks")


class Lane(Enum):
    """Which threads do the work."""

    READ = auto()
    WRITE = auto()
    BACKGROUND = auto()
    """One thread for what takes long: imports, exports."""


class _Back(QObject):
    """Carries results into the GUI thread: an object that lives there, and signals that are queued."""

    arrived = Signal(object, object, object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], back: _Back, done: object, failed: object) -> None:
        super().__init__()
        self._work, self._back, self._done, self._failed = work, back, done, failed

    def run(self) -> None:
        try:
            result = self._work()
        except KnownTrouble as trouble:
            self._tell(self._failed, trouble)
        else:
            self._tell(self._done, result)

    def _tell(self, listener: object, value: object) -> None:
        if isValid(self._back):
            self._back.arrived.emit(listener, value, None)


class Tasks(QObject):
    """Hands work to threads. Lives in, and is called from, the GUI thread."""

    idle = Signal()
    """Nothing is under way any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._back = _Back(self)
        self._back.arrived.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._pools = {lane: QThreadPool(self) for lane in Lane}
        for lane, threads in ((Lane.READ, 3), (Lane.WRITE, 1), (Lane.BACKGROUND, 1)):
            self._pools[lane].setMaxThreadCount(threads)
            self._pools[lane].setExpiryTimeout(-1)
        self._under_way = 0
        self._open = True

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[KnownTrouble], None],
        lane: Lane = Lane.READ,
        owner: QObject | None = None,
    ) -> None:
        """Do `work` in a thread, then call `done` with its result or `failed` with its trouble in the GUI thread.

        `owner`, when given, is the QObject whose end makes the result unwanted.
        """
        if not self._open:
            return
        self._under_way += 1
        self._pools[lane].start(_Job(work, self._back, (done, owner), (failed, owner)))

    @Slot(object, object, object)
    def _arrived(self, listener: object, value: object, _: object) -> None:
        self._under_way -= 1
        call, owner = cast("tuple[Callable[[object], None], QObject | None]", listener)
        if self._open and (owner is None or isValid(owner)):
            call(value)
        if not self._under_way:
            self.idle.emit()

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._under_way > 0

    def close(self) -> None:
        """Wait for what is under way, and deliver nothing any more."""
        self._open = False
        for pool in self._pools.values():
            pool.waitForDone()
