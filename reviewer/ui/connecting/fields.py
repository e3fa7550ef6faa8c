"""The fields of a connection: each by itself, or one address that fills in the rest."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from reviewer.domain.connection import NO_PORT, PORT, Connection, Tls, is_url, usual_tls
from reviewer.errors import KnownTrouble, SettingsTrouble
from reviewer.ui.connecting.words import meaning, protections
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.segments import Segments

HEIGHT = 32
_GAP = 6
_PORT_FIELD = 76
_WORD_FIELD = 150


class ConnectionFields(QWidget):
    """What was typed. `connection` gives what it means, or says what is wrong with it."""

    grown = Signal()
    """Other rows are shown now."""
    troubled = Signal(object)
    """The `KnownTrouble` of an address that was typed."""
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._replica = ""
        self._length = 0
        """Of the address as it was typed last."""
        self._chosen_tls = False
        """Whether a person chose the protection; else it is what is usual for the host."""
        self.address = self._line(self.tr("Address"), "postgresql://user@host/database")
        self.name = self._line(self.tr("Name"), self.tr("What you call it"))
        self.host = self._line(self.tr("Host"), "db.example.org")
        self.port = self._line(self.tr("Port"), str(PORT))
        self.database = self._line(self.tr("Database"), "reviewer")
        self.user = self._line(self.tr("User"), self.tr("Your login there"))
        self.password = self._line(self.tr("Password"), "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.tls = Segments(theme, self.tr("Protection"))
        self.tls.set_choices(protections())
        self.meaning = label(theme, "", 12, 400, "soft")
        self.ca_file = self._line(self.tr("Authority"), self.tr("Those that this computer trusts"))
        self.pick = KeyedButton(theme, self.tr("Choose a file"), height=HEIGHT)
        self.word = self._line(self.tr("Word"), "")
        self.word.setFixedWidth(_WORD_FIELD)
        self.word_asked = label(theme, "", 13, 500, "warn")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(_GAP)
        self.port.setFixedWidth(_PORT_FIELD)
        self._row(0, self.address, [self.address])
        self._row(1, self.name, [self.name])
        self._row(2, self.host, [self.host, self._label(self.port), self.port])
        self._row(3, self.database, [self.database, self._label(self.user), self.user])
        self._row(4, self.password, [self.password])
        self._row(5, self.tls, [self.tls])
        self._grid.addWidget(self.meaning, 6, 1)
        self._ca_row = self._row(7, self.ca_file, [self.ca_file, self.pick])
        self._word_row = self._row(8, None, [self.word, self.word_asked])
        self.pick.clicked.connect(self._pick)
        self.address.textEdited.connect(self._read_address)
        self.address.editingFinished.connect(self._finish_address)
        self.tls.chosen.connect(self._choose_tls)
        self.host.textEdited.connect(self._usual_tls)
        for field in (self.host, self.port, self.database, self.user, self.ca_file):
            field.textEdited.connect(self._write_address)
        for field in (self.address, self.name, self.password, self.word):
            field.textEdited.connect(self.changed)

    def show_connection(self, connection: Connection | None) -> None:
        """Fill in what is known of a connection, or nothing."""
        self.name.setText(connection.name if connection else "")
        self.password.clear()
        self.password.setPlaceholderText(self.tr("As before") if connection else self.tr("Asked for when it is needed"))
        self.word.clear()
        self._chosen_tls = connection is not None
        self.address.setText(connection.url() if connection else "")
        self._length = len(self.address.text())
        self._fill_in(connection)
        if connection is None:
            self.tls.select(Tls.VERIFY_FULL)
        self._show_rows()

    def connection(self) -> Connection:
        """What the fields mean.

        Raises:
            SettingsTrouble: one of them means nothing.
        """
        port = self.port.text().strip()
        if port and not (port.isascii() and port.isdigit() and len(port) <= 5):
            raise SettingsTrouble(NO_PORT)
        made = Connection.to(
            self.host.text().strip(),
            self.database.text().strip(),
            self.user.text().strip(),
            int(port or PORT),
            self._tls(),
            self.ca_file.text().strip() or None,
            self._replica,
        )
        return made.called(self.name.text().strip())

    def typed_password(self) -> str | None:
        """The password, where one was typed."""
        return self.password.text() or None

    def allowed(self) -> bool:
        """Whether the protection is as it should be, or the word was typed that allows a weaker one."""
        word = self._word()
        return word is None or self.word.text().strip().casefold() == word

    def _line(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setFont(self._theme.font(13))
        made.setFixedHeight(HEIGHT)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _label(self, part: QWidget | None) -> QLabel:
        made = label(self._theme, part.accessibleName() if part else "", 12, 500, "soft")
        if isinstance(part, QLineEdit):
            made.setBuddy(part)
        return made

    def _row(self, row: int, named: QWidget | None, parts: Sequence[QWidget]) -> list[QWidget]:
        head = self._label(named)
        line = QHBoxLayout()
        line.setSpacing(10)
        for part in parts:
            line.addWidget(part)
        if row == 8:
            line.addStretch(1)
        self._grid.addWidget(head, row, 0)
        self._grid.addLayout(line, row, 1)
        return [head, *parts]

    def _fill_in(self, connection: Connection | None) -> None:
        self._replica = connection.replica if connection else ""
        self.host.setText(connection.host if connection else "")
        self.port.setText(str(connection.port) if connection and connection.port != PORT else "")
        self.database.setText(connection.database if connection else "")
        self.user.setText(connection.user if connection else "")
        self.ca_file.setText((connection.ca_file or "") if connection else "")
        if connection:
            self.tls.select(connection.tls)

    def _read_address(self, text: str) -> None:
        try:
            if not is_url(text):
                return
            found, password = Connection.from_url(text)
        except KnownTrouble:
            return  # it is being typed; once that is done, it is said
        finally:
            before, self._length = self._length, len(text)
        self._chosen_tls = "sslmode=" in text
        self._fill_in(found)
        if password is not None:
            self.password.setText(password)
            if len(text) - before > 1:  # pasted as a whole, so it need not be seen until it is left
                self.address.setText(found.url())
        self._show_rows()

    def _finish_address(self) -> None:
        """What stands there is an address without a password, or is said to be none."""
        text = self.address.text().strip()
        if not text:
            return
        try:
            found, password = Connection.from_url(text)
        except KnownTrouble as trouble:
            self.troubled.emit(trouble)
            return
        if password is not None:
            self.address.setText(found.url())

    def _write_address(self) -> None:
        try:
            self.address.setText(self.connection().url())
        except KnownTrouble:
            self.address.clear()  # not yet one
        self.changed.emit()

    def _choose_tls(self, _name: str) -> None:
        self._chosen_tls = True
        self._show_rows()
        self._write_address()

    def _usual_tls(self) -> None:
        if not self._chosen_tls:
            self.tls.select(usual_tls(self.host.text().strip()))
        self._show_rows()

    def _tls(self) -> Tls:
        return Tls(self.tls.value() or Tls.VERIFY_FULL)

    def _word(self) -> str | None:
        host = self.host.text().strip()
        return Connection("", host, PORT, "", "", self._tls()).word if host else None

    def _show_rows(self) -> None:
        tls, word = self._tls(), self._word()
        self.meaning.setText(meaning(tls))
        self.tls.setAccessibleDescription(meaning(tls))
        if word:
            self.word.setAccessibleName(self.tr("Type {0} to allow this").format(word))
            self.word_asked.setText(self.tr("Type “{0}” to allow this for another computer.").format(word))
        shown = dict.fromkeys(self._ca_row, tls in (Tls.VERIFY_FULL, Tls.VERIFY_CA))
        shown |= dict.fromkeys(self._word_row, word is not None)
        for part, wanted in shown.items():
            part.setVisible(wanted)
        self.grown.emit()

    def _pick(self) -> None:
        start = self.ca_file.text().strip() or str(Path.home())
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("The authority that signs for the server"), start, self.tr("Certificates (*.pem *.crt *.cer)")
        )
        if file:
            self.ca_file.setText(file)
            self._write_address()
