"""What search finds: the same on either database, newest first."""

from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.domain import searching
from reviewer.domain.application import Answer, Application
from reviewer.domain.arrival import Arrival
from reviewer.domain.decision import Outcome
from reviewer.domain.document import DocumentKind
from reviewer.domain.operations import Operation
from reviewer.domain.person import Person
from reviewer.domain.queue import QueueFilter, View
from reviewer.domain.remarks import hits as hits_of
from reviewer.domain.searching import parse
from reviewer.domain.track import Workplace
from reviewer.errors import SearchTrouble
from reviewer.services import actions
from reviewer.storage import matching, search
from reviewer.storage.database import Database
from tests import builders
from tests.postgres import Server
from tests.team import Team, set_up

TEXTS = {
    "ada": "I write C++17 and C# for a living. Storage engines, B-trees and Raft.",
    "bruno": "Languages: C, D, OCaml and Rust. Before that: a compiler in ReasonML.",
    "chiara": "OCaml/ReasonML, Node.js, React. Won a prize for machine learning in 2019.",
    "dmitri": "John D. Smith led series C funding; R&D in .NET and ASP.NET.",
    "elif": "Kubernetes, TCP/IP, CI/CD. Résumé of a distributed systems engineer. Łódź.",
    "farid": "Java and JavaScript; Golang. Objective-C and F#. Systems that are distributed widely.",
    "grace": "Plain C programming and R language. Machine shop, learning to weld.",
    "hana": "Reason ML, functional programming, PL/SQL. I wrote a storage engine in OCaml.",
}
NAMES = list(TEXTS)
TRACKS = {"bruno": None, "dmitri": "reasonml", "farid": "reasonml", "hana": "reasonml"}

CASES: dict[str, str] = {
    # words
    "ocaml": "hana chiara bruno",
    "OCaml": "hana chiara bruno",
    "OCAML": "hana chiara bruno",
    "rust": "bruno",
    "cobol": "",
    "storage": "hana ada",
    "storage ocaml": "hana",
    "storage ocaml rust": "",
    "résumé": "elif",
    "resume": "elif",
    "RESUME": "elif",
    "lodz": "elif",
    "Łódź": "elif",
    "engine": "hana",
    "engines": "ada",
    "compiler,": "bruno",
    "b-trees": "ada",
    # terms that an index takes for something else
    "C++": "farid ada",
    "cpp": "farid ada",
    "c++17": "farid ada",
    "c#": "ada",
    "csharp": "ada",
    "f#": "farid",
    "C": "grace bruno",
    "d": "bruno",
    "r": "grace",
    "c d": "bruno",
    ".net": "dmitri",
    "asp.net": "dmitri",
    "node.js": "chiara",
    "nodejs": "chiara",
    "reasonml": "hana chiara bruno",
    "reason ml": "hana chiara bruno",
    "Reason-ML": "hana chiara bruno",
    "objective-c": "farid",
    "obj-c": "farid",
    "pl/sql": "hana",
    "tcp/ip": "elif",
    "ci/cd": "elif",
    "java": "farid",
    "javascript": "farid",
    "go": "",
    "golang": "farid",
    # phrases
    '"storage engine"': "hana",
    '"storage engines"': "ada",
    '"engine storage"': "",
    '"distributed systems"': "elif",
    "distributed systems": "farid elif",
    '"machine learning"': "chiara",
    "machine learning": "grace chiara",
    '"functional programming"': "hana",
    '"wrote a storage engine in OCaml"': "hana",
    '"compiler in ReasonML"': "bruno",
    '"C#"': "ada",
    # beginnings
    "kuber*": "elif",
    "engin*": "hana elif ada",
    "zzz*": "",
    "java*": "farid",
    # without
    "ocaml -rust": "hana chiara",
    "ocaml -reasonml": "",
    "-ocaml": "grace farid elif dmitri ada",
    '-"machine learning" ocaml': "hana bruno",
    "-c++ -ocaml": "grace elif dmitri",
    "storage -c++": "hana",
    "-kuber*": "hana grace farid dmitri chiara bruno ada",
    # names and answers
    "chiara": "chiara",
    "everly": "elif",
    "lisbon": "",
    "whales": "ada",
    # fields
    "track:backend": "grace elif chiara ada",
    "track:reasonml": "hana farid dmitri",
    "track:unsure": "bruno",
    "-track:backend": "hana farid dmitri bruno",
    "track:reasonml ocaml": "hana",
    "stage:inbox": "hana grace farid dmitri chiara",
    "stage:reviewed": "bruno",
    "stage:decided": "elif ada",
    "stage:advanced": "ada",
    "stage:held": "elif",
    "stage:rejected": "",
    "-stage:decided": "hana grace farid dmitri chiara bruno",
    "flag:any": "farid",
    "flag:bot": "farid",
    "flag:agency": "",
    "has:flag": "farid",
    "workplace:remote": "hana farid elif dmitri chiara bruno ada",
    "workplace:office": "grace",
    "has:letter": "hana",
    "has:evidence": "chiara",
    "has:note": "farid dmitri bruno",
    "rated:me": "dmitri bruno",
    "unrated:me": "hana grace farid elif chiara ada",
    "-rated:me ocaml": "hana chiara",
    "received:2026-03-04": "chiara",
    "received>2026-03-07": "hana grace",
    "received>=2026-03-07": "hana grace farid",
    "received<2026-03-03": "ada",
    "received<=2026-03-03": "bruno ada",
    "received>=2026-03-03 received<2026-03-05": "chiara bruno",
    "rated:me c": "bruno",
    # own notes, together with what documents say
    "good": "bruno",
    "harpsichord": "farid dmitri",
    '"plays the harpsichord"': "farid",
    '"the harpsichord" java': "farid",
    '"harpsichord java"': "",
    "harpsi*": "farid dmitri",
    "harpsichord java c++": "farid",
    "harpsichord stage:inbox .net": "dmitri",
    "-harpsichord": "hana grace elif chiara bruno ada",
    "java -harpsichord": "",
    "harpsichord -java": "dmitri",
    "c++": "farid ada",
    "c": "grace bruno",
    "unheard": "",
    # comments: own ones, and others' where one may read them
    "bassoon": "grace chiara",
    "bassoon weld": "grace",
    "theremin": "bruno",
    "-bassoon c": "bruno",
    '"harpsichord bassoon"': "",
}
WRONG = {
    '"open': "quotation mark",
    "stage:burnt": "no value",
    "colour:red": "cannot be looked for",
    "received:yesterday": "no date",
    "received>2026-13-01": "no date",
    "flag:red": "no value",
    "!!!": "no word",
}


class Library:
    """The applications above in one of the databases."""

    def __init__(
        self,
        database: Database,
        me: Person,
        ids: dict[str, UUID],
        do: Callable[[Operation], None],
        open_: Callable[[UUID], Application],
    ) -> None:
        self.database, self.me, self.ids, self.do, self.open = database, me, ids, do, open_

    def find(self, text: str) -> list[str]:
        """The names of what is found, all pages of three."""
        names = {id: name for name, id in self.ids.items()}
        with self.database.read() as work:
            remarks = search.remarks(work, self.me.id)
        found: list[str] = []
        after: tuple[str, UUID] | None = None
        while True:
            with self.database.read() as work:
                query = parse(text)
                hits = search.find(work, self.me.id, query, 3, after, hits_of(remarks, query))
            found += [names[each] for each in hits.applications]
            after = hits.after
            if after is None:
                return found


def arrivals() -> list[Arrival]:
    made: list[Arrival] = []
    for number, (name, text) in enumerate(TEXTS.items()):
        letter = builders.arrived_document(b"letter", name="l.pdf", kind=DocumentKind.COVER_LETTER, text="Hello.")
        made.append(
            builders.arrival(
                number,
                name=f"{name.capitalize()} {builders.LAST_NAMES[number]}",
                documents=(
                    builders.arrived_document(text.encode(), text=text),
                    *((letter,) if name == "hana" else ()),
                ),
                track=TRACKS.get(name, "backend"),
                workplace=Workplace.OFFICE if name == "grace" else Workplace.REMOTE,
                flags=(builders.flag("bot_traffic"),) if name == "farid" else (),
                answers=(Answer("What else?", "I like whales."),) if name == "ada" else (),
                received_at=builders.DAY + timedelta(days=number),
            )
        )
    return made


def decide(
    do: Callable[[Operation], None], open_: Callable[[UUID], Application], me: Person, ids: dict[str, UUID]
) -> None:
    do(actions.decide(open_(ids["ada"]), me, Outcome.ADVANCE, None))
    do(actions.decide(open_(ids["elif"]), me, Outcome.HOLD, None))
    do(actions.submit(open_(ids["bruno"]), me, builders.card(note="Good.", ocaml=4)))
    do(actions.save(open_(ids["dmitri"]), me, builders.card(note="A harpsichord.", ocaml=2)))
    do(actions.comment(open_(ids["grace"]), me, "Plays the bassoon."))
    do(actions.comment(open_(ids["chiara"]), me, "A bassoon, said twice."))
    do(actions.comment(open_(ids["bruno"]), me, "Builds a theremin."))
    do(actions.save(open_(ids["farid"]), me, builders.card(note="Says C++, and plays the harpsichord")))
    do(actions.attach(open_(ids["chiara"]), me, builders.passage(), "backend", 1, "ocaml"))


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Generator[Library]:
    office = builders.office(tmp_path_factory.mktemp("library"), arrivals())
    ids = dict(zip(reversed(NAMES), office.queue.index(QueueFilter(View.ALL)), strict=True))

    def do(operation: Operation) -> None:
        office.journal.record(operation)
        office.sent()

    decide(do, office.queue.open, office.me, ids)
    yield Library(office.database, office.me, ids, do, office.queue.open)
    office.close()


@pytest.fixture(scope="module")
def shared(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Generator[Library]:
    team = Team(postgres_server, set_up(postgres_server, "library"), tmp_path_factory.mktemp("library"))
    ids = dict(zip(reversed(NAMES), team.receive(arrivals()), strict=True))
    lea = team.desk("lea")
    # Somebody else's work is not mine.
    ria = team.desk("ria")
    ria.do(actions.submit(ria.queue.open(ids["hana"]), ria.me, builders.card(note="Unheard of. Harpsichord.", ocaml=4)))
    # What others say is hidden as long as their reviews are.
    ria.do(actions.comment(ria.queue.open(ids["elif"]), ria.me, "A bassoon. Unheard of."))
    decide(lea.do, lea.queue.open, lea.me, ids)
    yield Library(lea.database, lea.me, ids, lea.do, lea.queue.open)
    team.close()
    with postgres_server.connect() as connection:
        connection.execute("drop database library with (force)")


@pytest.mark.parametrize("text", CASES, ids=str)
def test_that_a_query_finds_in_an_embedded_database(embedded: Library, text: str) -> None:
    assert embedded.find(text) == CASES[text].split()


@pytest.mark.parametrize("text", CASES, ids=str)
def test_that_a_query_finds_the_same_in_a_shared_one(shared: Library, text: str) -> None:
    assert shared.find(text) == CASES[text].split()


@pytest.mark.parametrize("text", WRONG, ids=str)
def test_that_what_cannot_be_understood_is_told(text: str) -> None:
    with pytest.raises(SearchTrouble, match=WRONG[text]):
        parse(text)


@pytest.mark.parametrize("patience", [1_000, 0.1])
def test_that_many_hits_are_found_as_few_are(
    embedded: Library, shared: Library, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    """Walking down the queue to its end, and giving up before."""
    monkeypatch.setattr(matching, "FEW", 0)
    monkeypatch.setattr(matching, "LOOKED_AT", {True: 0, False: 0})
    monkeypatch.setattr(matching, "PATIENCE", patience)
    found = {text: (embedded.find(text), shared.find(text)) for text in CASES}
    assert found == {text: (names.split(), names.split()) for text, names in CASES.items()}


def test_that_there_are_enough_queries() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("I write C++17, not C.", "c++", ["C++17"]),
        ("C, D and OCaml", "c", ["C"]),
        ("a storage  engine in OCaml", '"storage engine" ocaml', ["storage  engine", "OCaml"]),
        ("Résumé and resumes", "resume", ["Résumé"]),
        ("Kubernetes kubectl", "kube*", ["Kubernetes", "kubectl"]),
        ("machine learning; Machine-Learning", '"machine learning"', ["machine learning", "Machine-Learning"]),
        ("nothing here", "ocaml", []),
        ("ReasonML and Reason ML", "reasonml", ["ReasonML", "Reason ML"]),
    ],
)
def test_that_hits_are_marked_in_the_text_as_it_was_written(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in searching.marks(text, parse(query))] == marked


def test_that_an_excerpt_shows_the_first_hit() -> None:
    line, places = searching.excerpt("word " * 200 + "wrote a storage engine in OCaml\nand more " * 5, parse("ocaml"))
    assert len(line) <= 160
    assert line[slice(*places[0])] == "OCaml"
    assert "\n" not in line


def test_that_an_index_of_before_is_made_anew(tmp_path: Path) -> None:
    office = builders.office(tmp_path, arrivals())
    with office.database.write() as work:
        work.rows("update search_place set version = 0 where place <= 3")
        work.rows("delete from search_place where place > 6")
        work.commit()
    done: list[int] = []
    while not done or done[-1]:
        with office.database.write() as work:
            done.append(search.index_some(work, 2))
            work.commit()
    assert done == [2, 2, 1, 0]
    with office.database.read() as work:
        assert len(search.find(work, office.me.id, parse("ocaml"), 9).applications) == 3
    office.close()


def test_that_what_others_say_is_found_once_it_may_be_read(shared: Library) -> None:
    assert shared.find("unheard") == []
    shared.do(actions.submit(shared.open(shared.ids["elif"]), shared.me, builders.card(ocaml=3)))
    assert shared.find("unheard") == []
    shared.do(actions.reveal(shared.open(shared.ids["elif"]), shared.me))
    assert shared.find("unheard") == ["elif"]
    assert shared.find("bassoon") == ["grace", "elif", "chiara"]
