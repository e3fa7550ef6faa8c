"""The document pane: who is read, the flags, the tabs, and below them the pages, answers or activity.

A view: it is told which application is shown, and emits what the reader wants. Going from one application to another
makes no widget anew, so that a page drawn ahead is on the screen in the next frame.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.documents.protocol import DocumentInfo, Event, InfoReady, Trouble, TroubleCode
from reviewer.domain.activity import Activity
from reviewer.domain.application import Application
from reviewer.domain.document import Document
from reviewer.domain.flag import FlagKind, FlagState
from reviewer.domain.person import Person
from reviewer.domain.track import Track
from reviewer.services.documents import DocumentService
from reviewer.ui.document import states
from reviewer.ui.document.activity import ActivityView
from reviewer.ui.document.ahead import Ahead
from reviewer.ui.document.answers import AnswersView
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.contents import Contents, contents_of, other_kind, tabs_of
from reviewer.ui.document.find_bar import FindBar
from reviewer.ui.document.finding import find
from reviewer.ui.document.flags import FlagBanners
from reviewer.ui.document.geometry import Fit
from reviewer.ui.document.header import Header
from reviewer.ui.document.overview import Overview
from reviewer.ui.document.pages import PageView
from reviewer.ui.document.printing import Chooser, PrintJob, ask_printer
from reviewer.ui.document.sentences import Sentences
from reviewer.ui.document.tabs import TabRow
from reviewer.ui.document.unlocking import Unlocking
from reviewer.ui.document.unseen import Unseen
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.state_page import StatePage

TRY_AGAIN_MS = 3000
"""While a file has not arrived, it is asked for again by itself."""
FIND_RIGHT, FIND_TOP = 14, 8
"""Logical pixels between the find bar and the corner of the page."""


class DocumentPane(QWidget):
    """Shows one application at a time."""

    painted = Signal()
    """All that is visible of a page was painted sharp."""
    unseen_asked = Signal()
    """The words that cannot be seen are to be shown."""
    flag_chosen = Signal(object, object)
    """`FlagKind`, `FlagState`."""
    kind_toggled = Signal(object, object)
    """The UUID of a document, and the `DocumentKind` it is said to be."""
    original_asked = Signal(object)
    """`Document`."""
    save_asked = Signal()
    print_asked = Signal(object)
    """`Document`; the user is asked for a printer next."""
    mail_asked = Signal()
    activity_asked = Signal()
    """The tab of the activity was opened: it wants to be read."""
    undo_asked = Signal(object)
    """The UUID of an operation."""
    text_read = Signal()
    """More of the shown document's text is known; see `text`."""

    def __init__(self, theme: Theme, documents: DocumentService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._arrivals = Arrivals(documents, self)
        self._application: Application | None = None
        self._contents = Contents((), answers=False)
        self._tab = 0
        self._words: tuple[str, ...] = ()
        self._ink = ""
        self._theme = theme
        self._me: Person | None = None
        self._tracks: tuple[Track, ...] = ()
        self._positions: dict[str, tuple[int, float]] = {}
        self._again = QTimer(self, singleShot=True, interval=TRY_AGAIN_MS)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

        self.header = Header(theme)
        self.flags = FlagBanners(theme)
        self.tabs = TabRow(theme)
        self.note = Banner(theme)
        self.pages = PageView(theme, documents, self._arrivals)
        self.answers = AnswersView(theme)
        self.activity = ActivityView(theme)
        self.state = StatePage(theme)
        self.unlocking = Unlocking(theme, documents, self._arrivals, self.state)
        self.unseen = Unseen(theme, documents, self._arrivals, self.pages)
        self.find_bar = FindBar(theme, self)
        self.state.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choose_printer: Chooser = ask_printer
        self._printing = PrintJob(documents, self._arrivals, self)
        self._ahead = Ahead(documents, self._arrivals, self.pages)
        self._stack = QStackedWidget()
        self._views = (self.pages, self.answers, self.activity, self.state)
        for view in self._views:
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.tabs, self.flags, self.note, self.unseen.banner):
            column.addWidget(part)
        self.overview = Overview(theme, documents, self._arrivals, self.pages)
        self._rule = QFrame()
        self._rule.setProperty("rule", True)
        self._rule.setFixedWidth(1)
        self._rule.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        for part in (self.overview, self._rule):
            row.addWidget(part)
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        self.setFocusProxy(self.pages)
        self._connect()
        self.show_application(None, (), "")

    def _connect(self) -> None:
        self.header.mail_asked.connect(self.mail_asked)
        self.header.print_asked.connect(self.ask_print)
        self.header.original_asked.connect(self.ask_original)
        self.flags.chosen.connect(self.flag_chosen)
        self.flags.show_asked.connect(self.unseen_asked)
        self.tabs.chosen.connect(self.show_tab)
        self.tabs.zoomed.connect(self._zoom)
        self.tabs.overview.clicked.connect(self.toggle_overview)
        self.overview.shown.connect(self._rule.setVisible)
        self.header.save_asked.connect(self.save_asked)
        self.pages.moved.connect(self.tabs.set_place)
        self.pages.painted.connect(self.painted)
        self.pages.troubled.connect(self._troubled)
        self.pages.known.connect(self._known)
        self.pages.read.connect(self.text_read)
        self.pages.found.connect(self.find_bar.set_found)
        self.pages.searched.connect(self.find_bar.set_reach)
        self.find_bar.wanted.connect(lambda text, whole: self.pages.search(text, whole=whole))
        self.find_bar.stepped.connect(self.pages.find_step)
        self.find_bar.closed.connect(self.close_find)
        self.activity.undo_asked.connect(self.undo_asked)
        self.state.acted.connect(self._act)
        self.note.acted.connect(self._act)
        self.unlocking.opened.connect(self._unlocked)
        self.unlocking.refused.connect(self._refused)
        self._again.timeout.connect(self.pages.retry)
        self._arrivals.arrived.connect(self._arrived)

    # -- what is shown

    def set_reader(self, me: Person, tracks: Sequence[Track]) -> None:
        """Who reads, and the tracks by whose titles and criteria the activity speaks."""
        self._me, self._tracks = me, tuple(tracks)

    def show_application(self, application: Application | None, words: Sequence[str], ink: str) -> None:
        """Show another application, its first document first. `words` are marked in the colours of the track `ink`."""
        self._positions.clear()
        self._again.stop()
        self.unseen.clear()
        self._application = application
        self._words, self._ink = tuple(words), self._ink_of(ink)
        self._contents = contents_of(application) if application is not None else Contents((), answers=False)
        self._tab = 0
        there = application is not None
        self.header.setVisible(there)
        self.tabs.setVisible(there)
        self.activity.clear()
        if application is None:
            self.flags.say(())
            self.note.hide()
            self.close_find()
            self.pages.show_document(None)
            states.say_nothing(self.state)
            self._switch(self.state)
            return
        self.header.show_application(application)
        self.flags.say(application.flags)
        self.unseen.leave_to_flag(self.flags.tells(FlagKind.HIDDEN_TEXT))
        self._ahead.keep([document.sha256 for document in application.documents])
        self._say_tabs()
        self._show_current()

    def update_application(self, application: Application, words: Sequence[str], ink: str) -> None:
        """The application that is shown has changed: scroll position, tab and search stay."""
        document = self.current_document()
        at_activity = self.shows_activity()
        self._application = application
        self._contents = contents_of(application)
        self.header.show_application(application)
        self.flags.say(application.flags)
        self.unseen.leave_to_flag(self.flags.tells(FlagKind.HIDDEN_TEXT))
        if at_activity:
            self._tab = self._contents.activity
        elif document is not None:
            self._tab = next((n for n, d in enumerate(self._contents.documents) if d.id == document.id), 0)
        self._tab = min(self._tab, self._contents.count - 1)
        self._say_tabs()
        if self._stack.currentWidget() is self.answers:
            self.answers.show_answers(application.answers)
        if (tuple(words), self._ink_of(ink)) != (self._words, self._ink):
            self._words, self._ink = tuple(words), self._ink_of(ink)
            self.pages.set_words(self._words, self._ink)

    def show_tab(self, index: int) -> None:
        """Show another tab; its scroll position is as it was left."""
        if self._application is None or not 0 <= index < self._contents.count or index == self._tab:
            return
        self._leave_document()
        self._tab = index
        self.tabs.choose(index)
        self._show_current()

    def show_document(self, sha256: str) -> bool:
        """Show the tab of a document by the SHA-256 of its bytes; False when the application has none like that."""
        for index, document in enumerate(self._contents.documents):
            if document.sha256 == sha256:
                self.show_tab(index)
                return True
        return False

    def next_tab(self) -> None:
        """The tab to the right."""
        self.show_tab(self._tab + 1)

    def previous_tab(self) -> None:
        """The tab to the left."""
        self.show_tab(self._tab - 1)

    def current_document(self) -> Document | None:
        """The document whose tab is shown."""
        return self._contents.document(self._tab)

    def shows_activity(self) -> bool:
        """Whether the activity is what is shown."""
        return self._application is not None and self._tab == self._contents.activity

    def set_activities(self, activities: Sequence[Activity]) -> None:
        """What happened to the application, oldest first."""
        if self._application is not None:
            names = {str(document.id): document.name for document in self._application.documents}
            self.activity.show_activities(activities, Sentences(self._me.id if self._me else None, self._tracks, names))

    def text(self) -> str:
        """The text of the shown document, as far as it is known."""
        pages = self.pages.reading.pages
        return "\n".join(" ".join(word.text for word in pages[page].words) for page in sorted(pages))

    def go_to(self, word: str) -> bool:
        """Show where a word of the track stands in the document; False when it is not there."""
        hits = find(self.pages.reading.pages, word, whole=True)
        if not hits:
            return False
        self._to_pages()
        self.pages.flash(hits[0])
        return True

    def _ink_of(self, track: str) -> str:
        ink = f"{track}_ink"
        return ink if self._theme.has(ink) else "unsure_tint"

    def _leave_document(self) -> None:
        if self.pages.key is not None and self.pages.trouble is None:
            self._positions[self.pages.key] = self.pages.position()

    def _say_tabs(self) -> None:
        assert self._application is not None
        self.tabs.say(tabs_of(self._application, self._contents, self._pages_of), self._tab)

    def _pages_of(self, document: Document) -> int | None:
        info = self._documents.info(document.sha256)
        return len(info.pages) if info is not None else None

    def _switch(self, view: QWidget) -> None:
        """Show another view in the pane; the focus, if it was in there, stays in there and off the buttons."""
        before = self._views[self._stack.currentIndex()]
        if view is before:
            return
        focused = before.hasFocus() or before.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        if focused:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        assert self._application is not None
        self._again.stop()
        self.unseen.clear()
        document = self.current_document()
        if document is not None:
            key = document.sha256
            self.note.hide()
            self.pages.show_document(key, self._words, self._ink, self._positions.get(key))
            return
        self.note.hide()
        self.close_find()
        self.pages.show_document(None)
        self.header.set_document(there=False, drawable=False)
        if self.shows_activity():
            self._switch(self.activity)
            self.activity_asked.emit()
        elif not self._contents.documents and self._tab == 0:
            states.say_no_documents(self.state, answers=self._contents.answers)
            self._switch(self.state)
        else:
            self.answers.show_answers(self._application.answers)
            self._switch(self.answers)

    def _troubled(self, trouble: Trouble | None) -> None:
        """The page view says whether it can show its document."""
        self.unlocking.offer(self.pages.key or "", trouble)
        if self.pages.key is None:
            return
        self.header.set_document(there=True, drawable=trouble is None)
        if trouble is None:
            self._switch(self.pages)
            return
        states.say_trouble(self.state, trouble, others=self._tab + 1 < self._contents.activity)
        self._switch(self.state)
        if trouble.code is TroubleCode.MISSING:
            self._again.start()

    def _unlocked(self, key: str) -> None:
        if key == self.pages.key:
            self.pages.retry()
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, key: str, trouble: Trouble) -> None:
        """A password did not open the shown document: it was wrong, or there is another trouble behind it."""
        if trouble.code in (TroubleCode.LOCKED, TroubleCode.MISSING):
            others = self._tab + 1 < self._contents.activity
            self.unlocking.field.again(states.say_not_opened(self.state, trouble, others=others))
        else:
            self._troubled(trouble)

    def _known(self, info: DocumentInfo) -> None:
        self.find_bar.set_scanned(info.scanned and not self._documents.recognises_scans)
        note = states.notes_on(info, recognises=self._documents.recognises_scans)
        if note:
            self.note.say(note, "info", "scan" if info.scanned else "info")
        else:
            self.note.hide()

    def _arrived(self, event: Event) -> None:
        if isinstance(event, InfoReady) and any(event.key == each.sha256 for each in self._contents.documents):
            self._say_tabs()

    def _act(self, name: str) -> None:
        match name:
            case states.ORIGINAL:
                self.ask_original()
            case states.RETRY:
                self.pages.retry()
            case states.MAIL:
                self.mail_asked.emit()
            case _:
                self.next_tab()

    # -- what keys do

    def scroll_screen(self, direction: int) -> None:
        """Scroll what is shown by nearly a screen: down (1), up (-1). At the end it stays."""
        view = self._stack.currentWidget()
        if view is self.pages:
            self.pages.scroll_screen(direction)
        elif isinstance(view, AnswersView | ActivityView):
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + round(direction * 0.86 * view.viewport().height()))

    def zoom_in(self) -> None:
        """Larger."""
        self._zoom(1)

    def zoom_out(self) -> None:
        """Smaller."""
        self._zoom(-1)

    def zoom_fit(self, fit: Fit = Fit.WIDTH) -> None:
        """As wide as the view, or whole in it."""
        if self._stack.currentWidget() is self.pages:
            self.pages.zoom_fit(fit)

    def toggle_overview(self) -> None:
        """Show headings and small pages beside the document, or no longer."""
        self.overview.want(wanted=not self.overview.wanted)
        self.tabs.overview.setChecked(self.overview.wanted)

    def _zoom(self, direction: int) -> None:
        if self._stack.currentWidget() is self.pages:
            self.pages.zoom_by(direction) if direction else self.pages.zoom_fit()

    def open_find(self, *, focus: bool = True) -> None:
        """Look for a text in the document. `focus`: to be typed."""
        if self._contents.documents:
            self._to_pages()
            self.find_bar.open(focus=focus)
            self._place_find()
            self.pages.search(self.find_bar.field.text(), whole=self.find_bar.whole.isChecked())

    def find_text(self, text: str) -> None:
        """Look for this text in the document; keys go on to mean what they did."""
        self.find_bar.field.setText(text)
        self.open_find(focus=False)

    def find_next(self, direction: int = 1) -> None:
        """On to the next hit (1), or back to the one before (-1); what was looked for last is looked for again."""
        if self.find_bar.isHidden():
            self.open_find()
        else:
            self.pages.find_step(direction)

    def close_find(self) -> bool:
        """End looking; False when nothing was looked for."""
        if self.find_bar.isHidden():
            return False
        focused = self.find_bar.isAncestorOf(QApplication.focusWidget() or self)
        self.find_bar.hide()
        self.pages.search("")
        if focused:
            self._views[self._stack.currentIndex()].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def toggle_kind(self) -> None:
        """Say that the shown document is the other: a cover letter, not a résumé, or the other way round."""
        document = self.current_document()
        if document is not None:
            self.kind_toggled.emit(document.id, other_kind(document.kind))

    def confirm_flag(self) -> bool:
        """The first open flag is right; False when there is none."""
        return self.flags.answer(FlagState.CONFIRMED)

    def clear_flag(self) -> bool:
        """The first open flag is wrong; False when there is none."""
        return self.flags.answer(FlagState.CLEARED)

    def show_unseen(self) -> bool:
        """Show the words that cannot be seen, one passage after the other; False when there are none."""
        return self._stack.currentWidget() is self.pages and self.unseen.step()

    def ask_original(self) -> None:
        """The reader wants the file in its own program."""
        document = self.current_document()
        if document is not None:
            self.original_asked.emit(document)

    def ask_print(self) -> None:
        """The reader wants the document on paper."""
        document = self.current_document()
        if document is not None and self.pages.trouble is None:
            self.print_asked.emit(document)
            info = self._documents.info(document.sha256)
            printer = self.choose_printer(self, document.name, len(info.pages)) if info is not None else None
            if info is not None and printer is not None:
                self._printing.start(document.sha256, info, printer)

    def _to_pages(self) -> None:
        if self.current_document() is None and self._contents.documents:
            self.show_tab(0)

    # -- ahead

    def prefetch(self, applications: Sequence[Application]) -> None:
        """These come next, the first of them first: have their documents drawn."""
        self.prefetch_documents(
            [document.sha256 for application in applications for document in contents_of(application).documents]
        )

    def prefetch_documents(self, keys: Sequence[str]) -> None:
        """The same by the SHA-256 of documents."""
        self._ahead.ask(keys)

    def ahead_ready(self, keys: Sequence[str]) -> bool:
        """Whether these documents would be on the screen in the next frame, or cannot be shown at all."""
        return self._ahead.ready(keys)

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.overview.fit(event.size().width())
        self._place_find()

    def _place_find(self) -> None:
        top = self._stack.mapTo(self, self._stack.rect().topLeft()).y()
        self.find_bar.move(self.width() - self.find_bar.width() - FIND_RIGHT, top + FIND_TOP)

    def close_arrivals(self) -> None:
        """Hear nothing of documents any more."""
        self._arrivals.close()
