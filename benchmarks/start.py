"""From the start of the program to the first sharp page, with everything in the computer's file cache.

Each start is a process of its own, as a user starts it: the program writes into its log when the first page is painted,
and is ended then. The reference is a process that only loads Qt and shows an empty window.
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
GIVE_UP_SECONDS = 60

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
            home = Path(name) / f"home-{number}"
            both = _start(database, {**environment, paths.HOME_VARIABLE: str(home)}, home), _empty(environment)
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


def _start(database: Path, environment: dict[str, str], home: Path) -> float:
    """Milliseconds from the start of the program to the line of its log that tells of the first page."""
    log = home / "log" / "reviewer.log"
    words = [sys.executable, "-m", "reviewer", "--database", str(database)]
    began = time.perf_counter()
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) as process:
        while not (log.exists() and "first page painted" in log.read_text(encoding="utf-8")):
            if time.perf_counter() - began > GIVE_UP_SECONDS or process.poll() is not None:
                process.kill()
                raise SystemExit("The first page did not come.")
            time.sleep(0.002)
        took = (time.perf_counter() - began) * 1000
        process.terminate()
    return took


def _empty(environment: dict[str, str]) -> float:
    """Milliseconds from the start of a process to its first line."""
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", _EMPTY], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return (time.perf_counter() - began) * 1000
