"""Which database to work on: this computer's, a shared one that is known by name, a new one, or a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer import paths
from reviewer.domain.connection import Connection
from reviewer.services.connections import Connections, Embedded, Target
from reviewer.ui.connecting.form import ConnectionForm
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.choice_overlay import ChoiceOverlay

_LISTED = 6
"""How many connections the card lists; more do not fit into the smallest window."""
_KNOWN = "known:"


class Databases(QObject):
    """The list, the form, and what is chosen with them."""

    wanted = Signal(object)
    """The `Target` to work on."""
    kept = Signal(object)
    """The `Connection` that was described, and is not opened."""
    told = Signal(str)
    """A sentence for the user."""
    failed = Signal(object)
    """`KnownTrouble`."""

    def __init__(
        self, theme: Theme, window: QWidget, tasks: Tasks, connections: Connections, now: Target | None = None
    ) -> None:
        """`now`: what is worked on, which the list marks."""
        super().__init__(window)
        self._window, self._tasks, self._connections, self._now = window, tasks, connections, now
        self._known: tuple[Connection, ...] = ()
        self._first = 0
        self._changing = False
        self.listing = ChoiceOverlay(theme, window)
        self.listing.picked.connect(self._picked)
        self._theme = theme
        self._form: ConnectionForm | None = None

    @property
    def form(self) -> ConnectionForm:
        """The form; made when it is wanted first, which is seldom."""
        if self._form is None:
            made = ConnectionForm(self._theme, self._window, self._tasks, self._connections)
            made.wanted.connect(self._want)
            made.kept.connect(self.kept)
            made.kept.connect(lambda kept: self.told.emit(self.tr("“{0}” is kept.").format(kept.name)))
            made.removed.connect(lambda name: self.told.emit(self.tr("“{0}” is removed.").format(name)))
            self._form = made
        return self._form

    @property
    def visible(self) -> bool:
        """Whether any of it lies over the window."""
        return self.listing.isVisible() or (self._form is not None and self._form.isVisible())

    def open(self) -> None:
        """Ask which database to work on."""
        self._read(changing=False)

    def change(self) -> None:
        """Ask which connection to change or remove."""
        self._read(changing=True)

    def new(self) -> None:
        """Describe a shared database that is not known yet."""
        self.form.begin()

    def edit(self, connection: Connection) -> None:
        """Change one."""
        self.form.begin(connection)

    def _read(self, *, changing: bool) -> None:
        self._changing, self._first = changing, 0
        self._tasks.run(self._connections.all, self._ask, self.failed.emit, owner=self)

    def _ask(self, known: Sequence[Connection]) -> None:
        self._known = tuple(known)
        page = self._known[self._first : self._first + _LISTED]
        shared = [
            Choice(f"{_KNOWN}{each.name}", self._marked(each.name, each), str(number))
            for number, each in enumerate(page, 1 if self._changing else 2)
        ]
        more = [Choice("others", self.tr("Other connections"), "M")] if len(self._known) > _LISTED else []
        if self._changing:
            self.listing.ask(self.tr("Which connection?"), [*shared, *more])
            return
        change = [Choice("change", self.tr("Change or remove a connection"), "C")] if self._known else []
        self.listing.ask(
            self.tr("Which database?"),
            [
                Choice("here", self._marked(self.tr("This computer"), Embedded()), "1"),
                *shared,
                *more,
                Choice("new", self.tr("Connect to a shared database"), "N"),
                *change,
                Choice("file", self.tr("Open a file"), "O"),
            ],
        )

    def _marked(self, name: str, target: Target) -> str:
        return self.tr("{0}, open now").format(name) if target == self._now else name

    def _picked(self, choice: str) -> None:
        match choice:
            case "here":
                self._want(Embedded())
            case "new":
                self.new()
            case "file":
                self._open_file()
            case "change":
                self.change()
            case "others":
                self._first = (self._first + _LISTED) % (-(-len(self._known) // _LISTED) * _LISTED)
                self._ask(self._known)
            case _:
                found = next((each for each in self._known if f"{_KNOWN}{each.name}" == choice), None)
                if found is not None and self._changing:
                    self.edit(found)
                elif found is not None:
                    self._want(found)

    def _want(self, target: Target) -> None:
        if target != self._now:
            self.wanted.emit(target)

    def _open_file(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Open or make a database"),
            str(paths.data()),
            self.tr("Databases (*.sqlite)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if file:
            self.wanted.emit(Embedded(Path(file)))
