"""The bytes of documents, by their SHA-256."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from reviewer.errors import DatabaseAway, DocumentTrouble, NotKept

if TYPE_CHECKING:  # loading SQLAlchemy takes its time, in which the readers of documents start already
    from reviewer.storage.database import Database

OPENING = 30.0
"""Seconds to wait for the database to be opened: readers of documents are started before it."""


NOT_KEPT = "The database does not answer, and this document was not fetched before. It is shown when it answers."


class Shelf(Protocol):
    """Keeps documents that were fetched."""

    @property
    def away(self) -> bool:
        """Whether the database is known not to answer."""
        ...

    def document(self, sha256: str) -> bytes | None:
        """A document that is kept."""
        ...

    def keep_document(self, sha256: str, data: bytes) -> None:
        """Keep one."""
        ...


class Blobs:
    """Fetches the bytes of documents for those that draw them. Safe to use from any thread."""

    def __init__(self) -> None:
        self._database: Database | None = None
        self._shelf: Shelf | None = None
        self._opened = threading.Event()

    def serve(self, database: Database, shelf: Shelf | None = None) -> None:
        """Fetch from this database from now on, and what is on the shelf from there."""
        self._database, self._shelf = database, shelf
        self._opened.set()

    def fetch(self, sha256: str) -> bytes:
        """The bytes whose SHA-256 is `sha256` (hexadecimal).

        Raises:
            DatabaseTrouble: the database does not answer.
            DocumentTrouble: it has no such document.
        """
        self._opened.wait(OPENING)
        if self._database is None:
            raise DatabaseAway("The database is not open. Try again in a moment.")
        kept = self._shelf.document(sha256) if self._shelf else None
        if kept is not None:
            return kept
        if self._shelf and self._shelf.away:
            raise NotKept(NOT_KEPT)
        with self._database.read() as unit:
            rows = unit.rows("select data from blob where sha256 = ?", (bytes.fromhex(sha256),))
        if not rows:
            raise DocumentTrouble("This file is not in the database. Ask whoever runs the intake to import it again.")
        data = bytes(rows[0][0])
        if self._shelf:
            self._shelf.keep_document(sha256, data)
        return data
