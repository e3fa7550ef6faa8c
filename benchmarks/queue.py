"""How fast the queue answers with very many applications, below the window: opening, filters, rows, one application.

The reference is one scan of the same file by SQLite alone, which hands over the identifiers in order.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from reviewer.domain.arrival import Arrival
from reviewer.domain.decision import Outcome
from reviewer.domain.queue import UNSURE, QueueFilter, View
from reviewer.services import actions
from reviewer.services.queue import QueueService
from reviewer.storage.apply import apply
from reviewer.storage.driver import driver
from tests import builders

SUMMARY = "the queue with very many applications, below the window"
OPEN_MS, ROWS_MS, FILTER_MS = 300, 8, 50
BLOCK = 128
"""Rows that the window asks for at once."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=100_000, help="applications (100,000)")
    parser.add_argument("--reviewed", type=int, default=2_000, help="of these, reviewed by this reviewer (2,000)")
    parser.add_argument("--decided", type=int, default=1_000, help="of these, decided (1,000)")
    parser.add_argument("--repeat", type=int, default=30, help="how often each is measured (30)")
    parser.add_argument(
        "--keep", type=Path, default=None, help="a folder in which the database stays for the next time"
    )


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Build, ask, measure. Times are in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
        folder = arguments.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        office = builders.office(folder)
        result: dict[str, Any] = {"seconds to build": round(_build(office, arguments), 1)}
        result |= _measure(office, arguments.repeat)
        office.close()
    result["within the limits"] = (
        result["open: median, ms"] <= OPEN_MS
        and result["rows: 95 % within, ms"] <= ROWS_MS
        and result["filter: 95 % within, ms"] <= FILTER_MS
    )
    report.show(result)
    return result


def applications(count: int) -> Iterator[Arrival]:
    """Invented applications over a year, in three tracks, some with a flag; all with the same document."""
    random_ = random.Random(1)
    documents = (builders.arrived_document(),)
    for number in range(count):
        yield builders.arrival(
            number,
            documents=documents,
            track=random_.choice(("backend", "reasonml", None)),
            received_at=builders.DAY + timedelta(seconds=random_.randrange(31_536_000)),
            flags=(builders.flag("bot_traffic"),) if number % 25 == 0 else (),
        )


def build_file(folder: Path, arguments: argparse.Namespace) -> Path:
    """A database file in `folder` with the applications that the arguments ask for."""
    office = builders.office(folder)
    _build(office, arguments)
    office.close()
    return folder / "reviewer.sqlite"


def _build(office: builders.Office, arguments: argparse.Namespace) -> float:
    began = time.perf_counter()
    if len(office.queue.index(QueueFilter(View.ALL))) >= arguments.count:
        return 0.0
    batch: list[Arrival] = []
    for arrival in applications(arguments.count):
        batch.append(arrival)
        if len(batch) == 2000:
            office.arrivals.receive(batch)
            batch = []
    office.arrivals.receive(batch)
    ids = list(office.queue.index(QueueFilter(View.ALL)))
    random.Random(2).shuffle(ids)
    with office.database.write() as work:
        for id in ids[: arguments.reviewed]:
            application = builders.application(id=id)
            apply(work, actions.submit(application, office.me, builders.card(ocaml=3)))
        for id in ids[: arguments.decided]:
            apply(work, actions.decide(builders.application(id=id), office.me, Outcome.HOLD))
        work.commit()
    return time.perf_counter() - began


def _measure(office: builders.Office, repeat: int) -> dict[str, Any]:
    reference = _reference(office.folder / "reviewer.sqlite", repeat)

    def fresh(_: int) -> None:
        QueueService(office.database, office.journal, office.me).index(QueueFilter())

    opened = report.times(fresh, repeat)
    filters = [QueueFilter(view, track) for view in View for track in (None, "backend", "reasonml", UNSURE)]
    filtered = report.times(lambda number: office.queue.index(filters[number % len(filters)]), repeat * 4)
    counted = report.times(lambda number: office.queue.counts(filters[number % len(filters)]), repeat * 4)
    index = office.queue.index(QueueFilter(View.ALL))

    def rows(number: int) -> None:
        start = number * 7919 % max(1, len(index) - BLOCK)
        office.queue.rows([index[row] for row in range(start, min(start + BLOCK, len(index)))])

    def change(number: int) -> None:
        """One routing, and the queue after it."""
        application = office.queue.open(index[number * 7919 % len(index)])
        office.journal.record(actions.route(application, office.me, None))
        office.queue.index(QueueFilter())

    names = ("ada", "fenwick", "zz", "ivo j", "al")
    return (
        {"applications": len(index)}
        | report.figures("bare scan of the file", reference)
        | report.figures("open", opened)
        | {"open: ratio of medians": round(median(opened) / median(reference), 2)}
        | report.figures("filter", filtered)
        | report.figures("counts", counted)
        | report.figures("rows", report.times(rows, repeat * 4))
        | report.figures(
            "one application", report.times(lambda n: office.queue.open(index[n * 7919 % len(index)]), 200)
        )
        | report.figures("find a name", report.times(lambda n: office.queue.find(names[n % 5]), repeat))
        | report.figures("change, then list", report.times(change, repeat))
    )


def _reference(file: Path, repeat: int) -> list[float]:
    # The same library: closing a file with another one in the same process takes the locks of ours away.
    connection = driver.connect(str(file))
    statement = "select id from application order by received_at desc, id desc"
    found = report.times(lambda _: b"".join([row[0] for row in connection.execute(statement)]), repeat)
    connection.close()
    return found
