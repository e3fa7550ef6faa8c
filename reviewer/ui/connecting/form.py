"""The card on which a shared database is described, tried and kept."""

from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reviewer.domain.connection import Connection
from reviewer.errors import KnownTrouble, NotTrusted, PasswordNeeded
from reviewer.services.connections import Connections
from reviewer.services.passwords import NOT_KEPT
from reviewer.ui.connecting.fields import ConnectionFields
from reviewer.ui.tasks import Lane, Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.announce import announce
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.overlay import Overlay

WIDTH = 640
_PAD = 24
_SAID = 20
_ICON = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Tone = Literal["good", "bad", "soft"]
_ICONS: dict[Tone, str] = {"good": "circle-check", "bad": "circle-alert", "soft": "info"}


class ConnectionForm(Overlay):
    """Try, keep, keep and open. Nothing that is typed is lost to trouble, and nothing waits in the window's thread."""

    kept = Signal(object)
    """The `Connection` that was kept."""
    wanted = Signal(object)
    """The `Connection` that is to be opened; it was tried and kept."""
    removed = Signal(str)
    """The name of a connection that is known no longer."""

    def __init__(self, theme: Theme, window: QWidget, tasks: Tasks, connections: Connections) -> None:
        super().__init__(theme, window, "")
        self._tasks, self._connections = tasks, connections
        self._former = ""
        self._busy = False
        self._tone: Tone = "soft"
        self.setAccessibleName(self.tr("Shared database"))
        self._title = label(theme, self.tr("Shared database"), 18, 600)
        self.fields = ConnectionFields(theme)
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self.said = label(theme, "", 13, 400, "soft", wrap=True)
        self.said.setMinimumHeight(_SAID)
        self.remove = KeyedButton(theme, self.tr("Remove"), "Ctrl+Shift+D", "bad")
        self.try_out = KeyedButton(theme, self.tr("Try"), "Ctrl+T")
        self.save = KeyedButton(theme, self.tr("Save"), "Ctrl+S")
        self.open_it = KeyedButton(theme, self.tr("Save and open"), "Return", "primary")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(label(theme, self.tr("Esc closes"), 12, 400, "faint"))
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._icon)
        told.addWidget(self.said, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        for button in (self.try_out, self.save, self.open_it):
            buttons.addWidget(button)
        self.column.setContentsMargins(_PAD, 18, _PAD, 18)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addSpacing(12)
        self.column.addWidget(self.fields)
        self.column.addSpacing(6)
        self.column.addLayout(told)
        self.column.addSpacing(8)
        self.column.addLayout(buttons)
        self.card.setFixedWidth(WIDTH)
        self.try_out.clicked.connect(self._try)
        self.save.clicked.connect(self._save)
        self.open_it.clicked.connect(self._open)
        self.remove.clicked.connect(self._remove)
        self.fields.grown.connect(self._grow)
        self.fields.troubled.connect(self._fail)
        self.fields.changed.connect(lambda: self._say("", "soft"))
        theme.changed.connect(self._dress)

    def begin(self, connection: Connection | None = None) -> None:
        """Describe a new one, or change one that is known."""
        self._former = connection.name if connection else ""
        self._title.setText(
            self.tr("Change “{0}”").format(self._former) if self._former else self.tr("Shared database")
        )
        self.remove.setVisible(bool(self._former))
        self._set_busy(busy=False)
        self.fields.show_connection(connection)
        self._say("", "soft")
        self.open()
        if connection is None:
            self._tasks.run(self._connections.passwords.lasting, self._warn, self._fail, owner=self)

    def first(self) -> QWidget:
        return self.fields.password if self._former else self.fields.address

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            self.open_it.click()
        elif control and key == Qt.Key.Key_T:
            self.try_out.click()
        elif control and key == Qt.Key.Key_S:
            self.save.click()
        elif control and shift and key == Qt.Key.Key_D and self.remove.isVisible():
            self.remove.click()
        else:
            super().keyPressEvent(event)

    # -- what the buttons do

    def _asked_for(self) -> Connection | None:
        """What is described; none when that means nothing yet, which is said."""
        try:
            found = self.fields.connection()
        except KnownTrouble as trouble:
            self._fail(trouble)
            return None
        if not self.fields.allowed():
            self._say(self.tr("Type the word that allows this protection, or choose “Verified”."), "bad")
            self.fields.word.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return found

    def _try(self) -> None:
        found = self._asked_for()
        if found is not None:
            self._wait(found)
            work = partial(self._connections.try_out, found, self.fields.typed_password())
            self._tasks.run(work, lambda _: self._answered(), self._fail, owner=self)

    def _answered(self) -> None:
        self._set_busy(busy=False)
        self._say(self.tr("It answers, and you can work with it."), "good")

    def _save(self) -> None:
        found = self._asked_for()
        if found is not None:
            self._wait(None)
            work = partial(self._keep, found, self.fields.typed_password(), self._former)
            self._tasks.run(work, partial(self._saved, found), self._fail, Lane.WRITE, self)

    def _saved(self, connection: Connection, lasting: bool) -> None:
        self._set_busy(busy=False)
        self._former = connection.name
        self.kept.emit(connection)
        if lasting:
            self.dismiss()
        else:
            self._say(f"{self.tr('The connection is kept.')} {NOT_KEPT}", "soft")

    def _open(self) -> None:
        found = self._asked_for()
        if found is not None:
            self._wait(found)
            work = partial(self._try_and_keep, found, self.fields.typed_password(), self._former)
            self._tasks.run(work, lambda _: self._opened(found), self._fail, Lane.WRITE, self)

    def _opened(self, connection: Connection) -> None:
        self._set_busy(busy=False)
        self.dismiss()
        self.wanted.emit(connection)

    def _remove(self) -> None:
        name = self._former
        self._wait(None)
        self._tasks.run(
            partial(self._connections.remove, name), lambda _: self._gone(name), self._fail, Lane.WRITE, self
        )

    def _gone(self, name: str) -> None:
        self._set_busy(busy=False)
        self.dismiss()
        self.removed.emit(name)

    # -- in a thread of the tasks

    def _keep(self, connection: Connection, password: str | None, former: str) -> bool:
        """Keep it; whether its password is kept as well, where one was typed."""
        self._connections.keep(connection, former)
        return password is None or self._connections.passwords.keep(connection, password)

    def _try_and_keep(self, connection: Connection, password: str | None, former: str) -> None:
        self._connections.check(connection, former)
        self._connections.try_out(connection, password)
        self._keep(connection, password, former)

    # -- what is said

    def _warn(self, lasting: bool) -> None:
        if not lasting and not self.said.text():
            self._say(NOT_KEPT, "soft")

    def _wait(self, connection: Connection | None) -> None:
        self._set_busy(busy=True)
        self._say(self.tr("Connecting to {0} …").format(connection.host) if connection else "", "soft")

    def _fail(self, trouble: KnownTrouble) -> None:
        self._set_busy(busy=False)
        self._say(trouble.sentence, "bad")
        if isinstance(trouble, PasswordNeeded):
            self.fields.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields.password.selectAll()
        elif isinstance(trouble, NotTrusted) and self.fields.ca_file.isVisible():
            self.fields.ca_file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for button in (self.remove, self.try_out, self.save, self.open_it):
            button.setEnabled(not busy)
        self.fields.setEnabled(not busy)
        if busy:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible() and self.window().focusWidget() in (None, self):
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self.said.setText(text)
        self.said.setProperty("tone", "text" if tone == "good" else tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self._dress()
        self._grow()
        if text and self.isVisible():
            announce(self, text)

    def _dress(self) -> None:
        self._icon.setVisible(bool(self.said.text()))
        self._icon.setPixmap(self.theme.pixmap(_ICONS[self._tone], self._tone, _ICON, self.devicePixelRatioF(), 1.75))

    def _grow(self) -> None:
        for layout in (self.fields.layout(), self.column):
            if layout is not None:  # rows may have come and gone while it was closed
                layout.invalidate()
                layout.activate()
        if self.isVisible():
            self.arrange()
