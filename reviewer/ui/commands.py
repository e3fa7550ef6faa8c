"""Every command of the window: what it is called, its keys, where it is listed. Said once, here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from reviewer.domain.review import LEVELS
from reviewer.domain.track import Track


class Group(Enum):
    """The heading under which commands are listed, and their menu."""

    QUEUE = auto()
    RATE = auto()
    TRACK = auto()
    DOCUMENT = auto()
    APPLICATION = auto()
    WINDOW = auto()


class When(Enum):
    """What has to be so for a command to be there. Others are neither listed nor heard."""

    ALWAYS = auto()
    OPEN = auto()
    """An application is open."""
    LEAD = auto()
    """An application is open, and this person decides."""
    SHARED = auto()
    """The database is shared by a team."""


@dataclass(frozen=True)
class Action:
    """One command."""

    name: str
    """What code calls it; routes are "route:SLUG" and "route:" for unsure, ratings "rate:3"."""
    text: str
    group: Group
    keys: tuple[str, ...]
    """As Qt writes them; the first is the one that is shown."""
    icon: str
    shown_when: When = When.OPEN
    line: str = ""
    """The line of the key sheet that it shares with its neighbours; empty: a line of its own."""


def route_name(track: str | None) -> str:
    """The name of the command that routes to a track, or with None to none yet."""
    return f"route:{track or ''}"


def rate_name(level: int) -> str:
    """The name of the command that gives a level."""
    return f"rate:{level}"


def group_text(group: Group) -> str:
    """The heading of a group."""
    return {
        Group.QUEUE: _tr("Queue"),
        Group.RATE: _tr("Rate"),
        Group.TRACK: _tr("Track and decision"),
        Group.DOCUMENT: _tr("Document"),
        Group.APPLICATION: _tr("Application"),
        Group.WINDOW: _tr("Window"),
    }[group]


def commands(tracks: Sequence[Track]) -> tuple[Action, ...]:
    """All commands, in the order in which menus and the key sheet list them; routes are those of `tracks`."""
    return (*_queue(), *_rate(), *_track(tracks), *_document(), *_application(), *_window())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def _queue() -> tuple[Action, ...]:
    group, always = Group.QUEUE, When.ALWAYS
    move = _tr("Next, previous application")
    return (
        Action("next", _tr("Next application"), group, ("J",), "arrow-down", line=move),
        Action("previous", _tr("Previous application"), group, ("K",), "arrow-up", line=move),
        Action("filter", _tr("Filter by track"), group, ("F",), "list-filter", always),
        Action("view", _tr("Show another view"), group, ("G",), "inbox", always),
        Action("queue", _tr("Show or hide the queue"), group, ("\\",), "panel-left", always),
        Action("take", _tr("Take my next 200 along"), group, ("Ctrl+T",), "folder-input", When.SHARED),
        Action("forget", _tr("Remove what is kept here"), group, (), "trash-2", When.SHARED),
    )


def _rate() -> tuple[Action, ...]:
    group = Group.RATE
    rate, other = _tr("Rate, move to the next"), _tr("Another criterion")
    return (
        *(
            Action(rate_name(level), _tr("Rate {0}").format(level), group, (str(level),), "star", line=rate)
            for level in LEVELS
        ),
        Action("clear", _tr("Clear the rating"), group, ("0",), "x"),
        Action("criterion_up", _tr("Criterion above"), group, ("Up",), "chevron-up", line=other),
        Action("criterion_down", _tr("Criterion below"), group, ("Down",), "chevron-down", line=other),
        Action("evidence", _tr("Attach the selected passage"), group, ("V",), "quote"),
        Action("note", _tr("Write a note"), group, ("N",), "message-square"),
        Action("submit", _tr("Submit the review, open the next"), group, ("Return", "Enter"), "check"),
        Action("others", _tr("What others rated"), group, ("P",), "users"),
    )


def _track(tracks: Sequence[Track]) -> tuple[Action, ...]:
    group = Group.TRACK
    line = ", ".join([*(track.short for track in tracks), _tr("unsure")])
    routes = [
        Action(
            route_name(track.slug), _tr("Route to {0}").format(track.short), group, (track.letter,), "split", line=line
        )
        for track in tracks
    ]
    undo = _tr("Undo, redo")
    return (
        *routes,
        Action(route_name(None), _tr("Route to neither yet"), group, ("U",), "split", line=line),
        Action("advance", _tr("Advance"), group, ("A",), "circle-check", When.LEAD),
        Action("hold", _tr("Hold"), group, ("H",), "pause", When.LEAD),
        Action("reject", _tr("Reject"), group, ("X",), "circle-x", When.LEAD),
        Action("undo", _tr("Undo"), group, ("Z",), "undo-2", When.ALWAYS, undo),
        Action("redo", _tr("Redo"), group, ("Shift+Z",), "redo-2", When.ALWAYS, undo),
    )


def _document() -> tuple[Action, ...]:
    group = Group.DOCUMENT
    scroll, other, zoom = (
        _tr("Scroll a screen down, up"),
        _tr("Other document"),
        _tr("Larger, smaller, fit, whole page"),
    )
    hits, turn = _tr("Next, previous hit"), _tr("Turn the pages right, left")
    return (
        Action("scroll_down", _tr("Scroll down"), group, ("Space",), "arrow-down", line=scroll),
        Action("scroll_up", _tr("Scroll up"), group, ("Shift+Space",), "arrow-up", line=scroll),
        Action("document_before", _tr("Document before"), group, ("[",), "chevron-left", line=other),
        Action("document_after", _tr("Document after"), group, ("]",), "chevron-right", line=other),
        Action("find", _tr("Find in the document"), group, ("/", "Ctrl+F"), "search"),
        Action("find_next", _tr("Next hit"), group, ("F3",), "chevron-down", line=hits),
        Action("find_previous", _tr("Previous hit"), group, ("Shift+F3",), "chevron-up", line=hits),
        Action("caret", _tr("Read and select with the arrow keys"), group, ("F7",), "text-cursor"),
        Action("links", _tr("Links of the document"), group, ("L",), "link"),
        Action("zoom_in", _tr("Larger"), group, ("Ctrl++", "Ctrl+="), "zoom-in", line=zoom),
        Action("zoom_out", _tr("Smaller"), group, ("Ctrl+-",), "zoom-out", line=zoom),
        Action("zoom_fit", _tr("Fit the width"), group, ("Ctrl+0",), "maximize", line=zoom),
        Action("zoom_page", _tr("Fit the whole page"), group, ("Ctrl+9",), "rectangle-vertical", line=zoom),
        Action("turn_right", _tr("Turn the pages right"), group, ("Ctrl+R",), "rotate-cw", line=turn),
        Action("turn_left", _tr("Turn the pages left"), group, ("Ctrl+Shift+R",), "rotate-ccw", line=turn),
        Action("overview", _tr("Pages and contents"), group, ("T",), "table-of-contents"),
        Action("unseen", _tr("Show text you cannot see"), group, ("W",), "eye-off"),
        Action("kind", _tr("Change what the document is"), group, ("Y",), "tag"),
        Action("original", _tr("Open the original"), group, ("O",), "external-link"),
        Action("save", _tr("Save a copy of the original"), group, ("Ctrl+S",), "file-down"),
        Action("print", _tr("Print the document"), group, ("Ctrl+P",), "printer"),
    )


def _application() -> tuple[Action, ...]:
    group = Group.APPLICATION
    return (
        Action("comment", _tr("Write a comment"), group, ("M",), "pencil"),
        Action("email", _tr("Write an e-mail"), group, ("E",), "mail"),
        Action("confirm_flag", _tr("Confirm the flag"), group, ("C",), "flag"),
        Action("clear_flag", _tr("Clear the flag"), group, ("Shift+C",), "flag"),
        Action("import", _tr("Import applications"), group, ("Ctrl+I",), "upload", When.ALWAYS),
    )


def _window() -> tuple[Action, ...]:
    group, always = Group.WINDOW, When.ALWAYS
    return (
        Action("palette", _tr("Search or run a command"), group, ("Ctrl+K",), "command", always),
        Action("keys", _tr("All keys"), group, ("?", "Shift+?"), "keyboard", always),
        Action("databases", _tr("Open another database"), group, ("Ctrl+D",), "database", always),
        Action("connect", _tr("Connect to a shared database"), group, ("Ctrl+Shift+D",), "users", always),
        Action("theme", _tr("Light or dark colours"), group, ("Ctrl+Shift+L",), "moon", always),
        Action("full_screen", _tr("Full screen"), group, ("F11",), "maximize", always),
        Action("about", _tr("About Reviewer"), group, (), "info", always),
        Action("quit", _tr("Quit"), group, ("Ctrl+Q",), "x", always),
    )
