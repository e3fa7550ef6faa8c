"""The flags of an application, one line each above the page, with what a person can make of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.banner import Banner
from reviewer.ui.widgets.choice import Choice

CONFIRM_KEY, CLEAR_KEY = "C", "Shift+C"
"""They act on the first open flag, so only its banner shows them."""
SHOW_KEY = "W"
"""Shows hidden text in place."""
REASONS_SHOWN = 2
_SHOW = "show"

_ICONS = {
    FlagKind.BOT_TRAFFIC: "bot",
    FlagKind.AGENCY: "building-2",
    FlagKind.DUPLICATE: "copy",
    FlagKind.HIDDEN_TEXT: "eye-off",
    FlagKind.UNREADABLE: "file-warning",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Flags", text)


def flag_text(kind: FlagKind, state: FlagState) -> str:
    """What a flag says, without its evidence."""
    if state is FlagState.CONFIRMED:
        return {
            FlagKind.BOT_TRAFFIC: _tr("Bot traffic, confirmed"),
            FlagKind.AGENCY: _tr("Sent by an agency, confirmed"),
            FlagKind.DUPLICATE: _tr("A duplicate, confirmed"),
            FlagKind.HIDDEN_TEXT: _tr("Text you cannot see, confirmed"),
            FlagKind.UNREADABLE: _tr("Unreadable document, confirmed"),
        }[kind]
    return {
        FlagKind.BOT_TRAFFIC: _tr("Possible bot traffic"),
        FlagKind.AGENCY: _tr("Possible agency"),
        FlagKind.DUPLICATE: _tr("Possible duplicate"),
        FlagKind.HIDDEN_TEXT: _tr("Text you cannot see"),
        FlagKind.UNREADABLE: _tr("Unreadable document"),
    }[kind]


def line_of(flag: Flag) -> str:
    """A flag in one line: what it is, and why."""
    text = flag_text(flag.kind, flag.state)
    if not flag.reasons:
        return text
    reasons = ", ".join(flag.reasons[:REASONS_SHOWN])
    more = len(flag.reasons) - REASONS_SHOWN
    if more > 0:
        reasons = _tr("{0} and {1} more").format(reasons, more)
    return f"{text}: {reasons}"


class FlagBanners(QWidget):
    """A banner for each flag that is open or confirmed; banners are made once for each kind."""

    chosen = Signal(object, object)
    """`FlagKind` and the `FlagState` that a person gives it."""
    show_asked = Signal()
    """The hidden text is to be seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: tuple[Flag, ...] = ()
        self._banners: dict[FlagKind, Banner] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in FlagKind:
            banner = Banner(theme, self)
            banner.acted.connect(partial(self._act, kind))
            column.addWidget(banner)
            self._banners[kind] = banner
        self.hide()

    def say(self, flags: Sequence[Flag]) -> None:
        """Show these flags."""
        flags = tuple(flag for flag in flags if flag.state is not FlagState.CLEARED)
        if flags == self._flags:
            return
        self._flags = flags
        shown = {flag.kind for flag in flags}
        for kind, banner in self._banners.items():
            if kind not in shown:
                banner.hide()
        first = self.first_open()
        for flag in flags:
            keyed = flag.kind is first
            banner = self._banners[flag.kind]
            confirm = Choice(FlagState.CONFIRMED, self.tr("Confirm"), CONFIRM_KEY if keyed else "")
            clear = Choice(FlagState.CLEARED, self.tr("Clear"), CLEAR_KEY if keyed else "")
            choices = [confirm, clear] if flag.state is FlagState.OPEN else [clear]
            if flag.kind is FlagKind.HIDDEN_TEXT:
                choices.insert(0, Choice(_SHOW, self.tr("Show it"), SHOW_KEY))
            looks = "warn" if flag.state is FlagState.OPEN else "bad"
            banner.say(line_of(flag), looks, _ICONS[flag.kind], choices)
            banner.setToolTip("\n".join(flag.reasons) if len(flag.reasons) > REASONS_SHOWN else "")
        self.setVisible(bool(flags))

    def tells(self, kind: FlagKind) -> bool:
        """Whether a flag of this kind is shown."""
        return any(flag.kind is kind for flag in self._flags)

    def _act(self, kind: FlagKind, name: str) -> None:
        if name == _SHOW:
            self.show_asked.emit()
        else:
            self.chosen.emit(kind, FlagState(name))

    def lines(self) -> list[str]:
        """What the banners say, from the top."""
        return [line_of(flag) for flag in self._flags]

    def first_open(self) -> FlagKind | None:
        """The flag that the keys act on."""
        return next((flag.kind for flag in self._flags if flag.state is FlagState.OPEN), None)

    def answer(self, state: FlagState) -> bool:
        """Confirm or clear the first open flag; False when there is none."""
        kind = self.first_open()
        if kind is not None:
            self.chosen.emit(kind, state)
        return kind is not None
