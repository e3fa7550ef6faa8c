"""Searching as one reviewer: what they noted themselves is found, also while it is on its way."""

import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.queue import QueueFilter, View
from reviewer.services import actions
from reviewer.services.search import SearchService
from tests import builders
from tests.builders import Office


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    text = "Wrote a storage engine in OCaml."
    documents = (builders.arrived_document(text.encode(), text=text),)
    made = builders.office(tmp_path, [builders.arrival(number, documents=documents) for number in range(3)])
    yield made
    made.close()


@pytest.fixture
def search(office: Office) -> SearchService:
    return SearchService(office.database, office.queue, office.me, office.feed, office.journal.pending)


def test_that_a_note_is_found_at_once_and_as_it_is_now(office: Office, search: SearchService) -> None:
    ids = list(office.queue.index(QueueFilter(View.ALL)))
    assert not search.find("harpsichord", 9).found
    for note, found in (("A harpsichord, and storage.", True), ("A piano.", False)):
        application = office.queue.open(ids[1])
        office.journal.record(actions.save(application, office.me, builders.card(note=note)))
        assert bool(search.find("harpsichord", 9).found) is found
        office.sent()
        answer = search.find("harpsichord ocaml", 9)
        assert [each.row.id for each in answer.found] == ids[1:2] * found
    assert search.find("piano", 9).found[0].remark


def test_that_a_comment_is_found_until_it_is_taken_back(office: Office, search: SearchService) -> None:
    id = office.queue.index(QueueFilter(View.ALL))[1]
    office.journal.record(actions.comment(office.queue.open(id), office.me, "Builds a theremin."))
    assert [each.row.id for each in search.find("theremin ocaml", 9).found] == [id]
    office.sent()
    (found,) = search.find("theremin", 9).found
    assert found.remark
    assert found.excerpt == "Builds a theremin."
    office.journal.undo()
    office.sent()
    assert not search.find("theremin", 9).found


def test_that_a_note_on_its_way_leaves_comments_found(office: Office, search: SearchService) -> None:
    id = office.queue.index(QueueFilter(View.ALL))[1]
    office.journal.record(actions.comment(office.queue.open(id), office.me, "Builds a theremin."))
    office.sent()
    application = office.queue.open(id)
    pending = [actions.save(application, office.me, builders.card(note="A harpsichord."))]
    waiting = SearchService(office.database, office.queue, office.me, office.feed, lambda: pending)
    assert [each.row.id for each in waiting.find("theremin harpsichord", 9).found] == [id]


def test_that_changes_are_heard_while_the_database_is_read(office: Office, search: SearchService) -> None:
    with search._turn:  # as while it is read
        heard = threading.Thread(target=office.feed.tell, args=(Changes(Aspect.REVIEW),))
        heard.start()
        heard.join(10)
        assert not heard.is_alive()


def test_that_a_search_is_listed_with_excerpts(office: Office, search: SearchService) -> None:
    ids = list(office.queue.index(QueueFilter(View.ALL)))
    office.journal.record(
        actions.save(office.queue.open(ids[2]), office.me, builders.card(note="Likes tea and OCaml."))
    )
    office.sent()
    assert list(search.listed("ocaml")) == ids
    assert list(search.listed("tea")) == ids[2:]
    assert not len(search.listed(""))
    found = search.excerpts("ocaml", ids)
    assert {each.line[slice(*each.marks[0])] for each in found.values()} == {"OCaml"}
    assert not any(each.remark for each in found.values())
    assert search.excerpts("tea", ids)[ids[2]].remark
    assert search.excerpts("track:backend", ids) == {}
