"""Who is read: the name, one line of facts, and what can be done with the whole application."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.application import Application
from reviewer.domain.track import Workplace
from reviewer.ui.document.times import ago, exact, now
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import IconButton
from reviewer.ui.widgets.label import ElidedLabel

HEIGHT = 72


class Header(QWidget):
    """Name, facts, and five icons."""

    mail_asked = Signal()
    print_asked = Signal()
    original_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._email = ""
        self.setFixedHeight(HEIGHT)
        self.name = ElidedLabel(theme, "", 20, 600)
        self.facts = ElidedLabel(theme, "", 13, 400, "soft")
        for line in (self.name, self.facts):
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.mail = IconButton(theme, "mail", self.tr("Write to the candidate"), "E")
        self.copy = IconButton(theme, "copy", self.tr("Copy the e-mail address"))
        self.print = IconButton(theme, "printer", self.tr("Print the document"), "Ctrl+P")
        self.save = IconButton(theme, "file-down", self.tr("Save a copy of the original"), "Ctrl+S")
        self.original = IconButton(theme, "external-link", self.tr("Open the original file"), "O")
        self.mail.clicked.connect(self.mail_asked)
        self.copy.clicked.connect(self.copy_email)
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.original.clicked.connect(self.original_asked)

        words = QVBoxLayout()
        words.setContentsMargins(0, 14, 0, 4)
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(4)
        row.addLayout(words, 1)
        row.addSpacing(8)
        for button in (self.mail, self.copy, self.print, self.save, self.original):
            row.addWidget(button)

    def show_application(self, application: Application) -> None:
        """Show who it is."""
        self._email = application.candidate.email or ""
        self.name.set_text(application.candidate.name)
        self.facts.set_text(self._line(application, now()))
        if self.facts.toolTip() == "":
            self.facts.setToolTip(self.tr("Received {0}").format(exact(application.received_at)))
        self.mail.setEnabled(bool(self._email))
        self.copy.setEnabled(bool(self._email))

    def set_document(self, *, there: bool, drawable: bool) -> None:
        """Whether a document is shown: it can be opened, and printed where it can be drawn."""
        self.original.setEnabled(there)
        self.save.setEnabled(there)
        self.print.setEnabled(there and drawable)

    def copy_email(self) -> None:
        """Put the candidate's address on the clipboard."""
        if self._email:
            QGuiApplication.clipboard().setText(self._email)

    def _line(self, application: Application, at: datetime) -> str:
        workplace = {
            Workplace.OFFICE: self.tr("in the office"),
            Workplace.REMOTE: self.tr("remote"),
            Workplace.EITHER: self.tr("office or remote"),
            None: "",
        }[application.workplace]
        facts = (
            application.headline,
            application.location,
            workplace,
            self.tr("applied {0}").format(ago(application.received_at, at)),
            application.source,
        )
        readers = [
            self.tr("{0} reads this ({1})").format(reader.name, ago(reader.since, at)) for reader in application.readers
        ]
        return " · ".join(fact for fact in (*readers, *facts) if fact)
