"""What every test stands on: no screen, no data of this user, and nothing left behind.

A test that leaves a thread, a running timer, a top-level widget or a child process fails, and so does one in which Qt
warns (`qt_log_level_fail` in pyproject.toml). A test that has failed already is not asked: its traceback keeps objects
alive.
"""

import contextlib
import gc
import os
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything of Qt is imported
os.environ.pop("QT_SCALE_FACTOR", None)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # no test asks for this user's passwords

import psutil
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

pytest_plugins = ["tests.team"]  # fixtures of a shared database

PATIENCE_S = 5.0
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds all data, settings and logs of this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("REVIEWER_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Generator[None]:
    """Compare threads, child processes, timers and top-level widgets with those before the test."""
    graphical = bool({"qtbot", "qapp"} & set(request.fixturenames))
    if graphical and not gc.get_freeze_count():
        gc.collect()
        gc.freeze()  # what is there before the first window need not be looked through after each test
    before = leavings(graphical)
    yield
    if request.node.stash.get(FAILED, False):
        return
    left = wait_for(lambda: leavings(graphical) - before)
    assert not left, "left behind: " + ", ".join(sorted(name for name, _ in left))


def leavings(graphical: bool) -> set[tuple[str, int]]:
    """What is there now that somebody has to end: names for the reader, and numbers to tell them apart."""
    found = {(f"thread {thread.name}", thread.ident or 0) for thread in threading.enumerate() if is_ours(thread)}
    found |= {(f"process {name}", number) for number, name in child_processes()}
    if graphical:
        found |= {(f"widget {type(widget).__name__}", id(widget)) for widget in top_level_widgets()}
        found |= {(f"running {type(thing).__name__}", id(thing)) for thing in running_objects()}
        if QThreadPool.globalInstance().activeThreadCount():
            found.add(("work in the thread pool", 0))
    return found


def is_ours(thread: threading.Thread) -> bool:
    # A thread that Qt made has a stand-in here that stays when the thread is gone; the other two belong to pytest.
    foreign = isinstance(thread, threading._DummyThread)
    return not foreign and thread is not threading.main_thread() and not thread.name.startswith(("execnet", "pytest"))


def children() -> list[psutil.Process]:
    """The processes that this one has begun."""
    if not Path("/proc/thread-self/children").exists():
        return psutil.Process().children()
    # Each thread names its own; to look through all processes of the computer would be done twice for each test.
    found: list[psutil.Process] = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, psutil.NoSuchProcess):
            found += [psutil.Process(int(pid)) for pid in (task / "children").read_text().split()]
    return found


def child_processes() -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for child in children():
        try:
            words = " ".join(child.cmdline())
            # multiprocessing keeps one process for the clean-up of shared memory until the end
            if child.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in words:
                found.append((child.pid, words))
        except psutil.NoSuchProcess:
            continue
    return found


def top_level_widgets() -> list[object]:
    # Qt keeps one label for all tool tips, and never lets it go.
    return [widget for widget in QApplication.topLevelWidgets() if not widget.inherits("QTipLabel")]


def running_objects() -> list[QTimer | QThread]:
    found: list[QTimer | QThread] = []
    for thing in gc.get_objects():
        if isinstance(thing, QTimer | QThread) and shiboken6.isValid(thing):
            running = thing.isActive() if isinstance(thing, QTimer) else thing.isRunning()
            if running:
                found.append(thing)
    return found


def wait_for(left: Callable[[], set[tuple[str, int]]]) -> set[tuple[str, int]]:
    """Give what is on its way out the time to go; return what stays."""
    deadline = time.monotonic() + PATIENCE_S
    found = left()
    while found and time.monotonic() < deadline:
        if QCoreApplication.instance():
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()
        gc.collect()
        found = left()
        if found:
            time.sleep(0.01)
    return found
