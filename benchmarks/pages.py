"""From the press of a key to the sharp first page, in the real window: drawn ahead, and cold.

J is pressed as by a reader; a press ends with the paint in which all that is visible is sharp. The reference opens the
same documents and draws the same pages at the same width with PyMuPDF alone, in a process that does nothing else.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.intake import make
from reviewer import paths

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from benchmarks.window import Driven
    from reviewer.domain.application import Application

SUMMARY = "key press to the sharp first page, drawn ahead and cold"
FRAME_MS = 16.7
AHEAD_RATIO = 0.7
"""Largest allowed ratio of the medians, drawn ahead to bare."""
COLD_RATIO = 3.0
_PATIENCE_S = 15.0
_STEP_S = 0.004
_BETWEEN_S = 0.06
"""Between two presses, so that what one has left to do is not counted to the next."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=300, help="documents drawn ahead, and as many cold (300)")
    parser.add_argument("--documents", type=Path, default=None, help="a folder of PDF documents instead of the samples")
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help="device pixels of a logical one (1)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Press, measure, compare. Times are in milliseconds."""
    if arguments.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
        samples = Path(name) / "samples"
        chosen = _drawable(arguments.documents or paths.samples(), samples)
        result: dict[str, Any] = {"documents of their own": chosen, "scale": arguments.scale}
        width, cold, ahead = _press(samples, arguments.count)
        copies = Path(name) / "copies"
        make(samples, copies, 2 * arguments.count)
        for letter in copies.rglob("letter.pdf"):
            letter.unlink()  # the window shows the résumé first
        bare = list(_bare(copies, width).values())
    result |= {"width of a page, px": width}
    result |= _figures("bare open and draw", bare) | _figures("drawn ahead", ahead) | _figures("cold", cold)
    result |= {
        "drawn ahead: ratio of medians": round(median(ahead) / median(bare), 2),
        "cold: ratio of medians": round(median(cold) / median(bare), 2),
        "cold: ratio of 95 %": round(_p95(cold) / _p95(bare), 2),
    }
    result["within the limits"] = (
        result["drawn ahead: ratio of medians"] <= AHEAD_RATIO
        and _p95(ahead) <= FRAME_MS
        and result["cold: ratio of medians"] <= COLD_RATIO
        and result["cold: ratio of 95 %"] <= COLD_RATIO
    )
    for key, value in result.items():
        print(f"  {key:46} {value}")
    return result


def _drawable(folder: Path, into: Path) -> int:
    """Copy those PDFs of a folder that PyMuPDF can draw; how many there are."""
    everything = into.with_name("everything")
    everything.mkdir()
    into.mkdir()
    for number, path in enumerate(sorted(folder.rglob("*"))):
        if path.is_file() and b"%PDF-" in path.read_bytes()[:1024]:
            shutil.copyfile(path, everything / f"{number:05}.pdf")
    drawn = _bare(everything, 600)
    for path in drawn:
        shutil.copy(path, into)
    if not drawn:
        raise SystemExit("There is no PDF in this folder that can be drawn.")
    return len(drawn)


def _bare(folder: Path, width: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.bare_pages", str(folder), str(width)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(found.stdout.splitlines()[-1])


def _press(samples: Path, count: int) -> tuple[int, list[float], list[float]]:
    """The width of a page in device pixels, and the times of the presses: cold, and drawn ahead."""
    from benchmarks.window import driven, run_for

    with driven(2 * count + 1, samples) as desk:
        document, presenter = desk.window.page.document, desk.window.presenter
        known: dict[UUID, Application] = {}
        presenter.prefetched.connect(lambda near: known.update({each.id: each for each in near}))
        presenter.prefetched.disconnect(document.prefetch)
        run_for(1.0)
        cold = [_one(desk) for _ in range(count)]
        presenter.prefetched.connect(document.prefetch)
        _one(desk)
        ahead: list[float] = []
        for _ in range(count):
            deadline = time.perf_counter() + _PATIENCE_S
            while not _next_is_ready(desk, known) and time.perf_counter() < deadline:
                run_for(_STEP_S)
            ahead.append(_one(desk))
        width = document.pages.fit_width
    return width, [each for each in cold if each], [each for each in ahead if each]


def _one(desk: "Driven") -> float:
    """Milliseconds of one press; 0 when no page came."""
    from PySide6.QtCore import Qt

    from benchmarks.window import run_for

    painted: list[float] = []
    signal = desk.window.page.document.painted

    def hear() -> None:
        painted.append(time.perf_counter())

    signal.connect(hear)
    began = time.perf_counter()
    came = desk.press_and_wait(Qt.Key.Key_J, _PATIENCE_S)
    signal.disconnect(hear)
    run_for(_BETWEEN_S)
    return (painted[0] - began) * 1000 if came else 0.0


def _next_is_ready(desk: "Driven", known: "dict[UUID, Application]") -> bool:
    page = desk.window.page
    following = [known.get(id) for id in page.queue.neighbours(0, 1)]
    return any(
        each is not None and page.document.ahead_ready([document.sha256 for document in each.documents])
        for each in following
    )


def _figures(name: str, times: "Iterable[float]") -> dict[str, Any]:
    times = list(times)
    return {
        f"{name}: number": len(times),
        f"{name}: median, ms": round(median(times), 2),
        f"{name}: 95 % within, ms": round(_p95(times), 2),
    }


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[18] if len(times) > 1 else times[0]


def main() -> None:
    """Run alone: `python -m benchmarks.pages`."""
    parser = argparse.ArgumentParser(description=SUMMARY)
    add_arguments(parser)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
