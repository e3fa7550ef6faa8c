"""Finding while words come, in documents of many pages, and in those that have none."""

import time
from collections.abc import Generator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.documents.pool import Pool
from reviewer.domain.document import DocumentKind
from reviewer.services.documents import DocumentService
from reviewer.ui.document.pane import DocumentPane
from tests import builders_documents as build
from tests.ui.document.conftest import PATIENCE_MS, WORKER_AND_SPARE, Library
from tests.ui.document.test_pane import Make, make, pane

__all__ = ["make", "pane"]

PAGES = 60


@pytest.fixture(scope="module")
def documents(library: Library) -> Generator[DocumentService]:
    """The service over a pool that does not read scans."""
    pool = Pool(library.fetch, workers=1, recognises=False)
    while len(pool.stats().pids) < WORKER_AND_SPARE:
        time.sleep(0.01)
    yield DocumentService(pool, library.fetch)
    pool.close()


def open_find(qtbot: QtBot, pane: DocumentPane, make: Make, key: str) -> None:
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(make(DocumentKind.RESUME, keys=[key]), (), "backend")
    pane.open_find()


def test_that_hits_are_counted_while_pages_are_read(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    key = library.pdf(*(["one kernel", "and a kernel more"] for _ in range(PAGES)))
    open_find(qtbot, pane, make, key)
    said: list[tuple[str, str]] = []
    pane.pages.searched.connect(lambda *_: said.append((pane.find_bar.count.text(), pane.find_bar.note.text())))
    qtbot.keyClicks(pane.find_bar.field, "kernel")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == f"1 of {2 * PAGES}", timeout=PATIENCE_MS)
    assert any(count.endswith("…") and note.endswith(f"of {PAGES} pages read") for count, note in said)
    assert pane.find_bar.note.isHidden()
    qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar.count.text() == f"{2 * PAGES} of {2 * PAGES}"
    qtbot.waitUntil(lambda: PAGES - 1 in pane.pages.visible(), timeout=PATIENCE_MS)


def test_that_nothing_found_is_said(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> None:
    open_find(qtbot, pane, make, library.pdf(["one kernel"]))
    qtbot.keyClicks(pane.find_bar.field, "garden")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "Not found", timeout=PATIENCE_MS)
    # And where all words were here before anything was typed.
    pane.find_bar.field.clear()
    assert not pane.find_bar.count.text()
    qtbot.keyClicks(pane.find_bar.field, "garden")
    assert pane.find_bar.count.text() == "Not found"


def test_that_whole_words_can_be_asked_for(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> None:
    open_find(qtbot, pane, make, library.pdf(["go gopher, Go, ergo"]))
    qtbot.keyClicks(pane.find_bar.field, "go")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "1 of 4", timeout=PATIENCE_MS)
    pane.find_bar.whole.click()
    assert pane.find_bar.count.text() == "1 of 2"


def test_that_a_scan_says_that_there_is_nothing_to_search(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    open_find(qtbot, pane, make, library.put(build.scan()))
    qtbot.keyClicks(pane.find_bar.field, "kernel")
    assert pane.find_bar.note.text() == "Scanned: no text to search"
    assert pane.find_bar.note.isVisible()
    assert pane.find_bar.count.text() == ""


def test_that_finding_goes_on_with_what_was_looked_for_last(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    open_find(qtbot, pane, make, library.pdf(["a kernel", "and a kernel"]))
    qtbot.keyClicks(pane.find_bar.field, "kernel")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "1 of 2", timeout=PATIENCE_MS)
    pane.close_find()
    pane.find_next()
    assert pane.find_bar.isVisible()
    assert pane.find_bar.count.text() == "1 of 2"
    pane.find_next()
    assert pane.find_bar.count.text() == "2 of 2"
    pane.find_next(-1)
    assert pane.find_bar.count.text() == "1 of 2"
    application = make(DocumentKind.RESUME, keys=[library.pdf(["no such word"])])
    pane.show_application(replace(application, documents=application.documents), (), "backend")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "Not found", timeout=PATIENCE_MS)
