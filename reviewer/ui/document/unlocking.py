"""Asks, in the place of a document that a password protects, for the password, and shows the document with it."""

from PySide6.QtCore import QObject, Signal

from reviewer.documents.protocol import Event, Trouble, TroubleCode, Unlocked
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.secret_field import SecretField
from reviewer.ui.widgets.state_page import StatePage


class Unlocking(QObject):
    """The field on the state page, for whichever document is in trouble for a password."""

    opened = Signal(str)
    """The SHA-256 of a document that can be shown now."""
    refused = Signal(str, object)
    """The SHA-256 of a document that a password did not open, and the `Trouble`."""

    def __init__(self, theme: Theme, documents: DocumentService, arrivals: Arrivals, page: StatePage) -> None:
        super().__init__(page)
        self._documents = documents
        self._key = ""
        self.field = SecretField(theme, self.tr("Password"), self.tr("Open"))
        self.field.hide()
        page.put_below(self.field)
        self.field.entered.connect(self._try)
        arrivals.arrived.connect(self._arrived)

    def offer(self, key: str, trouble: Trouble | None) -> None:
        """Ask for the password of a document in this trouble, or for none."""
        locked = trouble is not None and trouble.code is TroubleCode.LOCKED
        if key != self._key or not locked:
            self.field.ready()
        self._key = key
        self.field.setVisible(locked)

    def _try(self, password: str) -> None:
        self.field.wait()
        self._documents.unlock(self._key, password)

    def _arrived(self, event: Event) -> None:
        if not isinstance(event, Unlocked):
            return
        if event.trouble is None:
            self.opened.emit(event.key)
        elif event.key == self._key:
            self.refused.emit(event.key, event.trouble)
