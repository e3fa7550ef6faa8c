"""The pages of a document: painted from the workers' shared memory, read, marked, searched.

Nothing here waits: what is not drawn yet is asked for, and painted when it comes. `painted` tells when all that is
visible has been painted as sharp as it gets.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.documents.protocol import (
    NEAR,
    NOW,
    Event,
    Failed,
    HiddenPassage,
    InfoReady,
    PageReady,
    Trouble,
    WordsReady,
)
from reviewer.services.documents import DocumentService
from reviewer.ui.document import paper
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.finder import Finder
from reviewer.ui.document.finding import Hit
from reviewer.ui.document.links import Links
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pictures import Pictures, in_tiles, tiles_in
from reviewer.ui.document.reading import Reading
from reviewer.ui.document.scroller import PageScroller, Position
from reviewer.ui.document.selecting import Selecting
from reviewer.ui.theme import Theme

FLASH = 1200
"""Milliseconds for which a place that was gone to is marked."""
SETTLE = 80
"""Milliseconds without another change of size after which pages are drawn for the new one."""
WORDS_AHEAD = 24
"""Pages of a document whose words are read without being asked for."""


class PageView(PageScroller):
    """Shows one document at a time, by the SHA-256 of its bytes."""

    painted = Signal()
    """All that is visible was painted sharp."""
    found = Signal(int, int)
    """Number of the current hit (from 1; 0: none), and of all."""
    searched = Signal(int, int, bool)
    """Pages that have been looked at, all pages, whether any of them has words."""
    troubled = Signal(object)
    """`Trouble`, or None: the document can be shown."""
    read = Signal(str)
    """The words of a page of this document have come."""
    known = Signal(object)
    """`DocumentInfo` of the document that is shown."""
    selection_changed = Signal()
    links_read = Signal()
    """The links of a page of this document have come."""
    link_chosen = Signal(object)
    """`domain.addresses.Address` that a link leads to, out of the document."""
    menu_asked = Signal(QPoint)
    """What can be done with the selection is asked for, at a place of the screen."""

    def __init__(
        self, theme: Theme, documents: DocumentService, arrivals: Arrivals, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._documents = theme, documents
        self._pictures = Pictures(documents)
        self._shadow = paper.Shadow(theme)
        self.reading = Reading(QFontMetricsF(theme.font(12)))
        self._key: str | None = None
        self._turned: dict[str, int] = {}
        self._ink = "unsure_tint"
        self._trouble: Trouble | None = None
        self.setProperty("ground", "sunken")
        self.setAccessibleName(self.tr("Pages"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._want)
        self._flashed: tuple[Strip, ...] = ()
        self._unseen: tuple[HiddenPassage, ...] = ()
        self._passages: tuple[Strip, ...] = ()
        self._read_all = False
        self._flash_end = QTimer(self, singleShot=True, interval=FLASH)
        self._flash_end.timeout.connect(self._end_flash)
        # Words come after the first frame: marking them may take longer than a page takes to appear.
        self._words_due = False
        self._read_on = QTimer(self, singleShot=True, interval=0)
        self._read_on.timeout.connect(self._want_words)
        self.links = Links(theme, documents, self)
        self._selecting = Selecting(self)
        self._finder = Finder(self)
        arrivals.arrived.connect(self._arrived)
        theme.changed.connect(self.viewport().update)

    # -- the document

    def show_document(
        self, key: str | None, words: Sequence[str] = (), ink: str = "unsure_tint", at: Position | None = None
    ) -> None:
        """Show another document, or none. `words` are marked in colour `ink`; `at` is a `position` to go back to."""
        if self.reading.selection is not None:
            self.clear_selection()
        self._settle.stop()
        self._read_on.stop()
        self._flashed, self._passages, self._read_all = (), (), False
        self._key, self._ink = key, ink
        self._pictures.clear()
        self.reading.clear(words)
        self._finder.clear()
        self.links.clear()
        self._trouble = self._documents.trouble(key) if key is not None else None
        self._arrange(at)
        if key is not None and self._trouble is None:
            info = self._documents.info(key)
            if info is not None:
                self.known.emit(info)
            self._want()
        self.viewport().update()
        self._finder.tell()
        self.troubled.emit(self._trouble)

    def set_words(self, words: Sequence[str], ink: str) -> None:
        """Mark other words, in another colour: the track has changed."""
        self.reading.set_words(words)
        self._ink = ink
        self.viewport().update()

    def set_passages(self, strips: Sequence[Strip]) -> None:
        """Mark the passages that evidence points at."""
        if tuple(strips) != self._passages:
            self._passages = tuple(strips)
            self.viewport().update()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.reading.selection = None
        self.viewport().update()
        self.selection_changed.emit()

    def read_on(self, page: int) -> None:
        """Have the words of all pages read, those of one page first."""
        self._read_all = True
        if self._key is not None and page not in self.reading.pages:
            self._documents.want_words(self._key, page, NOW)
        self._words_due = True
        self.viewport().update()

    def retry(self) -> None:
        """Try once more to show a document that could not be shown."""
        if self._key is not None:
            self._documents.retry(self._key)
            self.show_document(self._key, self.reading.words, self._ink, self._first)

    @property
    def key(self) -> str | None:
        """The document that is shown."""
        return self._key

    @property
    def trouble(self) -> Trouble | None:
        """Why it is not."""
        return self._trouble

    def _arrived(self, event: Event) -> None:
        if event.key != self._key:
            return
        match event:
            case InfoReady():
                # A second time: later pages turned out to be of another size. What is read stays where it is.
                self._arrange(self.position() if self._plan.known else self._first)
                self._want()
                self.known.emit(event.info)
                self.viewport().update()
            case PageReady():
                if event.page < len(self._plan.boxes) and event.page in self.visible():
                    self.viewport().update(self.rect_of(self._plan.boxes[event.page].rect()))
            case WordsReady():
                self._take_words(event.page)
            case Failed():
                self._trouble = event.trouble
                self._pictures.clear()
                self._arrange(None)
                self.viewport().update()
                self.troubled.emit(event.trouble)
            case _:
                self.links.arrived(event)

    def pictures_held(self) -> list[int]:
        """The pages whose pixels cannot be given away now."""
        return self._pictures.held()

    def sizes(self) -> Sequence[tuple[float, float]]:
        info = self._documents.info(self._key) if self._key is not None else None
        return info.pages if info is not None else ()

    def rotation(self) -> int:
        return self._turned.get(self._key or "", 0)

    def turn(self, degrees: int) -> None:
        """Turn the pages of the shown document clockwise; they stay so until the program ends."""
        if self._key is None or not self._plan.known:
            return
        page = self.current_page
        self._turned[self._key] = (self.rotation() + degrees) % 360
        self._arrange((page, 0.0) if page else None)
        self._want()
        self.viewport().update()

    def seen_changed(self, *, settled: bool) -> None:
        there = (
            self._key is not None
            and self._documents.any_image(self._key, self.visible().start, self.rotation()) is not None
        )
        if settled or not there:
            self._want()
        else:
            self._settle.start()  # the old size is shown scaled meanwhile

    def _arrange(self, at: Position | None) -> None:
        self.lay_out(shown=self._key is not None and self._trouble is None)
        self.place_first(at)

    def _take_words(self, page: int) -> None:
        words = self._documents.words(self._key, page) if self._key is not None else None
        if words is None or page in self.reading.pages:
            return
        self.reading.put(page, words)
        self.read.emit(self._key)
        self._finder.came(page)
        if page in self.visible():
            self.viewport().update()

    def _want(self) -> None:
        """Ask for all that is on the screen, and for what is beside it. Asked last, served first."""
        key = self._key
        if key is None or self._trouble is not None:
            return
        if not self._plan.known:
            first = self.first_pages(())[:1]
            for page, width in first:
                self._documents.want_page(key, page, width, NOW)  # brings the document's description with it
            if not first:
                self._documents.want_info(key, NOW)
            return
        self._words_due = True
        seen, boxes = self.visible(), self._plan.boxes
        for page in (seen.start - 1, seen.stop):
            if 0 <= page < len(boxes) and not in_tiles(boxes[page]):
                self._documents.want_page(key, page, boxes[page].width, NEAR, boxes[page].rotation)
        for page in reversed(seen):
            box = boxes[page]
            if not in_tiles(box):
                self._documents.want_page(key, page, box.width, NOW, box.rotation)
                continue
            for tile, _ in reversed(tiles_in(box, self.area())):
                self._documents.want_page(key, page, box.width, NOW, box.rotation, tile)
            if self._documents.any_image(key, page, box.rotation) is None:  # what stands for the tiles until they come
                self._documents.want_page(key, page, self.fit_width, NOW, box.rotation)

    def _want_words(self) -> None:
        key = self._key
        if key is None or self._trouble is not None or not self._plan.known:
            return
        seen, boxes = self.visible(), self._plan.boxes
        every = self.reading.wanted or self._read_all or len(boxes) <= WORDS_AHEAD
        read = range(len(boxes)) if every else range(max(0, seen.start - 1), min(len(boxes), seen.stop + 2))
        for page in reversed(read):
            if page not in self.reading.pages:
                self._take_words(page)
                if page not in self.reading.pages:
                    self._documents.want_words(key, page, NEAR)

    # -- finding

    def search(self, text: str, *, whole: bool = False) -> None:
        """Mark every place of a text, and go to the first one from here on. `whole`: where it is a word of its own."""
        self._finder.search(text, whole=whole)
        self._want()

    def find_step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) hit."""
        self._finder.step(direction)

    def flash(self, hit: Hit) -> None:
        """Go to a place and mark it for a moment."""
        self.flash_strips(hit.strips)

    def flash_strips(self, strips: Sequence[Strip]) -> None:
        """The same for a place that may go over several pages."""
        self._flashed = tuple(strips)
        self._flash_end.start()
        self.reveal(strips[0])
        self.viewport().update()

    @property
    def flashing(self) -> bool:
        """Whether a place that was gone to is marked now."""
        return bool(self._flashed)

    def set_unseen(self, passages: Sequence[HiddenPassage]) -> None:
        """Show the words of these passages in place, legibly; or none of them."""
        if tuple(passages) != self._unseen:
            self._unseen = tuple(passages)
            self.viewport().update()

    def _end_flash(self) -> None:
        self._flashed = ()
        self.viewport().update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ratio, theme = self._plan.ratio, self._theme
        # One unit is one device pixel from here on, at every ratio: drawn pages go through without being resampled.
        painter.scale(1 / ratio, 1 / ratio)
        area = event.rect()
        exposed = QRectF(
            area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio
        ).toAlignedRect()
        painter.fillRect(exposed, theme.colour("sunken"))
        if self._key is None or self._trouble is not None:
            return
        seen, offset = self.visible(), self.offset()
        tiles = {page: tiles_in(box, self.area()) for page in seen if in_tiles(box := self._plan.boxes[page])}
        self._pictures.keep(seen, {(page, tile) for page, parts in tiles.items() for tile, _ in parts})
        all_sharp = self._plan.known
        for page in seen:
            box = self._plan.boxes[page]
            sheet = box.rect().translated(-offset)
            image = self._pictures.sharp(self._key, page, box) if page not in tiles else None
            parts = [
                (part, place.translated(-offset))
                for tile, place in tiles.get(page, ())
                if (part := self._pictures.sharp(self._key, page, box, tile)) is not None
            ]
            all_sharp = all_sharp and (image is not None or 0 < len(tiles.get(page, ())) == len(parts))
            reach = round(paper.SHADOW_REACH * ratio)
            if not sheet.adjusted(-reach, -reach, reach, reach).intersects(exposed):
                continue
            self._shadow.paint(painter, sheet, ratio)
            if image is not None:
                paper.paint_sharp(painter, sheet, image, exposed)
            elif len(parts) == len(tiles.get(page, ())) > 0:
                pass  # nothing is to be seen under them
            elif (older := self._pictures.older(self._key, page, box.rotation)) is not None:
                paper.paint_older(painter, sheet, older, exposed)
            else:
                paper.paint_skeleton(painter, theme, sheet, ratio)
            for part, place in parts:
                paper.paint_sharp(painter, place, part, exposed)
            self._paint_marks(painter, page, offset, sheet, image)
            self._paint_caret(painter, page, offset)
            for passage in self._unseen:
                if passage.page == page:
                    places = [box.place(*place).translated(-offset) for place in passage.places]
                    paper.paint_unseen(painter, theme, QRectF(sheet), places, passage.text, ratio)
            paper.paint_dim(painter, theme, sheet & exposed)
        painter.end()
        if self._words_due:
            self._words_due = False
            self._read_on.start()
        if all_sharp and seen:
            self.painted.emit()

    def _paint_marks(self, painter: QPainter, page: int, offset: QPoint, sheet: QRect, image: QImage | None) -> None:
        if page not in self.reading.pages:
            return
        box = self._plan.boxes[page]
        others, now = self.reading.found(page)
        flashed = [strip for strip in self._flashed if strip.page == page]
        passages = [strip for strip in self._passages if strip.page == page and strip not in flashed]
        for strips, token, grow in (
            (passages, "evidence_ink", paper.GROW),
            (self.reading.marks(page), self._ink, paper.GROW),
            (flashed, "mark", paper.GROW),
            (others, "mark", paper.GROW),
            (now, "mark_now", paper.GROW),
            (list(self.reading.selected(page)), "select", 0.0),
        ):
            if strips:
                places = [box.place(at.x0, at.y0, at.x1, at.y1).translated(-offset) for at in strips]
                on_dark = [place for place in places if image is not None and paper.is_dark(image, place, sheet)]
                on_light = [place for place in places if place not in on_dark]
                paper.paint_strips(painter, on_light, self._theme.colour(token), self._plan.ratio, grow)
                paper.paint_outlines(painter, on_dark, self._theme.colour(token), self._plan.ratio)

    def _paint_caret(self, painter: QPainter, page: int, offset: QPoint) -> None:
        strip = self.reading.caret_strip(page)
        if strip is not None:
            place = self._plan.boxes[page].place(strip.x0, strip.y0, strip.x1, strip.y1).translated(-offset)
            half = self._plan.ratio
            grow = (half, 0) if place.width() < place.height() else (0, half)
            painter.fillRect(place.adjusted(-grow[0], -grow[1], *grow), self._theme.colour("caret"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.reading.has_selection:
            self.menu_asked.emit(event.globalPos())

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        self._selecting.copy()

    def toggle_caret(self) -> None:
        """Show a caret that the arrow keys move, or no longer."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._selecting.toggle_caret()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._selecting.wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._selecting.key(event):
            super().keyPressEvent(event)
