"""Selecting text on pages with the mouse, and copying it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from reviewer.ui.document.page_text import Place, Selection, Unit

if TYPE_CHECKING:
    from reviewer.ui.document.pages import PageView

CREEP = 40
"""Milliseconds between two steps of scrolling while the mouse is held outside of the view."""


class Selecting(QObject):
    """Follows the mouse on the viewport of a PageView: one press selects letters, two words, three lines."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self._anchor: Place | None = None
        self._unit = Unit.LETTER
        self._pressed_at = QPoint()
        self._third = QTimer(self, singleShot=True, interval=QGuiApplication.styleHints().mouseDoubleClickInterval())
        self._mouse = QPoint()
        self._creep = QTimer(self, interval=CREEP)
        self._creep.timeout.connect(self._creep_on)
        view.viewport().setMouseTracking(True)

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
                    self._release()
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        text = self._view.reading.text
        if text:
            QGuiApplication.clipboard().setText(text)

    def select_all(self) -> None:
        """Select the whole document, as far as its words are here."""
        self._view.reading.select_all()
        self._changed()

    def _press(self, at: QPoint, *, extend: bool) -> None:
        near = (at - self._pressed_at).manhattanLength() <= QGuiApplication.styleHints().startDragDistance()
        if self._third.isActive() and near:
            self._begin(at, Unit.LINE)
            return
        if extend and self._view.reading.selection is not None and self._anchor is not None:
            self._drag(at)
            return
        self._begin(at, Unit.LETTER)

    def _begin(self, at: QPoint, unit: Unit) -> None:
        self._pressed_at, self._unit = at, unit
        self._anchor = self._place(at)
        selects = self._anchor is not None and unit is not Unit.LETTER
        self._view.reading.selection = Selection(self._anchor, self._anchor, unit) if selects and self._anchor else None
        self._changed()

    def _move(self, at: QPoint, *, held: bool) -> None:
        self._mouse = at
        if not held:
            page, x, y = self._view.page_at(at)
            over = self._view.reading.over(page, x, y)
            self._view.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
            return
        if not self._view.viewport().rect().contains(at):
            self._creep.start()
        else:
            self._creep.stop()
        self._drag(at)

    def _drag(self, at: QPoint) -> None:
        to = self._place(at)
        if self._anchor is None:
            self._anchor = to
        if self._anchor is not None and to is not None:
            self._view.reading.selection = Selection(self._anchor, to, self._unit)
            self._changed()

    def _release(self) -> None:
        self._creep.stop()
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
