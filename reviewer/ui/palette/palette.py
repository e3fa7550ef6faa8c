"""The command palette: every command and every candidate, a few letters away."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from reviewer.services.search import Found
from reviewer.ui.actions import Actions
from reviewer.ui.commands import group_text
from reviewer.ui.palette.entries import ENTRY, HEIGHT, Entry, EntryDelegate
from reviewer.ui.palette.ranking import ranked
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.label import Rule
from reviewer.ui.widgets.overlay import EDGE, Overlay

Done = Callable[[Sequence[Found], str], None]
Find = Callable[[str, Done], None]
"""Looks for applications, and calls back in the GUI thread: with what was found, or the sentence why nothing was."""

WIDTH = 640
LETTERS = 2
"""From how many letters on candidates are looked for."""
_FIELD = 52
_MOST = 9
"""Entries shown at once."""
_COMMANDS_BESIDE = 6
"""Commands listed when candidates are listed too."""
_FOOT = 8


class Palette(Overlay):
    """A field and a list. Arrows move, Enter and clicks run, Esc goes back."""

    candidate_chosen = Signal(object)
    """The UUID of an application."""
    words_wanted = Signal(object, str)
    """The UUID of an application in whose documents words were found, and what was typed."""

    listing_wanted = Signal(str)
    """What was typed: list in the queue what it finds."""

    def __init__(self, theme: Theme, window: QWidget, actions: Actions, find: Find) -> None:
        super().__init__(theme, window, "")
        self.setAccessibleName(self.tr("Search or run a command"))
        self._actions, self._find = actions, find
        self._found: Sequence[Found] = ()
        self._found_for = self._why = ""
        self.field = QLineEdit()
        self.field.setProperty("plain", True)
        self.field.setFont(theme.font(16))
        self.field.setFixedHeight(_FIELD)
        self.field.setTextMargins(18, 0, 18, 0)
        self.field.setPlaceholderText(self.tr("Type a command, or a name"))
        self.field.setAccessibleName(self.tr("Type a command, or a name"))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Commands and candidates"))
        self.list.viewport().setAutoFillBackground(False)
        self.column.addWidget(self.field)
        self.column.addWidget(Rule())
        self.column.addSpacing(4)
        self.column.addWidget(self.list)
        self.column.addSpacing(_FOOT)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self.run())
        self.list.itemEntered.connect(self.list.setCurrentItem)

    def first(self) -> QWidget:
        return self.field

    def place(self, room: QRect) -> QRect:
        width = min(WIDTH, room.width() - 2 * EDGE)
        top = max(EDGE, round(room.height() * 0.13))
        most = room.height() - top - EDGE - _FIELD - 5 - _FOOT
        shown = min(_MOST, self.list.count(), max(1, most // HEIGHT))
        self.list.setFixedHeight(shown * HEIGHT)
        return QRect((room.width() - width) // 2, top, width, _FIELD + 5 + _FOOT + shown * HEIGHT)

    def open(self) -> None:
        if not self.isVisible():
            self._found, self._found_for, self._why = (), "", ""
            self.field.clear()
            self._fill()
        super().open()

    def entries(self) -> list[Entry]:
        """What is listed now."""
        return [self._entry(self.list.item(number)) for number in range(self.list.count())]

    def run(self) -> None:
        """Do what the current entry says."""
        entry = self._current()
        if entry is None or not entry.possible:
            return
        self.dismiss()
        if entry.lists:
            self.listing_wanted.emit(entry.words)
        elif entry.action is not None:
            self._actions.run(entry.action)
        else:
            self.candidate_chosen.emit(entry.application)
            if entry.marks:
                self.words_wanted.emit(entry.application, entry.words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run()
                return True
            if QKeySequence(event.keyCombination()) == QKeySequence(self._actions.key("palette")):
                self.dismiss()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        letters = self.field.text().strip()
        if len(letters) < LETTERS:
            self._found, self._found_for, self._why = (), "", ""
        else:
            self._find(letters, lambda found, why: self._arrived(letters, found, why))
        self._fill()

    def _arrived(self, letters: str, found: Sequence[Found], why: str) -> None:
        if letters == self.field.text().strip() and self.isVisible():
            self._found, self._found_for, self._why = found, letters, why
            self._fill()

    def _fill(self) -> None:
        letters = self.field.text().strip()
        former = self._current() if letters == self._found_for else None
        commands = ranked(letters, self._actions.listed())
        if len(letters) >= LETTERS and self._found:
            commands = commands[:_COMMANDS_BESIDE]
        entries = [
            Entry(action.text, group_text(action.group), action.icon, self._actions.key(action.name), action.name)
            for action in commands
            if action.name != "palette"
        ]
        named = [found for found in self._found if found.named]
        entries += [self._entry_of(letters, found) for found in named]
        if len(named) < len(self._found):
            all_of_them = self.tr("Everything that “{0}” finds, newest first").format(letters)
            entries.append(Entry(self.tr("List in the queue"), all_of_them, "list-filter", words=letters, lists=True))
        entries += [self._entry_of(letters, found) for found in self._found if not found.named]
        if not entries:
            nothing = self._why or self.tr("Nothing matches “{0}”").format(letters)
            entries.append(Entry(nothing, self.tr("Esc goes back"), "search"))
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.text, self.list)
            item.setData(ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.aside}")
            if not entry.possible:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(entries.index(former) if former in entries else 0)
        self.arrange()

    def _entry_of(self, letters: str, found: Found) -> Entry:
        row = found.row
        facts = " · ".join(part for part in (row.headline, row.location) if part) or self.tr("Candidate")
        icon = ("message-square" if found.remark else "file-text") if found.excerpt else "user"
        return Entry(row.name, found.excerpt or facts, icon, application=row.id, marks=found.marks, words=letters)

    def _current(self) -> Entry | None:
        return cast("Entry | None", self.list.currentIndex().data(ENTRY))

    def _entry(self, item: QListWidgetItem) -> Entry:
        return cast("Entry", item.data(ENTRY))
