"""Pages turned, whole in the view, and so large that they are drawn in parts."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.geometry import MOST_ZOOM, Fit
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pages import PageView
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import PATIENCE_MS, Library

LINES = ["Milla Quarto", "wrote a storage engine in OCaml"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, documents: DocumentService, arrivals: Arrivals) -> PageView:
    made = PageView(theme, documents, arrivals)
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(qtbot: QtBot, view: PageView, key: str) -> None:
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.show_document(key)
    qtbot.waitUntil(lambda: 0 in view.reading.pages, timeout=PATIENCE_MS)


def word_place(view: PageView, text: str) -> Strip:
    word = next(word for word in view.reading.pages[0].words if word.text == text)
    return Strip(0, word.x0, word.y0, word.x1, word.y1)


def ink(view: PageView, strip: Strip) -> int:
    """How many dark pixels are where a word should be, as a share in per cent."""
    picture, place = view.viewport().grab().toImage(), view.place_of(strip)
    dark = [
        picture.pixelColor(x, y).lightness() < 128
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
        if picture.valid(x, y)
    ]
    return 100 * sum(dark) // max(1, len(dark))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_that_pages_turn_with_their_words(qtbot: QtBot, view: PageView, library: Library, degrees: int) -> None:
    show(qtbot, view, library.pdf(LINES, size=(500, 300)))
    strip = word_place(view, "storage")
    assert ink(view, strip) > 5
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.turn(degrees)
    view.reveal(strip)
    qtbot.waitUntil(lambda: ink(view, strip) > 5, timeout=PATIENCE_MS)
    place = view.place_of(strip)
    assert (place.width() < place.height()) == (degrees != 180)
    view.reading.selection = None
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "storage"
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.turn(360 - degrees)
    assert view.place_of(strip).width() > view.place_of(strip).height()


def test_that_each_document_keeps_how_it_was_turned(qtbot: QtBot, view: PageView, library: Library) -> None:
    turned, other = library.pdf(LINES), library.pdf(["Other"])
    show(qtbot, view, turned)
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.turn(90)
    show(qtbot, view, other)
    assert view.rotation() == 0
    show(qtbot, view, turned)
    assert view.rotation() == 90


def test_that_the_whole_page_fits_and_space_goes_on_by_pages(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES, ["Two"], ["Three"]))
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        qtbot.keyClick(view, Qt.Key.Key_9, CTRL)
    page = view.place_of(Strip(0, 0, 0, 595, 842))
    assert view.viewport().rect().contains(page)
    assert page.height() > 0.9 * view.viewport().height()
    for number in (1, 2):
        qtbot.keyClick(view, Qt.Key.Key_Space)
        qtbot.waitUntil(
            lambda number=number: view.viewport().rect().contains(view.place_of(Strip(number, 0, 0, 595, 842))),
            timeout=PATIENCE_MS,
        )
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.zoom_fit(Fit.WIDTH)


def test_that_a_page_at_four_hundred_per_cent_is_sharp(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES, size=(842, 1191)))
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.set_zoom(MOST_ZOOM, QPoint(100, 100))
    strip = word_place(view, "storage")
    assert view.place_of(Strip(0, 0, 0, 842, 1191)).width() > 4000
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.reveal(strip)
        view.viewport().update()
    picture, place = view.viewport().grab().toImage(), view.place_of(strip) & view.viewport().rect()
    # Letters drawn at this size go from ink to paper within two pixels; scaled ones take seven.
    row = [picture.pixelColor(x, place.center().y()).lightness() for x in range(place.left(), place.right())]
    assert max(abs(after - before) for before, after in zip(row, row[2:], strict=False)) > 200
    bar = view.horizontalScrollBar()
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        bar.setValue(bar.maximum())
    assert view.pictures_held() == [0]
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.zoom_fit()
