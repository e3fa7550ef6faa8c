"""Selecting text on pages with the mouse and with the keys, copying it, and following links by a click."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QNativeGestureEvent

from reviewer.ui.document.moving import Step, moved
from reviewer.ui.document.page_text import Place, Selection, Strip, Unit

if TYPE_CHECKING:
    from reviewer.ui.document.pages import PageView

CREEP = 40
"""Milliseconds between two steps of scrolling while the mouse is held outside of the view."""

_STEPS: dict[int, tuple[Step, Step, int]] = {
    Qt.Key.Key_Left: (Step.LETTER, Step.WORD, -1),
    Qt.Key.Key_Right: (Step.LETTER, Step.WORD, 1),
    Qt.Key.Key_Up: (Step.LINE, Step.PARAGRAPH, -1),
    Qt.Key.Key_Down: (Step.LINE, Step.PARAGRAPH, 1),
    Qt.Key.Key_Home: (Step.LINE_END, Step.DOCUMENT, -1),
    Qt.Key.Key_End: (Step.LINE_END, Step.DOCUMENT, 1),
}
"""What keys do alone, and with Ctrl."""


class Selecting(QObject):
    """Follows the mouse on the viewport of a PageView: one press selects letters, two words, three paragraphs.

    With the keys: Shift and an arrow extends what is selected, from the first word in sight where nothing is. F7 shows
    a caret, which arrows move.
    """

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self._anchor: Place | None = None
        self._unit = Unit.LETTER
        self._pressed_at = QPoint()
        self._dragged = False
        self._x: float | None = None
        """Points across at which the keys go up and down."""
        self._third = QTimer(self, singleShot=True, interval=QGuiApplication.styleHints().mouseDoubleClickInterval())
        self._mouse = QPoint()
        self._creep = QTimer(self, interval=CREEP)
        self._creep.timeout.connect(self._creep_on)
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            at = event.position().toPoint()
            match event.type():
                case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                    self._press(at, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                    return True
                case QEvent.Type.MouseButtonDblClick if event.button() == Qt.MouseButton.LeftButton:
                    self._begin(at, Unit.WORD)
                    self._third.start()
                    return True
                case QEvent.Type.MouseMove:
                    self._move(at, held=bool(event.buttons() & Qt.MouseButton.LeftButton))
                    return True
                case QEvent.Type.MouseButtonRelease if event.button() == Qt.MouseButton.LeftButton:
                    self._release(at)
                    return True
                case _:
                    pass
        elif isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._view.pinch(event.value(), event.position().toPoint())
                return True
        elif event.type() == QEvent.Type.Leave:
            self._view.links.hover(None)
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        text = self._view.reading.text
        if text:
            QGuiApplication.clipboard().setText(text)

    def select_all(self) -> None:
        """Select the whole document; words that are not here yet belong to it when they come."""
        self._view.reading.select_all()
        self._changed()
        self._view.selection_changed.emit()

    # -- by the keys

    def toggle_caret(self) -> None:
        """Show a caret where one reads, or no longer."""
        reading = self._view.reading
        reading.caret = self._start() if reading.caret is None else None
        self._changed()

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key moves the caret, and is not a command of the window."""
        moves = self._view.reading.caret is not None and event.key() in _STEPS
        return moves and not event.modifiers() & Qt.KeyboardModifier.AltModifier

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key says; False when it says nothing here."""
        reading, modifiers = self._view.reading, event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Escape and (reading.has_selection or reading.caret is not None):
            if not reading.has_selection:
                reading.caret = None
            self._view.clear_selection()
        elif event.key() in _STEPS and not modifiers & Qt.KeyboardModifier.AltModifier:
            extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            if not extend and reading.caret is None:
                return False
            alone, with_control, direction = _STEPS[event.key()]
            self._go(with_control if modifiers & Qt.KeyboardModifier.ControlModifier else alone, direction, extend)
        else:
            return False
        return True

    def _go(self, step: Step, direction: int, extend: bool) -> None:
        reading = self._view.reading
        selected = reading.selection if reading.has_selection else None
        if selected is not None and selected.unit is not Unit.LETTER:
            selected = Selection(*selected.span(reading.pages))
        at = selected.to if selected is not None else (reading.caret or self._start())
        if at is None:
            return
        if step is not Step.LINE:
            self._x = None
        elif self._x is None and at.page in reading.pages:
            self._x = reading.pages[at.page].x_of(at.word, at.letter)
        to = moved(at, step, direction, reading.pages, self._x)
        self._anchor = selected.anchor if selected is not None else at
        reading.selection = Selection(self._anchor, to) if extend else None
        if reading.caret is not None:
            reading.caret = to
        self._reveal(to)
        self._changed()
        self._view.selection_changed.emit()

    def _start(self) -> Place | None:
        """Where the keys begin: at the end of what is selected, or at the first word in sight."""
        reading, view = self._view.reading, self._view
        if reading.has_selection and reading.selection is not None:
            return reading.selection.to
        for page in view.visible():
            text = reading.pages.get(page)
            for number, word in enumerate(text.words if text is not None else ()):
                if view.place_of(Strip(page, word.x0, word.y0, word.x1, word.y1)).top() >= 0:
                    return Place(page, number, 0)
        return None

    def _reveal(self, place: Place) -> None:
        text = self._view.reading.pages.get(place.page)
        if text is not None and place.word < len(text.words):
            word, x = text.words[place.word], text.x_of(place.word, place.letter)
            self._view.reveal(Strip(place.page, x, word.y0, x, word.y1))

    # -- by the mouse

    def _press(self, at: QPoint, *, extend: bool) -> None:
        near = (at - self._pressed_at).manhattanLength() <= QGuiApplication.styleHints().startDragDistance()
        self._dragged = False
        if self._third.isActive() and near:
            self._begin(at, Unit.PARAGRAPH)
            return
        if extend and self._view.reading.has_selection and self._view.reading.selection is not None:
            self._anchor = self._view.reading.selection.anchor
            self._dragged = True
            self._drag(at)
            return
        self._begin(at, Unit.LETTER)

    def _begin(self, at: QPoint, unit: Unit) -> None:
        self._pressed_at, self._unit, self._x = at, unit, None
        self._anchor = self._place(at)
        selects = self._anchor is not None and unit is not Unit.LETTER
        self._view.reading.selection = Selection(self._anchor, self._anchor, unit) if selects and self._anchor else None
        if self._view.reading.caret is not None:
            self._view.reading.caret = self._anchor
        self._changed()

    def _move(self, at: QPoint, *, held: bool) -> None:
        self._mouse = at
        if not held:
            self._point(at)
            return
        far = (at - self._pressed_at).manhattanLength() >= QGuiApplication.styleHints().startDragDistance()
        self._dragged = self._dragged or far
        if not self._view.viewport().rect().contains(at):
            self._creep.start()
        else:
            self._creep.stop()
        self._drag(at)

    def _point(self, at: QPoint) -> None:
        """Show what the mouse would do here."""
        page, x, y = self._view.page_at(at)
        link = self._view.links.at(page, x, y)
        self._view.links.hover(link)
        over = self._view.reading.over(page, x, y)
        shape = Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link is not None else shape)

    def _drag(self, at: QPoint) -> None:
        to = self._place(at)
        if self._anchor is None:
            self._anchor = to
        if self._anchor is not None and to is not None:
            selection = Selection(self._anchor, to, self._unit)
            if selection != self._view.reading.selection:
                self._view.reading.selection = selection
                self._changed()

    def _release(self, at: QPoint) -> None:
        self._creep.stop()
        link = self._view.links.at(*self._view.page_at(at)) if not self._dragged and self._unit is Unit.LETTER else None
        if link is not None:
            self._view.clear_selection()
            self._view.links.follow(link)
            return
        self._view.selection_changed.emit()

    def _creep_on(self) -> None:
        height = self._view.viewport().height()
        beyond = self._mouse.y() - height if self._mouse.y() > height else min(0, self._mouse.y())
        self._view.scroll_by(max(-80, min(80, beyond)), smooth=False)
        self._drag(self._mouse)

    def _place(self, at: QPoint) -> Place | None:
        return self._view.reading.nearest(*self._view.page_at(at))

    def _changed(self) -> None:
        self._view.viewport().update()
