"""The main window: bars, banners, the review page or a page that says why there is none, and what lies over them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from reviewer import paths
from reviewer.domain.application import Application
from reviewer.domain.decision import Outcome, Reason
from reviewer.domain.queue import QueueCounts, QueueFilter, View
from reviewer.domain.rubric import LEVELS
from reviewer.intake.report import IntakeReport
from reviewer.services.parts import Parts
from reviewer.services.search import Found
from reviewer.services.sync import SyncState
from reviewer.ui.about import AboutOverlay
from reviewer.ui.actions import Actions
from reviewer.ui.changes import ChangeSignals
from reviewer.ui.chrome.hint_bar import HintBar
from reviewer.ui.chrome.top_bar import TopBar
from reviewer.ui.commands import rate_name, route_name
from reviewer.ui.connecting.databases import Databases
from reviewer.ui.document.geometry import Fit
from reviewer.ui.gate import Gate
from reviewer.ui.importing import Importing
from reviewer.ui.leading import Leading
from reviewer.ui.originals import Originals
from reviewer.ui.palette.key_sheet import KeySheet
from reviewer.ui.palette.palette import Palette
from reviewer.ui.review import reasons
from reviewer.ui.review.commenting import Commenting
from reviewer.ui.review.comparing import Comparing
from reviewer.ui.review.page import ReviewPage
from reviewer.ui.review.presenter import ReviewPresenter, State
from reviewer.ui.searching import Searching
from reviewer.ui.taking import COUNT, Taking
from reviewer.ui.tasks import Tasks
from reviewer.ui.telling import Telling
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.choice_overlay import ChoiceOverlay
from reviewer.ui.widgets.state_page import StatePage
from reviewer.ui.widgets.toast import Toast

SENT_WITHIN = 2.0
"""Seconds that closing waits for what is still to be sent; what is not sent stays in the outbox."""


class MainWindow(QMainWindow):
    """Composes the parts; what they mean to each other is here, what is true of reviewing is in the presenter."""

    began = Signal()
    """The first list was read."""
    database_wanted = Signal(object)
    """The `Target` to work on in place of this one."""
    _synced = Signal(object)

    def __init__(self, parts: Parts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._theme = parts, theme
        self.setWindowTitle("Reviewer")
        self.setMinimumSize(724, 520)
        self.setAcceptDrops(True)
        self.tasks = Tasks(self)
        self.changes = ChangeSignals(parts.feed, self)
        tracks = parts.tracks.all()
        self._short = {track.slug: track.short for track in tracks}
        self.presenter = ReviewPresenter(
            parts.me, parts.queue, parts.journal, self.changes, self.tasks, self._near, self
        )
        self.page = ReviewPage(
            theme,
            self.tasks,
            parts.me,
            parts.queue,
            parts.search,
            parts.tracks,
            tracks,
            parts.documents,
            self.presenter,
            self.changes,
        )
        self.searching = Searching(self.tasks, parts.queue, parts.search, self.page)
        self.top = TopBar(theme)
        self.offline = Banner(theme)
        self.notice = Banner(theme)
        self.along = Banner(theme)
        self.hints = HintBar(theme)
        self.welcome = StatePage(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.welcome)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, self.offline, self.notice, self.along):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.hints)
        self.setCentralWidget(ground)
        self.toast = Toast(theme, ground)
        self.commands = Actions(self, theme, tracks, lead=parts.me.lead, shared=parts.keeping is not None)
        self.palette_ = Palette(theme, ground, self.commands, self._find)
        self.keys = KeySheet(theme, ground, self.commands)
        self.about = AboutOverlay(theme, ground, paths.resources() / "licences")
        self.asking = ChoiceOverlay(theme, ground)
        self.leading = Leading(theme, ground, self.page.document.pages)
        self.comparing = Comparing(
            theme,
            ground,
            self.tasks,
            parts.me,
            parts.queue,
            parts.journal,
            parts.tracks,
            self.presenter,
            self._short,
        )
        self.commenting = Commenting(theme, ground, self.presenter)
        self.databases = Databases(theme, ground, self.tasks, parts.connections, parts.target)
        self.importing = Importing(theme, self.tasks, parts.intake, self.notice, ground)
        self.taking = Taking(theme, self.tasks, parts.keeping, parts.documents.original, self.along, ground)
        self.originals = Originals(self.tasks, parts.documents, self)
        self.telling = Telling(
            self.page,
            self.commands,
            parts.journal,
            self._short,
            self.top,
            self.hints,
            self.toast,
            self.offline,
            lead=parts.me.lead,
            as_of=parts.keeping.as_of if parts.keeping else lambda: None,
        )
        self._connect()
        self._command()
        self.telling.offer(None)

    def _connect(self) -> None:
        presenter, page = self.presenter, self.page
        presenter.state_changed.connect(lambda state: page.scorecard.set_saving(state is State.SAVING))
        page.nothing.acted.connect(self._act)
        page.scorecard.submit_asked.connect(self._submit)
        page.scorecard.outcome_chosen.connect(self._decide)
        page.document.original_asked.connect(self.originals.open)
        page.document.mail_asked.connect(self._write)
        page.document.save_asked.connect(self._save)
        page.document.unseen_asked.connect(self._show_unseen)
        page.document.unseen.nothing.connect(self._tell_nothing_unseen)
        self.originals.failed.connect(self.telling.tell_trouble)
        self.originals.saved.connect(self.telling.tell)
        page.document.pages.menu_asked.connect(lambda at: self.selection_menu().popup(at))
        page.pointing.told.connect(self.telling.tell)
        self.importing.failed.connect(self.telling.tell_trouble)
        self.importing.finished.connect(self._imported)
        self.importing.report.closed.connect(lambda: self._take_focus(presenter.application))
        self.telling.settled.connect(self.go_to)
        self.telling.compare_asked.connect(self.comparing.show_conflict)
        self.comparing.settled.connect(self.go_to)
        self.comparing.failed.connect(self.telling.tell_trouble)
        self.comparing.told.connect(self.telling.tell)
        self.databases.wanted.connect(self.database_wanted)
        self.databases.told.connect(self.telling.tell)
        self.databases.failed.connect(self.telling.tell_trouble)
        self.taking.told.connect(self.telling.tell)
        self.taking.failed.connect(self.telling.tell_trouble)
        self.telling.reopen_asked.connect(lambda: self.database_wanted.emit(self._parts.target))
        self.welcome.acted.connect(self._act)
        self.toast.taken_back.connect(presenter.undo)
        self.asking.picked.connect(self._reject)
        self.palette_.candidate_chosen.connect(self.go_to)
        self.palette_.words_wanted.connect(self.searching.look_at)
        self.palette_.listing_wanted.connect(self._list_hits)
        presenter.shown.connect(lambda shown: self._parts.claims.read(shown.id if shown else None))
        presenter.shown.connect(self._take_focus)
        self.top.view_chosen.connect(self.set_view)
        self.top.palette_wanted.connect(self.palette_.open)
        self.top.undo_wanted.connect(presenter.undo)
        self.top.theme_wanted.connect(self.toggle_theme)
        self.top.keys_wanted.connect(self.keys.open)
        self.top.sync_wanted.connect(self._parts.journal.retry)
        self._synced.connect(self.telling.show_sync, Qt.ConnectionType.QueuedConnection)
        self._sync_gate = Gate[SyncState](self._synced.emit)
        self._end_sync = self._parts.journal.listen(self._sync_gate)

    # -- beginning and end

    def restore(self) -> None:
        """Come back as the window was left."""
        kept = QSettings(str(paths.state() / "window.ini"), QSettings.Format.IniFormat)
        geometry = kept.value("geometry")
        if not (geometry and self.restoreGeometry(geometry)):
            self.resize(1440, 900)

    def begin(self) -> None:
        """Read the first list, or say that there is nothing yet."""
        self.telling.show_sync(self._parts.journal.state())
        if self._parts.notice:
            self.telling.tell(self._parts.notice)
        self.tasks.run(
            partial(self._parts.queue.counts, QueueFilter(View.ALL)), self._begun, self.telling.tell_trouble, owner=self
        )

    def _begun(self, counts: QueueCounts) -> None:
        if counts.total:
            self._stack.setCurrentWidget(self.page)
            self.page.reload()
        else:
            self.welcome.say(
                "inbox",
                self.tr("No applications yet"),
                self.tr(
                    "Look around with invented applications, import a folder of your own, or open another database."
                ),
                [
                    Choice("samples", self.tr("Load the samples"), "S", kind="primary"),
                    Choice("import", self.tr("Import a folder"), "I"),
                    Choice("databases", self.tr("Open a database"), "D"),
                ],
            )
            self._stack.setCurrentWidget(self.welcome)
        self.began.emit()

    # -- commands

    def _command(self) -> None:
        page, presenter, document, scorecard = self.page, self.presenter, self.page.document, self.page.scorecard
        calls: dict[str, Callable[[], object]] = {
            "next": partial(self._step, 1),
            "previous": partial(self._step, -1),
            "filter": page.queue.next_track,
            "view": self._next_view,
            "queue": page.toggle_queue,
            "take": lambda: self.taking.take(page.queue.from_here(COUNT)),
            "forget": self.taking.ask_to_forget,
            "clear": partial(self._fill_in, scorecard.clear),
            "criterion_up": partial(scorecard.move, -1),
            "criterion_down": partial(scorecard.move, 1),
            "evidence": partial(self._fill_in, page.pointing.attach),
            "note": scorecard.focus_note,
            "submit": partial(self._fill_in, scorecard.ask_submit),
            "others": partial(self._fill_in, self.comparing.show_others),
            "advance": partial(self._decide, Outcome.ADVANCE),
            "hold": partial(self._decide, Outcome.HOLD),
            "reject": partial(self._decide, Outcome.REJECT),
            "undo": presenter.undo,
            "redo": presenter.redo,
            "scroll_down": partial(document.scroll_screen, 1),
            "scroll_up": partial(document.scroll_screen, -1),
            "document_before": document.previous_tab,
            "document_after": document.next_tab,
            "find": document.open_find,
            "find_next": document.find_next,
            "find_previous": partial(document.find_next, -1),
            "caret": document.pages.toggle_caret,
            "links": self.leading.list_links,
            "zoom_in": document.zoom_in,
            "zoom_out": document.zoom_out,
            "zoom_fit": document.zoom_fit,
            "zoom_page": partial(document.zoom_fit, Fit.PAGE),
            "turn_right": partial(document.pages.turn, 90),
            "turn_left": partial(document.pages.turn, -90),
            "overview": document.toggle_overview,
            "unseen": self._show_unseen,
            "kind": document.toggle_kind,
            "original": document.ask_original,
            "save": self._save,
            "print": document.ask_print,
            "comment": partial(self._fill_in, self.commenting.open),
            "email": self._write,
            "confirm_flag": document.confirm_flag,
            "clear_flag": document.clear_flag,
            "import": self.importing.pick,
            "palette": self.palette_.open,
            "keys": self.keys.open,
            "databases": self.databases.open,
            "connect": self.databases.new,
            "theme": self.toggle_theme,
            "full_screen": self._toggle_full_screen,
            "about": self.about.open,
            "quit": self.close,
            route_name(None): partial(presenter.route, None),
        }
        for slug in self._short:
            calls[route_name(slug)] = partial(presenter.route, slug)
        for level in LEVELS:
            calls[rate_name(level)] = partial(self._fill_in, partial(scorecard.rate, level))
        for name, call in calls.items():
            self.commands.on(name, call)
        self.commands.fill(self.menuBar())

    def selection_menu(self) -> QMenu:
        """What can be done with the selected text."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.commands["evidence"])
        copy = menu.addAction(self.tr("Copy"))
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.triggered.connect(self.page.document.pages.copy)
        return menu

    def _fill_in(self, act: Callable[[], object]) -> None:
        """Keys are not heard while the page is on its way elsewhere."""
        if self.presenter.writable:
            act()

    def _take_focus(self, application: Application | None) -> None:
        """The keyboard belongs to the page as soon as there is something to read."""
        overlays = (
            *(self.palette_, self.keys, self.about, self.asking, self.taking.asking),
            *(self.importing.report, self.comparing.overlay, self.commenting.overlay),
        )
        over = self.leading.visible or self.databases.visible or any(overlay.isVisible() for overlay in overlays)
        if application is not None and not over and not self.page.isAncestorOf(self.focusWidget() or self):
            self.page.document.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        if not self.page.step(by):
            self.telling.tell_end(by)

    def _next_view(self) -> None:
        views = list(View)
        self.set_view(views[(views.index(self.page.view) + 1) % len(views)])

    def set_view(self, view: View) -> None:
        """List other applications."""
        self.top.set_view(view, None)
        self.page.set_view(view)

    def toggle_theme(self) -> None:
        """Light, or dark."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._theme.use(app, dark=not self._theme.dark)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _submit(self) -> None:
        card = self.page.card()
        if card is not None:
            self.presenter.submit(card)

    def _decide(self, outcome: Outcome) -> None:
        if self.presenter.state is not State.READING:
            return
        self.page.scorecard.flush_note()
        if outcome is Outcome.REJECT:
            self.asking.ask(self.tr("Reject: why?"), reasons.reason_choices())
        else:
            self.presenter.decide(outcome)

    def _reject(self, reason: str) -> None:
        self.presenter.decide(Outcome.REJECT, Reason(reason))

    def _show_unseen(self) -> None:
        if not self.page.document.show_unseen():
            self._tell_nothing_unseen()

    def _tell_nothing_unseen(self) -> None:
        self.telling.tell(self.tr("No hidden text was found in this document."))

    def _save(self) -> None:
        document = self.page.document.current_document()
        if document is not None:
            self.originals.save(document, self)

    def _write(self) -> None:
        if self.presenter.application is not None:
            self.originals.write_to(self.presenter.application)

    def _act(self, name: str) -> None:
        """What a page without an application offers."""
        match name:
            case "samples":
                self.importing.take([paths.samples()])
            case "import":
                self.importing.pick()
            case "databases":
                self.databases.open()
            case "tracks":
                self.page.queue.show_every_track()
            case "end":
                self.page.end_search()
            case "again":
                self.presenter.fetch_again()
            case "all":
                self.set_view(View.ALL)
            case _:
                pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back out of what is open, innermost first."""
        if event.key() == Qt.Key.Key_Escape and self.page.isVisible():
            if not self.page.document.close_find() and not self.page.end_search():
                self.page.document.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _find(self, text: str, done: Callable[[Sequence[Found], str], None]) -> None:
        self.searching.find(text, done, self.palette_)

    def _list_hits(self, text: str) -> None:
        self._stack.setCurrentWidget(self.page)
        self.page.search(text)

    def go_to(self, application: UUID) -> None:
        """Read this application, whether or not it is listed."""
        if not self.page.queue.select(application):
            self.presenter.show(application)

    def _near(self, before: int, after: int) -> list[UUID]:
        return self.page.queue.neighbours(before, after)

    def _imported(self, report: IntakeReport) -> None:
        self.telling.tell_imported(report)
        if self._stack.currentWidget() is self.welcome:
            self.begin()

    # -- files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        places = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if places:
            event.acceptProposedAction()
            self.importing.take(places)

    def closeEvent(self, event: QCloseEvent) -> None:
        kept = QSettings(str(paths.state() / "window.ini"), QSettings.Format.IniFormat)
        kept.setValue("geometry", self.saveGeometry())
        self.page.scorecard.flush_note()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Finish what is under way: everything recorded becomes durable, and is sent if the database answers."""
        self.importing.cancel()
        self.taking.cancel()
        self.page.scorecard.flush_note()
        self.tasks.close()
        self._parts.journal.wait_sent(SENT_WITHIN)
        self._end_sync()
        self._sync_gate.close()
        self.page.document.close_arrivals()
        self.changes.close()
        self.originals.close()
