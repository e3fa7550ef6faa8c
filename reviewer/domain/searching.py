"""What somebody looks for: words, "phrases", prefixes*, -without, and field:value, all of which have to hold."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from reviewer.domain import terms
from reviewer.domain.flag import FlagKind
from reviewer.domain.track import Workplace
from reviewer.errors import SearchTrouble

UNCLOSED = "A quotation mark is missing. Close the phrase, or take the mark out."
NO_FIELD = "“{0}” cannot be looked for. There are: {1}."
NO_VALUE = "“{0}” has no value “{1}”. There are: {2}."
NO_DATE = "“{0}” is no date. Write it as 2026-03-31."
NO_WORD = "There is no word in “{0}” that could be looked for."

STAGES = ("inbox", "reviewed", "decided", "advanced", "held", "rejected")
_FLAGS: dict[str, str] = {
    "any": "any",
    "bot": FlagKind.BOT_TRAFFIC,
    "agency": FlagKind.AGENCY,
    "duplicate": FlagKind.DUPLICATE,
    "hidden": FlagKind.HIDDEN_TEXT,
    "unreadable": FlagKind.UNREADABLE,
}
VALUES: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "flag": tuple(_FLAGS),
    "workplace": tuple(Workplace),
    "has": ("evidence", "note", "flag", "letter"),
    "rated": ("me",),
    "unrated": ("me",),
}
"""What a field may be; `track` may be any slug, `received` any date."""
FIELDS = ("track", *VALUES, "received")

_PIECE = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[A-Za-z]+)(?P<sign>:|>=|<=|>|<)(?P<value>[^\s"]+)|"(?P<phrase>[^"]*)"|(?P<word>\S+))'
)
_BETWEEN = " \t\n-–,;:/."
"""What may stand between two words of a phrase."""


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; a single word is a short one."""

    tokens: tuple[str, ...]
    prefix: bool = False
    """Whether the last one is only how a word begins."""


@dataclass(frozen=True)
class Field:
    """What an application has to be, apart from its words."""

    name: str
    value: str
    sign: str = ":"
    without: bool = False


@dataclass(frozen=True)
class Query:
    """What is looked for."""

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.phrases or self.without or self.fields)


def parse(text: str) -> Query:
    """What somebody typed.

    Raises:
        SearchTrouble: it cannot be understood.
    """
    if text.count('"') % 2:
        raise SearchTrouble(UNCLOSED)
    phrases: list[Phrase] = []
    without: list[Phrase] = []
    fields: list[Field] = []
    for piece in _PIECE.finditer(_joined(text)):
        name = (piece["field"] or "").lower()
        if name in FIELDS or (name and piece["sign"] == ":" and not terms.spelled(piece.group())):
            fields.append(_field(name, piece["sign"], piece["value"], without=bool(piece["minus"])))
            continue
        raw = piece["phrase"] if piece["phrase"] is not None else piece.group().removeprefix(piece["minus"])
        phrase = _phrase(raw, quoted=piece["phrase"] is not None)
        if phrase is None:
            if raw.strip():
                raise SearchTrouble(NO_WORD.format(raw))
            continue
        (without if piece["minus"] else phrases).append(phrase)
    return Query(tuple(phrases), tuple(without), tuple(fields))


def _joined(text: str) -> str:
    """Terms of two words, such as Reason ML, put between quotation marks: they are one thing."""
    for spelling in (s for term in terms.TERMS for s in term.spellings if " " in s):
        text = re.sub(rf'(?i)(?<![\w"]){re.escape(spelling)}(?![\w"])', f'"{spelling}"', text)
    return text


def _phrase(raw: str, *, quoted: bool) -> Phrase | None:
    prefix = raw.endswith("*") and not quoted
    raw = raw.removesuffix("*") if prefix else raw
    token = terms.spelled(raw.strip(" ,;"))
    if token is not None:
        return Phrase((token,))
    if not quoted and "," in raw:
        raw = raw.replace(",", " ")
    found = tuple(terms.words(raw))
    if len(found) == 2 and not prefix and " ".join(found) in terms.PAIRS:
        return Phrase((terms.MARK + terms.PAIRS[" ".join(found)],))
    return Phrase(found, prefix) if found else None


def _field(name: str, sign: str, value: str, *, without: bool) -> Field:
    if name not in FIELDS:
        raise SearchTrouble(NO_FIELD.format(name, ", ".join(FIELDS)))
    if name == "received":
        return _received(sign, value, without=without)
    value = value.lower()
    allowed = VALUES.get(name)
    if sign != ":" or (allowed is not None and value not in allowed):
        raise SearchTrouble(NO_VALUE.format(name, value, ", ".join(allowed or ("a track",))))
    return Field(name, str(_FLAGS[value]) if name == "flag" else value, without=without)


def _received(sign: str, value: str, *, without: bool) -> Field:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise SearchTrouble(NO_DATE.format(value)) from error
    return Field("received", day.isoformat(), sign, without)


def bounds(field: Field) -> tuple[datetime | None, datetime | None]:
    """From when and until when (excluded) something was received, days being those of UTC."""
    day = datetime.combine(date.fromisoformat(field.value), datetime.min.time(), UTC)
    after = day + timedelta(days=1)
    return {
        ":": (day, after),
        ">": (after, None),
        ">=": (day, None),
        "<": (None, day),
        "<=": (None, after),
    }[field.sign]


def marks(text: str, query: Query) -> list[tuple[int, int]]:
    """Where what is looked for stands in a text as it was written, in order; nothing twice."""
    found: set[tuple[int, int]] = set()
    for phrase in query.phrases:
        last = len(phrase.tokens) - 1
        places = [
            terms.spans(text, token, prefix=phrase.prefix and at == last) for at, token in enumerate(phrase.tokens)
        ]
        found.update(_runs(text, places) if last else places[0] or _pair(text, phrase.tokens[0]))
    return sorted(found)


def _runs(text: str, places: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Where something of each list stands, in order and beside one another."""
    found: list[tuple[int, int]] = []
    for start, end in places[0]:
        reached = end
        for following in places[1:]:
            beside = (each for each in following if each[0] >= reached and not text[reached : each[0]].strip(_BETWEEN))
            reached = next((each[1] for each in beside), 0)
            if not reached:
                break
        if reached:
            found.append((start, reached))
    return found


def _pair(text: str, token: str) -> list[tuple[int, int]]:
    pairs = [pair for pair, joined in terms.PAIRS.items() if terms.MARK + joined == token]
    return [each for pair in pairs for each in marks(text, Query((Phrase(tuple(pair.split())),)))]


def excerpt(text: str, query: Query, length: int = 160) -> tuple[str, list[tuple[int, int]]]:
    """A line of a text around the first place of something that is looked for, and the places in that line."""
    places = marks(text, query)
    start = max(0, places[0][0] - length // 3) if places else 0
    if start:
        space = text.find(" ", start)
        start = space + 1 if 0 <= space < places[0][0] else start
    piece = text[start : start + length]
    line = re.sub(r"\s", " ", piece)
    return line, [(a - start, min(b - start, len(line))) for a, b in places if a >= start and a - start < len(line)]


def first_words(text: str) -> str:
    """What of a query can be looked for in one document: its first phrase or word, as it was typed; empty: none."""
    for piece in _PIECE.finditer(text):
        if not piece["minus"] and (piece["field"] or "").lower() not in FIELDS:
            return piece["phrase"] if piece["phrase"] is not None else piece.group().rstrip("*,;")
    return ""
