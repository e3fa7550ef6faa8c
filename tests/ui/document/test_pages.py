"""The page view, with real workers and real documents."""

from collections.abc import Generator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.documents.protocol import NEAR, TroubleCode
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pages import PageView
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import Library

PATIENCE = 10_000
LINES = ["Wrote the scheduler of a storage engine", "in OCaml, and ran it for eleven years.", "Résumé of a naïve façade"]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, documents: DocumentService, arrivals: Arrivals) -> Generator[PageView]:
    made = PageView(theme, documents, arrivals)
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(qtbot: QtBot, view: PageView, key: str, words: tuple[str, ...] = ()) -> None:
    with qtbot.waitSignal(view.painted, timeout=PATIENCE):
        view.show_document(key, words, "backend_ink")


def read(qtbot: QtBot, view: PageView, pages: int) -> None:
    qtbot.waitUntil(lambda: len(view.reading.pages) >= pages, timeout=PATIENCE)


def at_word(view: PageView, text: str, page: int = 0) -> QPoint:
    """The middle of a word, in the viewport."""
    word = next(word for word in view.reading.pages[page].words if word.text.startswith(text))
    place = view.place_of(Strip(page, word.x0, word.y0, word.x1, word.y1))
    return place.center()


def test_that_a_document_is_painted_sharp(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES))
    picture = view.viewport().grab().toImage()
    paper = picture.pixelColor(350, 40)
    assert paper == QColor("white")
    dark = sum(
        picture.pixelColor(x, y).lightness() < 100
        for x in range(90, 400)
        for y in range(100, 140)
    )
    assert dark > 100
