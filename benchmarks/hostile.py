"""What files that are built to do harm, and files with faults by chance, cost: time, memory, workers; and what is left.

Each goes through the real pool at its usual bounds: every hostile file of the tests, then documents of all five formats
with faults by a seed. Afterwards the pool must draw a good document, and leave no file and no process.
"""

import argparse
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil

from benchmarks.report import show
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import BACKGROUND, PageImage, Trouble
from tests import builders_documents as build
from tests.documents import mutations
from tests.documents.hostile_documents import HOSTILE

SUMMARY = "hostile files, and 10,000 documents with faults by chance"
MOST_SECONDS = 70.0
"""For one file: twice the time to convert, once with each engine, and some for the new worker."""
MOST_BYTES = 1_500_000_000
"""Resident memory of the workers together, afterwards."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--mutations", type=int, default=10_000, help="documents with faults (10000)")
    parser.add_argument("--seed", type=int, default=0, help="number of the first fault (0)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Try them all; times are seconds, memory is in MB."""
    shelf: dict[str, bytes] = {}
    pool = Pool(shelf.__getitem__, 2, reserve=False)
    try:
        slowest = ("", 0.0)
        outcomes: Counter[str] = Counter()
        for name, make in HOSTILE.items():
            begun = time.perf_counter()
            outcomes[_look(pool, shelf, make())] += 1
            slowest = max(slowest, (name, time.perf_counter() - begun), key=lambda pair: pair[1])
        crashes, timeouts = pool.stats().crashes, pool.stats().timeouts
        faults, seconds = _faults(pool, shelf, arguments.mutations, arguments.seed)
        good = _look(pool, shelf, build.pdf())
        stats = pool.stats()
        left = list(pool.folder.glob("document-*"))
        resident = sum(psutil.Process(pid).memory_info().rss for pid in stats.pids)
    finally:
        pool.close()
    running = [child for child in psutil.Process().children() if "resource_tracker" not in " ".join(child.cmdline())]
    result: dict[str, Any] = {
        "hostile files": len(HOSTILE),
        "what became of them": dict(outcomes),
        "slowest": f"{slowest[0]}, {slowest[1]:.1f} s",
        "workers that died, were too late": f"{crashes}, {timeouts}",
        "documents with faults": arguments.mutations,
        "what became of these": dict(faults),
        "workers that died, were too late over these": f"{stats.crashes - crashes}, {stats.timeouts - timeouts}",
        "documents with faults a second": round(arguments.mutations / seconds, 1) if seconds else None,
        "memory of the workers afterwards, MB": round(resident / 1e6),
        "files left": len(left),
        "processes left": len(running),
    }
    result["within the limits"] = (
        good == "shown" and not left and not running and slowest[1] <= MOST_SECONDS and resident <= MOST_BYTES
    )
    show(result)
    return result


def _look(pool: Pool, shelf: dict[str, bytes], data: bytes) -> str:
    key = build.key_of(data)
    shelf[key] = data
    info = pool.describe(key, BACKGROUND)
    found = info if isinstance(info, Trouble) else pool.draw(key, 0, 300)
    shelf.pop(key, None)
    return "shown" if isinstance(found, PageImage) else found.code.value


def _faults(pool: Pool, shelf: dict[str, bytes], count: int, seed: int) -> tuple[Counter[str], float]:
    sources = list(mutations.originals().items())

    def one(number: int) -> str:
        data = mutations.mutated(*sources[number % len(sources)], number)
        if number % 4 == 0:
            return _look(pool, shelf, data)
        found = pool.extract(data)
        return found.trouble.code.value if found.trouble else "read"

    begun = time.perf_counter()
    with ThreadPoolExecutor(3) as threads:
        outcomes = Counter(threads.map(one, range(seed, seed + count)))
    return outcomes, time.perf_counter() - begun
