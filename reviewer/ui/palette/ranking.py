"""Which commands a few typed letters mean."""

from collections.abc import Iterable

from reviewer.ui.commands import Action

_NEXT = 3.0
_WORD_START = 2.0
_ANYWHERE = 0.3


def score(letters: str, text: str) -> float | None:
    """How well `text` answers to `letters`, which must stand in it in their order; None when they do not.

    Letters side by side and at the beginning of words count more, and so do short texts. Of all the ways in which the
    letters stand in the text, the best one counts.
    """
    low = text.casefold()
    best: dict[int, float] = {-2: 0.0}
    """The best points so far, by the place of the letter last found."""
    for letter in letters.casefold():
        if letter.isspace():
            continue
        places = [at for at, other in enumerate(low) if other == letter]
        best = {
            at: max(points + _worth(low, last, at) for last, points in best.items() if last < at)
            for at in places
            if any(last < at for last in best)
        }
        if not best:
            return None
    return max(best.values()) - len(text) * 0.01


def _worth(low: str, last: int, at: int) -> float:
    if at == last + 1:
        return _NEXT
    return _WORD_START if at == 0 or not low[at - 1].isalnum() else _ANYWHERE


def ranked(letters: str, actions: Iterable[Action]) -> list[Action]:
    """The commands that answer to `letters`, best first; all of them, in their order, when nothing is typed."""
    if not letters.strip():
        return list(actions)
    found = [
        (points, place, action)
        for place, action in enumerate(actions)
        if (points := score(letters, action.text)) is not None
    ]
    return [action for _, _, action in sorted(found, key=lambda entry: (-entry[0], entry[1]))]
