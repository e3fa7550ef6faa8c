"""Which of a track's words a text holds. They are shown as links into the document, never counted into a score."""

import re
from collections.abc import Sequence
from functools import lru_cache

_MARK = r"[,;:/|()\[\]•·\n]"
"""What stands beside an entry of a list."""


def found_words(words: Sequence[str], text: str) -> tuple[str, ...]:
    """The words of `words` that occur in `text`, spelt and ordered as in `words`.

    Whole words, in upper or lower case. A word of one letter counts only as an entry of a list and as it is spelt:
    "C, D, OCaml", never "vitamin D". A word within a longer one of `words` is not found at that place.
    """
    spelling = {_plain(word): word for word in words if word.strip()}
    if not spelling:
        return ()
    found = {spelling.get(_plain(match[0])) for match in _pattern(tuple(spelling.values())).finditer(text)}
    return tuple(word for word in spelling.values() if word in found)


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold()


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_one(word) for word in sorted(words, key=len, reverse=True)))


def _one(word: str) -> str:
    if len(word) == 1:
        return rf"(?:(?<={_MARK})|(?<={_MARK} )|\A){re.escape(word)}(?=\s*(?:{_MARK}|\Z))"
    letters = r"\s+".join(re.escape(part) for part in word.split())
    before = r"(?<!\w)" if word[0].isalnum() else ""
    # "C++" is also in "C++17"; "Elm" is neither in "Elmar" nor in "Elm++".
    after = r"(?![\w+#])" if word[-1].isalnum() else rf"(?!{re.escape(word[-1])})"
    return rf"(?i:{before}{letters}{after})"
