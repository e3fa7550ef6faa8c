"""What was written about applications, as search reads it: notes and comments are found beside what documents say.

They are few, and who may read them differs, so they are in no index of the database: they are matched here, by the same
words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from reviewer.domain import terms
from reviewer.domain.searching import Phrase, Query


@dataclass(frozen=True)
class Remarks:
    """What one reviewer may read of what was written about an application."""

    note: str = ""
    """Their own."""
    comments: tuple[str, ...] = ()

    def noting(self, note: str) -> "Remarks":
        """The same with another note."""
        return replace(self, note=note)

    def adding(self, comment: str) -> "Remarks":
        """The same with one more comment."""
        return replace(self, comments=(*self.comments, comment))

    @cached_property
    def text(self) -> str:
        """All of it."""
        return "\n".join(each for each in (self.note, *self.comments) if each)

    @cached_property
    def _folded(self) -> str:
        """Its words as an index has them, a space around each; what nobody can type stands between two texts."""
        return f" {' | '.join(map(terms.index_text, (self.note, *self.comments)))} "

    def have(self, phrase: Phrase) -> bool:
        """Whether the words of a phrase follow each other in one of the texts."""
        wanted = " ".join(phrase.tokens)
        return (f" {wanted}" if phrase.prefix else f" {wanted} ") in self._folded


NOTHING = Remarks()


@dataclass(frozen=True)
class RemarkHits:
    """Where remarks have some of what is looked for."""

    groups: Mapping[tuple[Phrase, ...], Collection[UUID]]
    """Applications by the phrases that their remarks lack, and their documents have to have."""
    unwanted: Collection[UUID]
    """Those whose remarks have something that is not wanted."""


NO_HITS = RemarkHits({}, ())


def hits(remarks: Mapping[UUID, Remarks], query: Query) -> RemarkHits:
    """What of a query is in remarks."""
    groups: dict[tuple[Phrase, ...], list[UUID]] = {}
    unwanted: list[UUID] = []
    for application, said in remarks.items():
        if any(said.have(phrase) for phrase in query.without):
            unwanted.append(application)
            continue
        lacks = tuple(phrase for phrase in query.phrases if not said.have(phrase))
        if len(lacks) < len(query.phrases):
            groups.setdefault(lacks, []).append(application)
    return RemarkHits(groups, unwanted)
