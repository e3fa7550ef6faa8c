"""Documents that hang, crash or fill the memory of a worker, and workers that a document has taken over."""

import sys
from collections.abc import Callable

import pytest

from reviewer.documents.attempt import Bounds
from reviewer.documents.protocol import Failed, PageImage, Trouble, TroubleCode, Unlocked
from tests import builders_documents as build
from tests.documents.conftest import Desk, bad_workers

HASTY = Bounds(draw_seconds=1.0, convert_seconds=1.0)


def saying(word: str) -> bytes:
    """A PDF with a word in its bytes that the bad worker obeys."""
    return build.pdf() + f"\n% {word}\n".encode()


def test_that_a_hang_ends_in_its_trouble_and_the_next_is_served(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers, HASTY)
    bad, good = desk.add(saying("HANG")), desk.add(build.pdf())
    assert desk.page(bad) == Trouble(TroubleCode.TIMEOUT)
    assert isinstance(desk.page(good), PageImage)
    assert desk.pool.stats().timeouts == 1


def test_that_one_that_hangs_holds_up_no_other(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers, Bounds(draw_seconds=20))
    desk.pool.want_page(desk.add(saying("HANG")), 0, 300, 0)
    assert isinstance(desk.page(desk.add(build.pdf())), PageImage)


def test_that_two_crashes_give_a_document_up(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers)
    bad, good = desk.add(saying("CRASH")), desk.add(build.pdf())
    assert desk.page(bad) == Trouble(TroubleCode.CRASHED)
    assert isinstance(desk.page(good), PageImage)
    assert desk.pool.stats().crashes == 2


def test_that_one_that_may_be_tried_again_is_tried_again(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers)
    key = desk.add(saying("CRASH"))
    assert desk.page(key) == Trouble(TroubleCode.CRASHED)
    desk.shelf[key] = build.pdf()
    desk.pool.retry(key)
    assert isinstance(desk.page(key), PageImage)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a process can be held to its memory")
def test_that_one_that_eats_memory_is_stopped(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers)
    assert desk.page(desk.add(saying("MEMORY"))) == Trouble(TroubleCode.MEMORY)
    assert isinstance(desk.page(desk.add(build.pdf())), PageImage)


@pytest.mark.parametrize("lie", ["LIE-WIDTH", "LIE-PAGES", "BIG-FRAME"])
def test_that_no_lie_is_believed(open_desk: Callable[..., Desk], lie: str) -> None:
    desk = open_desk(bad_workers, workers=1)
    bad, good = desk.add(saying(lie)), desk.add(build.pdf())
    found = desk.page(bad)
    assert found == Trouble(TroubleCode.CRASHED) or (lie == "BIG-FRAME" and isinstance(found, PageImage))
    assert isinstance(desk.page(good), PageImage)


def test_that_pages_whose_measuring_kills_workers_stay_as_they_were_guessed(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers)
    key = desk.add(build.pdf_with_a_wide_page(40, wide=30) + b"\n% CRASH-SIZES\n")
    assert isinstance(desk.page(key), PageImage)
    described = desk.pool.describe(key)
    assert not isinstance(described, Trouble)
    assert described.pages[30] == (300.0, 400.0)
    assert desk.pool.stats().crashes == 2
    assert isinstance(desk.page(key, width=200), PageImage)
    assert not [event for event in desk.events if isinstance(event, Failed)]


def test_that_extraction_has_the_same_bounds(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bad_workers, HASTY)
    assert desk.pool.extract(saying("HANG")).trouble == Trouble(TroubleCode.TIMEOUT)
    assert desk.pool.extract(saying("CRASH")).trouble == Trouble(TroubleCode.CRASHED)
    assert desk.pool.extract(build.pdf()).trouble is None


def test_that_a_computer_that_starts_no_worker_says_so(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(lambda _: [sys.executable, "-c", "raise SystemExit(3)"], workers=1)
    assert desk.page(desk.add(build.pdf())) == Trouble(TroubleCode.CRASHED)
    assert desk.pool.extract(build.pdf()).trouble == Trouble(TroubleCode.CRASHED)
    locked = desk.add(build.pdf(password="secret"))
    desk.pool.unlock(locked, "secret")
    assert desk.wait(lambda: Unlocked(locked, Trouble(TroubleCode.CRASHED)) in desk.events)


def test_that_an_engine_that_kills_its_worker_is_left_out_the_second_time(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(lambda slab: [sys.executable, "-c", _WITHOUT_DXPDF, slab])
    key = desk.add(build.docx())
    assert isinstance(desk.page(key), PageImage)
    info = desk.pool.info(key)
    assert info is not None
    assert not info.engine.startswith("dxpdf")
    assert "other_engine" in info.warnings or "text_only" in info.warnings


_WITHOUT_DXPDF = """
import os, sys
from reviewer.documents import worker
import dxpdf
dxpdf.convert = lambda *a, **k: os.abort()
worker.main(sys.argv[1])
"""
