"""What is said above pages that are not quite the document."""

import pytest
from pytestqt.qtbot import QtBot

from reviewer.documents.protocol import DocumentInfo, Format
from reviewer.domain.document import DocumentKind
from reviewer.ui.document.pane import DocumentPane
from reviewer.ui.document.states import notes_on
from tests import builders_documents as build
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_pane import Make, make, pane

__all__ = ["make", "pane"]


@pytest.mark.parametrize(
    ("scanned", "recognises", "said"),
    [(True, False, "no text to search"), (True, True, "read from the picture"), (False, True, "")],
)
def test_that_a_scan_says_whether_it_has_words(scanned: bool, recognises: bool, said: str) -> None:
    info = DocumentInfo(Format.PDF, "mupdf", ((595.0, 842.0),), scanned=scanned)
    found = notes_on(info, recognises=recognises)
    assert said in found
    assert bool(found) is scanned


def test_that_a_mended_file_says_so(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> None:
    damaged = build.pdf().replace(b"startxref", b"startxxxx")
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(make(DocumentKind.RESUME, keys=[library.put(damaged)]), (), "")
    assert "was damaged and has been mended" in pane.note.text()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(make(DocumentKind.RESUME, keys=[library.put(build.pdf())]), (), "")
    assert not pane.note.isVisible()
