"""Lists: their definitions, and the number or bullet that each paragraph gets.

Numbers are counted from \\listtable and \\listoverridetable, as Word does; what the file writes out (\\listtext) serves
where a definition is missing. Old files (\\pn) are counted only where they write nothing out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.documents.convert.rtf.charsets import signs
from reviewer.documents.convert.rtf.model import Font, Group, Values

MAX_LISTS = 4_000
_LEVELS = 9
_BULLET, _NOTHING = 23, 255
_FOLLOWED_BY = {0: "\t", 1: " ", 2: ""}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3_999
_OLD_KINDS = {"pndec": 0, "pnucrm": 1, "pnlcrm": 2, "pnucltr": 3, "pnlcltr": 4, "pnord": 5, "pncard": 0, "pnordt": 5}
_LEVEL_WORDS = {"levelnfc": "kind", "levelnfcn": "kind", "levelstartat": "start", "levelfollow": "follow",
                "levellegal": "legal"}  # fmt: skip


@dataclass(slots=True)
class LevelOfList:
    """One level: `text` has the letters 0 to 8 where the numbers of levels stand."""

    kind: int = 0
    start: int = 1
    follow: int = 0
    legal: int = 0
    text: str = ""
    look: Values = field(default_factory=dict)
    shape: Values = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    levels: list[LevelOfList] = field(default_factory=list)
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Override:
    id: int = 0
    starts: list[int | None] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


class Lists:
    """The lists of a document."""

    def __init__(self) -> None:
        self._lists: dict[int, _List] = {}
        self._overrides: dict[int, _Override] = {}
        self._list = _List()
        self._override = _Override()
        self._old = 0

    # ---- definitions

    def word(self, group: Group, word: str, number: int | None) -> None:
        """A word inside the definitions. What it says of looks and shapes is in the group."""
        value = number or 0
        level = self._list.levels[-1] if self._list.levels else None
        match word:
            case "list":
                self._list = _List()
            case "listlevel" if len(self._list.levels) < _LEVELS:
                self._list.levels.append(LevelOfList())
            case "leveltext" | "lfolevel":
                group.destination = word
                if word == "lfolevel":
                    self._override.starts.append(None)
            case "listid" if group.destination == "listtable" and len(self._lists) < MAX_LISTS:
                self._lists[value] = self._list
            case "listoverride":
                self._override = _Override()
            case "listid":
                self._override.id = value
            case "ls" if len(self._overrides) < MAX_LISTS:
                self._overrides[value] = self._override
            case "levelstartat" if group.destination == "lfolevel" and self._override.starts:
                self._override.starts[-1] = value
            case _ if word in _LEVEL_WORDS and level is not None and group.destination == "listtable":
                setattr(level, _LEVEL_WORDS[word], value)
            case _:
                pass

    def text(self, text: str) -> None:
        """Text of a level: a letter that counts, the text, a semicolon."""
        if self._list.levels:
            self._list.levels[-1].text = (self._list.levels[-1].text + text)[:200]

    def end_level(self, group: Group) -> None:
        """A level is defined: its look and shape are the group's."""
        if self._list.levels:
            self._list.levels[-1].look = group.look
            self._list.levels[-1].shape = group.shape

    # ---- numbers

    def level(self, shape: Values) -> LevelOfList | None:
        """The level of a list that a paragraph is on."""
        found = self._lists.get(self._overrides.get(shape.get("ls", 0), _Override()).id)
        number = shape.get("ilvl", 0)
        return found.levels[number] if found and 0 <= number < len(found.levels) else None

    def mark(self, shape: Values, fonts: Mapping[int, Font]) -> str | None:
        """The number or bullet of the next paragraph of this shape, with what follows it; None where none is known."""
        override = self._overrides.get(shape.get("ls", 0))
        found = self._lists.get(override.id) if override else None
        number = shape.get("ilvl", 0)
        if found is None or override is None or not 0 <= number < len(found.levels):
            return None
        level = found.levels[number]
        self._count(found, override, number)
        after = _FOLLOWED_BY.get(level.follow, "\t")
        if level.kind == _NOTHING and not level.text.strip(";\x00\x01"):
            return ""
        text = level.text.removesuffix(";")[1:]
        font = fonts.get(level.look.get("f", -1), Font())
        out = "".join(self._number(found, ord(c), level) if ord(c) < _LEVELS else c for c in text)
        return signs(out, font.name) + after if out else ""

    def _count(self, found: _List, override: _Override, number: int) -> None:
        counts = found.counts
        start = found.levels[number].start
        if number not in override.used:
            override.used.add(number)
            given = override.starts[number] if number < len(override.starts) else None
            if given is not None:
                start, counts[number] = given, None
        before = counts[number]
        counts[number] = start if before is None else before + 1
        counts[number + 1 :] = [None] * (_LEVELS - number - 1)

    def _number(self, found: _List, of: int, shown_on: LevelOfList) -> str:
        if of >= len(found.levels):
            return ""
        level = found.levels[of]
        count = found.counts[of]
        return formatted(level.start if count is None else count, 0 if shown_on.legal else level.kind)

    # ---- old lists

    def old_mark(self, old: Values) -> str:
        """The mark of a paragraph by the old words."""
        before, after = old.get("before", ""), old.get("after", "")
        if old.get("bullet"):
            return (before or "•") + "\t"
        self._old = self._old + 1 if self._old else old.get("start", 1)
        return f"{before}{formatted(self._old, old.get('kind', 0))}{after}\t"

    def end_old(self) -> None:
        """A paragraph without old numbers ends their list."""
        self._old = 0


def old_word(values: Values, word: str, number: int | None) -> Values:
    """What a word inside \\pn adds."""
    if word in _OLD_KINDS:
        return values | {"kind": _OLD_KINDS[word]}
    if word == "pnlvlblt":
        return values | {"bullet": True}
    if word == "pnstart":
        return values | {"start": number or 0}
    return values


def formatted(number: int, kind: int) -> str:
    """A number as rtf's kinds say (\\levelnfc): digits, Roman, letters, ordinals, two digits."""
    if kind == _NOTHING:
        return ""
    if not 0 < number <= _MOST:
        return str(number)
    match kind:
        case 1 | 2:
            return _roman(number).upper() if kind == 1 else _roman(number)
        case 3 | 4:
            letter = chr(ord("A" if kind == 3 else "a") + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1)
        case 5:
            tens = number % 100 in (11, 12, 13)
            return f"{number}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
        case 22:
            return f"{number:02}"
        case _:
            return str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        out += letters * times
    return out
