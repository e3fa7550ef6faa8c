"""Dealing out the shared memory."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as some

from reviewer.documents.slab import Slab

PAGE = 4096


def test_that_the_least_recently_used_makes_way_and_what_is_held_does_not() -> None:
    with contextlib.closing(Slab(16 << 20)) as slab:
        for number in range(4):
            slot = slab.reserve(4 << 20)
            assert slot is not None
            slab.keep(("k", number, 1, 0, None), slot, (1024, 1365, 3072))
        held = slab.get(("k", 0, 1, 0, None))
        slot = slab.reserve(4 << 20)
        assert slot is not None
        slab.release(slot)
        assert ("k", 0, 1, 0, None) in slab
        assert ("k", 1, 1, 0, None) not in slab
        assert held is not None


def test_that_there_is_no_room_while_everything_is_held() -> None:
    with contextlib.closing(Slab(16 << 20)) as slab:
        slot = slab.reserve(slab.size)
        assert slot is not None
        slab.keep(("k", 0, 1, 0, None), slot, (1024, slab.size // 3072, 3072))
        held = slab.get(("k", 0, 1, 0, None))
        assert slab.reserve(1 << 20) is None
        slab.forget("k")
        assert slab.reserve(1 << 20) is None  # forgotten, and still painted from
        del held
        assert slab.reserve(1 << 20) is not None


def test_that_closing_while_pixels_are_held_leaves_them_readable() -> None:
    slab = Slab(16 << 20)
    slot = slab.reserve(PAGE)
    assert slot is not None
    slab.keep(("k", 0, 1, 0, None), slot, (10, 10, 32))
    held = slab.get(("k", 0, 1, 0, None))
    assert held is not None
    slab.close()
    assert len(bytes(held.buffer)) == 320


@given(some.lists(some.tuples(some.integers(1, 3 << 20), some.booleans()), max_size=60))
@settings(max_examples=40, deadline=None)
def test_that_slots_never_overlap_and_nothing_is_lost(requests: list[tuple[int, bool]]) -> None:
    with contextlib.closing(Slab(16 << 20)) as slab:
        live = []
        for size, give_back in requests:
            slot = slab.reserve(size)
            if slot is not None:
                assert slot.size >= size
                assert all(s.offset + s.size <= slot.offset or slot.offset + slot.size <= s.offset for s in live)
                live.append(slot)
            if give_back and live:
                slab.release(live.pop(0))
        for slot in live:
            slab.release(slot)
        assert slab.used == 0
        assert slab.reserve(slab.size) is not None
