"""The document pane: one application after the other, with real workers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reviewer.domain import operations as op
from reviewer.domain.activity import Activity
from reviewer.domain.application import Answer, Application, Candidate
from reviewer.domain.document import Document, DocumentKind
from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.domain.track import Workplace
from reviewer.services.documents import DocumentService
from reviewer.ui.document.pane import DocumentPane
from reviewer.ui.theme import Theme
from tests.ui.document.conftest import PATIENCE_MS, Library

Make = Callable[..., Application]


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme, documents: DocumentService) -> DocumentPane:
    made = DocumentPane(theme, documents)
    qtbot.addWidget(made, before_close_func=lambda widget: widget.close_arrivals())
    made.resize(760, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def make(library: Library) -> Make:
    def made(
        *kinds: DocumentKind,
        flags: Sequence[Flag] = (),
        answers: Sequence[Answer] = (),
        keys: Sequence[str] = (),
        guessed: bool = False,
    ) -> Application:
        keys = keys or [library.pdf([f"{kind} in OCaml"], ["Second page"]) for kind in kinds]
        documents = tuple(
            Document(new_id(), kind, guessed, f"{kind}.pdf", key, 1, "pdf", None)
            for kind, key in zip(kinds, keys, strict=True)
        )
        return Application(
            id=new_id(),
            candidate=Candidate(new_id(), "Ola Example", "ola@example.org", None),
            headline="Engineer",
            location="Turku",
            workplace=Workplace.REMOTE,
            applied_track="backend",
            track="backend",
            source="form",
            received_at=datetime.now(UTC) - timedelta(days=4, hours=1),
            decision=None,
            version=1,
            documents=documents,
            answers=tuple(answers),
            flags=tuple(flags),
            review=None,
            other_reviews=0,
            activities=3,
        )

    return made


def show(qtbot: QtBot, pane: DocumentPane, application: Application) -> None:
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_application(application, ("OCaml",), "backend")


def tabs(pane: DocumentPane) -> list[str]:
    return [button.accessibleName() for button in pane.tabs.buttons()]


def test_that_the_header_says_who_and_what(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    show(qtbot, pane, make(DocumentKind.COVER_LETTER, DocumentKind.RESUME, answers=[Answer("Why?", "Because.")]))
    assert pane.header.name.text() == "Ola Example"
    assert pane.header.facts.text() == "Engineer · Turku · remote · applied 4 days ago · form"
    assert tabs(pane) == ["Résumé, 2", "Cover letter", "Answers, 1", "Activity, 3"]
    current = pane.current_document()
    assert current is not None
    assert current.kind is DocumentKind.RESUME


def test_that_an_application_drawn_ahead_is_there_in_the_next_frame(
    qtbot: QtBot, pane: DocumentPane, make: Make
) -> None:
    first, second = make(DocumentKind.RESUME), make(DocumentKind.RESUME)
    show(qtbot, pane, first)
    pane.prefetch([second])
    keys = [document.sha256 for document in second.documents]
    qtbot.waitUntil(lambda: pane.ahead_ready(keys), timeout=PATIENCE_MS)
    painted: list[bool] = []
    pane.painted.connect(lambda: painted.append(True))
    pane.show_application(second, (), "backend")
    pane.pages.viewport().repaint()  # no event of a worker is handled in between
    assert painted


def test_that_each_document_keeps_its_place(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    show(qtbot, pane, make(DocumentKind.RESUME, DocumentKind.COVER_LETTER))
    bar = pane.pages.verticalScrollBar()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.pages.scroll_to(500, smooth=False)
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.next_tab()
    assert bar.value() == 0
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.previous_tab()
    assert abs(bar.value() - 500) <= 1


def test_that_a_guess_is_marked_and_ended_by_saying_so(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    application = make(DocumentKind.RESUME, guessed=True)
    show(qtbot, pane, application)
    assert pane.tabs.buttons()[0].tab.guessed
    with qtbot.waitSignal(pane.kind_toggled) as told:
        pane.toggle_kind()
    document = application.documents[0]
    assert told.args == [document.id, DocumentKind.COVER_LETTER]
    said = replace(document, kind=DocumentKind.COVER_LETTER, guessed=False)
    pane.update_application(replace(application, documents=(said,)), (), "backend")
    assert tabs(pane)[0] == "Cover letter, 2"
    assert pane.current_document() == said


def test_that_flags_are_said_and_answered(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    bot = Flag(FlagKind.BOT_TRAFFIC, FlagState.OPEN, ("VPN exit node", "form filled in 4 s", "failed challenge"))
    agency = Flag(FlagKind.AGENCY, FlagState.CLEARED, ("agency",))
    show(qtbot, pane, make(DocumentKind.RESUME, flags=[bot, agency]))
    assert pane.flags.lines() == ["Possible bot traffic: VPN exit node, form filled in 4 s and 1 more"]
    with qtbot.waitSignal(pane.flag_chosen) as told:
        assert pane.clear_flag()
    assert told.args == [FlagKind.BOT_TRAFFIC, FlagState.CLEARED]
    show(qtbot, pane, make(DocumentKind.RESUME))
    assert pane.flags.isHidden()
    assert not pane.confirm_flag()


def test_that_finding_opens_counts_and_closes(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    show(qtbot, pane, make(DocumentKind.RESUME))
    qtbot.waitUntil(lambda: len(pane.pages.reading.pages) == 2, timeout=PATIENCE_MS)
    pane.open_find()
    qtbot.keyClicks(pane.find_bar.field, "o")
    assert pane.find_bar.count.text() == "1 of 2"
    qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Return)
    assert pane.find_bar.count.text() == "2 of 2"
    qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar.count.text() == "1 of 2"
    qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert not pane.close_find()


def test_that_a_damaged_document_says_so_and_the_rest_goes_on(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    broken, good = library.put(b"%PDF-1.4 but nothing else"), library.pdf(["Fine"])
    with qtbot.waitSignal(pane.pages.troubled, timeout=PATIENCE_MS, check_params_cb=bool):
        pane.show_application(make(DocumentKind.RESUME, DocumentKind.COVER_LETTER, keys=[broken, good]), (), "")
    assert pane.state.title() == "This file could not be drawn"
    assert [button.text() for button in pane.state.buttons()] == ["Open the original", "Go on"]
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.state.buttons()[1].click()


def test_that_a_file_that_has_not_arrived_shows_by_itself_later(
    qtbot: QtBot, pane: DocumentPane, make: Make, library: Library
) -> None:
    application = make(DocumentKind.RESUME)
    library.away.add(application.documents[0].sha256)
    with qtbot.waitSignal(pane.pages.troubled, timeout=PATIENCE_MS, check_params_cb=bool):
        pane.show_application(application, (), "")
    assert pane.state.title() == "This file has not arrived here yet"
    library.away.clear()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pass


def test_that_no_document_and_no_application_are_said(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    pane.show_application(make(answers=[Answer("Why?", "Because.")]), (), "")
    assert pane.state.title() == "No document came with this"
    pane.state.buttons()[0].click()
    assert pane.answers.toPlainText() == "Why?\nBecause."
    pane.show_application(None, (), "")
    assert pane.state.title() == "Nothing is open"
    assert pane.header.isHidden()


def test_that_the_activity_is_asked_for_said_and_undone(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    me = Person(new_id(), "me", "Me", lead=True)
    pane.set_reader(me, ())
    show(qtbot, pane, make(DocumentKind.RESUME))
    with qtbot.waitSignal(pane.activity_asked):
        pane.show_tab(1)
    assert pane.shows_activity()
    card = {"track": "backend", "rubric_version": 1, "ratings": {}, "recommendation": None, "note": ""}
    before = {"review": {"card": card, "submitted_at": None}}
    rated = {"review": {"card": {**card, "ratings": {"ocaml": 4}}, "submitted_at": None}}
    now = datetime.now(UTC)
    ada = new_id()
    pane.set_activities(
        [
            Activity(new_id(), op.Route.code, ada, "Ada", now, {"track": "a"}, {"track": "b"}, True, False),
            Activity(new_id(), op.SaveDraft.code, me.id, "Me", now, before, rated, False, True),
        ]
    )
    assert [row.sentence.text() for row in pane.activity.rows] == ["You rated ocaml 4", "Ada routed it from a to b"]
    newest, oldest = pane.activity.rows
    assert oldest.undo is None
    assert oldest.sentence.font().strikeOut()
    assert newest.undo is not None
    with qtbot.waitSignal(pane.undo_asked):
        newest.undo.click()


def test_that_the_address_is_copied(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    show(qtbot, pane, make(DocumentKind.RESUME))
    pane.header.copy.click()
    assert QGuiApplication.clipboard().text() == "ola@example.org"


def test_that_a_word_of_the_track_is_gone_to(qtbot: QtBot, pane: DocumentPane, make: Make) -> None:
    show(qtbot, pane, make(DocumentKind.RESUME))
    qtbot.waitUntil(lambda: "OCaml" in pane.text(), timeout=PATIENCE_MS)
    assert pane.go_to("OCaml")
    assert not pane.go_to("Erlang")
