"""How long the window cannot answer while J is held down: the longest block of the thread that draws it.

A timer of one millisecond runs in that thread; what lies between two of its beats is a block. The reference is the same
window left alone for as long, which says what the computer itself does to such a timer.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.report import show

SUMMARY = "longest block of the window while J is held"
LIMIT_MS = 50
_REPEAT_MS = 33
"""Milliseconds between two repeats of a key that is held, as keyboards do it."""
_BEAT_MS = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=150, help="applications in the queue (150)")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long J is held (3)")
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the samples")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Hold the key, and measure. Times are in milliseconds."""
    from PySide6.QtCore import Qt, QTimer

    from benchmarks.window import driven, run_for

    with driven(arguments.count, arguments.documents) as desk:
        run_for(2.0)
        idle = _gaps(arguments.seconds)
        key = QTimer(interval=_REPEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        presses: list[float] = []

        def press() -> None:
            began = time.perf_counter()
            desk.press(Qt.Key.Key_J)
            presses.append((time.perf_counter() - began) * 1000)

        key.timeout.connect(press)
        before = desk.window.page.queue.current()
        key.start()
        held = _gaps(arguments.seconds)
        key.stop()
        went = desk.window.page.queue.current() != before
    result: dict[str, Any] = {
        "presses": len(presses),
        "went on": went,
        "longest block, ms": round(max(held), 1),
        "95 % of the beats within, ms": round(quantiles(held, n=20)[18], 1),
        "median press, ms": round(median(presses), 1),
        "longest press, ms": round(max(presses), 1),
        "reference: longest block when left alone, ms": round(max(idle), 1),
        "ratio to reference": round(max(held) / max(idle), 1),
        "limit, ms": LIMIT_MS,
        "within the limit": max(held) < LIMIT_MS,
    }
    show(result)
    return result


def _gaps(seconds: float) -> list[float]:
    """Milliseconds between the beats of a timer in the thread of the window, over a time."""
    from PySide6.QtCore import Qt, QTimer

    from benchmarks.window import run_for

    beats: list[float] = []
    beat = QTimer(interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    beat.start()
    run_for(seconds)
    beat.stop()
    return [(after - before) * 1000 for before, after in pairwise(beats)]
