"""Draws every state of the window as pictures, with the samples and without a screen: to judge and document the look.

Each picture is NAME-THEME-SCALEx.png. Qt takes its scale once for a process; `reviewer.app` starts one for each scale.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.domain.connection import Connection, Tls
from reviewer.domain.queue import View
from reviewer.errors import DatabaseAway, PasswordNeeded
from reviewer.intake.report import IntakeReport, Note, Taken
from reviewer.services.journal import SyncKind, SyncState
from reviewer.services.parts import Parts
from reviewer.settings import Settings
from reviewer.ui import staged
from reviewer.ui.application import make_application, make_theme
from reviewer.ui.commands import rate_name, route_name
from reviewer.ui.main_window import MainWindow
from reviewer.ui.stage import NARROW, SMALL, USUAL, WIDE, Stage


def draw(parts: Parts, folder: Path, samples: Path) -> None:
    """Draw every state, light and dark, at the scale that this process has. The database of `parts` has to be empty."""
    app = make_application()
    theme = make_theme(app, Settings(theme="light"))
    window = MainWindow(parts, theme)
    window.resize(*USUAL)
    window.show()
    window.begin()
    stage = Stage(parts, window, app, theme, folder)
    stage.until(window.welcome.isVisible)
    stage.shoot("01-first-start")
    window.importing.take([samples])
    stage.until(lambda: not window.importing.under_way and window.page.isVisible())
    for scene in (_reading, _rating, _documents, _evidence, _overlays, _troubles, _sizes, _views, _pages, _databases):
        scene(stage)
    window.close()
    window.shut_down()
    window.deleteLater()
    app.processEvents()


def _reading(stage: Stage) -> None:
    window = stage.window
    window.importing.report.dismiss()
    window.toast.hide()
    stage.read("Ilse")
    stage.shoot("02-open")
    _loading(stage)
    stage.read("Wang")
    stage.shoot("04-other-script")


def _loading(stage: Stage) -> None:
    """A page that is on its way: a document that nobody has asked for yet, before any answer can come."""
    _show_unknown(stage, "11" * 32)
    stage.grab("03-loading")


def _show_unknown(stage: Stage, sha256: str) -> None:
    application = stage.window.presenter.application
    assert application is not None
    documents = tuple(replace(document, sha256=sha256) for document in application.documents)
    stage.window.page.document.show_application(replace(application, documents=documents), (), "")


def _rating(stage: Stage) -> None:
    window = stage.window
    stage.read("Ilse")
    stage.press(rate_name(4), rate_name(5), rate_name(3))
    stage.shoot("05-partly-rated")
    for level in (4, 5, 3, 4, 4, 3):
        stage.press(rate_name(level))
    window.page.scorecard.focus_note()
    stage.type("Own words, clear order. Ask about the move without downtime.")
    stage.shoot("06-note")
    window.page.document.setFocus(Qt.FocusReason.OtherFocusReason)
    stage.press(route_name("backend"))
    stage.press("submit")
    stage.shoot("07-submitted-next")
    stage.press("undo")
    stage.shoot("08-undone")
    stage.press("submit")
    stage.press("advance")
    stage.shoot("09-advanced-next")
    window.toast.hide()
    stage.press("previous")
    stage.shoot("10-decided")


def _documents(stage: Stage) -> None:
    window = stage.window
    document = window.page.document
    window.set_view(View.ALL)
    stage.settle()
    stage.read("Ilse")
    stage.press("document_after")
    stage.shoot("11-cover-letter")
    stage.read("Dmytro")
    stage.press("find")
    stage.type("kernel")
    stage.shoot("12-find")
    document.close_find()
    view = document.pages.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() // 3, 240))
    QTest.mouseMove(view, QPoint(view.width() // 2, 420))
    stage.settle()
    stage.shoot("13-selection")
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() // 2, 420))
    stage.read("Ilse")
    for _ in range(2):
        stage.press("zoom_in")
    stage.shoot("14-zoomed")
    stage.press("zoom_fit")
    for name, tab in (("15-answers", 2), ("16-activity", 3)):
        document.show_tab(tab)
        stage.shoot(name)


def _evidence(stage: Stage) -> None:
    """Passages under criteria: several, long ones, one that is gone to and one that is not there."""
    window = stage.window
    stage.read("Solveig")
    stage.read("Ilse")
    pages, pointing, scorecard = window.page.document.pages, window.page.pointing, window.page.scorecard
    while scorecard.criterion() != "ocaml":
        stage.press("criterion_down")
    for quote in (
        "61,000 lines of OCaml on Eio",
        "Replaced three-way replication of cold data with Reed-Solomon 10+4 over six weeks, while serving",
        "BSc Applied Physics",
    ):
        stage.select(quote)
        stage.press("evidence")
    stage.press("document_after")
    stage.select("seven years with eleven petabytes, OCaml, and an architecture that got simpler every year")
    stage.press("evidence")
    stage.press("document_before")
    review = window.presenter.application.review if window.presenter.application else None
    assert review is not None
    pointing.go_to(review.evidence[0].id)
    stage.until(lambda: pages.flashing)
    stage.rest()
    stage.until(lambda: not pages.flashing)
    stage.shoot("37-passages")
    pointing.go_to(review.evidence[1].id)
    stage.until(lambda: pages.flashing)
    stage.rest()
    stage.grab("38-passage-gone-to")
    stage.select("Every object was read twice on each side")
    stage.press("criterion_down")
    stage.press("evidence")
    quote = "Wrote a compiler for a language that nobody speaks"
    elsewhere = replace(review.evidence[0].passage, quote=quote, prefix="", suffix="")
    window.presenter.attach(elsewhere, "backend", 1, scorecard.criterion() or "")
    stage.until(lambda: any(line.passage and line.passage.missing for line in scorecard.passage_lines()))
    window.toast.hide()
    scorecard.passage_lines()[1].setFocus(Qt.FocusReason.TabFocusReason)
    stage.shoot("39-passage-not-found")
    window.page.document.show_tab(3)
    stage.shoot("40-passages-in-the-activity")
    window.page.document.show_tab(0)
    pages.setFocus(Qt.FocusReason.OtherFocusReason)
    for _ in range(6):
        stage.press("undo")


def _overlays(stage: Stage) -> None:
    window = stage.window
    stage.read("Haruka")
    stage.press("palette")
    stage.shoot("17-palette")
    stage.type("ro")
    stage.shoot("18-palette-typed")
    window.palette_.dismiss()
    stage.press("keys")
    stage.shoot("19-keys")
    window.keys.dismiss()
    stage.press("reject")
    stage.shoot("20-reject-why")
    window.asking.dismiss()
    stage.press("about")
    stage.shoot("21-about")
    window.about.dismiss()
    _comments(stage)


def _comments(stage: Stage) -> None:
    """A comment that is written, and where it stands."""
    window = stage.window
    stage.read("Ilse")
    stage.press("comment")
    stage.type("Seven years at one place, and the letter says why she leaves. Ask about the move to Eio.")
    stage.shoot("70-comment")
    QTest.keyClick(window.commenting.overlay.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.page.document.show_tab(3)
    stage.shoot("71-comment-in-the-activity")
    stage.press("comment")
    window.commenting.overlay.field.setPlainText("at length " * 401)
    stage.size(SMALL)
    stage.shoot("72-comment-too-long-small")
    stage.size(USUAL)
    window.commenting.overlay.field.clear()
    window.commenting.overlay.dismiss()
    stage.press("undo")
    window.page.document.show_tab(0)


def _troubles(stage: Stage) -> None:
    window = stage.window
    for name, candidate in (("22-bot-traffic", "Kevin"), ("23-agency", "Marek"), ("24-damaged", "Petteri")):
        stage.read(candidate)
        stage.shoot(name)
    stage.read("Wanda")
    stage.shoot("25-scanned")
    stage.read("Noa")
    stage.press("document_after")
    stage.shoot("26-locked")
    unlocking = window.page.document.unlocking
    unlocking.field.field.setText("a guess")
    stage.until(lambda: window.page.document.state.title() != "")
    unlocking.field.button.click()
    stage.until(unlocking.field.isEnabled)
    stage.shoot("26b-wrong-password")
    _away(stage)
    window.telling.show_sync(SyncState(SyncKind.OFFLINE, 3))
    stage.read("Solveig")
    stage.shoot("28-offline")
    window.telling.show_sync(stage.parts.journal.state())
    notes = (
        Note("Petrov/CV_final.pdf", "This file is damaged and cannot be read; ask the candidate to send it again."),
        Note("Okafor/portfolio.zip", "This is a zip file, not a document; ask for pdf, doc, docx, rtf or txt."),
    )
    taken = tuple(Taken(name, name, "backend", 2, flagged=False) for name in ("Petrov", "Okafor"))
    window.importing.report.tell(IntakeReport(taken, 3, 4, notes, 0.4))
    stage.shoot("29-import-report")
    window.importing.report.dismiss()


def _away(stage: Stage) -> None:
    """A document whose bytes do not come: the rest of the application is there."""
    _show_unknown(stage, "00" * 32)
    stage.until(lambda: stage.window.page.document.pages.trouble is not None)
    stage.grab("27-file-away")


def _sizes(stage: Stage) -> None:
    stage.read("Ilse")
    for name, size in (("30-wide", WIDE), ("31-narrow", NARROW), ("32-small", SMALL)):
        stage.size(size)
        stage.shoot(name)
    stage.size(NARROW)
    stage.press("queue")
    stage.shoot("33-narrow-queue")
    stage.press("queue")
    stage.size(USUAL)
    stage.read("Maria")
    stage.shoot("34-long-name")


def _pages(stage: Stage) -> None:
    """What can be done with pages: turned, whole, very large, listed; links, and words that nobody sees."""
    window = stage.window
    document = window.page.document
    window.set_view(View.ALL)
    with tempfile.TemporaryDirectory(prefix="reviewer-screens-") as folder:
        for name, data in (
            ("Alexandra Longwood.pdf", staged.long_document()),
            ("Robin Sample.pdf", staged.document_with_unseen_words()),
        ):
            (Path(folder) / name).write_bytes(data)
        window.importing.take([Path(folder)])
        stage.until(lambda: not window.importing.under_way)
    window.importing.report.dismiss()
    window.toast.hide()
    stage.read("Longwood")
    stage.press("overview")
    stage.until(lambda: bool(document.overview.headings.headings))
    stage.shoot("41-contents")
    document.overview.kinds.buttons()[1].click()
    document.pages.go_to_page(4)
    stage.rest()
    thumbnails = document.overview.thumbnails
    stage.until(lambda: all(thumbnails.picture(page) is not None for page in range(6)))
    stage.shoot("42-small-pages")
    stage.size(NARROW)
    stage.shoot("42b-small-pages-narrow")
    stage.size(USUAL)
    stage.press("overview", "turn_right")
    stage.shoot("43-turned")
    stage.press("turn_left", "zoom_page")
    stage.shoot("44-whole-page")
    document.pages.set_zoom(4.0)
    stage.shoot("45-four-hundred-per-cent")
    stage.press("zoom_fit")
    stage.read("Robin")
    stage.shoot("46-unseen-words")
    stage.press("unseen")
    stage.until(lambda: bool(document.unseen.passages))
    stage.shoot("47-unseen-words-in-place")
    stage.read("Ilse")
    stage.press("links")
    stage.shoot("48-links")
    stage.until(lambda: any("@" in entry for entry in window.leading.listing.entries()))
    window.leading.listing.choose()
    stage.shoot("49-where-a-link-leads")
    window.leading.asking.dismiss()


def _databases(stage: Stage) -> None:
    """Choosing a database, and the form for a shared one: everything that needs no server."""
    window, databases = stage.window, stage.window.databases
    team = Connection.to("db.example.org", "hiring", "ada").called("Hiring")
    stage.parts.connections.keep(team)
    stage.press("databases")
    stage.shoot("60-databases")
    databases.listing.dismiss()
    stage.press("connect")
    stage.shoot("61-shared-database")
    stage.type("postgresql://ada@db.example.org/hiring?sslmode=verify-ca")
    stage.shoot("62-weaker-protection")
    stage.size(SMALL)
    stage.shoot("62b-weaker-protection-small")
    stage.size(USUAL)
    databases.form.dismiss()
    databases.edit(replace(team, host="localhost", port=9, tls=Tls.PREFER))
    databases.form.try_out.click()
    stage.shoot("63-no-answer")
    databases.form.dismiss()
    entrance = stage.entrance(team)
    for name, trouble in (
        ("64-password", PasswordNeeded("The database asks for a password. Enter yours.")),
        ("65-cannot-be-opened", DatabaseAway("Nothing answers at this host and port. Check both.")),
    ):
        entrance.begin(trouble)
        stage.until(lambda: not entrance.tasks.busy and all(button.isVisible() for button in entrance.page.buttons()))
        stage.grab(name, entrance)
    entrance.close()
    entrance.shut_down()
    entrance.deleteLater()
    window.activateWindow()


def _views(stage: Stage) -> None:
    window = stage.window
    window.set_view(View.REVIEWED)
    window.page.queue.set_track("reasonml")
    window.page.reload()
    stage.settle()
    stage.shoot("35-nothing-left")
    window.page.queue.set_track(None)
    window.set_view(View.FLAGGED)
    stage.settle()
    stage.shoot("36-flagged")
    window.set_view(View.INBOX)
    stage.settle()
    window.page.search("storage engine")
    stage.settle()
    stage.until(lambda: bool(window.page.queue.model.excerpts))
    stage.shoot("66-search-listed")
    window.page.search("harpsichord")
    stage.settle()
    stage.shoot("66b-nothing-found")
    window.page.end_search()
    stage.settle()
    stage.read("Ilse")
    stage.press("others")
    stage.shoot("67-see-others")
    window.comparing.overlay.dismiss()
