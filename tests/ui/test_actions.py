"""The registry of commands: keys are unique, and belong to the field or the button that has the focus."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer import paths
from reviewer.domain.track import Track
from reviewer.intake.tracks import read_folder
from reviewer.ui.actions import Actions
from reviewer.ui.commands import When, commands, route_name
from reviewer.ui.theme import Theme

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)

Make = Callable[..., Actions]


@pytest.fixture
def tracks() -> tuple[Track, ...]:
    return tuple(read_folder(paths.resources() / "tracks"))


@pytest.fixture
def make(theme: Theme, window: QMainWindow, tracks: tuple[Track, ...]) -> Make:
    def make(*, lead: bool = True, application: bool = True, shared: bool = False) -> Actions:
        actions = Actions(window, theme, tracks, lead=lead, shared=shared)
        actions.set_open(application=application)
        return actions

    return make


@pytest.fixture
def heard() -> list[str]:
    return []


def listen(actions: Actions, heard: list[str]) -> None:
    for action in actions:
        actions.on(action.name, lambda name=action.name: heard.append(name))


def in_window(qtbot: QtBot, window: QMainWindow, widget: QWidget) -> None:
    ground = window.centralWidget()
    assert ground is not None
    if ground.layout() is None:
        QVBoxLayout(ground)
    layout = ground.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def test_that_no_two_commands_share_a_key(tracks: tuple[Track, ...]) -> None:
    keys = [key for action in commands(tracks) for key in action.keys]
    assert sorted(keys) == sorted(set(keys))


def test_that_every_command_has_its_icon(tracks: tuple[Track, ...]) -> None:
    folder = paths.resources() / "icons"
    assert [action.icon for action in commands(tracks) if not (folder / f"{action.icon}.svg").is_file()] == []


@pytest.mark.parametrize(
    ("key", "modifier", "name"),
    [
        (Qt.Key.Key_J, NONE, "next"),
        (Qt.Key.Key_K, NONE, "previous"),
        (Qt.Key.Key_3, NONE, "rate:3"),
        (Qt.Key.Key_0, NONE, "clear"),
        (Qt.Key.Key_Up, NONE, "criterion_up"),
        (Qt.Key.Key_B, NONE, "route:backend"),
        (Qt.Key.Key_R, NONE, "route:reasonml"),
        (Qt.Key.Key_U, NONE, "route:"),
        (Qt.Key.Key_Return, NONE, "submit"),
        (Qt.Key.Key_Enter, NONE, "submit"),
        (Qt.Key.Key_A, NONE, "advance"),
        (Qt.Key.Key_Z, NONE, "undo"),
        (Qt.Key.Key_Z, SHIFT, "redo"),
        (Qt.Key.Key_Space, NONE, "scroll_down"),
        (Qt.Key.Key_Space, SHIFT, "scroll_up"),
        (Qt.Key.Key_BracketLeft, NONE, "document_before"),
        (Qt.Key.Key_Slash, NONE, "find"),
        (Qt.Key.Key_F, CTRL, "find"),
        (Qt.Key.Key_Plus, CTRL, "zoom_in"),
        (Qt.Key.Key_Equal, CTRL, "zoom_in"),
        (Qt.Key.Key_Minus, CTRL, "zoom_out"),
        (Qt.Key.Key_0, CTRL, "zoom_fit"),
        (Qt.Key.Key_9, CTRL, "zoom_page"),
        (Qt.Key.Key_R, CTRL, "turn_right"),
        (Qt.Key.Key_S, CTRL, "save"),
        (Qt.Key.Key_T, NONE, "overview"),
        (Qt.Key.Key_K, CTRL, "palette"),
        (Qt.Key.Key_Question, SHIFT, "keys"),
        (Qt.Key.Key_Question, NONE, "keys"),
        (Qt.Key.Key_Backslash, NONE, "queue"),
        (Qt.Key.Key_C, SHIFT, "clear_flag"),
        (Qt.Key.Key_F11, NONE, "full_screen"),
        (Qt.Key.Key_Q, CTRL, "quit"),
    ],
)
def test_that_a_key_gives_its_command(
    qtbot: QtBot,
    window: QMainWindow,
    make: Make,
    heard: list[str],
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    name: str,
) -> None:
    listen(make(), heard)
    qtbot.keyClick(window, key, modifier)
    assert heard == [name]


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLineEdit])
def test_that_text_keys_belong_to_the_field_with_the_focus(
    qtbot: QtBot, window: QMainWindow, make: Make, heard: list[str], kind: type[QPlainTextEdit] | type[QLineEdit]
) -> None:
    listen(make(), heard)
    field = kind()
    in_window(qtbot, window, field)
    for text in "j3b0[/?\\":
        qtbot.keyClick(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Z, SHIFT)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    qtbot.keyClick(field, Qt.Key.Key_Space, SHIFT)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert heard == []
    if isinstance(field, QPlainTextEdit):
        assert field.toPlainText().lower() == "j3b0[/?\\z  \n"
    else:
        assert field.text().lower() == "j3b0[/?\\z  "
    qtbot.keyClick(field, Qt.Key.Key_K, CTRL)
    assert heard == ["palette"]


def test_that_a_field_that_was_left_gives_the_keys_back(
    qtbot: QtBot, window: QMainWindow, make: Make, heard: list[str]
) -> None:
    listen(make(), heard)
    field = QLineEdit()
    in_window(qtbot, window, field)
    field.clearFocus()
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert heard == ["next", "submit"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_that_a_button_with_the_focus_is_pressed_by(
    qtbot: QtBot, window: QMainWindow, make: Make, heard: list[str], key: Qt.Key
) -> None:
    listen(make(), heard)
    button = QToolButton()
    button.clicked.connect(lambda: heard.append("button"))
    in_window(qtbot, window, button)
    qtbot.keyClick(button, key)
    assert heard == ["button"]
    qtbot.keyClick(button, Qt.Key.Key_J)
    assert heard == ["button", "next"]


def test_that_decisions_are_for_leads_and_nothing_is_done_without_an_application(
    qtbot: QtBot, window: QMainWindow, make: Make, heard: list[str]
) -> None:
    actions = make(lead=False)
    listen(actions, heard)
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert heard == []
    assert not actions["advance"].isVisible()
    assert not {"advance", "hold", "reject"} & {action.name for action in actions.listed()}
    actions.set_open(application=False)
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_Z)
    assert heard == ["undo"]
    assert {action.shown_when for action in actions.listed()} == {When.ALWAYS}


def test_that_routes_follow_the_tracks(
    qtbot: QtBot, window: QMainWindow, make: Make, heard: list[str], tracks: tuple[Track, ...]
) -> None:
    actions = make()
    listen(actions, heard)
    actions.set_tracks(tracks[1:])
    assert route_name(tracks[0].slug) not in {action.name for action in actions}
    qtbot.keyClick(window, tracks[0].letter)
    qtbot.keyClick(window, tracks[1].letter)
    assert heard == [route_name(tracks[1].slug)]


def test_that_the_sheet_of_keys_names_every_command_with_a_key(make: Make, tracks: tuple[Track, ...]) -> None:
    lines = [line for group in make(shared=True).key_groups() for line in group.lines]
    texts = [line.text for line in lines]
    assert len(texts) == len(set(texts))
    assert all(one != other for one, other in pairwise(texts))
    for action in commands(tracks):
        assert not action.keys or (action.line or action.text) in texts


def test_that_a_reviewer_who_is_no_lead_sees_no_keys_of_leads(make: Make) -> None:
    texts = [line.text for group in make(lead=False).key_groups() for line in group.lines]
    assert "Advance" not in texts
    assert "Undo, redo" in texts


def test_that_the_menu_bar_has_every_command(window: QMainWindow, make: Make) -> None:
    actions = make()
    actions.fill(window.menuBar())
    actions.fill(window.menuBar())
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.actions()]
    listed = [entry.objectName() for menu in menus for entry in menu.actions()]
    assert sorted(listed) == sorted(action.name for action in actions)


def test_that_only_a_shared_database_has_something_to_take_along(make: Make) -> None:
    for shared in (True, False):
        actions = make(shared=shared, application=False)
        assert ("take" in [action.name for action in actions.listed()]) is shared
        lines = [line.text for group in actions.key_groups() for line in group.lines]
        assert ("Take my next 200 along" in lines) is shared
