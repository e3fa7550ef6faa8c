"""From the start of the program to the first sharp page, with everything in the computer's file cache.

Each start is a process of its own, as a user starts it; it says when the page was painted, and ends. The reference is a
process that only loads Qt and shows an empty window.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.intake import make
from benchmarks.report import figures, show
from reviewer import paths

SUMMARY = "start of the program to the first sharp page"
LIMIT_MS = 1200

_PROGRAM = """
import sys
from pathlib import Path
from reviewer import app, settings
place = app.Place.at(Path(sys.argv[1]))
with app.build(place, settings.Settings(theme="light")) as parts:
    from reviewer.ui.application import make_application, make_theme
    from reviewer.ui.main_window import MainWindow
    application = make_application()
    window = MainWindow(parts, make_theme(application, settings.Settings(theme="light")))
    window.page.document.painted.connect(lambda: (print("painted", flush=True), window.close()))
    window.resize(1440, 900)
    window.show()
    window.begin()
    application.exec()
    window.shut_down()
"""
_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        print("painted", flush=True)
        QTimer.singleShot(0, application.quit)
window = Window()
window.resize(1440, 900)
window.show()
application.exec()
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--repeat", type=int, default=12, help="how often the program is started (12)")
    parser.add_argument("--count", type=int, default=40, help="applications in the database (40)")
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the samples")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Start, and measure. Times are in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-", ignore_cleanup_errors=True) as name:
        folder, database = Path(name) / "applications", Path(name) / "bench.sqlite"
        make(arguments.documents or paths.samples(), folder, 2 * arguments.count)
        environment = {**os.environ, paths.HOME_VARIABLE: str(Path(name) / "home")}
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        words = [sys.executable, "-m", "reviewer", "import", str(folder), "--database", str(database)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)
        ours: list[float] = []
        empty: list[float] = []
        for number in range(arguments.repeat + 1):
            both = _start(_PROGRAM, environment, str(database)), _start(_EMPTY, environment)
            if number:  # the first of each warms the file cache
                ours.append(both[0])
                empty.append(both[1])
    result: dict[str, Any] = {
        "starts": len(ours),
        **figures("first sharp page", ours),
        **figures("reference: Qt and an empty window", empty),
        "ratio to reference": round(median(ours) / median(empty), 2),
        "limit, ms": LIMIT_MS,
        "within the limit": median(ours) < LIMIT_MS,
    }
    show(result)
    return result


def _start(program: str, environment: dict[str, str], *words: str) -> float:
    """Milliseconds from the start of a process to its first line."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = (time.perf_counter() - began) * 1000
    if line.strip() != b"painted":
        raise SystemExit("The window did not come up.")
    return took
