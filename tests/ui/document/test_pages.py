"""The page view, with real workers and real documents."""

import pymupdf
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.documents.protocol import NEAR, TroubleCode
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pages import PageView
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import PATIENCE_MS, Library

LINES = [
    "Wrote the scheduler of a storage engine",
    "in OCaml, and ran it for eleven years.",
    "Résumé of a naïve façade",
]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, documents: DocumentService, arrivals: Arrivals) -> PageView:
    made = PageView(theme, documents, arrivals)
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(qtbot: QtBot, view: PageView, key: str, words: tuple[str, ...] = ()) -> None:
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.show_document(key, words, "backend_ink")


def read(qtbot: QtBot, view: PageView, pages: int = 1) -> None:
    qtbot.waitUntil(lambda: len(view.reading.pages) >= pages, timeout=PATIENCE_MS)


def at_word(view: PageView, text: str, page: int = 0) -> QPoint:
    """The middle of a word, in the viewport."""
    word = next(word for word in view.reading.pages[page].words if word.text.startswith(text))
    return view.place_of(Strip(page, word.x0, word.y0, word.x1, word.y1)).center()


def colour_at(view: PageView, at: QPoint) -> QColor:
    return view.viewport().grab().toImage().pixelColor(at)


def test_that_a_document_is_painted_sharp(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES))
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(350, 40) == QColor("white")
    dark = sum(picture.pixelColor(x, y).lightness() < 100 for x in range(90, 400) for y in range(100, 140))
    assert dark > 100


def test_that_a_page_drawn_ahead_is_there_in_the_next_frame(
    qtbot: QtBot, view: PageView, library: Library, documents: DocumentService, arrivals: Arrivals
) -> None:
    first, second = library.pdf(LINES), library.pdf(["Another one"])
    show(qtbot, view, first)
    with qtbot.waitSignal(arrivals.arrived, timeout=PATIENCE_MS, check_params_cb=lambda event: event.key == second):
        documents.want_page(second, 0, view.fit_width, NEAR)
    qtbot.waitUntil(lambda: documents.image(second, 0, view.fit_width) is not None, timeout=PATIENCE_MS)
    painted: list[bool] = []
    view.painted.connect(lambda: painted.append(True))
    view.show_document(second)
    view.viewport().repaint()  # no event of a worker is handled in between
    assert painted


def test_that_a_missing_size_shows_a_skeleton_and_never_waits(qtbot: QtBot, view: PageView, library: Library) -> None:
    painted: list[bool] = []
    view.painted.connect(lambda: painted.append(True))
    view.show_document(library.pdf(LINES))
    view.viewport().repaint()
    assert not painted
    assert colour_at(view, QPoint(350, 40)) == QColor("white")
    qtbot.waitUntil(lambda: bool(painted), timeout=PATIENCE_MS)


def test_that_pages_follow_each_other_and_the_place_is_told(qtbot: QtBot, view: PageView, library: Library) -> None:
    places: list[tuple[int, int, int]] = []
    view.moved.connect(lambda *place: places.append(place))
    show(qtbot, view, library.pdf(LINES, ["Two"], ["Three"]))
    assert places[-1][:2] == (1, 3)
    bar = view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=PATIENCE_MS)
    assert places[-1][:2] == (3, 3)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert bar.value() == bar.maximum()


def test_that_what_is_read_stays_when_later_pages_are_of_another_size(
    qtbot: QtBot, view: PageView, library: Library
) -> None:
    with pymupdf.open() as document:
        for number in range(30):
            document.new_page(width=842 if number > 17 else 595, height=595 if number > 17 else 842)
        key = library.put(document.tobytes())
    show(qtbot, view, key)
    view.verticalScrollBar().setValue(1500)
    before = view.position()
    qtbot.waitUntil(lambda: view.sizes()[29] == (842.0, 595.0), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() < 24_000, timeout=PATIENCE_MS)
    assert view.position() == pytest.approx(before, abs=1)


def test_that_space_scrolls_by_less_than_a_screen(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES, ["Two"]))
    bar = view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    wanted = round(view.viewport().height() * 0.86)
    qtbot.waitUntil(lambda: abs(bar.value() - wanted) <= 1, timeout=PATIENCE_MS)
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bar.value() == 0, timeout=PATIENCE_MS)


def test_that_the_wheel_zooms_around_the_pointer(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES, ["Two"]))
    view.set_zoom(2.0)  # wider than the view: both directions can be kept
    at = QPoint(300, 400)
    before = view.page_at(at)
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        for _ in range(4):
            QApplication.sendEvent(
                view.viewport(),
                QWheelEvent(
                    QPointF(at),
                    QPointF(view.viewport().mapToGlobal(at)),
                    QPoint(),
                    QPoint(0, 120),
                    Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.ControlModifier,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )
    after = view.page_at(at)
    assert after[0] == before[0]
    assert abs(after[1] - before[1]) < 2
    assert abs(after[2] - before[2]) < 2


@pytest.mark.parametrize("zoom", [0.01, 100.0])
def test_that_zoom_has_bounds(qtbot: QtBot, view: PageView, library: Library, zoom: float) -> None:
    places: list[tuple[int, int, int]] = []
    view.moved.connect(lambda *place: places.append(place))
    show(qtbot, view, library.pdf(LINES))
    view.set_zoom(zoom)
    assert places[-1][2] == (25 if zoom < 1 else 400)
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.zoom_fit()


def test_that_text_is_selected_with_the_mouse_and_copied(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES))
    read(qtbot, view)
    start, end = at_word(view, "storage"), at_word(view, "ran")
    drag(view, QPoint(start.x() - 22, start.y()), QPoint(end.x() + 40, end.y()))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("storage engine in OCaml, and ran")
    assert colour_at(view, QPoint(start.x(), start.y() + 7)) != QColor("white")


def drag(view: PageView, start: QPoint, end: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    port = view.viewport()
    for kind, at, button in (
        (QEvent.Type.MouseButtonPress, start, left),
        (QEvent.Type.MouseMove, end, none),
        (QEvent.Type.MouseButtonRelease, end, left),
    ):
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        where = QPointF(port.mapToGlobal(at))
        event = QMouseEvent(kind, QPointF(at), where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, event)


def test_that_a_double_press_selects_a_word_and_a_third_the_paragraph(
    qtbot: QtBot, view: PageView, library: Library
) -> None:
    show(qtbot, view, library.pdf([*LINES[:2], "", *LINES[2:]]))
    read(qtbot, view)
    at = at_word(view, "OCaml")
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.reading.text == "OCaml,"
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.reading.text == " ".join(LINES[:2])


def test_that_all_pages_are_selected_at_once(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES[:1], ["Two"]))
    read(qtbot, view, 2)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.reading.text == f"{LINES[0]}\nTwo"


def test_that_hits_are_counted_marked_and_gone_through(qtbot: QtBot, view: PageView, library: Library) -> None:
    found: list[tuple[int, int]] = []
    view.found.connect(lambda *each: found.append(each))
    show(qtbot, view, library.pdf(LINES, ["The resume again"]))
    read(qtbot, view, 2)
    view.search("RESUME")
    assert found[-1] == (1, 2)
    marked = at_word(view, "Résumé")
    assert colour_at(view, QPoint(marked.x(), marked.y() + 8)) != QColor("white")
    view.find_step(1)
    assert found[-1] == (2, 2)
    qtbot.waitUntil(lambda: 1 in view.visible(), timeout=PATIENCE_MS)
    view.find_step(1)
    assert found[-1] == (1, 2)
    view.search("nowhere")
    assert found[-1] == (0, 0)


def test_that_words_of_the_track_are_marked(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES), ("OCaml",))
    read(qtbot, view)
    assert [strip.page for strip in view.reading.marks(0)] == [0]
    at = at_word(view, "OCaml") + QPoint(0, 8)
    qtbot.waitUntil(lambda: colour_at(view, at) != QColor("white"), timeout=PATIENCE_MS)
    view.set_words((), "backend_ink")
    assert colour_at(view, at) == QColor("white")


def test_that_trouble_is_told_and_another_try_may_help(qtbot: QtBot, view: PageView, library: Library) -> None:
    key = library.pdf(LINES)
    library.away.add(key)
    with qtbot.waitSignal(
        view.troubled, timeout=PATIENCE_MS, check_params_cb=lambda trouble: trouble is not None
    ) as told:
        view.show_document(key)
    assert told.args is not None
    assert told.args[0].code is TroubleCode.MISSING
    library.away.clear()
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.retry()
    assert view.trouble is None


def test_that_paper_is_dimmed_in_the_dark(qtbot: QtBot, view: PageView, library: Library, theme: Theme) -> None:
    show(qtbot, view, library.pdf(LINES))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.use(app, dark=True)
    assert 225 <= colour_at(view, QPoint(350, 40)).lightness() <= 235
    theme.use(app, dark=False)


def test_that_pictures_are_let_go_when_a_page_leaves_the_screen(qtbot: QtBot, view: PageView, library: Library) -> None:
    show(qtbot, view, library.pdf(LINES, ["Two"], ["Three"]))
    held = view.pictures_held()
    assert held == [0]
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        view.scroll_to(view.verticalScrollBar().maximum(), smooth=False)
    assert view.pictures_held() == [2]
