"""Documents and texts without what tells who the candidate is: what blind review will show."""

import hashlib
import json
from dataclasses import asdict, dataclass

from reviewer.documents.pool import Pool
from reviewer.documents.protocol import BACKGROUND, BLIND, Blind, Trouble, TroubleCode
from reviewer.domain import anonymity
from reviewer.domain.anonymity import Identifiers
from reviewer.domain.application import Application
from reviewer.domain.document import DocumentKind

_NAMES = {DocumentKind.RESUME: "Résumé", DocumentKind.COVER_LETTER: "Cover letter", DocumentKind.OTHER: "Document"}


@dataclass(frozen=True)
class BlindDocument:
    """What came of making a document blind.

    `key` asks the document service for its pages and words, like the SHA-256 of any other document; None when it may
    not be shown as blind, because something is left that tells who the candidate is: `left` says on which page (-1:
    beside the pages) and what kind, never what. `taken` counts places by kind.
    """

    key: str | None
    taken: tuple[tuple[str, int], ...]
    photos: int
    left: tuple[tuple[int, str], ...]

    @property
    def blind(self) -> bool:
        """Whether it may be shown."""
        return self.key is not None


class RedactionService:
    """Makes documents blind, each once, by the workers. Every call may wait: never from a window's own thread."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def blind(self, sha256: str, identifiers: Identifiers, urgency: int = BACKGROUND) -> BlindDocument | Trouble:
        """A document without what `identifiers` name; a second time costs nothing while it is kept."""
        made = self.make(sha256, identifiers, urgency)
        if isinstance(made, Trouble):
            return made
        # The text that came back is looked at here as well: a worker may have been taken over by the document.
        found = {(-1, match.kind.value) for match in anonymity.find(made.text, identifiers)}
        left = (*made.left, *sorted(found))
        if left:
            return BlindDocument(None, made.taken, made.photos, left)
        key = blind_key(sha256, identifiers)
        if self._pool.made_pdf(key) is None:
            info = self._pool.describe(sha256, urgency)
            if isinstance(info, Trouble):
                return info
            self._pool.adopt(key, made, info)
        return BlindDocument(key, made.taken, made.photos, ())

    def make(self, sha256: str, identifiers: Identifiers, urgency: int = BACKGROUND) -> Blind | Trouble:
        """The blind document itself with its report, whether or not it may be shown."""
        parameters = json.dumps(asdict(identifiers), ensure_ascii=False, sort_keys=True)
        made = self._pool.ask(sha256, BLIND, parameters=parameters, urgency=urgency)
        return made if isinstance(made, Blind | Trouble) else Trouble(TroubleCode.DAMAGED)

    def of_application(self, application: Application) -> Identifiers:
        """What is known of who applies."""
        return anonymity.identifiers_of(application.candidate, application.location)

    def text(self, text: str, identifiers: Identifiers) -> str:
        """An answer, a note, a quote or an excerpt without what tells who the candidate is."""
        return anonymity.redacted(text, identifiers)

    def name(self, kind: DocumentKind) -> str:
        """What a document is called in place of its file's name."""
        return _NAMES[kind]


def blind_key(sha256: str, identifiers: Identifiers) -> str:
    """By what a blind document is asked for: its original and who is taken out of it."""
    said = json.dumps([sha256, asdict(identifiers)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
