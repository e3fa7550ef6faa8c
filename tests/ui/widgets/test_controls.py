"""Key caps, labels, segments: what they say to the eye and to a screen reader."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Theme
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.key_table import KeyGroup, KeyLine, KeyTable
from reviewer.ui.widgets.keycap import OR, TO, KeyCap, caps, row
from reviewer.ui.widgets.label import ElidedLabel
from reviewer.ui.widgets.segments import Segments

CHOICES = (Choice("", "All"), Choice("tea", "Tea", "T"), Choice("milk", "Milk", "M", token="good"))


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has signs for them")
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Z", ("Z",)),
        ("Shift+Z", ("Shift", "Z")),
        ("Ctrl++", ("Ctrl", "+")),
        ("+", ("+",)),
        ("Ctrl+-", ("Ctrl", "−")),
        ("Return", ("Enter",)),
        ("\\", ("\\",)),
        ("", ()),
    ],
)
def test_that_a_key_is_split_into_caps(key: str, words: tuple[str, ...]) -> None:
    assert caps(key) == words


def test_that_keys_stand_in_a_row() -> None:
    assert row(["J", "K"]) == ("J", "K")
    assert row(["1", TO, "5"]) == ("1", TO, "5")
    assert row(["J", "K"], OR) == ("J", OR, "K")


def test_that_a_cap_is_named(qtbot: QtBot, theme: Theme) -> None:
    cap = KeyCap(theme, "N")
    qtbot.addWidget(cap)
    assert cap.accessibleName() == "Key N"


def test_that_a_cut_label_keeps_its_whole_text(qtbot: QtBot, theme: Theme) -> None:
    shown = ElidedLabel(theme, "A long line of words\nthat does not fit")
    qtbot.addWidget(shown)
    shown.resize(60, 20)
    shown.show()
    assert shown.toolTip() == shown.accessibleName() == "A long line of words that does not fit"
    shown.resize(600, 20)
    qtbot.waitUntil(lambda: not shown.toolTip())


def test_that_segments_are_exclusive_radio_buttons(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, "Drink")
    qtbot.addWidget(segments)
    segments.set_choices(CHOICES)
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    assert [button.isChecked() for button in segments.buttons()] == [False, False, False]
    segments.select("tea")
    assert segments.value() == "tea"
    assert chosen == []
    segments.show()
    qtbot.mouseClick(segments.buttons()[2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(segments.buttons()[2], Qt.MouseButton.LeftButton)
    assert chosen == ["milk"]
    assert [button.isChecked() for button in segments.buttons()] == [False, False, True]
    spoken = QAccessible.queryAccessibleInterface(segments.buttons()[2])
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.text(QAccessible.Text.Name) == "Milk"
    assert spoken.state().checked


def test_that_segments_can_be_emptied_stepped_and_changed(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, "Drink", boxed=False)
    qtbot.addWidget(segments)
    segments.set_choices(CHOICES)
    segments.select("milk")
    segments.step()
    assert segments.value() == ""
    segments.step()
    assert segments.value() == "tea"
    segments.set_choices(CHOICES[1:])
    assert segments.value() == "tea"
    segments.set_choices(CHOICES[2:])
    assert segments.value() is None
    segments.select(None)
    assert not any(button.isChecked() for button in segments.buttons())


def test_that_a_table_of_keys_has_two_even_columns_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    table = KeyTable(theme)
    qtbot.addWidget(table)
    groups = [KeyGroup(str(count), (KeyLine("Go", ("G",)),) * count) for count in (2, 3, 5)]
    table.set_groups(groups)
    assert [[group.title for group in column] for column in table.columns(900)] == [["2", "3"], ["5"]]
    assert len(table.columns(400)) == 1
    assert table.heightForWidth(400) == sum(group.height for group in groups)
    assert "Go: G" in table.accessibleName()
