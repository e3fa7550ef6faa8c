"""Scans: their words where the extra that recognises them is installed, and no trouble where it is not."""

import sys
from collections.abc import Callable

import pytest

from reviewer.documents import extras
from reviewer.documents.protocol import NOW, PageImage
from tests import builders_documents as build
from tests.documents.conftest import Desk

SAID = "Milla Quarto keeps compilers and gardens"


@pytest.fixture(scope="module", autouse=True)
def the_extra_is_there() -> None:
    assert extras.recognises_scans(), "the tests' own dependencies bring it"


def test_that_a_scan_has_words_at_their_places(desk: Desk) -> None:
    key = desk.add(build.scan_of(SAID))
    assert isinstance(desk.page(key), PageImage)
    info = desk.pool.info(key)
    assert info is not None
    assert info.scanned
    assert desk.words(key) == SAID.split()
    first = next(iter(desk.pool.words(key, 0) or ()))
    assert first.x0 == pytest.approx(50, abs=4)  # where the builder wrote it, in points
    assert first.y0 < 80 < first.y1 + 4
    assert desk.pool.stats().crashes == 0


def test_that_the_text_of_a_scan_is_found_for_the_search(desk: Desk) -> None:
    found = desk.pool.extract(build.scan_of(SAID))
    assert found.trouble is None
    assert " ".join(found.text.split()) == SAID


def test_that_without_the_extra_a_scan_is_drawn_and_has_no_words(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.pool.recognises = False
    key = desk.add(build.scan_of(SAID))
    assert isinstance(desk.page(key), PageImage)
    assert desk.words(key) == []


def test_that_a_small_picture_on_an_empty_page_is_no_scan(desk: Desk) -> None:
    key = desk.add(build.docx(build.paragraph("")))
    assert desk.words(key) == []


def test_that_a_worker_that_dies_of_recognising_leaves_the_scan(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(lambda slab: [sys.executable, "-c", _DIES, slab])
    key = desk.add(build.scan_of(SAID))
    assert isinstance(desk.page(key), PageImage)
    assert desk.words(key) == []
    assert desk.pool.trouble(key) is None


def test_that_reading_a_scan_waits_behind_what_is_on_the_screen(desk: Desk) -> None:
    scan, other = desk.add(build.scan_of(SAID)), desk.add(build.pdf())
    desk.page(scan)
    desk.pool.want_words(scan, 0, NOW)
    assert isinstance(desk.page(other), PageImage)
    assert desk.wait(lambda: desk.pool.words(scan, 0))


_DIES = """
import os, sys
from reviewer.documents import ocr, worker
ocr.recognise = lambda *_: os.abort()
worker.main(sys.argv[1])
"""
