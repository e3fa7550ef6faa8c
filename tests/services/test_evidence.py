"""Evidence from the reviewer's hands to the database and back, and out of the sight of others."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.evidence import EVIDENCE_LIMIT
from reviewer.domain.identifiers import new_id
from reviewer.errors import Refused
from reviewer.services import actions
from reviewer.services.queue import QueueService
from tests import builders

QUOTES = ("a storage engine in OCaml", "kept it running for four years", "four years")


def attach(office: builders.Office, quote: str = QUOTES[0], criterion: str = "ocaml") -> None:
    application = office.queue.open(office.queue.index(builders.QueueFilter())[0])
    office.journal.record(
        actions.attach(application, office.me, builders.passage(quote), "backend", 1, criterion), None
    )


def quotes(office: builders.Office) -> list[str]:
    review = office.queue.open(office.queue.index(builders.QueueFilter(builders.View.ALL))[0]).review
    return [each.passage.quote for each in review.evidence] if review else []


def test_that_evidence_is_there_at_once_and_after_another_start(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    attach(office)
    attach(office, QUOTES[1])
    assert quotes(office) == list(QUOTES[:2])
    office.sent()
    office.close()
    office = builders.office(tmp_path)
    assert quotes(office) == list(QUOTES[:2])
    review = office.queue.open(office.queue.index(builders.QueueFilter())[0]).review
    assert review is not None
    assert (review.card.empty, review.submitted_at, review.version) == (True, None, 2)
    assert review.evidence[0].passage == builders.passage(QUOTES[0])
    office.close()


def test_that_a_removed_passage_comes_back_to_its_place(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    for quote in QUOTES:
        attach(office, quote)
    application = office.queue.open(office.queue.index(builders.QueueFilter())[0])
    assert application.review is not None
    office.journal.record(actions.remove(application, office.me, application.review.evidence[1].id), None)
    assert quotes(office) == [QUOTES[0], QUOTES[2]]
    office.journal.undo()
    office.sent()
    assert quotes(office) == list(QUOTES)
    office.journal.redo()
    office.sent()
    assert quotes(office) == [QUOTES[0], QUOTES[2]]
    for _ in range(4):
        office.journal.undo()
    assert quotes(office) == []
    office.close()


def test_that_rating_and_submitting_leave_evidence_as_it_is(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    attach(office)
    application = office.queue.open(office.queue.index(builders.QueueFilter())[0])
    office.journal.record(actions.save(application, office.me, builders.card(ocaml=4)), None)
    application = office.queue.open(application.id)
    office.journal.record(actions.submit(application, office.me, builders.card(ocaml=5)), None)
    application = office.queue.open(application.id)
    office.journal.record(actions.route(application, office.me, "reasonml"), None)
    office.sent()
    review = office.queue.open(application.id).review
    assert review is not None
    assert [(each.track, each.criterion) for each in review.evidence] == [("backend", "ocaml")]
    office.close()


def test_that_the_same_passage_is_attached_once_to_a_criterion(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    attach(office)
    attach(office, criterion="independence")
    with pytest.raises(Refused, match="attached to this criterion already"):
        attach(office)
    office.close()


def test_that_a_review_holds_no_more_than_it_may(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    application = office.queue.open(office.queue.index(builders.QueueFilter())[0])
    attach(office)
    review = office.queue.open(application.id).review
    assert review is not None
    full = replace(
        application, review=replace(review, evidence=tuple(builders.evidence() for _ in range(EVIDENCE_LIMIT)))
    )
    with pytest.raises(Refused, match="holds 100 passages"):
        actions.attach(full, office.me, builders.passage("four years"), "backend", 1, "ocaml")
    office.close()


def test_that_nobody_sees_what_another_points_at_or_rates(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    attach(office)
    application = office.queue.open(office.queue.index(builders.QueueFilter())[0])
    office.journal.record(actions.submit(application, office.me, builders.card(ocaml=2)), None)
    office.journal.undo()
    office.journal.record(actions.route(office.queue.open(application.id), office.me, "reasonml"), None)
    office.sent()
    other = replace(office.me, id=new_id(), login="sam", name="Sam Example")
    seen = QueueService(office.database, office.journal, other)
    assert [each.code for each in office.queue.activity(application.id)] == [
        "application.received",
        "evidence.attached",
        "review.submitted",
        "operation.undone",
        "application.routed",
    ]
    assert [each.code for each in seen.activity(application.id)] == ["application.received", "application.routed"]
    assert seen.open(application.id).activities == 2
    assert seen.open(application.id).review is None
    assert office.queue.open(application.id).activities == 5
    office.close()


def test_that_attaching_can_be_undone_from_the_activity(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    attach(office)
    office.sent()
    application = office.queue.index(builders.QueueFilter())[0]
    (attached,) = (each for each in office.queue.activity(application) if each.code == "evidence.attached")
    assert attached.undoable
    office.journal.undo_operation(application, attached.operation)
    office.sent()
    assert quotes(office) == []
    office.close()
