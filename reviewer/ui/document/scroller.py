"""Pages below each other as something to scroll and zoom, by wheel and by keys, without losing the place."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QPropertyAnimation, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QWidget

from reviewer.ui.document.geometry import GAP, LEAST_ZOOM, MOST_ZOOM, Fit, Layout, Zoom, fit_pixels, step
from reviewer.ui.document.page_text import Strip

SCREEN = 0.86
"""Part of the view's height that Space scrolls by: the last lines stay in sight."""
LINE = 60
"""Logical pixels of one press of an arrow key."""
NOTCH = 108
"""Logical pixels of one notch of a mouse wheel."""
GLIDE = 140
"""Longest movement in milliseconds."""
NEAR_EDGE = 64
"""Logical pixels from the upper and lower edge in which a place does not count as in sight."""

Position = tuple[int, float]
"""A page, and points below its upper edge as it is shown."""


class PageScroller(QAbstractScrollArea):
    """Knows the sizes of the pages and nothing of what is on them. `seen_changed` is for the class that does."""

    moved = Signal(int, int, int)
    """Page (from 1), pages, zoom in per cent; no pages while nothing is shown."""

    rested = Signal()
    """A movement has come to its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom: Zoom = Fit.WIDTH
        self._plan = Layout((), 0, (1, 1), 1.0, Fit.WIDTH)
        self._shown = False
        self._first: Position | None = None
        self._told = (0, 0, 0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(LINE)
        self.horizontalScrollBar().setSingleStep(LINE)
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._glide.setDuration(GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.finished.connect(self.rested)

    # -- for the class that shows something

    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page in points; empty while they are not known."""
        return ()

    def rotation(self) -> int:
        """Degrees by which the pages are shown turned, clockwise."""
        return 0

    def seen_changed(self, *, settled: bool) -> None:
        """Other pages are seen, or in another size. `settled`: not in the middle of a movement of sizes."""

    def lay_out(self, *, shown: bool) -> None:
        """Place the pages anew. `shown`: there is something to scroll."""
        self._shown = shown
        self._plan = self.plan_for(self.sizes(), self.rotation())
        ratio, view = self._plan.ratio, self.viewport()
        for bar, content, seen in (
            (self.verticalScrollBar(), self._plan.height, view.height()),
            (self.horizontalScrollBar(), self._plan.width, view.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, ceil(content / ratio) - seen) if shown else 0)

    def place_first(self, position: Position | None) -> None:
        """Begin at a position, or at the beginning."""
        self._glide.stop()
        self._first = position
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum() // 2)
        if position is not None and self._plan.known:
            self._bring(position, 0)
        else:
            self.verticalScrollBar().setValue(0)
        self._tell_moved()

    # -- geometry

    @property
    def fit_width(self) -> int:
        """Device pixels of a page that fits the width of this view, whether or not it has to be scrolled."""
        return self._fit[0]

    @property
    def _fit(self) -> tuple[int, int]:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        return fit_pixels(self.width() - bar, self.height(), self.viewport().devicePixelRatioF())

    def plan_for(self, sizes: Sequence[tuple[float, float]], rotation: int = 0) -> Layout:
        """Where pages of these sizes would lie."""
        ratio = self.viewport().devicePixelRatioF()
        return Layout(sizes, self.viewport().width(), self._fit, ratio, self._zoom, rotation)

    def first_pages(self, sizes: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
        """The pages, with their widths in device pixels, that a document of these sizes would show first."""
        if not sizes and self._zoom is not Fit.WIDTH:
            return []
        plan = self.plan_for(sizes)
        seen = plan.visible(0, round(self.viewport().height() * plan.ratio))
        return [(page, plan.boxes[page].width) for page in seen]

    def offset(self) -> QPoint:
        """Device pixels by which the content is scrolled."""
        ratio = self._plan.ratio
        return QPoint(
            round(self.horizontalScrollBar().value() * ratio), round(self.verticalScrollBar().value() * ratio)
        )

    def visible(self) -> range:
        """The pages that are seen."""
        return self._plan.visible(self.offset().y(), round(self.viewport().height() * self._plan.ratio))

    def area(self) -> QRect:
        """What is seen of the content, in device pixels."""
        ratio, view = self._plan.ratio, self.viewport()
        return QRect(self.offset().x(), self.offset().y(), ceil(view.width() * ratio), ceil(view.height() * ratio))

    def rect_of(self, rect: QRect) -> QRect:
        """A rectangle of the content, in device pixels, as one of the viewport."""
        ratio, at = self._plan.ratio, rect.translated(-self.offset())
        return QRectF(at.x() / ratio, at.y() / ratio, at.width() / ratio, at.height() / ratio).toAlignedRect()

    def place_of(self, strip: Strip) -> QRect:
        """Where a place on a page is in the viewport now, in logical pixels."""
        box = self._plan.boxes[strip.page]
        return self.rect_of(box.place(strip.x0, strip.y0, strip.x1, strip.y1).toAlignedRect())

    def page_at(self, at: QPoint) -> tuple[int, float, float]:
        """The page at a point of the viewport, and the point on it in points; it may lie beside the page."""
        page, x, y = self._content_at(at)
        return page, *self._plan.boxes[page].point(x, y)

    def _content_at(self, at: QPoint) -> tuple[int, float, float]:
        """The page at a point of the viewport, and the place in device pixels of the content."""
        ratio, offset = self._plan.ratio, self.offset()
        x, y = at.x() * ratio + offset.x(), at.y() * ratio + offset.y()
        return self._plan.nearest(y), x, y

    def _shown_at(self, at: QPoint) -> tuple[int, float, float]:
        """The page at a point of the viewport, and the points from its corner as it is shown."""
        page, x, y = self._content_at(at)
        box = self._plan.boxes[page]
        return page, (x - box.x) / box.scale, (y - box.y) / box.scale

    def position(self) -> Position:
        """What is at the upper edge."""
        page, _, y = self._shown_at(QPoint(0, 0))
        return page, y

    @property
    def current_page(self) -> int:
        """The page that is read, from 0: the one in the middle, or the first at the very beginning."""
        middle = self.offset().y() + self.viewport().height() * self._plan.ratio / 2
        return 0 if self.verticalScrollBar().value() == 0 else self._plan.nearest(middle)

    @property
    def gliding(self) -> bool:
        """Whether it is on its way to another place."""
        return self._glide.state() == QPropertyAnimation.State.Running

    def go_to_page(self, page: int, y: float = 0.0) -> None:
        """Scroll to a page, or to a height of it in points."""
        box = self._plan.boxes[page]
        at = self._plan.boxes[page].place(0, y, 0, y).y() if y else box.y
        self.scroll_to(at / self._plan.ratio - GAP)

    def _bring(self, position: Position, under: float) -> None:
        """Bring a position `under` logical pixels below the upper edge."""
        page, y = position
        box = self._plan.boxes[min(page, len(self._plan.boxes) - 1)]
        self.verticalScrollBar().setValue(round((box.y + y * box.scale) / self._plan.ratio - under))

    def _bring_across(self, page: int, x: float, beside: float) -> None:
        """Bring a point of a page, given in points, `beside` logical pixels from the left edge."""
        box = self._plan.boxes[page]
        self.horizontalScrollBar().setValue(round((box.x + x * box.scale) / self._plan.ratio - beside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        scrolled = self.verticalScrollBar().value() > 0
        page, x, y = self._shown_at(QPoint(max(0, event.oldSize().width()) // 2, 0))
        self.lay_out(shown=self._shown)
        self._bring_across(page, x, self.viewport().width() / 2)
        if scrolled:
            self._bring((page, y), 0)
        self._tell_moved()
        self.seen_changed(settled=not event.oldSize().isValid() or event.size().width() == event.oldSize().width())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.lay_out(shown=self._shown)
            self.seen_changed(settled=True)
            self.viewport().update()
        return super().event(event)

    # -- scrolling

    def scroll_by(self, pixels: float, *, smooth: bool = True) -> None:
        """Scroll by logical pixels."""
        bar = self.verticalScrollBar()
        start = self._glide.endValue() if self.gliding else bar.value()
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
        """Scroll by nearly a screen, down (1) or up (-1); by a page where whole pages fit. At the end it stays."""
        if self._zoom is Fit.PAGE:
            self.go_to_page(max(0, min(len(self._plan.boxes) - 1, self.current_page + direction)))
            return
        self.scroll_by(direction * self.viewport().height() * SCREEN)

    def reveal(self, strip: Strip) -> None:
        """Scroll so that a place on a page is well in sight."""
        place = self._plan.boxes[strip.page].place(strip.x0, strip.y0, strip.x1, strip.y1)
        ratio, view = self._plan.ratio, self.viewport()
        top, left = place.y() / ratio, place.x() / ratio
        above = self.verticalScrollBar().value()
        if not above + NEAR_EDGE < top < above + view.height() - NEAR_EDGE:
            self.scroll_to(top - view.height() / 3)
        across = self.horizontalScrollBar()
        if not across.value() <= left <= across.value() + view.width() - place.width() / ratio:
            across.setValue(round(left - view.width() / 3))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        view = self.viewport()
        if self._plan.ratio == int(self._plan.ratio):
            view.scroll(dx, dy, view.rect())  # only what comes into view is painted
        else:
            view.update()
        self.seen_changed(settled=True)
        self._tell_moved()

    def _tell_moved(self) -> None:
        page = self.current_page + 1
        pages = len(self._plan.boxes) if self._plan.known and self._shown else 0
        told = (page if pages else 0, pages, round(self._plan.zoom * 100))
        if told != self._told:
            self._told = told
            self.moved.emit(*told)

    # -- zooming

    def zoom_by(self, direction: int) -> None:
        """The next step in or out, around the middle of the view."""
        self.set_zoom(step(self._plan.zoom, direction))

    def zoom_fit(self, fit: Fit = Fit.WIDTH) -> None:
        """Fit the width again, or the whole page."""
        page = self.current_page
        self.set_zoom(fit)
        if fit is Fit.PAGE:
            self._glide.stop()
            self._bring((page, 0), GAP)

    def set_zoom(self, zoom: Zoom, around: QPoint | None = None) -> None:
        """Show pages so large. The point `around` of the viewport stays where it is; None: the middle."""
        around = around if around is not None else self.viewport().rect().center()
        self._glide.stop()
        page, x, y = self._shown_at(around)
        self._zoom = zoom if isinstance(zoom, Fit) else max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        self.lay_out(shown=self._shown)
        self._bring((page, y), around.y())
        self._bring_across(page, x, around.x())
        self.seen_changed(settled=False)
        self.viewport().update()
        self._tell_moved()

    def pinch(self, by: float, around: QPoint) -> None:
        """Zoom by a share of what is shown, about the place of two fingers on a touch pad."""
        self.set_zoom(self._plan.zoom * (1 + by), around)

    # -- keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_9) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_fit(Fit.WIDTH if key == Qt.Key.Key_0 else Fit.PAGE)
        elif key == Qt.Key.Key_Space:
            self.scroll_screen(-1 if shift else 1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.scroll_screen(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.scroll_to(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.scroll_by(LINE if key == Qt.Key.Key_Down else -LINE)
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
