"""Evidence on the page: what is selected becomes a passage of the active criterion, and a passage is gone to.

Where passages stand in the document that is read is looked for off the GUI thread, and again whenever more of its words
are known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.documents.protocol import Trouble
from reviewer.domain.anchoring import Located
from reviewer.domain.application import Application
from reviewer.domain.document import DocumentKind
from reviewer.domain.evidence import Evidence, shown_quote
from reviewer.ui.document.contents import contents_of, tabs_of
from reviewer.ui.document.page_text import PageText, Strip
from reviewer.ui.document.pane import DocumentPane
from reviewer.ui.document.passages import passage_of, read_text, strips_of
from reviewer.ui.review.passage_line import ShownPassage
from reviewer.ui.review.presenter import ReviewPresenter
from reviewer.ui.review.scorecard import ScorecardPane
from reviewer.ui.tasks import Tasks

_ICONS = {DocumentKind.RESUME: "file-text", DocumentKind.COVER_LETTER: "mail", DocumentKind.OTHER: "file"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Passages", text)


@dataclass(frozen=True)
class _Search:
    """What was looked for in which words."""

    key: str
    pages: Mapping[int, PageText]
    evidence: tuple[Evidence, ...]
    complete: bool
    """All words of the document were known."""


class Pointing(QObject):
    """Holds the passages of the application that is read: the scorecard and the pages show what it tells them."""

    told = Signal(str)
    """A sentence for the reader: why nothing was attached, or nothing gone to."""

    def __init__(
        self, presenter: ReviewPresenter, document: DocumentPane, scorecard: ScorecardPane, tasks: Tasks
    ) -> None:
        super().__init__(presenter)
        self._presenter, self._document, self._scorecard, self._tasks = presenter, document, scorecard, tasks
        self._evidence: tuple[Evidence, ...] = ()
        self._application: UUID | None = None
        self._searched: _Search | None = None
        """The last search that was ended, of the document that is read."""
        self._located: Mapping[UUID, Located | None] = {}
        """What it found."""
        self._missing: set[UUID] = set()
        """Passages that were looked for in all of their document, and are not there."""
        self._wanted: Evidence | None = None
        self._looking = False
        self._again = False
        for signal in (presenter.shown, presenter.updated, presenter.refreshed):
            signal.connect(self._take)
        document.text_read.connect(self._look)
        document.pages.troubled.connect(self._troubled)
        scorecard.passage_chosen.connect(self.go_to)
        scorecard.passage_removed.connect(presenter.remove_evidence)

    # -- what the reviewer does

    def attach(self) -> None:
        """Attach what is selected to the active criterion, or say what is missing."""
        selection, key = self._document.pages.reading.selection, self._document.pages.key
        found = passage_of(key, self._document.pages.reading.pages, selection) if key and selection else None
        criterion, card = self._scorecard.criterion(), self._scorecard.card()
        if found is None:
            self.told.emit(_tr("Select a passage first, then press V."))
        elif criterion is None or card is None:
            self.told.emit(_tr("Choose a criterion first, then press V."))
        else:
            self._presenter.attach(found, card.track, card.rubric_version, criterion)
            self._document.pages.clear_selection()

    def go_to(self, id: UUID) -> None:
        """Show a passage in its document, as soon as that is read."""
        wanted = next((each for each in self._evidence if each.id == id), None)
        if wanted is None:
            return
        self._wanted = wanted
        if not self._document.show_document(wanted.passage.document):
            self._give_up()
            return
        if self._document.pages.trouble is not None:
            self._wanted = None  # the page says why it cannot be read
            return
        self._document.pages.read_on(wanted.passage.page)
        self._go()

    def _go(self) -> None:
        wanted, searched, pages = self._wanted, self._searched, self._document.pages
        if wanted is None or searched is None or searched.key != pages.key or wanted not in searched.evidence:
            return
        located = self._located.get(wanted.id)
        if located is not None and (searched.complete or wanted.passage.page in searched.pages):
            strips = strips_of(located, searched.pages)
            if strips:
                self._wanted = None
                pages.flash_strips(strips)
        elif searched.complete:
            self._give_up()

    def _give_up(self) -> None:
        self._wanted = None
        self.told.emit(_tr("This passage was not found in the document. Its words are kept with the criterion."))

    def _troubled(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._wanted = None

    # -- what is shown

    def _take(self, application: Application | None) -> None:
        review = application.review if application is not None else None
        evidence = review.evidence if review is not None else ()
        if self._wanted is not None and self._wanted not in evidence:
            self._wanted = None
        id = application.id if application is not None else None
        if id != self._application:
            self._application, self._missing = id, set()
        self._evidence = evidence
        self._show()
        self._look()

    def _show(self) -> None:
        application = self._presenter.application
        shown = [self._shown(each, application) for each in self._evidence] if application is not None else []
        self._scorecard.set_passages(shown)

    def _shown(self, evidence: Evidence, application: Application) -> ShownPassage:
        contents = contents_of(application)
        titles = [tab.text for tab in tabs_of(application, contents, lambda _: None)]
        icon, place = "file", _tr("A document that is no longer there")
        for document, title in zip(contents.documents, titles, strict=False):
            if document.sha256 == evidence.passage.document:
                icon, place = _ICONS[document.kind], _tr("{0}, page {1}").format(title, evidence.passage.page + 1)
                break
        quote, missing = shown_quote(evidence.passage.quote), evidence.id in self._missing
        return ShownPassage(evidence.id, evidence.criterion, quote, icon, place, missing)

    # -- where passages stand

    def _complete(self) -> bool:
        pages = self._document.pages
        return bool(pages.sizes()) and len(pages.reading.pages) == len(pages.sizes())

    def _look(self) -> None:
        pages = self._document.pages
        here = tuple(each for each in self._evidence if each.passage.document == pages.key)
        if pages.key is None or not here:
            self._searched = None
            pages.set_passages(())
        if self._looking:
            self._again = True
        elif here and pages.key is not None and pages.reading.pages:
            search = _Search(pages.key, dict(pages.reading.pages), here, self._complete())
            if search == self._searched:
                return  # a page's words are another value each time that they are read
            self._looking = True
            self._tasks.run(partial(_locate, search), partial(self._found, search), lambda _: None, owner=self)

    def _found(self, search: _Search, located: Mapping[UUID, Located | None]) -> None:
        self._looking = False
        if search.key == self._document.pages.key:
            self._searched, self._located = search, located
            self._mark(search.pages, [place for place in located.values() if place is not None])
            there = {id for id, place in located.items() if place is not None}
            missing = (self._missing | (located.keys() - there if search.complete else set())) - there
            if missing != self._missing:
                self._missing = missing
                self._show()
            self._go()
        if self._again:
            self._again = False
            self._look()

    def _mark(self, pages: Mapping[int, PageText], places: Sequence[Located]) -> None:
        strips: list[Strip] = [strip for place in places for strip in strips_of(place, pages)]
        self._document.pages.set_passages(strips)


def _locate(search: _Search) -> dict[UUID, Located | None]:
    text = read_text(search.pages)
    return {each.id: text.locate(each.passage) for each in search.evidence}
