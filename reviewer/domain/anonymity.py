"""Who a candidate is, as their documents tell it, and where a text tells it: what blind review takes out.

Identifiers come from the candidate's record; e-mail addresses, telephone numbers and addresses of personal pages are
also found by their form, for the record may not know them all. A match never costs more than the words themselves:
dates, years, versions and names of techniques stay.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reviewer.domain.application import Candidate

MARK = "▇▇▇"
"""Stands in a text for what was taken out."""


class IdentityKind(StrEnum):
    """What a place in a text gives away."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    LOCATION = "location"


@dataclass(frozen=True)
class Identifiers:
    """What is known of a candidate."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A place in a text, from `start` to before `end`."""

    start: int
    end: int
    kind: IdentityKind


def identifiers_of(candidate: Candidate, location: str = "") -> Identifiers:
    """What an application's record tells."""
    return Identifiers(
        names=(candidate.name,) if candidate.name.strip() else (),
        emails=(candidate.email,) if candidate.email else (),
        phones=(candidate.phone,) if candidate.phone else (),
        locations=(location,) if location.strip() else (),
    )


def identifiers_from(words: Iterable[str]) -> Identifiers:
    """What somebody typed, each word or phrase taken for what it looks like: anything else is a name."""
    names, emails, phones, links = list[str](), list[str](), list[str](), list[str]()
    for word in filter(None, (each.strip() for each in words)):
        if "@" in word:
            emails.append(word)
        elif "/" in word or word.startswith("www."):
            links.append(word)
        else:
            (phones if sum(c.isdecimal() for c in word) > len(word) / 2 else names).append(word)
    return Identifiers(tuple(names), tuple(emails), tuple(phones), tuple(links))


def find(text: str, identifiers: Identifiers) -> list[Match]:
    """Every place of a text that tells who the candidate is, in order, without overlaps."""
    found = [Match(*hit.span(), kind) for kind, pattern in _FORMS for hit in pattern.finditer(text)]
    found += [
        Match(*hit.span(), IdentityKind.PHONE) for hit in _PHONE.finditer(text) if _is_phone(hit.group(), identifiers)
    ]
    folded, origins = _folded(text)
    for pattern, kind, capital in _patterns(identifiers):
        for hit in pattern.finditer(folded):
            start, end = origins[hit.start()], origins[hit.end() - 1] + 1
            if not capital or text[start].isupper():
                found.append(Match(start, end, kind))
    return _merged(found)


def redacted(text: str, identifiers: Identifiers) -> str:
    """A text with `MARK` in place of what tells who the candidate is."""
    parts: list[str] = []
    at = 0
    for match in find(text, identifiers):
        parts += [text[at : match.start], MARK]
        at = match.end
    return "".join((*parts, text[at:]))


# An address, also as people write it against machines that collect them. The name of a user may be split by a line end.
_AT = r"\s?(?:@|\(at\)|\[at\]|\{at\}| at (?=\w+(?:\.| dot )))\s?"
_EMAIL = re.compile(rf"[\w.+%-]+{_AT}[\w-]+(?:(?:\.|\s?(?:\(dot\)|\[dot\]| dot )\s?)[\w-]+)+", re.IGNORECASE)
_PAGES = (
    r"linkedin|github|gitlab|bitbucket|xing|twitter|facebook|instagram|stackoverflow|medium|behance|dribbble|telegram"
    r"|t\.me|keybase|researchgate|orcid|kaggle|codepen|youtube|mastodon|bsky|substack|hackerrank|leetcode"
)
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"']+"
    rf"|\b(?:[\w-]+\.)?(?:{_PAGES})(?:\.(?:com|org|net|io|me|app|social|de|tv))?/[^\s<>()\[\]\"',;]+",
    re.IGNORECASE,
)
_FORMS = ((IdentityKind.EMAIL, _EMAIL), (IdentityKind.LINK, _LINK))
_PHONE = re.compile(r"(?<![\w.,/-])(?:\(?\+|00)?[(\d](?:[\s().\-/\u00a0\u2010-\u2013]{0,3}\d){6,14}(?![\w/]|[.,]\d)")
_YEARS = re.compile(
    r"(?:19|20)\d\d\D{0,4}(?:19|20)\d\d|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|^\d{4}-\d\d-\d\d|^(?:19|20)\d\d\b"
)
_LEAST_DIGITS, _MOST_DIGITS = 8, 15
"""Of a telephone number (ITU-T E.164); shorter ones only where the record has them."""


def _is_phone(text: str, identifiers: Identifiers) -> bool:
    digits = "".join(c for c in text if c.isdecimal())
    known = ["".join(c for c in phone if c.isdecimal()) for phone in identifiers.phones]
    if any(each and (digits.endswith(each[-7:]) or each.endswith(digits[-7:])) for each in known):
        return True
    groups = re.findall(r"\d+", text)
    if not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS or _YEARS.search(text):
        return False
    if text.lstrip("( ").startswith(("+", "00")) or (groups[0].startswith("0") and sum(map(_is_year, groups)) == 0):
        return True
    thousands = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    address = len(groups) == 4 and all(int(group) < 256 for group in groups) and text.count(".") == 3
    return len(groups) >= 3 and not thousands and not address and not any(map(_is_year, groups))


def _is_year(group: str) -> bool:
    return len(group) == 4 and group[:2] in ("19", "20")


_PARTICLES_TEXT = """
van der den de la le du da di del della dos das do von zu zum zur ter ten af av bin ibn al el y e of the und and
jr sr ii iii iv dr prof mr mrs ms mx ing dipl msc bsc phd md mba
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
# Names that are words as well: they count only where they are written with a capital letter.
_WORDS_TEXT = """
will may an art mark bill grace hope faith joy rose june april august page price young long best king stone wood
field brook rich frank pat sue jack drew grant chance dean miles chase case law read bell carol ivy lily daisy
dawn eve summer autumn winter star sky ray rob gene max min lane hill lake west north east south white black
brown green gray grey gold silver day knight bishop pope cook baker miller smith carter porter hunter fisher
mason parker taylor cooper sharp swift power rust ruby scala swan wolf fox bird love son web net so do in on as
is it at go no my me he we us by or
"""
_WORDS = frozenset(_WORDS_TEXT.split())
_LEAST_PART = 2
_SPACED_FROM = 4
"""Letters from which on a name is also found with spaces or a hyphen between its letters."""
_GAP = r"[\u00ad\u2010-]?\s{0,3}"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?:['’´`]s)?(?![^\W_])"
_SPLIT = re.compile(r"[\s,.\-\u2010'’´`()]+")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h"}


@lru_cache(maxsize=256)
def _patterns(identifiers: Identifiers) -> tuple[tuple[re.Pattern[str], IdentityKind, bool], ...]:
    """What to look for in folded text, as what, and whether only with a capital letter."""
    made: list[tuple[re.Pattern[str], IdentityKind, bool]] = []
    for name in identifiers.names:
        made += _of_name(name)
    for kind, texts in (
        (IdentityKind.EMAIL, identifiers.emails),
        (IdentityKind.LINK, identifiers.links),
        (IdentityKind.LOCATION, [part for place in identifiers.locations for part in re.split(r"[,;/]", place)]),
    ):
        for text in texts:
            words = fold(text).split()
            if len("".join(words)) > _LEAST_PART:
                made.append((re.compile(_BEFORE + r"\s+".join(map(re.escape, words)) + _AFTER), kind, False))
    return tuple(made)


def _of_name(name: str) -> Iterable[tuple[re.Pattern[str], IdentityKind, bool]]:
    parts = name_parts(name)
    spellings = {spelling for word in _SPLIT.split(name) for spelling in _spellings(word)}
    for part in sorted(spellings, key=lambda part: (-len(part), part)):
        letters = _GAP.join(map(re.escape, part)) if len(part) >= _SPACED_FROM else re.escape(part)
        known_word = part in _WORDS or len(part) <= _LEAST_PART
        yield re.compile(_BEFORE + letters + _AFTER), IdentityKind.NAME, known_word
    initials = "".join(sorted({part[0] for part in spellings}))
    families = [part for part in spellings if len(part) > _LEAST_PART]
    if initials and families:
        # Initials go with the name that stands beside them: "M. Quarto", "Quarto, M."
        family = "|".join(re.escape(part) for part in sorted(families, key=lambda part: (-len(part), part)))
        one = rf"[{re.escape(initials)}]\.?"
        yield (
            re.compile(
                rf"{_BEFORE}(?:{one}\s?){{1,3}}(?:{family}){_AFTER}|{_BEFORE}(?:{family}),?\s(?:{one}\s?){{1,3}}(?!\w)"
            ),
            IdentityKind.NAME,
            True,
        )
    handles = {"".join(pair) for pair in _pairs(parts)}
    handles = {re.escape(handle) for handle in handles if len(handle) >= 5}
    if handles:
        yield (
            re.compile(rf"@?[\w.-]*(?:{'|'.join(sorted(handles, key=len, reverse=True))})[\w.-]*(?:/[^\s]*)?"),
            IdentityKind.LINK,
            False,
        )


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name that tell who somebody is, folded: without titles, particles and what is one letter."""
    folded = (fold(word) for word in _SPLIT.split(name))
    return tuple(dict.fromkeys(part for part in folded if _tells(part)))


def _tells(part: str) -> bool:
    return len(part) >= _LEAST_PART and part not in _PARTICLES


def _spellings(word: str) -> set[str]:
    """A word of a name as it may be written: without accents, and with or without an e for an umlaut."""
    plain, german = fold(word), fold(word.casefold().translate(_GERMAN))
    short = plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return {spelling for spelling in (plain, german, short) if _tells(plain)}


def _pairs(parts: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """Two parts of a name as they are put together for user names: whole, or with an initial."""
    for one in parts:
        for other in parts:
            if one != other:
                yield one, other
                for between in (".", "-", "_"):
                    yield one + between, other
                if len(other) >= _SPACED_FROM:
                    yield one[0], other


def fold(text: str) -> str:
    """Without case, accents and width, as `find` compares."""
    return _folded(text)[0]


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each of its letters the place it came from."""
    letters: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(text):
        plain = _fold_letter(letter)
        letters.append(plain)
        origins += [at] * len(plain)
    return "".join(letters), origins


@lru_cache(maxsize=8192)
def _fold_letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.casefold())
    kept = (c for c in apart if not unicodedata.combining(c) and (unicodedata.category(c) != "Cf" or c == "\u00ad"))
    return "".join(_PLAIN.get(c, c) for c in kept)


def _merged(found: list[Match]) -> list[Match]:
    """Matches in order; of two that overlap the wider, grown to hold both."""
    merged: list[Match] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if merged and match.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Match(last.start, max(last.end, match.end), last.kind)
        else:
            merged.append(match)
    return merged
