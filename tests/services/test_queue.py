"""The queue as a reviewer sees it."""

import itertools
import random
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from reviewer.domain.application import Application
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.identifiers import new_id
from reviewer.domain.operations import Operation
from reviewer.domain.queue import UNSURE, QueueFilter, QueueRow, View
from reviewer.errors import Refused
from reviewer.services import actions, listings
from reviewer.services.queue import QueueService
from tests import builders
from tests.builders import Office

if TYPE_CHECKING:
    from collections.abc import Callable

FILTERS = [
    QueueFilter(view, track)
    for view, track in itertools.product(View, [None, "backend", "reasonml", UNSURE, "nowhere"])
]


def every(office: Office) -> list[QueueRow]:
    """All rows, newest first, put in order here."""
    with office.database.read() as work:
        ids = [UUID(bytes=row[0]) for row in work.rows("select id from application")]
    rows = [row for row in office.queue.rows(ids) if row is not None]
    return sorted(rows, key=lambda row: (row.received_at, row.id), reverse=True)


def expected(rows: list[QueueRow], wanted: QueueFilter) -> list[UUID]:
    """What a filter lists, said once more in plain words."""
    inside: dict[View, Callable[[QueueRow], bool]] = {
        View.INBOX: lambda row: row.outcome is None and not row.submitted,
        View.REVIEWED: lambda row: row.outcome is None and row.submitted,
        View.DECIDED: lambda row: row.outcome is not None,
        View.FLAGGED: lambda row: len(row.flags) > 0,
        View.ALL: lambda _: True,
    }
    return [row.id for row in rows if inside[wanted.view](row) and wanted.track in (None, row.track or UNSURE)]


def check(office: Office) -> None:
    """Every filter lists what the rows say, kept listing or fresh one."""
    rows = every(office)
    for wanted in FILTERS:
        listed = expected(rows, wanted)
        for queue in (office.queue, QueueService(office.database, office.journal, office.me)):
            assert list(queue.index(wanted)) == listed, wanted
            counts = queue.counts(wanted)
            assert counts.total == len(listed)
            for slug in ("backend", "reasonml", UNSURE):
                assert counts.by_track.get(slug, 0) == len(expected(rows, QueueFilter(wanted.view, slug)))


def act(random_: random.Random, application: Application, office: Office) -> Operation:
    me, card = office.me, builders.card(ocaml=random_.randint(1, 5))
    choices: list[Callable[[], Operation]] = [
        lambda: actions.submit(application, me, card),
        lambda: actions.save(application, me, card),
        lambda: actions.route(application, me, random_.choice(["backend", "reasonml", None])),
        lambda: actions.decide(application, me, random_.choice([Outcome.HOLD, None])),
        lambda: actions.set_flag(
            application, me, random_.choice(list(FlagKind)), random_.choice(list(FlagState)), ("seen",)
        ),
        lambda: actions.mark_read(application, me),
    ]
    return random_.choice(choices)()


@pytest.mark.parametrize("most", [200, 3])
def test_that_every_filter_lists_what_the_rows_say(office: Office, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(listings, "MOST_CHANGES", most)
    random_ = random.Random(most)
    for number in range(8):
        office.arrivals.receive(
            [
                builders.arrival(
                    10 + number,
                    track=random_.choice(["backend", "reasonml", None]),
                    received_at=builders.DAY + timedelta(minutes=random_.randint(-9, 9)),
                )
            ]
        )
        for _ in range(4):
            id = random_.choice(every(office)).id
            office.journal.record(act(random_, office.queue.open(id), office))
        if number % 3 == 2:
            office.journal.undo()
        if number % 2:
            office.sent()
        check(office)
    office.sent()
    check(office)


def test_that_an_empty_database_lists_nothing(tmp_path: Path) -> None:
    office = builders.office(tmp_path)
    assert len(office.queue.index(QueueFilter())) == 0
    assert office.queue.counts(QueueFilter()).total == 0
    assert office.queue.find("ada") == []
    office.close()


def test_that_rows_come_in_the_order_asked_for(office: Office) -> None:
    ids = list(office.queue.index(QueueFilter()))
    rows = office.queue.rows([ids[3], new_id(), ids[0]])
    assert [row and row.id for row in rows] == [ids[3], None, ids[0]]


def test_that_a_row_says_what_the_application_says(office: Office) -> None:
    id = office.queue.index(QueueFilter())[0]
    for step in (
        lambda a: actions.submit(a, office.me, builders.card(ocaml=4, d_or_cpp=5)),
        lambda a: actions.decide(a, office.me, Outcome.REJECT, Reason.EXPERIENCE),
        lambda a: actions.route(a, office.me, "reasonml"),
        lambda a: actions.set_flag(a, office.me, FlagKind.AGENCY, FlagState.OPEN, ("seen",)),
        lambda a: actions.mark_read(a, office.me),
    ):
        office.journal.record(step(office.queue.open(id)))
    (row,) = office.queue.rows([id])
    office.sent()
    application = office.queue.open(id)
    assert row == QueueRow(
        id=id,
        name=application.candidate.name,
        headline="Storage engineer",
        location="Lisbon",
        track="reasonml",
        received_at=application.received_at,
        outcome=Outcome.REJECT,
        flags=frozenset({FlagKind.AGENCY}),
        mean=4.5,
        submitted=True,
        unread=False,
        version=4,
    )
    assert office.queue.rows([id]) == [row]


def test_that_work_of_today_is_counted(office: Office) -> None:
    first, second = list(office.queue.index(QueueFilter()))[:2]
    assert office.queue.counts(QueueFilter()).done_today == 0
    office.journal.record(actions.submit(office.queue.open(first), office.me, builders.card(ocaml=4)))
    office.journal.record(actions.decide(office.queue.open(second), office.me, Outcome.HOLD))
    assert office.queue.counts(QueueFilter()).done_today == 2
    office.sent()
    assert office.queue.counts(QueueFilter()).done_today == 2
    office.journal.undo()
    assert office.queue.counts(QueueFilter()).done_today == 1


def test_that_an_application_that_is_gone_is_told(office: Office) -> None:
    with pytest.raises(Refused):
        office.queue.open(new_id())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mull", ["Zoë Müller"]),
        ("zoe", ["Zoë Müller"]),
        ("MÜLLER", ["Zoë Müller"]),
        ("zoë  müller", ["Zoë Müller"]),
        ("lodz", ["Łukasz Łódzki"]),
        ("uk", ["Łukasz Łódzki"]),
        ("søren", ["Søren Strauß"]),
        ("strauss", ["Søren Strauß"]),
        ("李", ["李 小龍"]),
        ("%", []),
        ("  ", []),
    ],
)
def test_that_names_are_found_however_they_are_written(tmp_path: Path, text: str, names: list[str]) -> None:
    invented = ["Zoë Müller", "Łukasz Łódzki", "Søren Strauß", "李 小龍"]
    office = builders.office(
        tmp_path,
        [builders.arrival(number, name=name) for number, name in enumerate(invented)],
    )
    assert sorted(row.name for row in office.queue.find(text)) == sorted(names)
    office.close()


def test_that_starts_of_words_are_found_first(tmp_path: Path) -> None:
    names = ["Marian Ostrow", "Ian Field", "Brian Stone", "Cora Iandale"]
    office = builders.office(tmp_path, [builders.arrival(number, name=name) for number, name in enumerate(names)])
    found = [row.name for row in office.queue.find("ian")]
    assert found == ["Cora Iandale", "Ian Field", "Brian Stone", "Marian Ostrow"]
    assert [row.name for row in office.queue.find("ian", limit=1)] == ["Cora Iandale"]
    office.close()


def test_that_times_keep_their_moment(tmp_path: Path) -> None:
    zone = timedelta(hours=5, minutes=45)
    at = datetime(2026, 1, 1, 3, 0, 0, 123456, tzinfo=timezone(zone))
    office = builders.office(tmp_path, [builders.arrival(received_at=at)])
    application = office.queue.open(office.queue.index(QueueFilter())[0])
    assert application.received_at == at
    assert application.received_at.tzinfo == UTC
    office.close()
