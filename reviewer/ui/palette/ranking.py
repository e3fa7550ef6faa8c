"""Which commands a few typed letters mean."""

from collections.abc import Iterable

from reviewer.ui.commands import Action

_NEXT = 3.0
_WORD_START = 2.0
_ANYWHERE = 0.3


def score(letters: str, text: str) -> float | None:
    """How well `text` answers to `letters`, which must stand in it in their order; None when they do not.

    Letters side by side and at the beginning of words count more, and so do short texts.
    """
    low = text.casefold()
    best: float | None = None
    for start in [at for at, letter in enumerate(low) if letters and letter == letters[0].casefold()] or [0]:
        found = _from(letters.casefold(), low, start)
        if found is not None and (best is None or found > best):
            best = found
    return None if best is None else best - len(text) * 0.01


def _from(letters: str, low: str, start: int) -> float | None:
    total, last = 0.0, -2
    for letter in letters:
        if letter.isspace():
            continue
        at = low.find(letter, max(start, last + 1))
        if at < 0:
            return None
        at_word = at == 0 or not low[at - 1].isalnum()
        total += _NEXT if at == last + 1 else _WORD_START if at_word else _ANYWHERE
        last = at
    return total


def ranked(letters: str, actions: Iterable[Action]) -> list[Action]:
    """The commands that answer to `letters`, best first; all of them, in their order, when nothing is typed."""
    if not letters.strip():
        return list(actions)
    found = [(points, place, action) for place, action in enumerate(actions) if (points := score(letters, action.text))]
    return [action for _, _, action in sorted(found, key=lambda entry: (-entry[0], entry[1]))]
