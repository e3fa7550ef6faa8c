"""The packed index, and the listing that every filter is answered from."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.changes import Aspect, Changes
from reviewer.domain.decision import Outcome
from reviewer.domain.flag import FlagKind
from reviewer.domain.identifiers import new_id
from reviewer.domain.listing import Listing
from reviewer.domain.queue import UNSURE, QueueFilter, QueueIndex, QueueRow, View
from tests import builders

uuids = st.lists(st.uuids(), unique=True, max_size=30)


def packed(ids: list[UUID]) -> QueueIndex:
    return QueueIndex(b"".join(each.bytes for each in ids))


@given(uuids)
def test_that_an_index_is_the_list_of_its_identifiers(ids: list[UUID]) -> None:
    index = packed(ids)
    assert list(index) == ids
    assert len(index) == len(ids)
    assert [index.find(each) for each in ids] == list(range(len(ids)))
    assert index.find(new_id()) is None
    for row in (-1, len(ids)):
        with pytest.raises(IndexError):
            index[row]


@given(uuids, st.data())
def test_that_an_index_loses_and_gains_one(ids: list[UUID], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(ids)))
    new = new_id()
    longer = packed(ids).having(new, row)
    assert list(longer) == [*ids[:row], new, *ids[row:]]
    assert longer.without(new) == packed(ids)
    assert longer.without(new_id()) == longer


def test_that_bytes_across_two_identifiers_are_no_identifier() -> None:
    left, right = UUID(bytes=bytes(range(16))), UUID(bytes=bytes(range(16, 32)))
    across = UUID(bytes=(left.bytes + right.bytes)[8:24])
    assert packed([left, right]).find(across) is None
    assert packed([left, right, across]).find(across) == 2


def row(number: int, **values: object) -> QueueRow:
    given_: dict[str, object] = {
        "id": new_id(),
        "name": "Ada Alder",
        "headline": "",
        "location": "",
        "track": "backend",
        "received_at": builders.DAY + timedelta(minutes=number),
        "outcome": None,
        "flags": frozenset[FlagKind](),
        "mean": None,
        "submitted": False,
        "unread": True,
        "version": 1,
    }
    return QueueRow(**{**given_, **values})  # pyright: ignore[reportArgumentType] - named as the fields are


def listing(*rows: QueueRow) -> Listing:
    empty = Listing(QueueIndex(b""), b"", b"", (UNSURE, "backend", "reasonml"))
    return empty.having(rows, lambda index, _: len(index))


def test_that_a_listing_answers_every_filter() -> None:
    new, mine, decided = row(1), row(2, submitted=True, track=None), row(3, outcome=Outcome.HOLD, submitted=True)
    flagged = row(4, flags=frozenset({FlagKind.AGENCY}), track="reasonml")
    made = listing(new, mine, decided, flagged)
    found = {view: list(made.index(QueueFilter(view))) for view in View}
    assert found == {
        View.INBOX: [new.id, flagged.id],
        View.REVIEWED: [mine.id],
        View.DECIDED: [decided.id],
        View.FLAGGED: [flagged.id],
        View.ALL: [new.id, mine.id, decided.id, flagged.id],
    }
    assert list(made.index(QueueFilter(View.ALL, "backend"))) == [new.id, decided.id]
    assert list(made.index(QueueFilter(View.REVIEWED, UNSURE))) == [mine.id]
    assert list(made.index(QueueFilter(View.ALL, "nowhere"))) == []
    assert made.counts(View.ALL) == {"backend": 2, "reasonml": 1, UNSURE: 1}
    assert made.counts(View.DECIDED) == {"backend": 1}


def test_that_a_listing_follows_its_rows() -> None:
    first, second = row(1), row(2)
    made = listing(first, second)
    between = row(3, track=None)
    followed = made.having([replace(second, outcome=Outcome.REJECT, track="reasonml"), between], lambda _, __: 1)
    assert list(followed.index(QueueFilter(View.ALL))) == [first.id, between.id, second.id]
    assert list(followed.index(QueueFilter(View.INBOX))) == [first.id, between.id]
    assert list(followed.index(QueueFilter(View.DECIDED, "reasonml"))) == [second.id]
    assert list(made.index(QueueFilter(View.INBOX))) == [first.id, second.id]


def test_that_changes_are_put_together() -> None:
    one, two = new_id(), new_id()
    track, review = Changes(Aspect.TRACK, frozenset({one})), Changes(Aspect.REVIEW, frozenset({two}))
    both = track | review
    assert both == Changes(Aspect.TRACK | Aspect.REVIEW, frozenset({one, two}))
    assert both.touches(one)
    assert not track.touches(two)
    anything = track | Changes(Aspect.ARRIVED)
    assert anything.touches(two)
