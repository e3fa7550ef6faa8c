"""E-mail and phone number out of a resume's text. Careful: where in doubt, nothing."""

import re
import unicodedata
from dataclasses import dataclass

from reviewer.intake import names

_LOOK = 20_000
"""Characters of a text that are looked at."""

_EMAIL = re.compile(
    r"(?<![\w.+%-])([A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,5})([A-Za-z]{2,24})"
)
_GLUED = re.compile(r"([a-z]{2,})[A-Z].*")
_LABEL = re.compile(r"^(?:e-?mail|mail|email|address)(?=[A-Z:])|^(?:e-?mail|mail)[:.]")
_PHONE = re.compile(r"(?<![\w@/.,-])(\+|00|\()?\d[\d\s().\-/\u2010-\u2015\u00a0]{5,24}\d(?![\w@]|[./-]\d)")
_PHONE_WORD = re.compile(
    r"(phone|tel(efon\w*|ephone|\.|:|éfono)?|mobile?|mobil\w*|cell\w*|handy|m[oó]vil|celular|whatsapp|contact|gsm|тел\w*|моб\w*|电话|電話|手机"
    r"|携帯|전화|휴대|هاتف|جوال|טלפון|נייד|☎|✆|📞|📱)\W*$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(19|20)\d\d")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[./-](19|20)\d\d")
_NO_NUMBER = re.compile(r"(isbn|issn|doi|arxiv|id|vat|iban|no|nr|passport|patent|€|\$|£)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Contact:
    """Who wrote a document, as far as its text says it."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


def read(text: str, hints: tuple[str, ...] = ()) -> Contact:
    """What a text says of its author. `hints` are names of files and folders, which may agree with a name."""
    text = unicodedata.normalize("NFKC", text[:_LOOK])
    emails = _emails(text)
    name = names.read(text, (*(email.split("@")[0] for email in emails), *hints))
    email = max(emails, key=lambda e: names.agreement(name or "", e.split("@")[0]), default=None)
    return Contact(name, email, _phone(text))


def _emails(text: str) -> list[str]:
    """Every e-mail address once, in order."""
    found: dict[str, str] = {}
    for local, domain, end in _EMAIL.findall(text):
        end = _GLUED.sub(r"\1", end) if not end.isupper() else end  # “a@b.comPhone”
        local = _LABEL.sub("", local).strip(".")
        if local and not re.match(r"(no-?reply|example|your\.?name|jobs|careers)$", local.lower()):
            address = f"{local}@{domain}{end}"
            found.setdefault(address.lower(), address)
    return list(found.values())


def _phone(text: str) -> str | None:
    """The likeliest phone number, written as in the text, or None."""
    best, best_score = None, 0
    for line_number, line in enumerate(text.splitlines()):
        for match in _PHONE.finditer(line):
            score = _phone_score(line[: match.start()], match[0], line_number)
            if score > best_score:
                best, best_score = " ".join(match[0].split()), score
    return best


def _phone_score(before: str, number: str, line: int) -> int:
    """How likely it is a phone number; 0: it is none."""
    digits = re.sub(r"\D", "", number)
    labelled = bool(_PHONE_WORD.search(before))
    international = number.startswith(("+", "00"))
    years = sum(bool(_YEARS.fullmatch(group)) for group in re.findall(r"\d+", number))
    if not 7 <= len(digits) <= 15 or number.count("(") != number.count(")") or _NO_NUMBER.search(before):
        return 0
    if not labelled and not international and (years > 1 or (years and len(digits) < 9) or _DATE.search(number)):
        return 0
    if not labelled and not international and (len(digits) < 9 or line > 60):
        return 0
    return 1 + 4 * labelled + 4 * international + 2 * (line < 20) + (len(digits) in (10, 11, 12))
