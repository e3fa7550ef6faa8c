"""Whether a change is safe at once: the time until it is durable, and what is left of it when the program is killed.

The reference for the time is one bare insert and commit into a SQLite file with the same settings, in turn with ours.
"""

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from reviewer.services import actions
from tests import builders, killing

SUMMARY = "a change is durable at once, and survives being killed"
LIMIT_MS = 5.0
"""For 99 % of the changes."""

SLOW_DISK_RATIO = 1.5
"""Where the disk alone takes longer than that: how much longer than the bare commits 99 % of the changes may take."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=1000, help="changes to record (1000)")
    parser.add_argument("--pause", type=float, default=0.005, help="seconds between two changes (0.005)")
    parser.add_argument("--kills", type=int, default=200, help="how often the scripted reviewer is killed (200)")
    parser.add_argument("--seed", type=int, default=1, help="which random moments (1)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Record, kill, count. Times are in milliseconds."""
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
        ours, bare = _record(Path(name), arguments.count, arguments.pause)
    result |= {"changes": len(ours)} | report.figures("durable", ours)
    result |= {"durable: 99 % within, ms": round(report.within(ours, 0.99), 2)}
    result |= report.figures("bare commit", bare)
    result |= {
        "bare commit: 99 % within, ms": round(report.within(bare, 0.99), 2),
        "ratio of medians": round(median(ours) / median(bare), 2),
        "limit for 99 %, ms": round(max(LIMIT_MS, SLOW_DISK_RATIO * report.within(bare, 0.99)), 2),
    }
    passes = result["durable: 99 % within, ms"] < result["limit for 99 %, ms"]
    if arguments.kills:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
            toll = killing.run(Path(name), arguments.kills, arguments.seed)
        result |= {
            "kills": toll.kills,
            "acknowledged": toll.acknowledged,
            "lost": toll.lost,
            "doubled": toll.doubled,
            "not taken by the database": toll.stopped,
            "integrity": toll.integrity,
            "seconds": round(time.perf_counter() - began, 1),
        }
        passes = passes and (toll.lost, toll.doubled, toll.stopped, toll.integrity) == (0, 0, 0, "ok")
    result["within the limits"] = passes
    report.show(result)
    return result


def _record(folder: Path, count: int, pause: float) -> tuple[list[float], list[float]]:
    """Milliseconds of recording, with sending going on beside it, and of bare commits in between."""
    office = builders.office(folder, [builders.arrival(each) for each in range(20)])
    ids = list(office.queue.index(builders.QueueFilter(builders.View.ALL)))
    file = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    file.execute("pragma journal_mode = wal")
    file.execute("pragma synchronous = full")
    file.execute("create table kept (id blob, payload text)")
    ours: list[float] = []
    bare: list[float] = []
    for number in range(count):
        application = office.queue.open(ids[number % len(ids)])
        card = builders.card(ocaml=number % 5 + 1, note="A note of the usual length, written while reading.")
        operation = actions.save(application, office.me, card)
        start = time.perf_counter()
        office.journal.record(operation)
        ours.append((time.perf_counter() - start) * 1000)
        time.sleep(pause)
        start = time.perf_counter()
        file.execute("insert into kept values (?, ?)", (operation.id.bytes, "x" * 200))
        bare.append((time.perf_counter() - start) * 1000)
        time.sleep(pause)
    file.close()
    office.sent()
    office.close()
    return ours, bare
