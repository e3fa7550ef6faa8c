"""The bytes of documents, by their SHA-256."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reviewer.errors import DatabaseAway, DocumentTrouble

if TYPE_CHECKING:  # loading SQLAlchemy takes its time, in which the readers of documents start already
    from reviewer.storage.database import Database

OPENING = 30.0
"""Seconds to wait for the database to be opened: readers of documents are started before it."""


class Blobs:
    """Fetches the bytes of documents for those that draw them. Safe to use from any thread."""

    def __init__(self) -> None:
        self._database: Database | None = None
        self._opened = threading.Event()

    def serve(self, database: Database) -> None:
        """Fetch from this database from now on."""
        self._database = database
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
        with self._database.read() as unit:
            rows = unit.rows("select data from blob where sha256 = ?", (bytes.fromhex(sha256),))
        if not rows:
            raise DocumentTrouble("This file is not in the database. Ask whoever runs the intake to import it again.")
        return bytes(rows[0][0])
