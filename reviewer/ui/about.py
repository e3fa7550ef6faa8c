"""About: which version this is, what anybody may do with it, and who made the parts that it stands on."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextEdit, QVBoxLayout, QWidget

from reviewer import __version__
from reviewer.errors import SettingsTrouble
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.label import ElidedLabel, Rule, label
from reviewer.ui.widgets.list_row import ListRow
from reviewer.ui.widgets.overlay import EDGE, Overlay

WIDTH, HEIGHT = 820, 560
_LIST = 210
_PAD = 28


@dataclass(frozen=True)
class Part:
    """Something that others made and that travels with the program."""

    name: str
    licence: str
    """SPDX expression."""
    file: str
    """Its licence's text, in the folder of licences."""
    homepage: str


def parts(folder: Path) -> tuple[Part, ...]:
    """The parts that `index.toml` names, in its order.

    Raises:
        SettingsTrouble: it is missing or cannot be understood.
    """
    try:
        entries = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))["part"]
        return tuple(Part(entry["name"], entry["licence"], entry["file"], entry["homepage"]) for entry in entries)
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingsTrouble("The list of licences cannot be read. Install the program again.") from error


class AboutOverlay(Overlay):
    """Names on the left, the text of the chosen one's licence on the right. Read when it is first opened."""

    def __init__(self, theme: Theme, window: QWidget, licences: Path) -> None:
        super().__init__(theme, window, "")
        self.setAccessibleName(self.tr("About Reviewer"))
        self._folder = licences
        self._parts: tuple[Part, ...] = ()
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFixedWidth(_LIST)
        self.list.setItemDelegate(ListRow(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Parts made by others"))
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.viewport().setAutoFillBackground(False)
        self.text.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.text.setFont(theme.font(12))
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self._title = ElidedLabel(theme, "", 13, 600)
        self._aside = ElidedLabel(theme, "", 12, 400, "soft")
        self._close = KeyedButton(theme, self.tr("Close"), "Esc", height=30)
        self._close.clicked.connect(self.dismiss)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)

    def _lay_out(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.addWidget(label(theme, self.tr("Reviewer"), 18, 600))
        head.addSpacing(10)
        version = label(theme, __version__, 13, 400, "soft")
        version.setContentsMargins(0, 4, 0, 0)
        head.addWidget(version)
        head.addStretch(1)
        head.addWidget(self._close)
        offer = label(
            theme,
            self.tr(
                "Free software under the GNU Affero General Public License, version 3 or later: use it, study it, "
                "share it and change it. It comes without any warranty. Whoever gives you this program owes you its "
                "complete source code; what is installed on this computer is that source."
            ),
            13,
            400,
            "soft",
            wrap=True,
        )
        above = QVBoxLayout()
        above.setContentsMargins(_PAD, 22, _PAD, 16)
        above.setSpacing(12)
        above.addLayout(head)
        above.addWidget(offer)
        right = QVBoxLayout()
        right.setContentsMargins(20, 14, 8, 8)
        right.setSpacing(2)
        right.addWidget(self._title)
        right.addWidget(self._aside)
        right.addSpacing(8)
        right.addWidget(self.text, 1)
        left = QVBoxLayout()
        left.setContentsMargins(_PAD - 12, 10, 8, 10)
        left.addWidget(self.list)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addLayout(left)
        below.addWidget(Rule(upright=True))
        below.addLayout(right, 1)
        self.column.addLayout(above)
        self.column.addWidget(Rule())
        self.column.addLayout(below, 1)

    def place(self, room: QRect) -> QRect:
        width, height = min(WIDTH, room.width() - 2 * EDGE), min(HEIGHT, room.height() - 2 * EDGE)
        return QRect((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def first(self) -> QWidget:
        return self.list

    def open(self) -> None:
        if not self._parts:
            self._parts = parts(self._folder)
            self.list.addItems([part.name for part in self._parts])
            self.list.setCurrentRow(0)
        super().open()

    def _show(self, row: int) -> None:
        part = self._parts[row]
        self._title.set_text(part.name)
        self._aside.set_text(f"{part.licence} · {part.homepage}")
        try:
            self.text.setPlainText((self._folder / part.file).read_text(encoding="utf-8"))
        except OSError:
            self.text.setPlainText(
                self.tr("The text of this licence is missing here; it is at {0}").format(part.homepage)
            )
