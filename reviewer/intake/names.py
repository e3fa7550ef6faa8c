"""A candidate's name out of the first lines of a resume, else out of an e-mail address or a file's name.

A line is a name when all its words could be: a capital first (or a script without capitals), no digits, no word that
stands on resumes but in no name. Among such lines the one that agrees with the e-mail address or the file's name is
taken, else the first.
"""

import re
import unicodedata
from collections.abc import Iterator

from reviewer.intake.kind_words import CLOSINGS, plain
from reviewer.intake.name_words import FILE_WORDS, NOT_NAMES, PARTICLES, TITLES

_LINES = 150
"""Lines that are looked at."""
_NEAR = 30
"""Lines among which a name needs to agree with an e-mail address or file name in part only."""
_SURE = 6
"""Lines among which a name is believed without an e-mail address or file name that agrees."""
_SIGNATURE = 10
"""Last lines of a letter, among which it is signed."""

_SCRIPTS_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_LABELLED = re.compile(
    r"(?:full name|name|candidate|nom|nombre|nome|naam|vor- und (?:nach|zu)name|фио|имя|имя и фамилия|氏名|姓名|이름"
    r"|성명|الاسم|שם)\s*[::]\s*(\S.*)",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s+[|•·–—/]\s*|\s*[|•·;]\s+|\s+-\s+|\t+|\s{4,}|\s*[(\[]")
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-·‐][^\W\d_]+)*\.?")


def read(text: str, hints: tuple[str, ...] = ()) -> str | None:
    """The name that a text bears, or None. `hints` are local parts of e-mail addresses and names of files."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_LINES]
    for line in lines[:_NEAR]:
        if (labelled := _LABELLED.fullmatch(line)) and (name := _as_name(labelled[1])):
            return name
    best, best_score = None, 0.0
    for at, doubtful, name in _candidates(lines):
        agreed = max((agreement(name, hint) for hint in hints), default=0.0)
        believed = agreed >= 0.5 if at >= _NEAR else agreed > 0 or (at < _SURE and not doubtful)
        score = 10 * agreed + max(0.0, (_SURE - at) / _SURE)
        if believed and score > best_score:
            best, best_score = name, score
    return best


def signed(text: str) -> str | None:
    """The name under a letter, or None."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for at in range(max(0, len(lines) - _SIGNATURE), len(lines)):
        if CLOSINGS.match(plain(lines[at])):
            return next((name for line in lines[at + 1 : at + 3] if (name := _as_name(line))), None)
    return None


def agreement(name: str, hint: str) -> float:
    """How far a name and an e-mail address's local part or a file's name agree, 0 to 1."""
    words = [word for word in re.split(r"[\W\d_]+", _folded(name)) if word and word not in PARTICLES]
    parts = [word for word in words if len(word) > 2 or not word.isascii()]
    where = re.sub(r"[\W\d_]+", "", _folded(hint))
    found = [part for part in parts if part in where]
    if not found:
        return 0.0
    initial = 0.5 * (parts[0] not in found and where.startswith(parts[0][0]))
    return min(1.0, max((len(found) + initial) / len(parts), sum(map(len, found)) / len(where)))


def from_email(email: str) -> str | None:
    """`jane.doe@...`: Jane Doe. None where the local part is not plainly two names."""
    words = [word for word in re.split(r"[._\-+]+|\d+", email.split("@")[0]) if word]
    if 2 <= len(words) <= 4 and all(word.isalpha() and len(word) > 1 for word in words):
        return " ".join(_cased(word) for word in words)
    return None


def from_file(name: str) -> str | None:
    """`03-jane-doe` or `Jane_Doe_CV.pdf`: Jane Doe. None where no words are left."""
    stem = re.sub(r"\.\w{1,5}$", "", name)
    stem = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", unicodedata.normalize("NFKC", stem))
    words = re.sub(r"[\W\d_]+", " ", stem).split()
    kept = [word for word in words if word.lower() not in FILE_WORDS | NOT_NAMES][:5]
    return " ".join(_cased(word) for word in kept) or None


def _candidates(lines: list[str]) -> Iterator[tuple[int, bool, str]]:
    """What could be a name, with its line's number, and whether it may as well be a place."""
    for at, line in enumerate(lines):
        for cell in filter(None, re.split(r"\s*\t+\s*", line)):  # columns of a table come as one line
            joined = _joined(cell)
            parts = [part for part in re.split(r",\s*", joined) if part.lower().strip(". ") not in TITLES]
            if len(parts) == 2 and len(parts[0].split()) == 1 and (name := _as_name(f"{parts[1]} {parts[0]}")):
                yield at, True, name  # “Doe, Jane”, or “Brno, Czechia”
            for part in parts[:1]:
                if name := _as_name(part) or _as_name(_CUT.split(part, maxsplit=1)[0]):
                    yield at, len(parts) > 1, name
        if at + 1 < len(lines) and len(line.split()) == len(lines[at + 1].split()) == 1:
            pair = _as_name(f"{line} {lines[at + 1]}")  # first and last name on lines of their own
            if pair:
                yield at, False, pair


def _joined(line: str) -> str:
    """`J A N E   D O E` as `JANE DOE`."""
    if re.fullmatch(r"(\w )+\w(\s{2,}(\w )+\w)+", line):
        return " ".join(part.replace(" ", "") for part in re.split(r"\s{2,}", line))
    return line


def _as_name(text: str) -> str | None:
    """The text as a name, or None when it is none."""
    words = [word for word in text.split() if word.lower().strip(".") not in TITLES]
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return None
    if any(part in NOT_NAMES for word in words for part in re.split(r"[-.’']", word.lower()) if part):
        return None
    if _scriptless(words[0]):
        size = sum(len(word) for word in words)
        return " ".join(words) if 2 <= size <= (8 if _without_spaces(words[0]) else 40) and len(words) <= 6 else None
    if (
        not 2 <= sum(word.lower() not in PARTICLES for word in words) <= 6
        or sum(len(word.strip(".")) == 1 for word in words) > 2
    ):
        return None
    if any(word[0].islower() and word.lower() not in PARTICLES for word in words) or words[-1].lower() in PARTICLES:
        return None
    if max(len(word) for word in words) < 3:
        return None
    return " ".join(_cased(word) for word in words) if text.isupper() else " ".join(words)


def _scriptless(word: str) -> bool:
    """Whether the word's script has no capitals."""
    return word.lower() == word.upper()


def _without_spaces(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(_SCRIPTS_WITHOUT_SPACES)


def _cased(word: str) -> str:
    """A word of a name with its first letter, and each after a hyphen or an apostrophe, a capital."""
    if word != word.upper() and word != word.lower():
        return word
    if word.lower() in PARTICLES and word.islower():
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0].upper() + part[0][1:].lower(), word)


def _folded(text: str) -> str:
    """Lower case without accents."""
    text = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c))
