"""The pages of a document below each other: painted from the workers' shared memory, scrolled, zoomed, read, searched.

Nothing here waits: what is not drawn yet is asked for, and painted when it comes. `painted` tells when all that is
visible has been painted as sharp as it gets.
"""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QPropertyAnimation, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QWidget

from reviewer.documents.protocol import NEAR, NOW, Event, Failed, InfoReady, PageReady, Trouble, WordsReady
from reviewer.services.documents import DocumentService
from reviewer.ui.document import paper
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.geometry import LEAST_ZOOM, MOST_ZOOM, Box, Layout, fit_pixels, step
from reviewer.ui.document.page_text import Strip
from reviewer.ui.document.pictures import Pictures
from reviewer.ui.document.reading import Reading
from reviewer.ui.document.selecting import Selecting
from reviewer.ui.theme import Theme

SCREEN = 0.86
"""Part of the view's height that Space scrolls by: the last lines stay in sight."""
LINE = 60
"""Logical pixels of one press of an arrow key."""
NOTCH = 108
"""Logical pixels of one notch of a mouse wheel."""
GLIDE = 140
"""Longest movement in milliseconds."""
SETTLE = 80
"""Milliseconds without another change of size after which pages are drawn for the new one."""
WORDS_AHEAD = 24
"""Pages of a document whose words are read without being asked for."""


class PageView(QAbstractScrollArea):
    """Shows one document at a time, by the SHA-256 of its bytes."""

    painted = Signal()
    """All that is visible was painted sharp."""
    moved = Signal(int, int, int)
    """Page (from 1), pages, zoom in per cent."""
    found = Signal(int, int)
    """Number of the current hit (from 1; 0: none), and of all."""
    troubled = Signal(object)
    """`Trouble`, or None: the document can be shown."""
    known = Signal(object)
    """`DocumentInfo` of the document that is shown."""
    selection_changed = Signal()

    def __init__(
        self, theme: Theme, documents: DocumentService, arrivals: Arrivals, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._documents = theme, documents
        self._pictures = Pictures(documents)
        self.reading = Reading(QFontMetricsF(theme.font(12)))
        self._key: str | None = None
        self._ink = "unsure_tint"
        self._zoom: float | None = None
        self._trouble: Trouble | None = None
        self._at: tuple[int, float] | None = None
        self._told = (0, 0, 0)
        self._reveal_wanted = False
        self._plan = Layout((), 0, 1, 1.0, None)

        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ground", "sunken")
        self.setAccessibleName(self.tr("Pages"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(LINE)
        self.horizontalScrollBar().setSingleStep(LINE)
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._glide.setDuration(GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._want)
        self._selecting = Selecting(self)
        self.viewport().installEventFilter(self._selecting)
        arrivals.arrived.connect(self._arrived)
        theme.changed.connect(self.viewport().update)

    # -- the document

    def show_document(
        self, key: str | None, words: Sequence[str] = (), ink: str = "unsure_tint", at: tuple[int, float] | None = None
    ) -> None:
        """Show another document, or none. `words` are marked in colour `ink`; `at` is a `position` to go back to."""
        self._glide.stop()
        self._settle.stop()
        self._key, self._ink, self._at = key, ink, at
        self._pictures.clear()
        self.reading.clear(words)
        self._reveal_wanted = False
        self._trouble = self._documents.trouble(key) if key is not None else None
        self._lay_out()
        self._place_first()
        if key is not None and self._trouble is None:
            info = self._documents.info(key)
            if info is not None:
                self.known.emit(info)
            self._want()
        self.viewport().update()
        self._tell_moved()
        self.found.emit(0, 0) if not self.reading.wanted else self._tell_found()
        self.troubled.emit(self._trouble)

    def set_words(self, words: Sequence[str], ink: str) -> None:
        """Mark other words, in another colour: the track has changed."""
        self.reading.set_words(words)
        self._ink = ink
        self.viewport().update()

    def retry(self) -> None:
        """Try once more to show a document that could not be shown."""
        if self._key is not None:
            self._documents.retry(self._key)
            self.show_document(self._key, self.reading.words, self._ink, self._at)

    @property
    def key(self) -> str | None:
        """The document that is shown."""
        return self._key

    @property
    def trouble(self) -> Trouble | None:
        """Why it is not."""
        return self._trouble

    @property
    def fit_width(self) -> int:
        """Device pixels of a page that fits this view."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        return fit_pixels(self.width() - bar, self.viewport().devicePixelRatioF())

    def first_pages(self, sizes: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
        """The pages, with their widths in device pixels, that a document of these sizes would show first."""
        if not sizes and self._zoom is not None:
            return []
        plan = self._plan_for(sizes)
        seen = plan.visible(0, round(self.viewport().height() * plan.ratio))
        return [(page, plan.boxes[page].width) for page in seen]

    def _arrived(self, event: Event) -> None:
        if event.key != self._key:
            return
        match event:
            case InfoReady():
                self._lay_out()
                self._place_first()
                self._want()
                self._tell_moved()
                self.known.emit(event.info)
                self.viewport().update()
            case PageReady():
                if event.page < len(self._plan.boxes) and event.page in self._visible():
                    self.viewport().update(self._logical(self._plan.boxes[event.page].rect()))
            case WordsReady():
                self._take_words(event.page)
            case Failed():
                self._trouble = event.trouble
                self._pictures.clear()
                self._lay_out()
                self.viewport().update()
                self.troubled.emit(event.trouble)

    def _take_words(self, page: int) -> None:
        words = self._documents.words(self._key, page) if self._key is not None else None
        if words is None or page in self.reading.pages:
            return
        self.reading.put(page, words)
        if self.reading.wanted:
            self._tell_found()
            if self._reveal_wanted and self.reading.hit is not None:
                self._reveal_wanted = False
                self.reveal(self.reading.hit.strips[0])
        if page in self._visible():
            self.viewport().update()

    def _want(self) -> None:
        """Ask for all that is on the screen, and for what is beside it. Asked last, served first."""
        key = self._key
        if key is None or self._trouble is not None:
            return
        if not self._plan.known:
            for page, width in self.first_pages(())[:1]:
                self._documents.want_page(key, page, width, NOW)
            self._documents.want_info(key, NOW)
            return
        seen, boxes = self._visible(), self._plan.boxes
        for page in (seen.start - 1, seen.stop):
            if 0 <= page < len(boxes):
                self._documents.want_page(key, page, boxes[page].width, NEAR)
        every = self.reading.wanted or len(boxes) <= WORDS_AHEAD
        read = range(len(boxes)) if every else range(max(0, seen.start - 1), min(len(boxes), seen.stop + 2))
        for page in reversed(read):
            if page not in self.reading.pages:
                self._take_words(page)
                if page not in self.reading.pages:
                    self._documents.want_words(key, page, NEAR)
        for page in reversed(seen):
            self._documents.want_page(key, page, boxes[page].width, NOW)

    # -- geometry

    def _plan_for(self, sizes: Sequence[tuple[float, float]]) -> Layout:
        ratio = self.viewport().devicePixelRatioF()
        return Layout(sizes, self.viewport().width(), self.fit_width, ratio, self._zoom)

    def _lay_out(self) -> None:
        info = self._documents.info(self._key) if self._key is not None else None
        self._plan = self._plan_for(info.pages if info is not None else ())
        ratio, view = self._plan.ratio, self.viewport()
        shown = self._key is not None and self._trouble is None
        for bar, content, seen in (
            (self.verticalScrollBar(), self._plan.height, view.height()),
            (self.horizontalScrollBar(), self._plan.width, view.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, ceil(content / ratio) - seen) if shown else 0)

    def _place_first(self) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum() // 2)
        if self._at is not None and self._plan.known:
            self._scroll_to(self._at, 0)
        else:
            self.verticalScrollBar().setValue(0)

    def offset(self) -> QPoint:
        """Device pixels by which the content is scrolled."""
        ratio = self._plan.ratio
        return QPoint(
            round(self.horizontalScrollBar().value() * ratio), round(self.verticalScrollBar().value() * ratio)
        )

    def _visible(self) -> range:
        height = round(self.viewport().height() * self._plan.ratio)
        return self._plan.visible(self.offset().y(), height)

    def _logical(self, rect: QRect) -> QRect:
        """A rectangle of the content, in device pixels, as one of the viewport."""
        ratio, at = self._plan.ratio, rect.translated(-self.offset())
        return QRectF(at.x() / ratio, at.y() / ratio, at.width() / ratio, at.height() / ratio).toAlignedRect()

    def page_at(self, at: QPoint) -> tuple[int, float, float]:
        """The page at a point of the viewport, and the point on it in points; it may lie beside the page."""
        ratio, offset = self._plan.ratio, self.offset()
        x, y = at.x() * ratio + offset.x(), at.y() * ratio + offset.y()
        page = self._plan.nearest(y)
        box = self._plan.boxes[page]
        return page, (x - box.x) / box.scale, (y - box.y) / box.scale

    def position(self) -> tuple[int, float]:
        """What is at the upper edge: a page, and the points above the edge."""
        page, _, y = self.page_at(QPoint(0, 0))
        return page, y

    def _scroll_to(self, position: tuple[int, float], under: float) -> None:
        """Bring a place of a page `under` logical pixels below the upper edge."""
        page, y = position
        box = self._plan.boxes[min(page, len(self._plan.boxes) - 1)]
        self.verticalScrollBar().setValue(round((box.y + y * box.scale) / self._plan.ratio - under))

    def resizeEvent(self, event: QResizeEvent) -> None:
        at = self.position() if self.verticalScrollBar().value() else None
        self._lay_out()
        if at is not None:
            self._scroll_to(at, 0)
        else:
            self._place_first()
        if event.oldSize().isValid() and self._plan.known:
            self._settle.start()
        else:
            self._want()
        self._tell_moved()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
            self._want()
            self.viewport().update()
        return super().event(event)

    # -- scrolling and zooming

    def scroll_by(self, pixels: float, *, smooth: bool = True) -> None:
        """Scroll by logical pixels."""
        bar = self.verticalScrollBar()
        gliding = self._glide.state() == QPropertyAnimation.State.Running
        start = self._glide.endValue() if gliding else bar.value()
        self.scroll_to(start + pixels, smooth=smooth)

    def scroll_to(self, value: float, *, smooth: bool = True) -> None:
        """Scroll to a height of the content, in logical pixels."""
        bar = self.verticalScrollBar()
        to = max(bar.minimum(), min(bar.maximum(), round(value)))
        self._glide.stop()
        moves = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        if not smooth or not moves or not self.isVisible():
            bar.setValue(to)
        elif to != bar.value():
            self._glide.setStartValue(bar.value())
            self._glide.setEndValue(to)
            self._glide.start()

    def scroll_screen(self, direction: int) -> None:
        """Scroll by nearly a screen, down (1) or up (-1)."""
        self.scroll_by(direction * self.viewport().height() * SCREEN)

    def zoom_by(self, direction: int) -> None:
        """The next step in or out, around the middle of the view."""
        self.set_zoom(step(self._plan.zoom, direction))

    def zoom_fit(self) -> None:
        """Fit the width again."""
        self.set_zoom(None)

    def set_zoom(self, zoom: float | None, around: QPoint | None = None) -> None:
        """Show 1.0 as 96 logical pixels an inch, None as fits. The point `around` of the viewport stays where it is."""
        around = around if around is not None else self.viewport().rect().center()
        self._glide.stop()
        page, x, y = self.page_at(around)
        self._zoom = None if zoom is None else max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        self._lay_out()
        self._scroll_to((page, y), around.y())
        box = self._plan.boxes[page]
        self.horizontalScrollBar().setValue(round((box.x + x * box.scale) / self._plan.ratio - around.x()))
        self._settle.start()
        if self._settle.interval() and self._documents.any_image(self._key or "", page) is None:
            self._want()
        self.viewport().update()
        self._tell_moved()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        view = self.viewport()
        if self._plan.ratio == int(self._plan.ratio):
            view.scroll(dx, dy, view.rect())  # only what comes into view is painted
        else:
            view.update()
        self._want()
        self._tell_moved()

    def _tell_moved(self) -> None:
        middle = self.offset().y() + self.viewport().height() * self._plan.ratio / 2
        page = self._plan.nearest(middle) + 1
        if self.verticalScrollBar().value() == 0:
            page = 1
        pages = len(self._plan.boxes) if self._plan.known and self._trouble is None else 0
        told = (page if pages else 0, pages, round(self._plan.zoom * 100))
        if told != self._told:
            self._told = told
            self.moved.emit(*told)

    # -- finding

    def search(self, text: str) -> None:
        """Mark every place of a text, and go to the first one from here on."""
        page, y = self.position()
        self.reading.search(text, page, y)
        self._reveal_wanted = bool(text) and self.reading.hit is None
        self._want()
        if self.reading.hit is not None:
            self.reveal(self.reading.hit.strips[0])
        self._tell_found()
        self.viewport().update()

    def find_step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) hit."""
        hit = self.reading.step(direction)
        if hit is not None:
            self.reveal(hit.strips[0])
            self._tell_found()
            self.viewport().update()

    def reveal(self, strip: Strip) -> None:
        """Scroll so that a place on a page is well in sight."""
        place = self._plan.boxes[strip.page].place(strip.x0, strip.y0, strip.x1, strip.y1)
        ratio, view = self._plan.ratio, self.viewport()
        top, left = place.y() / ratio, place.x() / ratio
        above = self.verticalScrollBar().value()
        if not above + 64 < top < above + view.height() - 64:
            self.scroll_to(top - view.height() / 3)
        across = self.horizontalScrollBar()
        if not across.value() <= left <= across.value() + view.width() - place.width() / ratio:
            across.setValue(round(left - view.width() / 3))

    def _tell_found(self) -> None:
        self.found.emit(self.reading.current + 1, len(self.reading.hits))

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
        seen, offset = self._visible(), self.offset()
        self._pictures.keep(seen)
        all_sharp = self._plan.known
        for page in seen:
            sheet = self._plan.boxes[page].rect().translated(-offset)
            image = self._pictures.sharp(self._key, page, sheet.width())
            all_sharp = all_sharp and image is not None
            reach = round(paper.SHADOW_REACH * ratio)
            if not sheet.adjusted(-reach, -reach, reach, reach).intersects(exposed):
                continue
            paper.paint_shadow(painter, theme, sheet, exposed, ratio)
            if image is not None:
                paper.paint_sharp(painter, sheet, image, exposed)
            elif (older := self._pictures.older(self._key, page)) is not None:
                paper.paint_older(painter, sheet, older)
            else:
                paper.paint_skeleton(painter, theme, sheet, ratio)
            self._paint_marks(painter, page, offset)
            paper.paint_dim(painter, theme, sheet & exposed)
        painter.end()
        if all_sharp and seen:
            self.painted.emit()

    def _paint_marks(self, painter: QPainter, page: int, offset: QPoint) -> None:
        if page not in self.reading.pages:
            return
        box: Box = self._plan.boxes[page]
        others, now = self.reading.found(page)
        for strips, token, grow in (
            (self.reading.marks(page), self._ink, paper.GROW),
            (others, "mark", paper.GROW),
            (now, "mark_now", paper.GROW),
            (list(self.reading.selected(page)), "select", 0.0),
        ):
            if strips:
                places = [box.place(at.x0, at.y0, at.x1, at.y1).translated(-offset) for at in strips]
                paper.paint_strips(painter, places, self._theme.colour(token), self._plan.ratio, grow)

    # -- keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self._selecting.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._selecting.select_all()
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif event.key() == Qt.Key.Key_Space:
            self.scroll_screen(-1 if shift else 1)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.scroll_screen(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.scroll_to(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.scroll_by(LINE if event.key() == Qt.Key.Key_Down else -LINE)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._plan.zoom * 1.1 ** (event.angleDelta().y() / 120), event.position().toPoint())
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().y(), smooth=False)
            across = self.horizontalScrollBar()
            across.setValue(across.value() - event.pixelDelta().x())
        else:
            self.scroll_by(-event.angleDelta().y() / 120 * NOTCH)
        event.accept()
