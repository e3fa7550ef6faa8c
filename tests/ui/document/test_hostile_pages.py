"""The window with files that were made to do harm: it lives, says what is wrong, and shows the next document."""

from collections.abc import Generator

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from pytestqt.qtbot import QtBot

from reviewer.documents.attempt import Bounds
from reviewer.documents.pool import Pool
from reviewer.domain.document import DocumentKind
from reviewer.services.documents import DocumentService
from reviewer.ui.document.pane import DocumentPane
from reviewer.ui.theme import Theme
from tests.documents.hostile_documents import HOSTILE
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_pane import Make, make

__all__ = ["make"]

WORST = (
    "pdf: 100,000 pages that are one",
    "pdf: a page of a billion points",
    "pdf: a picture of 10^9 pixels",
    "pdf: an outline in a ring",
    "docx: a gigabyte in a megabyte",
    "docx: laughs by the billion",
    "rtf: a million groups",
    "doc: sectors in a ring",
    "txt: turned about and about",
)
HASTY = Bounds(draw_seconds=0.7, convert_seconds=0.8)
LONGEST_BLOCK_MS = 400
"""A generous bound: what is measured at length is in the benchmarks."""


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme, library: Library) -> Generator[DocumentPane]:
    pool = Pool(library.fetch, workers=2, bounds=HASTY)
    made = DocumentPane(theme, DocumentService(pool, library.fetch))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.close_arrivals())
    made.resize(760, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_arrivals()
    pool.close()


def test_that_the_window_lives_on(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> None:
    painted: list[bool] = []
    pane.painted.connect(lambda: painted.append(True))
    keys = {name: library.put(HOSTILE[name]()) for name in WORST}
    clock, longest = QElapsedTimer(), [0]

    def rang() -> None:
        longest[0] = max(longest[0], clock.restart())

    pulse = QTimer(pane, interval=0)
    pulse.timeout.connect(rang)
    clock.start()
    pulse.start()
    said: dict[str, str] = {}
    blocks: dict[str, int] = {}
    for name, key in keys.items():
        painted.clear()
        longest[0] = 0
        pane.show_application(make(DocumentKind.RESUME, keys=[key]), (), "")
        qtbot.waitUntil(lambda: bool(painted) or pane.pages.trouble is not None, timeout=PATIENCE_MS)
        said[name] = pane.state.title() if pane.pages.trouble is not None else ""
        pane.grab()
        blocks[name] = longest[0]
    pulse.stop()
    assert {name: block for name, block in blocks.items() if block > LONGEST_BLOCK_MS} == {}
    sentences = [sentence for sentence in said.values() if sentence]
    assert sentences
    assert not [sentence for sentence in sentences if "Traceback" in sentence or "/" in sentence or "Error" in sentence]
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(make(DocumentKind.RESUME, keys=[library.pdf(["And here is a good one"])]), (), "")
    assert pane.pages.trouble is None
