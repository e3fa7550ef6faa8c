"""Words of the shown document that a reader cannot see: told in a line above the page, and shown in place if asked."""

from PySide6.QtCore import QObject, Signal

from reviewer.documents.notices import hidden_line
from reviewer.documents.protocol import HIDDEN, NEAR, NEXT, Event, HiddenPassage, ReadingReady
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.flags import SHOW_KEY
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pages import PageView
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.choice import Choice

_STEP = "step"


class Unseen(QObject):
    """Asks for hidden text once the first page is on the screen, and steps through what is found."""

    nothing = Signal()
    """There is nothing to show in the document, as has turned out after it was asked for."""

    def __init__(self, theme: Theme, documents: DocumentService, arrivals: Arrivals, pages: PageView) -> None:
        super().__init__(pages)
        self._documents, self._pages = documents, pages
        self.banner = Banner(theme)
        self.passages: tuple[HiddenPassage, ...] = ()
        self._at = -1
        """The passage that is shown in place; -1: none is."""
        self._asked: str | None = None
        self._wanted = False
        """It is to be shown as soon as it is known."""
        self._told = False
        """A flag above the page says it already, with the same key."""
        self.banner.acted.connect(self.step)
        arrivals.arrived.connect(self._arrived)
        pages.painted.connect(self._ask)

    def clear(self) -> None:
        """Another document is shown, or none."""
        self._asked, self._wanted = None, False
        self.passages, self._at = (), -1
        self._pages.set_unseen(())
        self.banner.hide()

    def leave_to_flag(self, told: bool) -> None:
        """Whether a flag tells of hidden text: then it is not told a second time."""
        if told is not self._told:
            self._told = told
            self._say()

    def step(self) -> bool:
        """Show the first passage in place, then the next, and after the last none; False when there is none.

        While the document is still being looked at, `nothing` or the first passage follows.
        """
        key = self._pages.key
        if key is not None and self._pages.trouble is None and self._documents.reading(key, HIDDEN) is None:
            self._wanted = True
            self._documents.want_reading(key, HIDDEN, urgency=NEAR)
            return True
        self._take()  # it may be here, and not have been told yet
        if not self.passages:
            return False
        placed = [number for number, passage in enumerate(self.passages) if passage.places]
        later = [number for number in placed if number > self._at]
        self._at = later[0] if later else -1
        self._pages.set_unseen([passage for passage in self.passages if passage.places] if self._at >= 0 else ())
        if self._at >= 0:
            passage = self.passages[self._at]
            self._pages.reveal(Strip(passage.page, *passage.places[0]))
        self._say()
        return True

    def _ask(self) -> None:
        """The page that was asked for is on the screen: now there is time to look closer."""
        key = self._pages.key
        if key is None or key == self._asked:
            return
        self._asked = key
        # Not near: the worker that is kept free for what is on the screen must not be long at it.
        self._documents.want_reading(key, HIDDEN, urgency=NEXT)
        self._take()

    def _arrived(self, event: Event) -> None:
        if isinstance(event, ReadingReady) and event.name == HIDDEN and event.key == self._pages.key:
            self._take()

    def _take(self) -> None:
        found = self._documents.reading(self._pages.key, HIDDEN) if self._pages.key is not None else None
        if isinstance(found, tuple) and found != self.passages:
            self.passages = tuple(passage for passage in found if isinstance(passage, HiddenPassage))
            self._say()
        if found is not None and self._wanted:
            self._wanted = False
            if not self.step():
                self.nothing.emit()

    def _say(self) -> None:
        if not self.passages or self._told:
            self.banner.hide()
            return
        shown = self.passages[max(self._at, 0)]
        text = self.tr("Text you cannot see: {0}").format(hidden_line(shown))
        if len(self.passages) > 1:
            count = self.tr("{0} of {1}").format(max(self._at, 0) + 1, len(self.passages))
            text = f"{text} ({count})"
        placed = [number for number, passage in enumerate(self.passages) if passage.places]
        if not placed:
            word = ""
        elif self._at < 0:
            word = self.tr("Show it")
        else:
            word = self.tr("Next") if any(number > self._at for number in placed) else self.tr("Hide it")
        choices = [Choice(_STEP, word, SHOW_KEY)] if word else []
        looks = "bad" if any(passage.instructs for passage in self.passages) else "warn"
        self.banner.say(text, looks, "eye-off", choices)
        self.banner.setToolTip("\n".join(hidden_line(passage, whole=True) for passage in self.passages))
