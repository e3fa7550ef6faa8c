"""The program from start to end, once or several times, with a person who works in whichever window there is."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer import app, settings
from reviewer.services.connections import Connections, Target
from reviewer.ui.main_window import MainWindow

PATIENCE_S = 60
CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget() or QApplication.activeWindow()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def enter(text: str) -> None:
    """Type a text where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def window() -> MainWindow | None:
    """The window that can be worked with now."""
    now = QApplication.activeWindow()
    return now if isinstance(now, MainWindow) and not now.tasks.busy else None


def listing_opens() -> bool:
    """Whether the list of databases is shown."""
    now = window()
    return now is not None and now.databases.listing.isVisible()


def run(person: Iterator[bool], connections: Connections, target: Target | None) -> int:
    """The program from its start to its end, while a person works with it: true goes on, false waits a little.

    A person who waits for too long fails, and closes the window.
    """
    end = time.monotonic() + PATIENCE_S
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            next(person)
            if time.monotonic() < end:
                return
            troubles.append(TimeoutError("the person waits for what does not come"))
        except StopIteration:
            pass
        except AssertionError as error:
            troubles.append(error)
        timer.stop()
        for each in QApplication.topLevelWidgets():
            each.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(work)
    timer.start()
    code = 0
    while target is not None:
        code, target = app._opened_window(target, settings.load(), connections, fill=False)
    timer.stop()
    if troubles:
        raise troubles[0]
    return code


def wait(condition: Callable[[], bool]) -> Iterator[bool]:
    """Wait until something is so."""
    while not condition():
        yield False
