"""What a reviewer waits for, with very many applications, on both databases; on PostgreSQL under the policies.

The reference is the same question put to the same tables by the superuser, for whom there are no policies.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import psycopg

from benchmarks import crowd, report
from reviewer.domain import terms
from reviewer.domain.listing import Listing
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueFilter, View
from reviewer.domain.searching import Query, parse
from reviewer.services import actions
from reviewer.storage import applications, listing, queue, search
from reviewer.storage.apply import apply
from reviewer.storage.database import Database, UnitOfWork
from reviewer.storage.postgres.database import SharedDatabase
from tests import builders
from tests.postgres import Server, found
from tests.team import LOGINS, Team, set_up

SUMMARY = "queue, applications, documents and changes with very many applications, on both databases"
PAGE = 50
QUERIES = {
    "rare": "mirageos",
    "common": "python",
    "two words": "haskell ebpf",
    "phrase": '"storage protocol"',
    "nothing": "cobol",
    "common, unrated by me": "python unrated:me track:backend",
}
LIMITS = {
    100_000: {"page": 5.0, "open": 5.0, "submit": 10.0, "search, rare": 5.0, "search, common": 50.0},
    1_000_000: {"page": 15.0, "search, rare": 20.0},
}
"""For 95 %, in milliseconds, on PostgreSQL."""
POLICIES = 2.0
"""How many times as long as without policies a median may take."""

_FILTERS = [QueueFilter(view, track) for view in View for track in (None, "backend", "reasonml")]
_SETTINGS = ("shared_buffers = 512MB", "work_mem = 16MB", "max_wal_size = 4GB")
_INDEXED = """
insert into application_text (application, body, words, words_version)
select application, body, as_words(words), %s from crowd
"""
_NOTE = 7
"""The place of a review's note, which PostgreSQL keeps as a JSON string."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--sizes", default="10000,100000", help="applications, with commas between (10000,100000)")
    parser.add_argument("--repeat", type=int, default=300, help="how often each is measured (300)")
    parser.add_argument("--engines", default="postgresql,sqlite", help="which databases (postgresql,sqlite)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Fill, ask, measure. Times are in milliseconds."""
    result: dict[str, Any] = {}
    passes = True
    for size in map(int, arguments.sizes.split(",")):
        for engine in arguments.engines.split(","):
            measured = _postgres(size, arguments.repeat) if engine == "postgresql" else _sqlite(size, arguments.repeat)
            report.show({f"{engine} {size}: {name}": value for name, value in measured.items()})
            result |= {f"{engine} {size}: {name}": value for name, value in measured.items()}
            if engine == "postgresql":
                passes &= _fits(size, measured)
    result["within the limits"] = passes
    print(f"  within the limits: {passes}")
    return result


def _fits(size: int, measured: dict[str, Any]) -> bool:
    fits = all(measured[f"{name}: 95 % within, ms"] <= limit for name, limit in LIMITS.get(size, {}).items())
    return fits and all(
        value <= POLICIES for name, value in measured.items() if name.endswith("times without policies")
    )


def _sqlite(size: int, repeat: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        began = time.perf_counter()
        office = crowded_file(size, Path(folder))
        filled = time.perf_counter() - began
        measured = _measure(office.database, office.me, repeat)
        office.close()
        return {"seconds to fill": round(filled, 1), **measured}


def crowded_file(size: int, folder: Path) -> builders.Office:
    """An embedded database with so many applications."""
    office = builders.office(folder)
    others = [builders.new_id() for _ in range(4)]
    with office.database.write() as work:
        raw = work.connection.connection.driver_connection
        assert raw is not None
        raw.executemany(
            "insert into person (id, login, name, lead) values (?, ?, ?, 0)",
            [(each.bytes, str(each), "Another") for each in others],
        )

        def write(table: str, rows: list[tuple[Any, ...]]) -> None:
            if table == "words":
                for application, words in rows:
                    search.put_words(work, application, words)
                return
            columns = crowd.COLUMNS[table]
            marks = ", ".join("?" * len(rows[0]))
            raw.executemany(
                f"insert into {table} ({columns}) values ({marks})",
                [tuple(crowd.stored(value) for value in row) for row in rows],
            )

        crowd.fill(write, size, office.me.id, others)
        work.commit()
    return office


def _postgres(size: int, repeat: int) -> dict[str, Any]:
    server = Server(found()[0], durable=True, settings=_SETTINGS)
    try:
        with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
            began = time.perf_counter()
            team = crowded(server, size, Path(folder))
            filled = time.perf_counter() - began
            measured = measure(team, repeat)
            team.close()
            return {"seconds to fill": round(filled, 1), "PostgreSQL": server.version, **measured}
    finally:
        server.close()


def crowded(server: Server, size: int, folder: Path) -> Team:
    """A shared database with so many applications."""
    team = Team(server, set_up(server, "crowd"), folder)
    with team.psql("postgres") as connection:
        read = connection.execute("select login, id from person").fetchall()
        ids = {str(login): UUID(str(id)) for login, id in read}
        assert ids.keys() == LOGINS.keys()
        others = [id for login, id in ids.items() if login not in ("rob", "form")]
        # As when a backup is restored: rows that fit one another are not looked up one by one, and an index that grows
        # by a million rows takes many times as long as one that is made at the end.
        connection.execute("set session_replication_role = replica")
        connection.execute("create temp table crowd (application uuid, body text, words text)")
        index = connection.execute("select pg_get_indexdef('ix_application_text_words'::regclass)").fetchone()
        assert index is not None
        connection.execute("drop index ix_application_text_words")
        connection.autocommit = False
        crowd.fill(_writer(connection), size, ids["rob"], others)
        connection.execute(str(index[0]).encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze")
    return team


def measure(team: Team, repeat: int) -> dict[str, Any]:
    """What one of its reviewers waits for, and how many times what the superuser does."""
    desk = team.desk("rob")
    desk.journal.close()
    measured = _measure(desk.database, desk.me, repeat)
    free = SharedDatabase(lambda: _free(team))
    try:
        return {**measured, **_ratios(desk.database, free, desk.me, repeat, _listing(free, desk.me))}
    finally:
        free.close()


def _writer(connection: psycopg.Connection[Any]) -> crowd.Write:
    bodies: dict[UUID, str] = {}

    def copy(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        with connection.cursor().copy(f"copy {table} ({columns}) from stdin".encode()) as into:
            for row in rows:
                into.write_row(row)

    def write(table: str, rows: list[tuple[Any, ...]]) -> None:
        match table:
            case "application_text":
                bodies.clear()
                bodies.update(rows)
            case "words":
                copy("crowd", "application, body, words", ((id, bodies[id], words) for id, words in rows))
                connection.execute(_INDEXED, [terms.VERSION])
                connection.execute("truncate crowd")
            case "review":
                noted = ((*row[:_NOTE], json.dumps(row[_NOTE]), *row[_NOTE + 1 :]) for row in rows)
                copy(table, crowd.COLUMNS[table], noted)
            case _:
                copy(table, crowd.COLUMNS[table], rows)

    return write


def _free(team: Team) -> psycopg.Connection[Any]:
    return psycopg.connect(team.url("postgres"), autocommit=True, options="-c search_path=reviewer")


def _listing(database: Database, me: Person) -> Listing:
    with database.outside() as work:
        return listing.read(work, me.id)


def _measure(database: Database, me: Person, repeat: int) -> dict[str, Any]:
    began = time.perf_counter()
    listed = _listing(database, me)
    result: dict[str, Any] = {"whole listing, ms": round((time.perf_counter() - began) * 1000, 1)}
    for name, times in {**_reads(database, me, repeat, listed), **_changes(database, me, repeat, listed)}.items():
        result |= report.figures(name, times)
    return result


def _ratios(ours: Database, free: Database, me: Person, repeat: int, listed: Listing) -> dict[str, float]:
    """How many times the median without policies a page and an application take with them.

    Both read the same, in turns, each first as often as the other: what is read first comes from the disk.
    """
    random_ = random.Random(4)
    pages = [index for index in (listed.index(wanted) for wanted in _FILTERS) if len(index) >= PAGE]

    def page() -> Callable[[UnitOfWork], object]:
        index = random_.choice(pages)
        at = random_.randrange(len(index) - PAGE + 1)
        ids = [index[row] for row in range(at, at + PAGE)]
        return lambda work: queue.rows(work, me.id, ids)

    def opened() -> Callable[[UnitOfWork], object]:
        id = listed.ids[random_.randrange(len(listed.ids))]
        return lambda work: applications.read(work, me.id, id)

    result: dict[str, float] = {}
    for name, make in (("page", page), ("open", opened)):
        times: dict[Database, list[float]] = {ours: [], free: []}
        for number in range(2 * repeat):
            question = make()
            for database in (ours, free) if number % 2 else (free, ours):
                began = time.perf_counter()
                with database.read() as work:
                    question(work)
                times[database].append(time.perf_counter() - began)
        result[f"{name}: times without policies"] = round(median(times[ours]) / median(times[free]), 2)
    return result


def _reads(database: Database, me: Person, repeat: int, listed: Listing) -> dict[str, list[float]]:
    random_ = random.Random(2)
    indexes = [index for index in (listed.index(wanted) for wanted in _FILTERS) if len(index) >= PAGE]
    every = listed.ids

    def page(_: int) -> None:
        index = random_.choice(indexes)
        at = random_.randrange(len(index) - PAGE + 1)
        with database.read() as work:
            assert len(queue.rows(work, me.id, [index[row] for row in range(at, at + PAGE)])) == PAGE

    def some() -> UUID:
        return every[random_.randrange(len(every))]

    def opened(_: int) -> None:
        with database.read() as work:
            assert applications.read(work, me.id, some()) is not None

    shas: list[bytes] = []
    for _ in range(50):
        with database.read() as work:
            application = applications.read(work, me.id, some())
        assert application is not None
        shas.append(bytes.fromhex(application.documents[0].sha256))

    def fetched(number: int) -> None:
        with database.read() as work:
            assert len(applications.original(work, shas[number % len(shas)]) or b"") == crowd.BLOB_BYTES

    def counted(_: int) -> None:
        with database.read() as work:
            queue.done_since(work, me.id, "2024-01-01T00:00:00.000000Z")

    def told(_: int) -> None:
        with database.read() as work:
            applications.activity(work, me, some())

    work_of: dict[str, tuple[Callable[[int], None], int]] = {
        "page": (page, repeat),
        "open": (opened, repeat),
        "activity": (told, repeat),
        "document of 300 kB": (fetched, max(20, repeat // 3)),
        "done since, of all": (counted, 20),
        "counts of a view, from the listing": (lambda _: void(listed.counts(View.INBOX)), 20),
    }
    for name, text in QUERIES.items():
        query = parse(text)

        def looked(_: int, query: Query = query) -> None:
            with database.read() as work:
                search.find(work, me.id, query, PAGE)

        work_of[f"search, {name}"] = (looked, max(20, repeat // 6))
    return {name: report.times(call, count) for name, (call, count) in work_of.items()}


def void(_: object) -> None:
    """Take something, and do nothing with it."""


def _changes(database: Database, me: Person, repeat: int, listed: Listing) -> dict[str, list[float]]:
    inbox = listed.index(QueueFilter(View.INBOX))
    count = min(repeat, len(inbox) // 4)
    taken = iter(random.Random(3).sample(range(len(inbox)), 3 * count))

    def do(make: Callable[[Any], Any]) -> list[float]:
        times: list[float] = []
        for _ in range(count):
            with database.read() as work:
                application = applications.read(work, me.id, inbox[next(taken)])
            operation = make(application)
            began = time.perf_counter()
            with database.write() as work:
                apply(work, operation)
                work.commit()
            times.append((time.perf_counter() - began) * 1000)
        return times

    card = builders.card(note="A note of some words, as people write them.", ocaml=4, independence=3)
    return {
        "save a draft": do(lambda application: actions.save(application, me, card)),
        "submit": do(lambda application: actions.submit(application, me, card)),
        "route": do(lambda application: actions.route(application, me, "reasonml")),
    }
