"""The rows that are held: some blocks, never older than what is known."""

from dataclasses import replace

from reviewer.ui.queue.rows import BLOCK, KEPT, RowStore
from tests.ui.queue.conftest import index_of, names, row_of


def loaded(count: int) -> RowStore:
    store = RowStore()
    store.take(index_of(names(count)))
    for block in range((count + BLOCK - 1) // BLOCK):
        assert store.ask(block * BLOCK) == block
        assert not store.arrive(block, [row_of(name) for name in store.ids(block)])
    return store


def test_that_a_block_is_asked_for_once() -> None:
    store = RowStore()
    store.take(index_of(names(300)))
    assert store.ask(130) == 1
    assert store.ask(200) is None
    assert store.row(130) is None
    store.arrive(1, [row_of(name) for name in store.ids(1)])
    assert store.ask(130) is None
    assert store.row(130) == row_of(names(300)[130])
    assert len(store.ids(2)) == 300 - 2 * BLOCK


def test_that_only_some_blocks_are_kept() -> None:
    store = loaded(BLOCK * (KEPT + 2))
    assert store.row(0) is None
    assert store.row(BLOCK) is None
    assert store.row(2 * BLOCK) is not None
    assert store.ask(0) == 0


def test_that_a_block_that_failed_is_asked_for_again() -> None:
    store = RowStore()
    store.take(index_of(names(5)))
    assert store.ask(0) == 0
    store.fail(0)
    assert store.ask(0) == 0


def test_that_a_newer_row_is_not_overwritten_by_an_older_answer() -> None:
    store = loaded(5)
    name = names(5)[2]
    early, late = store.tick(), store.tick()
    assert store.replace(replace(row_of(name), name="Late"), late) == 2
    assert store.replace(replace(row_of(name), name="Early"), early) is None
    row = store.row(2)
    assert row is not None
    assert row.name == "Late"


def test_that_a_row_that_was_replaced_while_its_block_was_under_way_stays() -> None:
    ids = names(5)
    store = loaded(5)
    store.take(index_of(ids))
    assert store.ask(0) == 0
    store.replace(replace(row_of(ids[1]), name="Mine"))
    store.arrive(0, [row_of(name) for name in ids])
    row = store.row(1)
    assert row is not None
    assert row.name == "Mine"


def test_that_what_changed_while_its_block_was_under_way_is_fetched_again() -> None:
    ids = names(5)
    store = RowStore()
    store.take(index_of(ids))
    store.ask(0)
    assert store.held([ids[0]]) == []
    assert store.arrive(0, [row_of(name) for name in ids])
    assert not store.arrive(0, [row_of(name) for name in ids])


def test_that_known_rows_stand_in_under_another_index() -> None:
    ids = names(10)
    store = loaded(10)
    store.take(index_of(ids[1:]))
    assert store.ask(0) == 0
    assert store.row(0) == row_of(ids[1])
