"""Hidden text is told above the page, and shown in place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.ui.document import paper
from reviewer.ui.document.pane import DocumentPane
from reviewer.ui.theme import Theme
from tests.documents.hidden_cases import HIDDEN, SECRET, made
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_pane import Make, make, pane

__all__ = ["make", "pane"]


def show(qtbot: QtBot, pane: DocumentPane, make: Make, keys: list[str]) -> None:
    application = make(*(DocumentKind.RESUME for _ in keys), keys=keys)
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(application, (), "")


@pytest.fixture
def hiding(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> DocumentPane:
    show(qtbot, pane, make, [library.put(made(HIDDEN["white on white"][1])), library.pdf(["plain"])])
    qtbot.waitUntil(pane.unseen.banner.isVisible, timeout=PATIENCE_MS)
    return pane


def test_that_it_says_how_many_words_where_and_what(hiding: DocumentPane) -> None:
    said = hiding.unseen.banner.text()
    assert said == f"Text you cannot see: 5 words, page 1, in the background's colour: “{SECRET}”"


def test_that_a_flag_that_says_it_already_is_not_repeated(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    key = library.put(made(HIDDEN["white on white"][1]))
    flag = Flag(FlagKind.HIDDEN_TEXT, FlagState.OPEN, ("resume.pdf: 5 words",))
    application = make(DocumentKind.RESUME, keys=[key], flags=[flag])
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(application, (), "")
    qtbot.waitUntil(lambda: bool(pane.unseen.passages), timeout=PATIENCE_MS)
    assert not pane.unseen.banner.isVisible()
    (show,) = (button for button in pane.flags._banners[FlagKind.HIDDEN_TEXT].buttons() if button.text() == "Show it")
    with qtbot.waitSignal(pane.unseen_asked):
        show.click()
    assert pane.show_unseen()
    pane.update_application(replace(application, flags=()), (), "")
    assert pane.unseen.banner.isVisible()


def test_that_it_leaves_the_letters_of_others_as_they_are(hiding: DocumentPane, theme: Theme) -> None:
    before = theme.font(12).pixelSize()
    hiding.show_unseen()
    hiding.pages.viewport().grab()
    assert theme.font(12).pixelSize() == before
    picture = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paper.paint_unseen(painter, theme, QRectF(0, 0, 600, 600), [QRectF(10, 10, 90, 20)], SECRET, 2.0)
    painter.end()
    assert theme.font(12).pixelSize() == before


def test_that_it_can_be_looked_at_in_place_and_put_away(hiding: DocumentPane) -> None:
    before = hiding.pages.viewport().grab().toImage()
    assert hiding.show_unseen()
    shown = hiding.pages.viewport().grab().toImage()
    assert shown != before
    assert hiding.show_unseen()
    assert hiding.pages.viewport().grab().toImage() == before


def test_that_what_is_not_known_yet_is_shown_when_it_is(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    """The key may be quicker than the look: nothing is said to be absent before it was looked for."""
    key, plain = library.put(made(HIDDEN["white on white"][1]) + b"\n"), library.pdf(["nothing hidden here"])
    pane.show_application(make(DocumentKind.RESUME, DocumentKind.COVER_LETTER, keys=[key, plain]), (), "")
    assert pane.show_unseen()
    assert not pane.unseen.passages
    qtbot.waitUntil(lambda: bool(pane.pages._unseen), timeout=PATIENCE_MS)
    with qtbot.waitSignal(pane.unseen.nothing, timeout=PATIENCE_MS):
        pane.next_tab()
        assert pane.show_unseen()
    assert not pane.show_unseen()


def test_that_find_and_copy_know_nothing_of_it(qtbot: QtBot, hiding: DocumentPane) -> None:
    qtbot.waitUntil(lambda: 0 in hiding.pages.reading.pages, timeout=PATIENCE_MS)
    hiding.pages.search("kubernetes")
    assert not hiding.pages.reading.hits
    assert "kubernetes" not in hiding.text()
    hiding.pages.search("gardens")
    assert len(hiding.pages.reading.hits) == 6


def test_that_another_document_does_not_inherit_it(qtbot: QtBot, hiding: DocumentPane) -> None:
    hiding.show_unseen()
    hiding.next_tab()
    assert not hiding.unseen.banner.isVisible()
    qtbot.waitUntil(lambda: not hiding.show_unseen(), timeout=PATIENCE_MS)
    hiding.previous_tab()
    qtbot.waitUntil(hiding.unseen.banner.isVisible, timeout=PATIENCE_MS)


def test_that_what_is_not_on_a_page_is_told_without_a_way_to_show_it(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    show(qtbot, pane, make, [library.put(made(HIDDEN["in the keywords"][1]))])
    qtbot.waitUntil(pane.unseen.banner.isVisible, timeout=PATIENCE_MS)
    assert "in the file's properties, written to a machine" in pane.unseen.banner.text()
    assert not pane.unseen.banner.buttons()
