"""Values and databases for everybody's tests. Every person in here is invented."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from reviewer import paths
from reviewer.domain.application import Answer, Application, Candidate
from reviewer.domain.arrival import Arrival, ArrivedDocument
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import Evidence, Passage
from reviewer.domain.flag import Flag
from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueFilter, View
from reviewer.domain.review import Scorecard
from reviewer.domain.track import Workplace
from reviewer.services.arrivals import ArrivalService
from reviewer.services.changes import ChangeFeed
from reviewer.services.identity import Identity
from reviewer.services.journal import Journal
from reviewer.services.queue import QueueService
from reviewer.services.tracks import TrackService
from reviewer.settings import Settings
from reviewer.storage.database import Database, open_database
from reviewer.storage.outbox import Outbox

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When the first built application was received."""

FIRST_NAMES = ("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Ivo", "Jún")
LAST_NAMES = ("Alder", "Brook", "Castellan", "Dunmore", "Everly", "Fenwick", "Granger", "Hollis", "Ivers", "Jarrow")


def arrived_document(
    data: bytes = b"%PDF-1.7 made for a test", name: str = "resume.pdf", **values: Any
) -> ArrivedDocument:
    """A document as intake hands it over."""
    given: dict[str, Any] = {
        "kind": DocumentKind.RESUME,
        "guessed": False,
        "name": name,
        "data": data,
        "sha256": hashlib.sha256(data).digest(),
        "format": "pdf",
        "trouble": None,
        "text": "Wrote a storage engine in OCaml.",
        "pages": 1,
    }
    return ArrivedDocument(**{**given, **values})


def arrival(number: int = 0, **values: Any) -> Arrival:
    """The new application of that number; another number is another application."""
    name = f"{FIRST_NAMES[number % 10]} {LAST_NAMES[number // 10 % 10]}"
    documents = values.pop("documents", None)
    if documents is None:
        documents = (
            arrived_document(b"%PDF-1.7 resume " + str(number).encode()),
            arrived_document(
                b"%PDF-1.7 letter " + str(number).encode(),
                name="letter.pdf",
                kind=DocumentKind.COVER_LETTER,
                guessed=True,
                text="I would like to work with you.",
            ),
        )
    given: dict[str, Any] = {
        "fingerprint": hashlib.sha256(f"application {number}".encode()).digest(),
        "name": name,
        "email": f"applicant{number}@example.org",
        "phone": "+44 20 7946 0000",
        "headline": "Storage engineer",
        "location": "Lisbon",
        "workplace": Workplace.REMOTE,
        "track": "backend",
        "source": "folder",
        "received_at": DAY + timedelta(minutes=number),
        "documents": documents,
        "answers": (Answer("Why this job?", "Because of the systems."),),
        "flags": (),
    }
    return Arrival(**{**given, **values})


def application(**values: Any) -> Application:
    """An application as the queue service opens it, without a database."""
    given: dict[str, Any] = {
        "id": new_id(),
        "candidate": Candidate(new_id(), "Ada Alder", "applicant@example.org", None),
        "headline": "Storage engineer",
        "location": "Lisbon",
        "workplace": Workplace.REMOTE,
        "applied_track": "backend",
        "track": "backend",
        "source": "folder",
        "received_at": DAY,
        "decision": None,
        "version": 1,
        "documents": (),
        "answers": (),
        "flags": (),
        "review": None,
        "other_reviews": 0,
        "activities": 1,
    }
    return Application(**{**given, **values})


def card(track: str = "backend", *, note: str = "", recommendation: int | None = None, **ratings: int) -> Scorecard:
    """A scorecard on the first rubric of a track."""
    return Scorecard(track, 1, ratings, recommendation, note)


SAID = "I wrote a storage engine in OCaml and kept it running for four years."


def passage(quote: str = "a storage engine in OCaml", **values: Any) -> Passage:
    """A passage of a document that says `SAID`."""
    start = max(0, SAID.find(quote))
    given: dict[str, Any] = {
        "document": "ab" * 32,
        "quote": quote,
        "prefix": SAID[:start][-32:],
        "suffix": SAID[start + len(quote) :][:32],
        "page": 0,
        "start": start,
        "end": start + len(quote),
    }
    return Passage(**{**given, **values})


def evidence(criterion: str = "ocaml", quote: str = "a storage engine in OCaml", **values: Any) -> Evidence:
    """A passage attached to a criterion of the Backend rubric."""
    return Evidence(new_id(), "backend", 1, criterion, passage(quote, **values))


def flag(kind: Any, state: Any = "open", *reasons: str) -> Flag:
    """A flag with its evidence."""
    from reviewer.domain.flag import FlagKind, FlagState

    return Flag(FlagKind(kind), FlagState(state), reasons or ("seen in a test",))


@dataclass
class Office:
    """Every part that a window or a command needs, on one database file."""

    folder: Path
    database: Database
    me: Person
    feed: ChangeFeed
    outbox: Outbox
    journal: Journal
    queue: QueueService
    tracks: TrackService
    arrivals: ArrivalService

    def receive(self, *arrivals: Arrival) -> tuple[UUID, ...]:
        """Take applications in; their identifiers, in the order given."""
        self.arrivals.receive(arrivals)
        ids = {self.queue.open(id).received_at: id for id in self.queue.index(QueueFilter(View.ALL))}
        return tuple(ids[each.received_at] for each in arrivals)

    def sent(self) -> None:
        """Wait until everything is in the database."""
        assert self.journal.wait_sent(10), self.journal.state()

    def close(self) -> None:
        """Let all files go."""
        self.journal.close()
        self.outbox.close()
        self.database.close()


def office(folder: Path, arrivals: Iterable[Arrival] = (), settings: Settings | None = None) -> Office:
    """Open (or make) a database in a folder, with the tracks installed; with these applications taken in."""
    database = open_database(folder / "reviewer.sqlite")
    me = Identity(database, settings or Settings(name="Robin Example")).me
    tracks = TrackService(database)
    tracks.install(paths.resources() / "tracks")
    feed = ChangeFeed()
    outbox = Outbox(folder / "outbox.sqlite")
    journal = Journal(outbox, database, feed, me)
    made = Office(
        folder=folder,
        database=database,
        me=me,
        feed=feed,
        outbox=outbox,
        journal=journal,
        queue=QueueService(database, journal, me),
        tracks=tracks,
        arrivals=ArrivalService(database, feed, me),
    )
    made.arrivals.receive(list(arrivals))
    return made
