"""The window before there is one: a shared database is connected to, its password asked for, or said why it is not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from reviewer.domain.connection import Connection
from reviewer.errors import DatabaseAway, KnownTrouble, PasswordNeeded
from reviewer.services.away import ANSWERS_WITHIN
from reviewer.services.connections import Connections, Target
from reviewer.services.passwords import NOT_KEPT
from reviewer.ui.actions import KeysOfFocus
from reviewer.ui.connecting.databases import Databases
from reviewer.ui.tasks import Lane, Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.secret_field import SecretField
from reviewer.ui.widgets.state_page import StatePage

SIZE = (760, 560)
_AFTER_MS = 400


class Entrance(QMainWindow):
    """Tries a shared database until it can be opened, something else is chosen, or it is closed."""

    ended = Signal()

    def __init__(
        self,
        theme: Theme,
        connections: Connections,
        connection: Connection,
        kept: Callable[[Connection], bool] = lambda _: False,
    ) -> None:
        """`kept`: whether one can go on without an answer, with what is kept of a database on this computer."""
        super().__init__()
        self._connections, self._connection, self._kept = connections, connection, kept
        self.target: Target | None = None
        """What is to be opened; none: nothing."""
        self.away: DatabaseAway | None = None
        """Why it does not answer, where it is to be opened from what is kept."""
        self._said = ""
        self._changing = False
        """Whether the form is about the connection that is tried here."""
        self._late = QTimer(self, singleShot=True, interval=_AFTER_MS)
        """What answers sooner needs no window."""
        self._late.timeout.connect(self.show)
        self._focus = KeysOfFocus(self)
        self.setWindowTitle("Reviewer")
        self.setMinimumSize(724, 520)
        self.resize(*SIZE)
        self.tasks = Tasks(self)
        self.page = StatePage(theme)
        self.setCentralWidget(self.page)
        self.secret = SecretField(theme, self.tr("Password"), self.tr("Open"))
        self.secret.hide()
        self.page.put_below(self.secret)
        self.databases = Databases(theme, self.page, self.tasks, connections)
        self.secret.entered.connect(self._try)
        self.page.acted.connect(self._act)
        self.databases.wanted.connect(self._end)
        self.databases.kept.connect(self._changed)
        self.databases.failed.connect(self._fail)

    def begin(self, trouble: KnownTrouble | None = None) -> None:
        """Try to connect; where that was tried already, say what came of it."""
        if trouble is None:
            self._late.start()
            self._try(None)
        else:
            self._fail(trouble)

    def shut_down(self) -> None:
        """Wait for what is under way."""
        self.tasks.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.ended.emit()

    @property
    def _name(self) -> str:
        return self._connection.name or self._connection.database

    def _try(self, password: str | None) -> None:
        self.secret.wait()
        if password is None:
            self.secret.hide()
            self.page.say(
                "database",
                self.tr("Connecting to {0}").format(self._name),
                self.tr("This takes a moment."),
                [self._elsewhere(), Choice("close", self.tr("Close"), "Esc")],
            )
        work = partial(self._try_out, self._connection, password)
        self.tasks.run(work, lambda away: self._answered(password, away), self._fail, owner=self)

    def _try_out(self, connection: Connection, password: str | None) -> DatabaseAway | None:
        """Connect; where it does not answer and one can go on without, why.

        Raises:
            KnownTrouble: it cannot be opened.
        """
        if not self._kept(connection):
            self._connections.try_out(connection, password)
            return None
        try:
            self._connections.try_out(connection, password, ANSWERS_WITHIN)
        except DatabaseAway as trouble:
            return trouble
        return None

    def _answered(self, password: str | None, away: DatabaseAway | None) -> None:
        self.away = away
        if password is None or away is not None:
            self._end(self._connection)
        else:
            work = partial(self._connections.passwords.keep, self._connection, password)
            self.tasks.run(work, lambda _: self._end(self._connection), self._fail, Lane.WRITE, self)

    def _fail(self, trouble: KnownTrouble) -> None:
        self._late.stop()
        self.show()
        asked = isinstance(trouble, PasswordNeeded)
        again = asked and self.secret.isVisible()
        self.secret.setVisible(asked)
        if asked:
            self.page.say(
                "lock",
                self.tr("Password for {0}").format(self._name),
                trouble.sentence,
                [self._elsewhere("Ctrl+D"), self._change("Ctrl+E"), Choice("close", self.tr("Close"), "Esc")],
            )
            self._said = trouble.sentence
            if again:
                self.secret.again(trouble.sentence)
            else:
                self.secret.ready()
                self.secret.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tasks.run(self._connections.passwords.lasting, self._warn, lambda _: None, owner=self)
            return
        self.page.say(
            "wifi-off" if isinstance(trouble, DatabaseAway) else "database",
            self.tr("{0} cannot be opened").format(self._name),
            trouble.sentence,
            [
                Choice("again", self.tr("Try again"), "R", kind="primary"),
                self._change("E"),
                self._elsewhere(),
                Choice("close", self.tr("Close"), "Esc"),
            ],
        )

    def _warn(self, lasting: bool) -> None:
        """That a password will be asked for again is said before it is typed."""
        if not lasting and self.secret.isVisible():
            self.page.say_sentence(f"{self._said} {NOT_KEPT}")

    def _elsewhere(self, key: str = "D") -> Choice:
        return Choice("elsewhere", self.tr("Another database"), key)

    def _change(self, key: str) -> Choice:
        return Choice("change", self.tr("Change the connection"), key)

    def _act(self, name: str) -> None:
        match name:
            case "again":
                self._try(None)
            case "change":
                self._changing = True
                self.databases.edit(self._connection)
            case "elsewhere":
                self._changing = False
                self.databases.open()
            case _:
                self.close()

    def _changed(self, connection: Connection) -> None:
        if self._changing:
            self._connection = connection
            self._try(None)

    def _end(self, target: Target) -> None:
        self._late.stop()
        self.target = target
        self.hide()
        self.ended.emit()


def enter(
    app: QApplication,
    theme: Theme,
    connections: Connections,
    connection: Connection,
    trouble: KnownTrouble | None = None,
    kept: Callable[[Connection], bool] = lambda _: False,
) -> tuple[Target | None, DatabaseAway | None]:
    """Find out what to open, with a window as soon as that takes time; `trouble` is what came of opening it.

    `kept` says whether one can go on with what is kept of a database, where that does not answer.

    Returns:
        `connection`, whose password is known then, or another database that was chosen; none: the user closed it.
        And why it does not answer, where it is to be opened from what is kept.
    """
    entrance = Entrance(theme, connections, connection, kept)
    loop = QEventLoop()
    entrance.ended.connect(loop.quit)
    quits = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)  # another window follows
    entrance.begin(trouble)
    loop.exec()
    target, away = entrance.target, entrance.away
    entrance.shut_down()
    entrance.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.setQuitOnLastWindowClosed(quits)
    return target, away
