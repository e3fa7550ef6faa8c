"""The lines of a scorecard as the rubric panel shows them: one for each criterion, and the overall recommendation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from reviewer.domain.rubric import LEVELS, RECOMMENDATIONS, Criterion, Group

RECOMMENDATION = ""
"""Key of the line of the overall recommendation; no criterion has an empty key."""


@dataclass(frozen=True)
class Line:
    """One line that can be rated."""

    key: str
    title: str
    guide: str
    words: tuple[str, ...]
    """What each level is called, from level 1 on."""
    anchors: Mapping[int, str] = field(default_factory=dict[int, str])
    """What the lowest and the highest level look like, by level; empty where the words say it all."""

    @property
    def levels(self) -> int:
        """How many levels it has."""
        return len(self.words)

    def spoken(self, level: int | None) -> str:
        """Title and level in words: "OCaml: 4 of 5, yes"."""
        if level is None:
            return _tr("{0}: not rated").format(self.title)
        return _tr("{0}: {1} of {2}, {3}").format(self.title, level, self.levels, self.words[level - 1].lower())

    def legend(self, level: int | None) -> tuple[tuple[int, str, bool], ...]:
        """The two lines written out below the title while `level` is chosen or pointed at.

        Each is a level (0: it goes on from the line before), a text, and whether it is `level`'s own.
        """
        low, high = self.anchors.get(1, ""), self.anchors.get(self.levels, "")
        if level is None:
            return (1, low, False), (self.levels, high, False)
        word = self.words[level - 1]
        if level in (1, self.levels):
            return (level, word, True), (0, self.anchors.get(level, ""), False)
        if level * 2 <= self.levels:
            return (1, low, False), (level, word, True)
        return (level, word, True), (self.levels, high, False)


@lru_cache(maxsize=256)
def criterion_line(criterion: Criterion) -> Line:
    """The line of a criterion."""
    return Line(
        criterion.key,
        criterion.title,
        criterion.guide,
        level_words(),
        {LEVELS[0]: criterion.lowest, LEVELS[-1]: criterion.highest},
    )


def recommendation_line() -> Line:
    """The line of the overall recommendation."""
    words = (_tr("Definitely not"), _tr("No"), _tr("Yes"), _tr("Strong yes"))
    assert len(words) == len(RECOMMENDATIONS)
    return Line(RECOMMENDATION, _tr("Overall recommendation"), "", words)


def level_words() -> tuple[str, ...]:
    """What the levels of a rating are called."""
    return _tr("Definitely not"), _tr("No"), _tr("Mixed"), _tr("Yes"), _tr("Strong yes")


def group_title(group: Group) -> str:
    """The heading of a group of criteria."""
    return {
        Group.BASIC: _tr("Basic requirement"),
        Group.PLUS: _tr("Plus"),
        Group.EXPECTED: _tr("Expected"),
    }[group]


def next_unrated(order: Sequence[str], rated: Mapping[str, int], after: str) -> str:
    """The next line without a level, going on from the top after the last; `after` itself when none is left."""
    start = order.index(after) + 1
    return next((key for key in (*order[start:], *order[:start]) if key not in rated), after)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scorecard", text)
