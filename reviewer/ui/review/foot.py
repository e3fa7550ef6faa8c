"""The foot of the scorecard, which stays while the rubric scrolls: what it comes to, handing it in, the decision."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.decision import Decision, Outcome
from reviewer.domain.person import Person
from reviewer.ui.review.reasons import decision_text
from reviewer.ui.theme import Theme
from reviewer.ui.widgets.buttons import KeyedButton
from reviewer.ui.widgets.label import ElidedLabel, label

SAVING_AFTER = 250
"""Milliseconds after which keeping is worth a word; it takes a few."""
LOW = 640
"""Height of the whole pane in pixels below which the foot moves together."""

_DECIDED = {
    Outcome.ADVANCE: ("circle-check", "good"),
    Outcome.HOLD: ("pause", "warn"),
    Outcome.REJECT: ("circle-x", "bad"),
}


class FittingLabel(QWidget):
    """A text at the right end of a line: the longest of several wordings that has room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._wordings = theme, ("",)
        self.setFont(theme.font(12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_wordings(self, *wordings: str) -> None:
        """Show one of these, the longest first."""
        if wordings != self._wordings:
            self._wordings = wordings
            self.setAccessibleName(wordings[0])
            self.update()

    def text(self) -> str:
        """The wording that is shown."""
        metrics = self.fontMetrics()
        fitting = (text for text in self._wordings if metrics.horizontalAdvance(text) <= self.width())
        return next(fitting, self._wordings[-1])

    def sizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("faint"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.text())
        painter.end()


class Foot(QWidget):
    """Mean, state, the button that submits, and for leads the decision."""

    submit_asked = Signal()
    outcome_chosen = Signal(object)

    def __init__(self, theme: Theme, me: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._decision: Decision | None = None
        self._others = 0
        self._submitted: datetime | None = None
        self._mean = label(theme, "", 22, 600)
        self._mean.setFont(theme.font(22, 600, numbers=True))
        self._mean.setFixedHeight(28)
        self._state = label(theme, "", 12, 400, "soft")
        self._facts = FittingLabel(theme)
        self._late = QTimer(self, singleShot=True, interval=SAVING_AFTER)
        self._late.timeout.connect(lambda: self._facts.set_wordings(self.tr("Saving")))
        self._submit = KeyedButton(theme, self.tr("Submit and next"), "Return", "primary", 36)
        self._submit.clicked.connect(self.submit_asked)
        self._decided_icon = QLabel()
        self._decided = ElidedLabel(theme, "", 12, 500)
        self._decided_by = label(theme, "", 12, 400, "faint")
        self._decided_row = QWidget()
        self._outcomes: list[KeyedButton] = []
        self._column = QVBoxLayout(self)
        self._me = me
        self._build(me.lead)
        theme.changed.connect(self._dress)
        self.set_low(low=False)

    def _build(self, lead: bool) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        for widget in (self._mean, self._state):
            first.addWidget(widget)
        first.addWidget(self._facts, 1)
        decided = QHBoxLayout(self._decided_row)
        decided.setContentsMargins(0, 0, 0, 0)
        decided.setSpacing(6)
        decided.addWidget(self._decided_icon)
        decided.addWidget(self._decided, 1)
        decided.addWidget(self._decided_by)
        first.addStrut(28)
        self._column.addLayout(first)
        self._column.addWidget(self._submit)
        self._column.addWidget(self._decided_row)
        if lead:
            row = QHBoxLayout()
            row.setSpacing(8)
            for outcome, text, key, kind in (
                (Outcome.REJECT, self.tr("Reject"), "X", "bad"),
                (Outcome.HOLD, self.tr("Hold"), "H", "plain"),
                (Outcome.ADVANCE, self.tr("Advance"), "A", "plain"),
            ):
                button = KeyedButton(self._theme, text, key, kind, 30)
                button.clicked.connect(lambda _=False, outcome=outcome: self.outcome_chosen.emit(outcome))
                row.addWidget(button, 1)
                self._outcomes.append(button)
            self._column.addLayout(row)

    def set_low(self, *, low: bool) -> None:
        """Move together where the pane is low."""
        self._column.setContentsMargins(16, 6 if low else 10, 16, 8 if low else 12)
        self._column.setSpacing(6 if low else 8)

    # -- what is shown

    def show_count(self, mean: float | None, left: int, total: int) -> None:
        """The mean of what is rated, and how many criteria are left of `total`."""
        self._mean.setText("" if mean is None else QLocale().toString(mean, "f", 1))
        self._mean.setVisible(mean is not None)
        if mean is None:
            state = self.tr("Not rated")
        elif left:
            state = self.tr("{0} to go").format(left)
        else:
            state = self.tr("all rated")
        self._say(state if total else "", "soft")

    def show_facts(self, submitted: datetime | None, others: int) -> None:
        """When the review was handed in, and how many others have handed in theirs."""
        self._submitted, self._others = submitted, others
        self._late.stop()
        if submitted is not None:
            when = self.tr("Submitted {0}").format(when_text(submitted))
            if others:
                count = self.tr("1 other review") if others == 1 else self.tr("{0} other reviews").format(others)
                self._facts.set_wordings(f"{when} · {count}", when)
            else:
                self._facts.set_wordings(when)
        elif others == 1:
            self._facts.set_wordings(
                self.tr("1 other review, hidden until yours is in"),
                self.tr("1 other review, hidden"),
                self.tr("1 other"),
            )
        elif others:
            self._facts.set_wordings(
                self.tr("{0} other reviews, hidden until yours is in").format(others),
                self.tr("{0} other reviews, hidden").format(others),
                self.tr("{0} others").format(others),
            )
        else:
            self._facts.set_wordings("")

    def show_decision(self, decision: Decision | None) -> None:
        """The decision that stands, in place of nothing."""
        self._decision = decision
        self._decided_row.setVisible(decision is not None)
        if decision is not None:
            self._decided.set_text(decision_text(decision))
            name = self.tr("You") if decision.by == self._me.id else decision.by_name.split(" ")[0]
            self._decided_by.setText(self.tr("{0}, {1}").format(name, when_text(decision.at)))
            self._decided_by.setToolTip(decision.by_name)
            self._dress()

    def _dress(self) -> None:
        if self._decision is not None:
            icon, tone = _DECIDED[self._decision.outcome]
            self._decided_icon.setPixmap(self._theme.pixmap(icon, tone, 16, self.devicePixelRatioF()))
            self._decided.set_tone(tone)

    def set_saving(self, saving: bool) -> None:
        """Say that something is being kept, once it takes long enough to be asked about."""
        if saving:
            if not self._late.isActive():
                self._late.start()
        else:
            self.show_facts(self._submitted, self._others)

    def explain(self, text: str) -> None:
        """Say in place of the state why the review cannot be handed in yet."""
        self._mean.setVisible(False)
        self._say(text, "warn")
        self._facts.set_wordings("")

    def _say(self, state: str, tone: str) -> None:
        self._state.setText(state)
        if self._state.property("tone") != tone:  # a style sheet takes its time
            self._state.setProperty("tone", tone)
            self._state.style().polish(self._state)

    def set_missing(self, text: str) -> None:
        """What is missing before the review can be handed in; empty when nothing is."""
        self._submit.setAccessibleDescription(text or self.tr("Key {0}").format("Enter"))
        self._submit.setToolTip(text)

    def buttons(self) -> Sequence[KeyedButton]:
        """Submit, then the outcomes."""
        return (self._submit, *self._outcomes)

    def says(self) -> tuple[str, str, str, str]:
        """Mean, state, facts and decision as they stand on the screen."""
        decided = f"{self._decided.text()} · {self._decided_by.text()}" if self._decision else ""
        return self._mean.text(), self._state.text(), self._facts.text(), decided


def when_text(at: datetime) -> str:
    """A moment in the reviewer's own time: the clock today, else the day."""
    local = at.astimezone()
    today = datetime.now(local.tzinfo).date()
    if local.date() == today:
        return local.strftime("%H:%M")
    text = QLocale().toString(QDate(local.year, local.month, local.day), "d MMM")
    return text if local.year == today.year else f"{text} {local.year}"
