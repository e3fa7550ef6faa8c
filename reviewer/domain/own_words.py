"""What was written about applications, as search reads it: notes and comments are found beside what documents say.

They are few, and who may read them differs, so they are in no index of the database: they are matched here, by the same
words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain import terms
from reviewer.domain.searching import Phrase, Query


@dataclass(frozen=True)
class Note:
    """A note and comments, and their words as an index has them."""

    text: str
    folded: str
    """With a space around each; what nobody can type stands between two texts."""

    @classmethod
    def of(cls, *texts: str) -> "Note":
        """Texts made ready to be searched."""
        return cls("\n".join(texts), f" {' | '.join(map(terms.index_text, texts))} ")

    def has(self, phrase: Phrase) -> bool:
        """Whether the words of a phrase follow each other in it."""
        wanted = " ".join(phrase.tokens)
        return (f" {wanted}" if phrase.prefix else f" {wanted} ") in self.folded


@dataclass(frozen=True)
class OwnHits:
    """Where notes and comments have some of what is looked for."""

    groups: Mapping[tuple[Phrase, ...], Collection[UUID]]
    """Applications by the phrases that their notes lack, and their documents have to have."""
    unwanted: Collection[UUID]
    """Those whose notes have something that is not wanted."""


NO_HITS = OwnHits({}, ())


def own_hits(notes: Mapping[UUID, Note], query: Query) -> OwnHits:
    """What of a query is in notes."""
    groups: dict[tuple[Phrase, ...], list[UUID]] = {}
    unwanted: list[UUID] = []
    for application, note in notes.items():
        if any(note.has(phrase) for phrase in query.without):
            unwanted.append(application)
            continue
        lacks = tuple(phrase for phrase in query.phrases if not note.has(phrase))
        if len(lacks) < len(query.phrases):
            groups.setdefault(lacks, []).append(application)
    return OwnHits(groups, unwanted)
