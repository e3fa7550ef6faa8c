"""Brings changes, own and others', from any thread into the GUI thread: the one refresh path of the window."""

from PySide6.QtCore import QObject, Qt, Signal

from reviewer.domain.changes import Changes
from reviewer.services.changes import ChangeFeed
from reviewer.ui.gate import Gate


class ChangeSignals(QObject):
    """The change feed as a signal of the GUI thread."""

    changed = Signal(object, object)
    """`Changes`, and who caused them; a view skips its own echo."""
    _heard = Signal(object, object)

    def __init__(self, feed: ChangeFeed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._gate = Gate[Changes, object](self._heard.emit)
        self._stop = feed.listen(self._gate)

    def close(self) -> None:
        """Hear nothing any more."""
        self._stop()
        self._gate.close()
