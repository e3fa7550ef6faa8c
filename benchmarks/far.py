"""Going on to the next application while the database is far away: a real window, and a network with a delay.

The reference is the same journey to the database without anything fetched ahead.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import report
from reviewer import app, paths
from reviewer.domain.connection import Connection
from reviewer.settings import Settings
from reviewer.ui.application import make_application, make_theme
from reviewer.ui.main_window import MainWindow
from tests.postgres import HOST, Server
from tests.proxy import Proxy
from tests.team import PASSWORD, Team, set_up

SUMMARY = "the next application is there at once, however far the database is"
LIMIT_MS = 16.0
"""For each of 95 % of the steps, at one application a second."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--trips", default="20,50,100", help="milliseconds there and back, with commas (20,50,100)")
    parser.add_argument("--steps", type=int, default=20, help="applications gone on to (20)")
    parser.add_argument("--pause", type=int, default=1000, help="milliseconds on each (1000)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Read on, and measure from the key to the application. Times are in milliseconds."""
    server = Server(durable=True)
    result: dict[str, Any] = {}
    passes = True
    try:
        with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
            team = Team(server, set_up(server, "far"), Path(folder))
            with app.build_intake(team.url("form"), Settings()) as intake:
                intake.take([paths.samples()])
            for trip in map(int, arguments.trips.split(",")):
                steps, fetched = _read_on(server.port, trip, Path(folder), arguments.steps, arguments.pause)
                result |= report.figures(f"{trip} ms, next", steps)
                result[f"{trip} ms, opened without being fetched ahead: median, ms"] = round(median(fetched), 1)
                passes &= report.within(steps, 0.95) <= LIMIT_MS
            team.close()
    finally:
        server.close()
    result["within the limits"] = passes
    report.show(result)
    return result


def _read_on(port: int, trip: int, folder: Path, count: int, pause: int) -> tuple[list[float], list[float]]:
    proxy = Proxy(port, delay_s=trip / 2000)
    application = make_application()
    steps: list[float] = []
    fetched: list[float] = []
    try:
        place = app.Place(Connection.to(HOST, "far", "rob", proxy.port), folder / f"outbox-{trip}.sqlite")
        with app.build(place, Settings(theme="light"), PASSWORD) as parts:
            theme = make_theme(application, Settings(theme="light"))
            window = MainWindow(parts, theme)
            window.resize(1440, 900)
            window.show()
            window.begin()
            while _shown(window) is None:
                _wait(20)
            _wait(3 * pause)
            for _ in range(count):
                before = _shown(window)
                began = time.perf_counter()
                window.commands.run("next")
                while _shown(window) in (None, before):
                    _wait(1)
                steps.append((time.perf_counter() - began) * 1000)
                _wait(pause)
            shown = _shown(window)
            for _ in range(5):
                began = time.perf_counter()
                assert shown is not None
                parts.queue.open(shown)
                fetched.append((time.perf_counter() - began) * 1000)
            window.close()
            window.shut_down()
            window.deleteLater()
            theme.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    finally:
        proxy.close()
    return steps, fetched


def _shown(window: MainWindow) -> UUID | None:
    """Which application is read."""
    application = window.presenter.application
    return application.id if application else None


def _wait(milliseconds: int) -> None:
    """Let the window work, and other threads as well: `QTest.qWait` keeps the interpreter to itself all the while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
