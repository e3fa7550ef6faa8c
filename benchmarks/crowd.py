"""Many invented applications, written straight into the tables of either database: taking them in would take days."""

import hashlib
import itertools
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from reviewer.domain import terms
from reviewer.domain.effects import moment
from reviewer.domain.identifiers import new_id

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
TEXTS = 3_000
"""Different bodies of text; each application has one of them, and words of its own."""
WORDS = 550
BLOBS = 200
BLOB_BYTES = 300_000
REVIEWED = 3
"""Of ten applications, reviewed by the one who measures; each has one or two reviews of others."""

_NAMES = ("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Ivo", "Jún", "Kaito", "Lena", "Mateo")
_SURNAMES = ("Alder", "Brook", "Castellan", "Dunmore", "Everly", "Fenwick", "Granger", "Hollis", "Ivers", "Jarrow")
_COMMON = (
    "python", "experience", "with", "team", "project", "software", "engineer", "worked", "on", "distributed",
    "systems", "network", "data", "built", "services", "design", "api", "cloud", "testing", "performance", "years",
    "led", "developed", "using", "production", "linux", "database", "java", "student", "university", "computer",
    "science", "machine", "learning", "open", "source", "compiler", "storage", "protocol", "english", "german",
    "research", "thesis", "degree",
)  # fmt: skip
_SOME = (
    "C++", "OCaml", "Haskell", "ReasonML", "React", "Rust", "Go", "D", "kernel", "eBPF", "Raft", "Paxos", "TCP/IP",
    "PostgreSQL", "Kubernetes",
)  # fmt: skip
_RARE = (
    "Coq", "Agda", "Idris", "Unikernel", "MirageOS",
)  # fmt: skip


_CAME = '{"source": "form"}'


@dataclass(frozen=True)
class Row:
    """A row for one table."""

    table: str
    values: tuple[Any, ...]


COLUMNS: dict[str, str] = {
    "candidate": "id, name, email, phone, folded",
    "application": "id, candidate, headline, location, workplace, applied_track, track, source, received_at, outcome, "
    "reason, decided_by, decided_at, flag_bits, version, fingerprint",
    "application_text": "application, body",
    "document": "id, application, position, kind, guessed, name, sha256, size, format, trouble, pages",
    "words": "application, words",
    "answer": "application, position, question, answer",
    "flag": "application, kind, state, reasons",
    "review": "id, application, reviewer, track, rubric_version, ratings, recommendation, note, submitted_at, version, "
    "evidence",
    "read_mark": "reviewer, application, at",
    "operation": "id, actor, application, code, at, recorded_at, base, payload, before, after",
    "blob": "sha256, size, data",
}
"""In the order in which they can be written; `words` is no table, and goes into the index of each database."""


def blobs(seed: int = 1) -> list[bytes]:
    """Documents of 300 kB, which are no documents: nobody draws them here."""
    random_ = random.Random(seed)
    return [random_.randbytes(BLOB_BYTES) for _ in range(BLOBS)]


def texts(seed: int = 1) -> list[str]:
    """Bodies in which some words are common, some not, as in resumes."""
    random_ = random.Random(seed)
    found: list[str] = []
    for _ in range(TEXTS):
        vocabulary = [
            f"{random_.choice('bcdfgklmnprst')}{random_.choice('aeiou')}{random_.getrandbits(18):x}" for _ in range(180)
        ]
        words = random_.choices(_COMMON, k=WORDS * 2 // 3) + random_.choices(vocabulary, k=WORDS // 3)
        words += [word for word in _SOME if random_.random() < 0.08]
        random_.shuffle(words)
        found.append(" ".join(words))
    return found


def rows(size: int, me: UUID, others: Sequence[UUID], data: Sequence[bytes], seed: int = 1) -> Iterator[list[Row]]:
    """The rows of one application after the other; the blobs are written before."""
    random_ = random.Random(seed)
    bodies = [(each, terms.index_text(each)) for each in texts(seed)]
    hashes = [hashlib.sha256(each).digest() for each in data]
    for number in range(size):
        yield _application(number, random_, me, others, bodies, hashes)


def _application(
    number: int,
    random_: random.Random,
    me: UUID,
    others: Sequence[UUID],
    bodies: Sequence[tuple[str, str]],
    hashes: Sequence[bytes],
) -> list[Row]:
    candidate, application = new_id(), new_id()
    name = f"{random_.choice(_NAMES)} {random_.choice(_SURNAMES)}"
    at = BEGAN + timedelta(seconds=37 * number + random_.random() * 30)
    track = random_.choice(("backend", "backend", "reasonml", None))
    decided = random_.random() < 0.4
    flagged = random_.random() < 0.1
    body, random_words = random_.choice(bodies)
    rare = [word for word in _RARE if random_.random() < 0.0005]
    found = [
        Row("candidate", (candidate, name, f"applicant{number}@example.org", None, f" {name.lower()}")),
        Row(
            "application",
            (
                *(application, candidate, "Storage engineer", "Lisbon", "remote", track, track, "form", at),
                *(("hold", None, me, at) if decided else (None, None, None, None)),
                *(int(flagged), 1, hashlib.sha256(f"crowd {number}".encode()).digest()),
            ),
        ),
        Row("application_text", (application, f"{name} number{number} {body} {' '.join(rare)}")),
        Row("words", (application, f"{name.lower()} number{number} {random_words} {' '.join(rare).lower()}")),
        Row("answer", (application, 0, "Why here?", "I would like to work on storage.")),
        Row(
            "operation",
            (new_id(), me, application, "application.received", at, at, 0, "{}", "{}", '{"source": "form"}'),
        ),
    ]
    for position, kind in enumerate(("resume", "cover_letter")):
        sha = random_.choice(hashes)
        found.append(
            Row("document", (new_id(), application, position, kind, 0, f"{kind}.pdf", sha, BLOB_BYTES, "pdf", None, 1))
        )
    if flagged:
        found.append(Row("flag", (application, "bot_traffic", "open", '["filled in within 3 s"]')))
    by = ([me] if random_.randrange(10) < REVIEWED else []) + random_.sample(list(others), random_.randint(1, 2))
    for reviewer in by:
        ratings = json.dumps({"ocaml": random_.randint(1, 5), "independence": random_.randint(1, 5)})
        values = (new_id(), application, reviewer, "backend", 1, ratings, random_.randint(1, 4), "A note.", at, 1, "[]")
        found.append(Row("review", values))
    if me in by:
        found.append(Row("read_mark", (me, application, at)))
    return found


Write = Callable[[str, list[tuple[Any, ...]]], None]
"""Writes rows of one table."""


def fill(write: Write, size: int, me: UUID, others: Sequence[UUID], at_once: int = 2_000, seed: int = 1) -> None:
    """Write so many applications, some thousand at a time."""
    data = blobs(seed)
    write("blob", [(hashlib.sha256(each).digest(), len(each), each) for each in data])
    every = rows(size, me, others, data, seed)
    while batch := list(itertools.islice(every, at_once)):
        for table in COLUMNS:
            found = [row.values for each in batch for row in each if row.table == table]
            if found:
                write(table, found)


def stored(value: object) -> object:
    """A value as an embedded database keeps it."""
    if isinstance(value, UUID):
        return value.bytes
    return moment(value) if isinstance(value, datetime) else value
