"""The bars: what they show, what they ask for, and that nothing overlaps in a small window."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.domain.queue import View
from reviewer.services.journal import SyncKind
from reviewer.ui.chrome.hint_bar import HintBar
from reviewer.ui.chrome.sync_state import SyncButton
from reviewer.ui.chrome.top_bar import TopBar
from reviewer.ui.theme import Theme


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> TopBar:
    bar = TopBar(theme)
    qtbot.addWidget(bar)
    bar.resize(1440, bar.height())
    bar.show()
    return bar


@pytest.mark.parametrize("width", [724, 1024, 1440, 1920])
def test_that_nothing_overlaps(bar: TopBar, width: int) -> None:
    bar.resize(width, bar.height())
    bar.set_view(View.ALL, 100_000)
    bar.set_sync("offline", 120)
    parts = [bar.view, bar.field, bar.sync, bar.undo, bar.light, bar.help]
    edges = [(part.geometry().left(), part.geometry().right()) for part in parts]
    assert all(one[1] < other[0] for one, other in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] < width
    if width >= 1440:
        assert abs(bar.field.geometry().center().x() - width // 2) <= 1


def test_that_every_control_is_named_and_asks_for_its_thing(qtbot: QtBot, bar: TopBar) -> None:
    asked: list[str] = []
    bar.palette_wanted.connect(lambda: asked.append("palette"))
    bar.undo_wanted.connect(lambda: asked.append("undo"))
    bar.theme_wanted.connect(lambda: asked.append("theme"))
    bar.keys_wanted.connect(lambda: asked.append("keys"))
    bar.sync_wanted.connect(lambda: asked.append("sync"))
    for button in (bar.field, bar.undo, bar.light, bar.help, bar.sync):
        assert button.accessibleName()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["palette", "undo", "theme", "keys", "sync"]


def test_that_the_menu_of_views_shows_counts_and_chooses(qtbot: QtBot, bar: TopBar) -> None:
    bar.set_view(View.INBOX, 100_000)
    bar.set_counts({View.FLAGGED: 3})
    menu = bar.views_menu()
    texts = [entry.text() for entry in menu.actions()]
    assert texts[0].split("\t") == ["Inbox", "100\N{NARROW NO-BREAK SPACE}000"]
    assert texts[3] == "Flagged\t3"
    assert [entry.isChecked() for entry in menu.actions()] == [True, False, False, False, False]
    with qtbot.waitSignal(bar.view_chosen) as chosen:
        menu.actions()[2].trigger()
    assert chosen.args == [View.DECIDED]
    menu.deleteLater()


def test_that_the_state_of_sending_is_said_for_every_kind(qtbot: QtBot, theme: Theme) -> None:
    button = SyncButton(theme)
    qtbot.addWidget(button)
    said: list[str] = []
    for kind in SyncKind:
        button.set_state(kind.value, 2)
        said.append(button.accessibleName())
    assert said == ["Up to date", "Saving…", "Offline · 2 to send", "Needs you · 2"]


def test_that_the_icon_of_the_theme_is_that_of_the_other(qapp: QApplication, bar: TopBar, theme: Theme) -> None:
    assert bar.light.accessibleName() == "Dark colours"
    theme.use(qapp, dark=True)
    assert bar.light.accessibleName() == "Light colours"


def test_that_hints_are_named_and_left_out_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    hints = HintBar(theme)
    qtbot.addWidget(hints)
    hints.resize(1000, hints.height())
    hints.set_hints([(("J", "K"), "next, previous"), (("1", "–", "5"), "rate")])
    hints.set_right("3 done today")
    assert hints.accessibleName() == "J K: next, previous, 1 – 5: rate, 3 done today"
    wide = hints.grab().toImage()
    hints.set_hints([(("J", "K"), "next, previous")])
    assert hints.grab().toImage() != wide
    narrow = 250
    hints.resize(narrow, hints.height())
    one = hints.grab().toImage()
    hints.set_hints([(("J", "K"), "next, previous"), (("1", "–", "5"), "rate")])
    assert hints.grab().toImage() == one
