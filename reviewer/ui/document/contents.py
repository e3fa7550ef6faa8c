"""What the tabs of an application hold: its documents in reading order, its answers, its activity."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from reviewer.domain.application import Application
from reviewer.domain.document import Document, DocumentKind
from reviewer.ui.document.tabs import Tab

KIND_KEY = "Y"
_ORDER = (DocumentKind.RESUME, DocumentKind.COVER_LETTER, DocumentKind.OTHER)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DocumentTabs", text)


@dataclass(frozen=True)
class Contents:
    """The tabs of an application: first `documents`, then the answers where there are any, then the activity."""

    documents: tuple[Document, ...]
    answers: bool

    @property
    def activity(self) -> int:
        """The index of the last tab."""
        return max(1, len(self.documents)) + self.answers

    @property
    def count(self) -> int:
        """How many tabs there are. Without a document one tab says so."""
        return self.activity + 1

    def document(self, index: int) -> Document | None:
        """The document of a tab."""
        return self.documents[index] if 0 <= index < len(self.documents) else None


def contents_of(application: Application) -> Contents:
    """What there is to read: résumés first, then cover letters, then what else came."""
    documents = sorted(application.documents, key=lambda document: _ORDER.index(document.kind))
    return Contents(tuple(documents), bool(application.answers))


def tabs_of(application: Application, contents: Contents, pages: Callable[[Document], int | None]) -> list[Tab]:
    """What the tabs say. `pages`: how many a document has, where that is known."""
    tabs: list[Tab] = []
    named: set[DocumentKind] = set()
    for document in contents.documents:
        text = document.name
        if document.kind is not DocumentKind.OTHER and document.kind not in named:
            text = {
                DocumentKind.RESUME: _tr("Résumé"),
                DocumentKind.COVER_LETTER: _tr("Cover letter"),
            }[document.kind]
            named.add(document.kind)
        guess = _tr("{0}. Guessed from the file: press {1} to say that it is the other").format(document.name, KIND_KEY)
        tabs.append(Tab(text, pages(document), document.guessed, guess if document.guessed else document.name))
    if not tabs:
        tabs.append(Tab(_tr("Documents"), 0))
    if contents.answers:
        tabs.append(Tab(_tr("Answers"), len(application.answers)))
    tabs.append(Tab(_tr("Activity"), application.activities))
    return tabs


def other_kind(kind: DocumentKind) -> DocumentKind:
    """What a document is if it is not what it is taken for."""
    return DocumentKind.COVER_LETTER if kind is DocumentKind.RESUME else DocumentKind.RESUME
