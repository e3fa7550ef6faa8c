"""A document that needs a password asks for it in its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.domain.application import Application
from reviewer.domain.document import DocumentKind
from reviewer.ui.document.pane import DocumentPane
from tests import builders_documents as build
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_pane import Make, make, pane

__all__ = ["make", "pane"]
PASSWORD = "quince and medlar"


@pytest.fixture
def locked(qtbot: QtBot, pane: DocumentPane, make: Make, library: Library) -> Application:
    key = library.put(build.pdf(password=PASSWORD))
    application = make(DocumentKind.RESUME, DocumentKind.COVER_LETTER, keys=[key, library.pdf(["open"])])
    pane.show_application(application, (), "")
    qtbot.waitUntil(pane.state.isVisible, timeout=PATIENCE_MS)
    return application


def type_in(qtbot: QtBot, pane: DocumentPane, text: str) -> None:
    qtbot.keyClicks(pane.unlocking.field.field, text)
    qtbot.keyClick(pane.unlocking.field.field, Qt.Key.Key_Return)


@pytest.mark.usefixtures("locked")
def test_that_it_is_asked_for_and_never_shown(pane: DocumentPane) -> None:
    assert pane.unlocking.field.isVisible()
    assert pane.unlocking.field.field.echoMode() is QLineEdit.EchoMode.Password
    assert not pane.unlocking.field.button.isEnabled()


@pytest.mark.usefixtures("locked")
def test_that_the_right_one_shows_the_document(qtbot: QtBot, pane: DocumentPane) -> None:
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        type_in(qtbot, pane, PASSWORD)
    assert pane.pages.isVisible()
    assert pane.unlocking.field.field.text() == ""


@pytest.mark.usefixtures("locked")
def test_that_a_wrong_one_can_be_tried_again(qtbot: QtBot, pane: DocumentPane) -> None:
    with qtbot.waitSignal(pane.unlocking.refused, timeout=PATIENCE_MS):
        type_in(qtbot, pane, "medlar")
    assert "does not open it" in pane.state.accessibleName()
    assert pane.unlocking.field.isEnabled()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        type_in(qtbot, pane, PASSWORD)


def test_that_other_states_do_not_ask(qtbot: QtBot, pane: DocumentPane, locked: Application, library: Library) -> None:
    pane.next_tab()
    qtbot.waitUntil(pane.pages.isVisible, timeout=PATIENCE_MS)
    pane.previous_tab()
    qtbot.waitUntil(pane.unlocking.field.isVisible, timeout=PATIENCE_MS)
    pane.show_application(None, (), "")
    assert not pane.unlocking.field.isVisible()


def test_that_a_file_that_is_away_says_so(
    qtbot: QtBot, pane: DocumentPane, locked: Application, library: Library
) -> None:
    library.away.add(locked.documents[0].sha256)
    with qtbot.waitSignal(pane.unlocking.refused, timeout=PATIENCE_MS):
        type_in(qtbot, pane, PASSWORD)
    assert "was not tried" in pane.state.accessibleName()
    library.away.clear()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        type_in(qtbot, pane, PASSWORD)
