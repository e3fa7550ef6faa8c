"""How much memory the window's process occupies while a day's applications are read, and whether it goes on growing.

Each application is read as a person does: its first document, its second, one rating, and on to the next. The reference
is the same window at its first page.
"""

import argparse
import os
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.report import show

SUMMARY = "memory of the window while applications are read"
LIMIT_MB = 350
_PATIENCE = 3.0
"""Seconds for a page to come; a document that cannot be shown takes all of them."""
_EVERY = 10
"""Applications between two looks at the memory."""
GROWTH_MB = 10
"""What may still be added once caches are full."""
_WARM = 0.6
"""Share of the applications after which caches are full, at the usual count."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=500, help="applications to read (500)")
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the samples")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Read, and look at the memory. Sizes are in MB."""
    from PySide6.QtCore import Qt

    from benchmarks.window import driven

    process = psutil.Process(os.getpid())
    seen: list[tuple[int, float]] = []
    shown = 0
    with driven(arguments.count, arguments.documents) as desk:
        fresh = process.memory_info().rss / 1e6
        for number in range(arguments.count):
            shown += desk.press_and_wait(Qt.Key.Key_BracketRight, _PATIENCE)
            desk.press(Qt.Key.Key_3)
            if number + 1 < arguments.count:
                shown += desk.press_and_wait(Qt.Key.Key_J, _PATIENCE)
            if number % _EVERY == _EVERY - 1 or number + 1 == arguments.count:
                seen.append((number + 1, process.memory_info().rss / 1e6))
        private = process.memory_full_info().uss / 1e6
    warm = [size for read, size in seen if read > _WARM * arguments.count]
    third = max(1, len(warm) // 3)
    grown = median(warm[-third:]) - median(warm[:third])
    result: dict[str, Any] = {
        "applications read": arguments.count,
        "documents shown sharp": shown,
        "memory at the end, MB": round(seen[-1][1]),
        "most memory, MB": round(max(size for _, size in seen)),
        "of it not shared, at the end, MB": round(private),
        "grown once caches were full, MB": round(grown, 1),
        "reference: at the first page, MB": round(fresh),
        "ratio to reference": round(max(size for _, size in seen) / fresh, 2),
        "limit, MB": LIMIT_MB,
        "within the limit": max(size for _, size in seen) < LIMIT_MB and grown < GROWTH_MB,
    }
    show(result)
    return result
