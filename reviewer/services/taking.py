"""Taking applications along: everything of them is fetched, for when the database does not answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from reviewer.errors import DocumentTrouble
from reviewer.services.keeping import Keeping
from reviewer.services.reading import Source

SHARE = 0.9
"""Of the room for documents: taking along must not push out what was taken along just before."""

Progress = Callable[[int, int], None]
"""Called with how many are done, of how many; raises `Cancelled` to end it."""


@dataclass(frozen=True)
class TakenAlong:
    """What came of it."""

    applications: int
    documents: int
    full: bool
    """There was no room for the rest."""
    stays: bool
    """It is kept on the disk."""


def take_along(
    keeping: Keeping, fetch: Callable[[str], bytes], ids: Sequence[UUID], progress: Progress = lambda *_: None
) -> TakenAlong:
    """Fetch applications with their activity and their documents, in this order. `fetch` fetches a document.

    Raises:
        DatabaseTrouble: the database does not answer; what was fetched so far stays.
        KeepingTrouble: it cannot be written to the disk.
        Cancelled: `progress` said so; what was fetched so far stays.
    """
    applications = documents = size = 0
    full = False
    try:
        keeping.ask(lambda source: source.rows(ids))
        for id in ids:
            progress(applications, len(ids))
            found = keeping.ask(lambda source, id=id: _look_at(source, id))
            if found is None:
                continue
            size += sum(found.values())
            if size > SHARE * keeping.room:
                full = True
                break
            for sha256 in found:
                if not keeping.has_document(sha256):
                    try:
                        keeping.keep_document(sha256, fetch(sha256))  # from memory it is not on the disk yet
                    except DocumentTrouble:
                        continue  # the database lacks it: that is told when it is looked at
                documents += 1
            applications += 1
    finally:
        keeping.save()
    return TakenAlong(applications, documents, full, keeping.on_disk)


def _look_at(source: Source, id: UUID) -> dict[str, int] | None:
    """The sizes in bytes of the documents of an application, by their SHA-256; None: it is gone."""
    application = source.application(id)
    if application is None:
        return None
    source.activity(id)
    return {document.sha256: document.size for document in application.documents}
