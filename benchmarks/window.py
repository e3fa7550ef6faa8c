"""The real window over a database of many applications, for the benchmarks that drive it by its keys."""

import contextlib
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.intake import make
from reviewer import app, paths
from reviewer.settings import Settings
from reviewer.ui.application import make_application, make_theme
from reviewer.ui.main_window import MainWindow

WIDTH, HEIGHT = 1440, 900
FIRST_SECONDS = 60.0
"""How long the first page may take before the benchmark gives up."""


@dataclass(frozen=True)
class Driven:
    """A window that shows its first page, and the keyboard in front of it."""

    application: QApplication
    window: MainWindow

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            QTest.keyClick(self.window, key)

    def press_and_wait(self, key: Qt.Key, seconds: float) -> bool:
        """Press a key that shows another document; whether all that is visible of it was sharp within the time."""
        return wait(self.window.page.document.painted, seconds, lambda: self.press(key))


def wait(signal: SignalInstance, seconds: float, act: Callable[[], None]) -> bool:
    """Do something, and run the event loop until the signal comes; whether it came in time."""
    loop = QEventLoop()
    heard: list[bool] = []

    def hear() -> None:
        heard.append(True)
        loop.quit()

    signal.connect(hear)
    end = QTimer(singleShot=True, interval=round(seconds * 1000))
    end.timeout.connect(loop.quit)
    end.start()
    act()
    if not heard:
        loop.exec()
    end.stop()
    signal.disconnect(hear)
    return bool(heard)


def run_for(seconds: float) -> None:
    """Run the event loop for a time."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


@contextlib.contextmanager
def driven(count: int, documents: Path | None) -> Generator[Driven]:
    """The window over `count` applications of two documents each, made from the samples or from a folder of documents.

    They are imported by another process, so that what importing needs is not counted as the window's.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-", ignore_cleanup_errors=True) as name:
        folder, database = Path(name) / "applications", Path(name) / "bench.sqlite"
        make(documents or paths.samples(), folder, 2 * count)
        os.environ[paths.HOME_VARIABLE] = str(Path(name) / "home")
        chosen = paths.config() / "settings.toml"
        chosen.parent.mkdir(parents=True, exist_ok=True)
        chosen.write_text("scans = false\n", encoding="utf-8")
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "reviewer", "import", str(folder), "--database", str(database)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(f"  {count} applications imported in {time.perf_counter() - began:.0f} s")
        settings = Settings(theme="light")
        with app.build(app.Place.at(database), settings) as parts:
            application = make_application()
            window = MainWindow(parts, make_theme(application, settings))
            window.resize(WIDTH, HEIGHT)
            window.show()
            try:
                if not wait(window.page.document.painted, FIRST_SECONDS, window.begin):
                    raise SystemExit("The first page did not come: is a document of the samples broken?")
                gc.collect()  # as the program does after its start
                gc.freeze()
                yield Driven(application, window)
            finally:
                window.close()
                window.shut_down()
