"""The main job once more, with real key presses into a real window on a real X server."""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reviewer.domain.queue import QueueFilter, View
from tests.journeys.reading import queue_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X servers without a screen are there on Linux only")


def lacking() -> list[str]:
    """What this computer lacks for a real window; `main.py test` installs it as root, and names it otherwise."""
    found = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError:
        found.append("libxcb-cursor0")
    return found


PATIENCE_S = 60.0


class Desk:
    """A screen with the program's window on it, and a keyboard."""

    def __init__(self, display: str, program: subprocess.Popen[bytes]) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self.program = program
        self._window = ""

    def tool(self, *words: str) -> str:
        """What xdotool says."""
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        return done.stdout.strip()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that can be seen from outside."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.program.poll() is None, "the program ended by itself"
            assert time.monotonic() < end, f"the window shows {self.title()!r}"
            time.sleep(0.05)

    def find(self) -> None:
        """Find the window, and give it the keyboard: there is no window manager that would."""
        self.until(lambda: bool(self.tool("search", "--onlyvisible", "--name", "Reviewer")))
        self._window = self.tool("search", "--onlyvisible", "--name", "Reviewer").splitlines()[0]
        self.tool("windowfocus", "--sync", self._window)

    def title(self) -> str:
        """The window's title: it names the candidate who is read."""
        return self.tool("getwindowname", self._window) if self._window else ""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as fast as a quick person."""
        self.tool("key", "--clearmodifiers", "--delay", "40", *keys)


@pytest.fixture
def display() -> Generator[str]:
    """An X server without a screen, on a number that is free."""
    missing = lacking()
    if missing and os.geteuid() != 0:
        pytest.skip(f"there is no {', '.join(missing)} here")
    assert not missing, "main.py installs these for root"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@contextmanager
def started(display: str, database: Path) -> Generator[Desk]:
    """The program, started as a user starts it."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    program = subprocess.Popen([sys.executable, "-m", "reviewer", "--database", str(database)], env=environment)
    try:
        desk = Desk(display, program)
        desk.find()
        yield desk
    finally:
        if program.poll() is None:
            program.kill()
        program.wait(10)


def test_that_real_keys_do_the_main_job_and_find_it_done_after_a_restart(display: str, tmp_path: Path) -> None:
    database = tmp_path / "team.sqlite"
    with started(display, database) as desk:
        desk.until(lambda: desk.title() == "Reviewer")
        desk.until(lambda: desk.press("s") or "—" in desk.title())
        desk.press("Escape")
        first = desk.title()
        review(desk, first)
    with started(display, database) as desk:
        desk.until(lambda: "—" in desk.title())
        assert desk.title() != first
        desk.press("ctrl+q")
        assert desk.program.wait(PATIENCE_S) == 0
    with queue_of(database) as queue:
        reviewed = queue.index(QueueFilter(View.REVIEWED))
        assert len(reviewed) == 1
        application = queue.open(reviewed[0])
        assert first.startswith(application.candidate.name)
        assert application.track == "reasonml"
        assert application.review is not None
        assert len(application.review.card.ratings) == 8
        assert application.review.card.recommendation == 3


def review(desk: Desk, first: str) -> None:
    """Read both documents, rate all, route, go on, take it back, do it again, and quit."""
    desk.press("space", "bracketright", "space", "bracketleft")
    desk.press("4", "5", "3", "4", "2", "4", "5", "3", "3")
    desk.press("r")
    desk.press("Return")
    desk.until(lambda: desk.title() != first)
    second = desk.title()
    desk.press("j")
    desk.until(lambda: desk.title() not in (first, second))
    desk.press("z")
    desk.until(lambda: desk.title() == first)
    desk.press("Return")
    desk.until(lambda: desk.title() == second)
    desk.press("ctrl+q")
    assert desk.program.wait(PATIENCE_S) == 0
