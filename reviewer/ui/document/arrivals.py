"""Brings what the document workers have ready from their threads into the GUI thread."""

from PySide6.QtCore import QObject, Qt, Signal

from reviewer.documents.protocol import Event
from reviewer.services.documents import DocumentService
from reviewer.ui.gate import Gate


class Arrivals(QObject):
    """The document service's events as a signal of the GUI thread."""

    arrived = Signal(object)
    """An `Event`."""
    _heard = Signal(object)

    def __init__(self, documents: DocumentService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.arrived, Qt.ConnectionType.QueuedConnection)
        self._gate = Gate[Event](self._heard.emit)
        self._stop = documents.listen(self._gate)

    def close(self) -> None:
        """Hear nothing any more."""
        self._stop()
        self._gate.close()
