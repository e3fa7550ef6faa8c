"""New applications come in whole, and once."""

import hashlib
from pathlib import Path

import pytest

from reviewer.domain.application import Answer
from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.queue import QueueFilter
from reviewer.errors import Refused
from reviewer.services.identity import Identity
from reviewer.settings import Settings
from reviewer.storage import applications
from tests import builders
from tests.builders import Office, arrival, arrived_document, flag


def test_that_an_arrival_is_read_as_it_came(office: Office) -> None:
    given = arrival(
        70,
        name="Ulla Example",
        email=None,
        phone=None,
        workplace=None,
        flags=(flag("hidden_text", "open", "white words"), flag("bot_traffic", "confirmed", "VPN")),
        documents=(
            arrived_document(b"one"),
            arrived_document(b"two", name="letter.rtf", kind=DocumentKind.COVER_LETTER, guessed=True, format="rtf"),
            arrived_document(
                b"three", name="x", kind=DocumentKind.OTHER, format=None, trouble="unknown_format", text=""
            ),
        ),
        answers=(Answer("First?", "Yes"), Answer("Second?", "No")),
    )
    (id,) = office.receive(given)
    found = office.queue.open(id)
    assert (found.candidate.name, found.candidate.email, found.candidate.phone) == ("Ulla Example", None, None)
    assert (found.headline, found.location, found.workplace) == (given.headline, given.location, None)
    assert (found.applied_track, found.track, found.source) == ("backend", "backend", "folder")
    assert (found.received_at, found.version, found.activities) == (given.received_at, 1, 1)
    assert found.answers == given.answers
    assert [(each.kind, each.state, each.reasons) for each in found.flags] == [
        (FlagKind.BOT_TRAFFIC, FlagState.CONFIRMED, ("VPN",)),
        (FlagKind.HIDDEN_TEXT, FlagState.OPEN, ("white words",)),
    ]
    assert [(d.kind, d.guessed, d.name, d.size, d.format, d.trouble) for d in found.documents] == [
        (DocumentKind.RESUME, False, "resume.pdf", 3, "pdf", None),
        (DocumentKind.COVER_LETTER, True, "letter.rtf", 3, "rtf", None),
        (DocumentKind.OTHER, False, "x", 5, None, "unknown_format"),
    ]
    assert found.documents[0].sha256 == hashlib.sha256(b"one").hexdigest()
    with office.database.read() as work:
        assert applications.original(work, hashlib.sha256(b"two").digest()) == b"two"
        assert applications.original(work, bytes(32)) is None
    (activity,) = office.queue.activity(id)
    assert (activity.code, activity.actor, activity.at) == ("application.received", office.me.id, given.received_at)


def test_that_the_same_application_arrives_once(office: Office) -> None:
    told: list[Changes] = []
    office.feed.listen(lambda changes, _: told.append(changes))
    received = office.arrivals.receive([arrival(0), arrival(80), arrival(80), arrival(81)])
    assert (received.added, received.known) == (2, 2)
    assert office.arrivals.receive([arrival(80), arrival(81)]).added == 0
    assert len(office.queue.index(QueueFilter())) == 7
    (changes,) = told
    assert changes.aspects is Aspect.ARRIVED
    assert len(changes.applications) == 2
    prints = [arrival(0).fingerprint, arrival(99).fingerprint]
    assert office.arrivals.known(prints) == {prints[0]}


def test_that_the_same_bytes_are_kept_once(office: Office) -> None:
    same = arrived_document(b"the same letter to everybody")
    office.arrivals.receive([arrival(90, documents=(same, same)), arrival(91, documents=(same,))])
    office.arrivals.receive([arrival(92, documents=(same,))])
    with office.database.read() as work:
        assert work.rows("select count(*) from blob where sha256 = ?", (same.sha256,)) == [(1,)]
        assert work.rows("select count(*) from document where sha256 = ?", (same.sha256,)) == [(4,)]


def test_that_an_unknown_track_is_undecided(office: Office) -> None:
    (id,) = office.receive(arrival(93, track="nowhere"))
    assert office.queue.open(id).track is None


def test_that_all_arrive_or_none(office: Office) -> None:
    wrong = arrival(95, documents=(arrived_document(b"x", sha256=b"short"),))
    with pytest.raises(Refused):
        office.arrivals.receive([arrival(94), wrong])
    assert office.arrivals.known([arrival(94).fingerprint]) == set()


def test_that_identity_stays_and_follows_the_settings(tmp_path: Path) -> None:
    office = builders.office(tmp_path, settings=Settings(name="Robin Example", lead=True))
    first = office.me
    assert (first.name, first.lead) == ("Robin Example", True)
    second = Identity(office.database, Settings(lead=False)).me
    assert (second.id, second.name, second.lead) == (first.id, first.login, False)
    office.close()
