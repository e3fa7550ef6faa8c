"""Which document is the resume and which the cover letter: by the file's name, else by a first look at the text.

Both are guesses. Names are compared as words, in the languages in which people send applications; so “Letterman” is no
letter.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.domain.document import DocumentKind
from reviewer.intake.description import folded
from reviewer.intake.kind_words import (
    CLOSINGS,
    FIRST_PERSON,
    LETTER_NAMES,
    OTHER_NAMES,
    RESUME_NAMES,
    SALUTATIONS,
    SECTIONS,
    plain,
)

_YEARS = re.compile(r"\b(19|20)\d\d\b")
_BULLET = re.compile(r"[•●▪◦‣·*–-]\s")
_LOOK = 20_000
_LETTER_WORDS = 900


@dataclass(frozen=True)
class Told:
    """What a document is to the application, and whether that is a guess."""

    kind: DocumentKind
    guessed: bool


def tell(documents: Sequence[tuple[str, str]], given: Mapping[str, DocumentKind]) -> tuple[Told, ...]:
    """What each of one application's documents is. `documents` are names and texts, `given` is by folded name."""
    sure = [given.get(folded(name)) for name, _ in documents]
    kinds = [known or by_name(name) for known, (name, _) in zip(sure, documents, strict=True)]
    open_ = [at for at, kind in enumerate(kinds) if kind is None]
    letterness = {at: letter_score(documents[at][1]) for at in open_}
    for at in sorted(open_, key=lambda at: letterness[at]):  # the least like a letter first: that is the resume
        kinds[at] = _look(letterness[at], kinds, len(documents))
    return tuple(Told(kind or DocumentKind.OTHER, known is None) for kind, known in zip(kinds, sure, strict=True))


def _look(letterness: float, kinds: Sequence[DocumentKind | None], count: int) -> DocumentKind:
    has_resume, has_letter = DocumentKind.RESUME in kinds, DocumentKind.COVER_LETTER in kinds
    if letterness >= 2 and not has_letter and (has_resume or count == 1):
        return DocumentKind.COVER_LETTER
    if not has_resume:
        return DocumentKind.RESUME
    # The form asks for two documents: what comes beside the resume and is not plainly a second one is the letter.
    return DocumentKind.COVER_LETTER if not has_letter and count == 2 and letterness > -2 else DocumentKind.OTHER


def by_name(name: str) -> DocumentKind | None:
    """What a file's name says, or None."""
    words = _words(name)
    # “Resume and cover letter.pdf” is a resume; “Reference letter.pdf” is neither.
    for pattern, kind in (
        (RESUME_NAMES, DocumentKind.RESUME),
        (OTHER_NAMES, DocumentKind.OTHER),
        (LETTER_NAMES, DocumentKind.COVER_LETTER),
    ):
        if pattern.search(words):
            return kind
    return None


def letter_score(text: str) -> float:
    """How much a text looks like a letter: above 0 more than like a resume; 0 when there is no text."""
    lines = [line for line in (plain(line).strip() for line in text[:_LOOK].splitlines()) if line]
    if not lines:
        return 0.0
    words = sum(len(line.split()) for line in lines)
    score = 0.0
    score += 3.0 * any(SALUTATIONS.match(line) for line in lines[:25])
    score += 1.5 * any(CLOSINGS.match(line) for line in lines[-12:])
    score -= 1.5 * min(3, sum(bool(SECTIONS.fullmatch(line.rstrip(":"))) for line in lines))
    score -= 0.25 * min(8, max(0, len(_YEARS.findall(text[:_LOOK])) - 2))
    score -= 0.25 * min(8, sum(bool(_BULLET.match(line)) for line in lines))
    score += min(2.0, 60.0 * sum(len(FIRST_PERSON.findall(line)) for line in lines) / max(words, 40))
    return score - 2.0 * (words > _LETTER_WORDS)


def _words(name: str) -> str:
    """A file's name as words: without its ending, accents and camel case."""
    stem = unicodedata.normalize("NFKC", name).rsplit(".", 1)[0] if "." in name else name
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=CV(?![A-Za-z]))", " ", stem)
    return " ".join(re.sub(r"[\W\d_]+", " ", plain(stem)).split())
