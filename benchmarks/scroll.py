"""The queue in the real window with very many applications: open it, scroll it, filter it.

Opening is from asking for the list to the paint that shows its first rows; a scroll step is one notch of the wheel and
the paint that follows; filtering is from choosing a track to the paint of its rows. The reference is a plain list of as
many texts in Qt's own list view, painted at the same size.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks import queue as below
from benchmarks.report import figures, show, within
from reviewer import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

SUMMARY = "the queue in the window with very many applications"
OPEN_MS, STEP_MS, FILTER_MS = 300, 8, 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    below.add_arguments(parser)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Build, drive, measure. Times are in milliseconds."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-", ignore_cleanup_errors=True) as name:
        folder = arguments.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[paths.HOME_VARIABLE] = str(Path(name) / "home")
        database = below.build_file(folder, arguments)
        result = _drive(database, arguments.repeat)
    result["within the limits"] = (
        result["open: median, ms"] <= OPEN_MS
        and result["scroll step: 95 % within, ms"] <= STEP_MS
        and result["filter: median, ms"] <= FILTER_MS
    )
    show(result)
    return result


def _drive(database: Path, repeat: int) -> dict[str, Any]:
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QListView

    from benchmarks.window import HEIGHT, WIDTH, run_for, wait
    from reviewer import app
    from reviewer.settings import Settings
    from reviewer.ui.application import make_application, make_theme
    from reviewer.ui.main_window import MainWindow

    settings = Settings(theme="light")
    with app.build(app.Place.at(database), settings) as parts:
        application = make_application()
        window = MainWindow(parts, make_theme(application, settings))
        window.resize(WIDTH, HEIGHT)
        window.show()
        pane = window.page.queue
        try:
            if not wait(window.page.listed, 60, window.begin):
                raise SystemExit("The list did not come.")
            run_for(1.0)

            def listed(act: Callable[[], None]) -> bool:
                there = wait(window.page.listed, 20, act)
                pane.view.viewport().repaint()
                return there

            opened = [_timed(lambda: listed(window.page.reload)) for _ in range(repeat)]
            tracks = [track.slug for track in parts.tracks.all()]
            filtered: list[float] = []
            for number in range(repeat):
                track = (*tracks, None)[number % (len(tracks) + 1)]

                def choose(track: str | None = track) -> None:
                    pane.set_track(track)
                    pane.track_chosen.emit(track)

                filtered.append(_timed(partial(listed, choose)))
                run_for(0.05)
            pane.set_track(None)
            listed(window.page.reload)
            ours = _steps(pane.view, 300)
            plain = QListView()
            plain.setUniformItemSizes(True)
            plain.setModel(QStringListModel([f"Application {number}" for number in range(pane.model.rowCount())]))
            plain.resize(pane.view.size())
            plain.show()
            run_for(0.2)
            reference = _steps(plain, 300)
            plain.close()
        finally:
            window.close()
            window.shut_down()
    return {
        **figures("open", opened),
        **figures("filter", filtered),
        **figures("scroll step", ours),
        **figures("reference: scroll step of a plain list", reference),
        "ratio to reference": round(median(ours) / median(reference), 2),
        "longest scroll step, ms": round(within(ours, 1.0), 2),
    }


def _timed(act: Callable[[], bool]) -> float:
    began = time.perf_counter()
    if not act():
        raise SystemExit("The window did not answer.")
    return (time.perf_counter() - began) * 1000


def _steps(view: "QAbstractItemView", count: int) -> list[float]:
    """Milliseconds of each step of a notch and its paint."""
    from PySide6.QtWidgets import QApplication

    bar = view.verticalScrollBar()
    found: list[float] = []
    for _ in range(count):
        began = time.perf_counter()
        bar.setValue(bar.value() + bar.singleStep() * 3)
        QApplication.processEvents()  # the paint of what came into view
        found.append((time.perf_counter() - began) * 1000)
    return found
