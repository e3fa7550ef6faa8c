"""Searching from the window: what the palette lists, what the queue lists, and what is marked on the pages."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from reviewer.domain.application import Application
from reviewer.domain.searching import first_words
from reviewer.errors import DatabaseAway
from reviewer.services.queue import QueueService
from reviewer.services.search import Found, SearchService
from reviewer.ui.review.page import ReviewPage
from reviewer.ui.tasks import Tasks

BY_NAME, BY_WORDS = 6, 12
"""How many candidates and how many applications the palette lists."""


class Searching(QObject):
    """Looks off the GUI thread, and marks what was found once the application is there."""

    def __init__(self, tasks: Tasks, queue: QueueService, search: SearchService, page: ReviewPage) -> None:
        super().__init__(page)
        self._tasks, self._queue, self._search, self._page = tasks, queue, search, page
        self._marked: tuple[UUID, str] | None = None
        """The application on whose pages something is to be marked, and what was typed."""
        page.presenter.shown.connect(self._mark)

    def find(self, text: str, done: Callable[[Sequence[Found], str], None], owner: QObject) -> None:
        """Look for a text, and call `done` with what was found, or with why nothing was; unless `owner` is gone."""
        self._tasks.run(
            partial(self._look_for, text),
            lambda found: done(found, ""),
            lambda trouble: done((), trouble.sentence),
            owner=owner,
        )

    def look_at(self, application: UUID, text: str) -> None:
        """Mark on the pages of an application what was found, as soon as it is there."""
        self._marked = (application, text)
        self._mark(self._page.presenter.application)

    def _look_for(self, text: str) -> Sequence[Found]:
        """Candidates of that name first, then those in whose documents it stands."""
        named = [Found(row, "", (), named=True) for row in self._queue.find(text, BY_NAME)]
        known = {found.row.id for found in named}
        try:
            told = self._search.find(text, BY_WORDS).found
        except DatabaseAway:
            if not named:
                raise
            told = ()  # names are kept here, words are not
        return [*named, *(found for found in told if found.row.id not in known)]

    def _mark(self, application: Application | None) -> None:
        if application is not None and self._page.searched:
            self._marked = (application.id, self._page.searched)
        if application is None or self._marked is None or self._marked[0] != application.id:
            return
        _, text = self._marked
        self._marked = None
        words = first_words(text)
        if words:
            self._page.document.find_text(words)
