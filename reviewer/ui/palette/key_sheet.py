"""Every key on one card."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from reviewer.ui.actions import Actions
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.key_table import KeyTable
from reviewer.ui.widgets.label import label
from reviewer.ui.widgets.overlay import EDGE, Overlay

WIDTH = 860
_PAD = 32
_HEAD = 68
_FOOT = 20


class KeySheet(Overlay):
    """Two columns of keys; scrolls where the window is small. Its own key closes it too."""

    def __init__(self, theme: Theme, window: QWidget, actions: Actions) -> None:
        super().__init__(theme, window, "")
        self._actions = actions
        self.setAccessibleName(self.tr("Keyboard"))
        self.table = KeyTable(theme)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.table)
        self.table.setAutoFillBackground(False)  # the scroll area would paint the window's ground into the card
        self.area.viewport().setAutoFillBackground(False)
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 26, _PAD, 14)
        head.addWidget(label(theme, self.tr("Keyboard"), 18, 600))
        head.addStretch(1)
        head.addWidget(label(theme, self.tr("Esc closes"), 12, 400, "faint"))
        body = QHBoxLayout()
        body.setContentsMargins(_PAD, 0, _PAD - 12, 0)
        body.addWidget(self.area)
        self.column.addLayout(head)
        self.column.addLayout(body, 1)
        self.column.addSpacing(_FOOT)

    def place(self, room: QRect) -> QRect:
        width = min(WIDTH, room.width() - 2 * EDGE)
        inner = width - 2 * _PAD
        high = self.table.heightForWidth(inner)
        self.table.setFixedWidth(inner)
        self.table.setFixedHeight(high)
        height = min(_HEAD + high + _FOOT, room.height() - 2 * EDGE)
        return QRect((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def open(self) -> None:
        self.table.set_groups(self._actions.key_groups())
        self.area.verticalScrollBar().setValue(0)
        super().open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (34 if key == Qt.Key.Key_Down else -34))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            back = key == Qt.Key.Key_PageUp or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
        elif event.text() == "?":
            self.dismiss()
        else:
            super().keyPressEvent(event)
