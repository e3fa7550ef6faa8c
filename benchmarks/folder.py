"""`reviewer document` over a folder of thousands of files, as a process: its rate, and whether its memory is bounded.

The reference is the same command over a tenth of the folder: what the command holds may not grow with the files.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.intake import make
from benchmarks.report import show
from reviewer import paths

SUMMARY = "the command `document` over a folder of 10,000 files"
MOST_GROWTH = 40_000_000
"""Bytes by which the peak may exceed that of the tenth."""
MOST_BYTES = 900_000_000
"""Memory of all processes together."""
_SAMPLE_SECONDS = 0.2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=10_000, help="files in the folder (10000)")
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the samples")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Look at the tenth, then at all; memory is in MB."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
        whole, tenth = Path(name) / "whole", Path(name) / "tenth"
        samples = arguments.documents or paths.samples()
        make(samples, whole, arguments.count)
        make(samples, tenth, max(1, arguments.count // 10))
        _, small, _, _ = look(tenth)
        files, own, every, seconds = look(whole)
    result: dict[str, Any] = {
        "files": files,
        "files a second": round(files / seconds, 1),
        "peak memory of the command, MB": round(own / 1e6),
        "peak memory of the command over a tenth, MB": round(small / 1e6),
        "peak memory of all processes, MB": round(every / 1e6),
    }
    result["within the limits"] = bool(files == arguments.count and own - small <= MOST_GROWTH and every <= MOST_BYTES)
    show(result)
    return result


def look(folder: Path) -> tuple[int, int, int, float]:
    """Files that got a line, peak bytes of the command and of all its processes, seconds."""
    words = [sys.executable, "-m", "reviewer", "document", "--json", str(folder)]
    begun = time.perf_counter()
    own = every = 0
    with tempfile.TemporaryFile() as out, subprocess.Popen(words, stdout=out, cwd=Path(__file__).parents[1]) as process:
        command = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                mine = command.memory_info().rss
                below = sum(_resident(child) for child in command.children(recursive=True))
            except psutil.NoSuchProcess:
                break
            own, every = max(own, mine), max(every, mine + below)
            time.sleep(_SAMPLE_SECONDS)
        seconds = time.perf_counter() - begun
        process.wait()
        out.seek(0)
        files = sum("file" in json.loads(line) for line in out)
    return files, own, every, seconds


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
