"""What goes on where a shared database does not answer."""

import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from uuid import UUID

import pytest

from reviewer import app
from reviewer.domain.connection import Connection
from reviewer.domain.decision import Outcome
from reviewer.domain.queue import QueueFilter, View
from reviewer.errors import Cancelled, DatabaseAway, KeepingTrouble, NotKept, Refused
from reviewer.services import actions, taking
from reviewer.services.journal import SyncKind
from reviewer.services.parts import Parts
from reviewer.services.vault import NO_PLACE, VaultPlace
from reviewer.settings import Settings, load
from tests import builders, keyrings
from tests.proxy import Proxy
from tests.team import Team

COUNT = 8
PATIENCE_S = 20.0
KEPT = Settings(keep_documents=True, workers=1)
PLAIN = Settings(workers=1)


@pytest.fixture
def ids(team: Team) -> list[UUID]:
    """Of some applications, newest first."""
    return team.receive([builders.arrival(number) for number in range(COUNT)])


@pytest.fixture
def ring() -> Generator[keyrings.MemoryKeyring]:
    with keyrings.in_use() as made:
        yield made


class Person:
    """A person with a program that has no window."""

    def __init__(self, team: Team, proxy: Proxy, login: str = "lea") -> None:
        place, self._password = Connection.from_url(team.url(login))
        self.connection = Connection.to(place.host, place.database, place.user, proxy.port)
        self.place = app.Place(self.connection, team.folder / f"{login}.outbox.sqlite")

    def starts(self, settings: Settings = PLAIN) -> AbstractContextManager[Parts]:
        """The program, from its start to its end."""
        return app.build(self.place, settings, self._password)


@pytest.fixture
def lea(team: Team, proxy: Proxy) -> Person:
    return Person(team, proxy)


def lose(proxy: Proxy, parts: Parts) -> None:
    proxy.refuse()
    proxy.cut()
    until(lambda: parts.journal.state().kind is SyncKind.OFFLINE)


def find_again(proxy: Proxy, parts: Parts) -> None:
    proxy.refuse(False)
    until(lambda: parts.keeping is not None and not parts.keeping.away)
    assert parts.journal.wait_sent(20), parts.journal.state()


def until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_that_what_was_read_is_there_when_the_database_is_not(lea: Person, proxy: Proxy, ids: list[UUID]) -> None:
    with lea.starts() as parts:
        queue = parts.queue
        before = (queue.index(QueueFilter()), queue.rows(ids), queue.counts(QueueFilter()), parts.tracks.all())
        seen, activity = queue.open(ids[0]), queue.activity(ids[0])
        document = parts.documents.original(seen.documents[0].sha256)
        lose(proxy, parts)
        after = (queue.index(QueueFilter()), queue.rows(ids), queue.counts(QueueFilter()), parts.tracks.all())
        assert after == before
        assert queue.open(ids[0]) == seen
        assert queue.activity(ids[0]) == activity
        assert parts.documents.original(seen.documents[0].sha256) == document
        assert [row.id for row in queue.find(seen.candidate.name)] == [ids[0]]
        with pytest.raises(NotKept, match="not read before"):
            queue.open(ids[1])
        with pytest.raises(DatabaseAway, match="not fetched before"):
            parts.documents.original("ab" * 32)
        assert parts.keeping is not None
        assert parts.keeping.memory.read_at is not None


def test_that_work_goes_on_and_arrives_once_and_in_order(
    lea: Person, proxy: Proxy, ids: list[UUID], team: Team
) -> None:
    with lea.starts() as parts:
        queue, me = parts.queue, parts.me
        queue.index(QueueFilter())
        queue.rows(ids)
        first, second = queue.open(ids[0]), queue.open(ids[1])
        # Sent before the connection is lost, and not read again since.
        parts.journal.record(actions.save(first, me, builders.card(ocaml=4)))
        assert parts.journal.wait_sent(20)
        lose(proxy, parts)
        first = queue.open(ids[0])
        assert first.review is not None
        assert first.review.card.ratings == {"ocaml": 4}
        parts.journal.record(actions.submit(first, me, builders.card(ocaml=5)))
        parts.journal.record(actions.route(second, me, "reasonml"))
        parts.journal.record(actions.decide(queue.open(ids[1]), me, Outcome.HOLD))
        assert queue.open(ids[1]).decision is not None
        assert ids[0] not in list(queue.index(QueueFilter()))
        rows = queue.rows(ids[:2])
        assert rows[0] is not None
        assert rows[0].submitted
        assert rows[1] is not None
        assert (rows[1].track, rows[1].outcome) == ("reasonml", Outcome.HOLD)
        assert queue.counts(QueueFilter(View.DECIDED)).total == 1
        find_again(proxy, parts)
        expected = [queue.open(id) for id in ids[:2]]
        assert [each.code for each in queue.activity(ids[1])][-2:] == ["application.routed", "application.decided"]
    desk = team.desk("lea")
    assert [desk.queue.open(id) for id in ids[:2]] == expected
    assert expected[0].review is not None
    assert expected[0].review.card.ratings == {"ocaml": 5}


def test_that_what_was_sent_is_taken_back_offline(lea: Person, proxy: Proxy, ids: list[UUID]) -> None:
    with lea.starts() as parts:
        parts.queue.rows(ids)
        parts.queue.index(QueueFilter())
        shown = parts.queue.open(ids[0])
        parts.journal.record(actions.route(shown, parts.me, "reasonml"))
        assert parts.journal.wait_sent(20)
        lose(proxy, parts)
        assert parts.queue.open(ids[0]).track == "reasonml"
        parts.journal.undo()
        assert parts.queue.open(ids[0]).track == shown.track
        row = parts.queue.rows(ids[:1])[0]
        assert row is not None
        assert row.track == shown.track
        parts.journal.redo()
        assert parts.queue.open(ids[0]).track == "reasonml"
        parts.journal.undo()
        find_again(proxy, parts)
        assert parts.queue.open(ids[0]).track == shown.track
        assert not parts.journal.conflicts()


def test_that_views_are_told_to_read_anew_when_it_answers(lea: Person, proxy: Proxy, ids: list[UUID]) -> None:
    with lea.starts() as parts:
        parts.queue.index(QueueFilter())
        lose(proxy, parts)
        parts.queue.index(QueueFilter())
        told: list[object] = []
        end = parts.feed.listen(lambda changes, _: told.append(changes))
        find_again(proxy, parts)
        until(lambda: bool(told))
        end()


def take(parts: Parts, ids: list[UUID], progress: taking.Progress = lambda *_: None) -> taking.TakenAlong:
    assert parts.keeping is not None
    return taking.take_along(parts.keeping, parts.documents.original, ids, progress)


@pytest.mark.usefixtures("ring")
def test_that_one_starts_without_the_database_and_all_arrives_later(
    lea: Person, proxy: Proxy, ids: list[UUID], team: Team
) -> None:
    with lea.starts(KEPT) as parts:
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        done = take(parts, ids[:3])
        assert (done.applications, done.documents, done.full, done.stays) == (3, 6, False, True)
        lose(proxy, parts)
        parts.journal.record(actions.save(parts.queue.open(ids[0]), parts.me, builders.card(ocaml=2)))
        names = [row.name for row in parts.queue.rows(ids[:3]) if row]
    for number in range(2):  # and once more, without it having answered in between
        with lea.starts(KEPT) as parts:
            assert parts.keeping is not None
            assert parts.keeping.away
            assert parts.journal.state().kind is SyncKind.OFFLINE
            assert parts.me.login == "lea"
            assert [track.slug for track in parts.tracks.all()] == ["backend", "reasonml"]
            assert list(parts.queue.index(QueueFilter(View.ALL))) == ids
            assert [row.name for row in parts.queue.rows(ids[:3]) if row] == names
            for id in ids[:3]:
                application = parts.queue.open(id)
                assert parts.queue.activity(id)
                assert all(parts.documents.original(each.sha256) for each in application.documents)
            review = parts.queue.open(ids[0]).review
            assert review is not None
            assert review.card.ratings == {"ocaml": 2}
            parts.journal.record(actions.submit(parts.queue.open(ids[1 + number]), parts.me, builders.card(ocaml=3)))
    with lea.starts(KEPT) as parts:
        assert parts.keeping is not None
        assert parts.keeping.away
        find_again(proxy, parts)
        assert not parts.journal.conflicts()
    desk = team.desk("lea")
    reviews = [desk.queue.open(id).review for id in ids[:3]]
    assert [review.card.ratings for review in reviews if review] == [{"ocaml": 2}, {"ocaml": 3}, {"ocaml": 3}]
    assert [bool(review and review.submitted_at) for review in reviews] == [False, True, True]


def test_that_nothing_of_a_person_can_be_read_on_the_disk(
    lea: Person, ids: list[UUID], ring: keyrings.MemoryKeyring
) -> None:
    with lea.starts(KEPT) as parts:
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        take(parts, ids)
        application = parts.queue.open(ids[0])
    folder = VaultPlace(lea.connection, KEPT).folder
    files = list(folder.iterdir())
    assert len(files) == 1 + COUNT + 2 * COUNT
    telling = [application.candidate.name, str(application.id), application.id.hex, application.documents[0].sha256]
    names = " ".join(file.name for file in files)
    contents = b"".join(file.read_bytes() for file in files)
    assert not [word for word in telling if word in names or word.encode() in contents]
    assert b"%PDF" not in contents
    (secret,) = ring.held.values()
    assert secret.encode() not in contents


@pytest.mark.usefixtures("ring")
def test_that_applications_that_are_erased_go_from_the_disk_too(
    lea: Person, proxy: Proxy, ids: list[UUID], team: Team
) -> None:
    with lea.starts(KEPT) as parts:
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        take(parts, ids)
        gone, stays = parts.queue.open(ids[0]), parts.queue.open(ids[1])
    with team.psql("postgres") as connection:
        # Nobody but whoever owns the server can, and only so.
        for table in ("operation", "feed", "document", "answer", "flag", "application_text", "application"):
            column = "id" if table == "application" else "application"
            connection.execute(f"alter table {table} disable trigger all".encode())
            connection.execute(f"delete from {table} where {column} = %s".encode(), (ids[0],))
            connection.execute(f"alter table {table} enable trigger all".encode())
    with lea.starts(KEPT) as parts:
        assert parts.keeping is not None
        keeping = parts.keeping
        until(lambda: not any(keeping.has_document(each.sha256) for each in gone.documents))
        assert all(keeping.has_document(each.sha256) for each in stays.documents)
    proxy.refuse()
    with lea.starts(KEPT) as parts:
        assert list(parts.queue.index(QueueFilter())) == ids[1:]
        assert parts.queue.rows(ids[:1]) == [None]
        with pytest.raises(NotKept):
            parts.queue.open(ids[0])


def test_that_without_a_place_for_the_key_nothing_is_written(lea: Person, proxy: Proxy, ids: list[UUID]) -> None:
    with lea.starts(KEPT) as parts:  # no keyring in tests
        assert parts.notice == NO_PLACE
        assert parts.keeping is not None
        with pytest.raises(KeepingTrouble, match="no place for secrets"):
            parts.keeping.switch_on()
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        done = take(parts, ids)
        assert (done.applications, done.stays) == (COUNT, False)
        lose(proxy, parts)
        assert parts.queue.open(ids[5]).documents
    assert not VaultPlace(lea.connection, KEPT).folder.exists()
    with pytest.raises(DatabaseAway), lea.starts(KEPT):
        pass


def test_that_what_is_kept_goes_when_it_is_switched_off(
    lea: Person, ids: list[UUID], ring: keyrings.MemoryKeyring
) -> None:
    folder = VaultPlace(lea.connection, KEPT).folder
    with lea.starts() as parts:
        assert not folder.exists()
        assert parts.keeping is not None
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        parts.queue.open(ids[0])
        parts.keeping.switch_on()
        assert load().keep_documents
        parts.keeping.save()
        assert len(list(folder.iterdir())) == 2
        key = dict(ring.held)
        parts.keeping.forget(and_keep=True)
        assert not list(folder.iterdir())
        assert ring.held != key
        assert parts.queue.open(ids[0])
        parts.keeping.forget(and_keep=False)
        assert not folder.exists()
        assert not ring.held
        assert not load().keep_documents
    with lea.starts(KEPT) as parts:
        parts.queue.index(QueueFilter())
        parts.tracks.all()
    assert folder.exists()
    with lea.starts(PLAIN):
        assert not folder.exists()
        assert not ring.held


@pytest.mark.usefixtures("ring")
def test_that_taking_along_can_be_ended_and_keeps_within_its_room(lea: Person, ids: list[UUID], proxy: Proxy) -> None:
    def two(done: int, _: int) -> None:
        if done == 2:
            raise Cancelled

    with lea.starts(KEPT) as parts:
        parts.queue.index(QueueFilter())
        parts.tracks.all()
        with pytest.raises(Cancelled):
            take(parts, ids, two)
        assert parts.keeping is not None
        keeping = parts.keeping
        assert [keeping.has_document(parts.queue.open(id).documents[0].sha256) for id in ids[:3]] == [True, True, False]
        lose(proxy, parts)
        with pytest.raises(NotKept):
            take(parts, [ids[5]])


def test_that_somebody_who_may_not_come_in_finds_nothing_kept(
    proxy: Proxy, ids: list[UUID], ring: keyrings.MemoryKeyring, team: Team
) -> None:
    rob = Person(team, proxy, "rob")
    with rob.starts(KEPT) as parts:
        assert len(parts.queue.index(QueueFilter())) == len(ids)
        parts.tracks.all()
    folder = VaultPlace(rob.connection, KEPT).folder
    assert folder.exists()
    with team.psql("postgres") as connection:
        connection.execute(f"revoke connect on database {team.name} from reviewer_reviewer".encode())
    with pytest.raises(Refused), rob.starts(KEPT):
        pass
    assert not folder.exists()
    assert not ring.held
