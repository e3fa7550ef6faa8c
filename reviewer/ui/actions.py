"""The commands as Qt's actions: menu bar, palette, key sheet, hints and tests all read this one registry.

A key that is only a letter, a digit or a sign belongs to the text field that has the focus, and so do Enter, Space and
the arrows; to a button with the focus belong Enter and Space. Qt sees to part of that by itself; `KeysOfFocus` to the
rest.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from reviewer.domain.track import Track
from reviewer.ui.commands import Action, Group, When, commands, group_text
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.key_table import KeyGroup, KeyLine
from reviewer.ui.widgets.keycap import OR, TO, caps, row

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_SPACE = (Qt.Key.Key_Space, Qt.Key.Key_Select)
_ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "quit": QAction.MenuRole.QuitRole,
}


class Actions(QObject):
    """One `QAction` for each command, all of them heard in the whole of `window`."""

    changed = Signal()
    """Other commands are there now."""

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        tracks: Sequence[Track] = (),
        *,
        lead: bool = False,
        shared: bool = False,
    ) -> None:
        super().__init__(window)
        self._theme, self._window, self._lead = theme, window, lead
        self._always = {When.ALWAYS, When.SHARED} if shared else {When.ALWAYS}
        self._there = set(self._always)
        self._actions: dict[str, Action] = {}
        self._qt: dict[str, QAction] = {}
        self._calls: dict[str, Callable[[], object]] = {}
        self._focus = KeysOfFocus(self)
        theme.changed.connect(self._dress)
        self.set_tracks(tracks)

    def set_tracks(self, tracks: Sequence[Track]) -> None:
        """Offer routes to these tracks. Calls given to `on` stay."""
        former, self._qt = self._qt, {}
        self._actions = {action.name: action for action in commands(tracks)}
        for name, action in self._actions.items():
            made = former.pop(name, None) or self._make(name)
            made.setText(action.text)
            made.setShortcuts([QKeySequence(key) for key in action.keys])
            self._qt[name] = made
        for gone in former.values():
            self._window.removeAction(gone)
            gone.deleteLater()
        self._window.addActions(list(self._qt.values()))
        self._dress()
        self._show()

    def on(self, name: str, call: Callable[[], object]) -> None:
        """Do `call` whenever the command is given; one call for each command. A name may be that of a route to come."""
        self._calls[name] = call

    def set_open(self, *, application: bool) -> None:
        """Say whether an application is open; the commands about one are there only then."""
        there = set(self._always)
        if application:
            there |= {When.OPEN, When.LEAD} if self._lead else {When.OPEN}
        if there != self._there:
            self._there = there
            self._show()

    def set_enabled(self, name: str, *, enabled: bool) -> None:
        """Whether a command that is there can be given now."""
        self._qt[name].setEnabled(enabled and self._actions[name].shown_when in self._there)

    def __getitem__(self, name: str) -> QAction:
        return self._qt[name]

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())

    def action(self, name: str) -> Action:
        """What is said of a command."""
        return self._actions[name]

    def listed(self) -> list[Action]:
        """The commands that are there and can be given now."""
        return [action for name, action in self._actions.items() if self._qt[name].isEnabled()]

    def run(self, name: str) -> None:
        """Give a command, as by its key."""
        self._qt[name].trigger()

    def key(self, name: str) -> str:
        """The key that is shown for a command, as Qt writes it; empty when it has none."""
        return next(iter(self._actions[name].keys), "")

    def key_groups(self) -> list[KeyGroup]:
        """What the sheet of keys shows: every command that has a key, several to a line where they say so."""
        never = {When.LEAD: not self._lead, When.SHARED: When.SHARED not in self._always}
        there = [action for action in self if action.keys and not never.get(action.shown_when)]
        return [
            KeyGroup(group_text(group), tuple(_lines(action for action in there if action.group == group)))
            for group in Group
            if any(action.group == group for action in there)
        ]

    def fill(self, bar: QMenuBar) -> None:
        """Put the commands into a menu bar, which is seen only on macOS; elsewhere the palette is the menu."""
        bar.clear()
        for former in bar.findChildren(QMenu):  # clearing a bar does not end its menus
            former.setParent(None)
            former.deleteLater()
        for group in Group:
            menu = bar.addMenu(group_text(group))
            menu.addActions([self._qt[action.name] for action in self if action.group == group])
        bar.setVisible(sys.platform == "darwin")

    def _make(self, name: str) -> QAction:
        made = QAction(self)
        made.setObjectName(name)
        made.setAutoRepeat(name in ("next", "previous", "scroll_down", "scroll_up", "criterion_up", "criterion_down"))
        made.setMenuRole(_ROLES.get(name, QAction.MenuRole.NoRole))
        made.triggered.connect(lambda: self._call(name))
        return made

    def _call(self, name: str) -> None:
        if call := self._calls.get(name):
            call()

    def _show(self) -> None:
        for name, action in self._actions.items():
            there = action.shown_when in self._there
            self._qt[name].setVisible(there)
            self._qt[name].setEnabled(there)
        self.changed.emit()

    def _dress(self) -> None:
        if sys.platform != "darwin":
            return  # only a menu bar shows them, and drawing them would take a fiftieth of a second at every start
        for name, action in self._actions.items():
            self._qt[name].setIcon(self._theme.icon(action.icon))


def _lines(actions: Iterable[Action]) -> Iterator[KeyLine]:
    shared: dict[str, list[str]] = {}
    for action in actions:
        shared.setdefault(action.line or action.text, []).append(action.keys[0])
    for text, keys in shared.items():
        if len(keys) > 3 and all(key.isdigit() for key in keys):
            yield KeyLine(text, row([keys[0], TO, keys[-1]]))
        elif len(keys) > 1 and all(key.startswith("Ctrl+") for key in keys):
            yield KeyLine(
                text, (*caps(keys[0]), *row([part for key in keys[1:] for part in (OR, key.removeprefix("Ctrl+"))]))
            )
        else:
            yield KeyLine(text, row(keys, OR))


class KeysOfFocus(QObject):
    """Watches only the one field or button that has the focus, so that nothing else gets slower."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)
        if (now := application.focusWidget()) is not None:
            self._moved(None, now)

    def _moved(self, former: QWidget | None, now: QWidget | None) -> None:
        if former is not None and isValid(former):
            former.removeEventFilter(self)
        if isinstance(now, (*_FIELDS, QAbstractButton, QComboBox)):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and _belongs(watched, event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QAbstractButton) and event.key() in _ENTER:
            if not event.isAutoRepeat():
                watched.click()
            return True
        return False


def _belongs(focused: QObject, event: QKeyEvent) -> bool:
    key = event.key()
    command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    if command:
        return False
    if isinstance(focused, QAbstractButton):
        among_others = focused.isCheckable() and focused.autoExclusive()
        return key in _ENTER or key in _SPACE or (key in _ARROWS and among_others)
    if isinstance(focused, QComboBox | QAbstractItemView):
        return key in _ENTER or key in _SPACE or key in _ARROWS
    return key in _ENTER or key in _SPACE or key in _ARROWS or bool(event.text() and event.text().isprintable())
