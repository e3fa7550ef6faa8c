"""Documents made for the tests, real workers, and a theme."""

import hashlib
import time
from collections.abc import Generator, Sequence
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtWidgets import QApplication

from reviewer.documents.pool import Pool
from reviewer.errors import DatabaseAway
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.theme import Theme, load_fonts

RESOURCES = Path(__file__).parents[3] / "resources"

PATIENCE_MS = 30_000
"""How long a test waits for what takes milliseconds."""

WORKER_AND_SPARE = 2

Lines = Sequence[str]


class Library:
    """Documents by their SHA-256; what is taken out cannot be fetched, as when the database is away."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.away: set[str] = set()

    def put(self, data: bytes) -> str:
        key = hashlib.sha256(data).hexdigest()
        self.files[key] = data
        return key

    def pdf(self, *pages: Lines, size: tuple[float, float] = (595, 842)) -> str:
        """A new document with these lines on its pages, the first one at the height of 100 points, 20 points each."""
        document = pymupdf.open()
        for lines in pages:
            page = document.new_page(width=size[0], height=size[1])
            for number, line in enumerate(lines):
                page.insert_text((72, 100 + 20 * number), line, fontsize=12)
        document.set_metadata({"title": f"Document {len(self.files)}"})
        data = document.tobytes()
        document.close()
        return self.put(data)

    def fetch(self, key: str) -> bytes:
        if key in self.away:
            raise DatabaseAway("The database does not answer.")
        return self.files[key]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def documents(library: Library) -> Generator[DocumentService]:
    """The service over a real pool with one worker."""
    pool = Pool(library.fetch, workers=1)
    while len(pool.stats().pids) < WORKER_AND_SPARE:  # all processes are there before the first test looks at them
        time.sleep(0.01)
    yield DocumentService(pool, library.fetch)
    pool.close()


@pytest.fixture
def arrivals(qapp: QApplication, documents: DocumentService) -> Generator[Arrivals]:
    bridge = Arrivals(documents)
    yield bridge
    bridge.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    load_fonts(RESOURCES)
    theme = Theme(RESOURCES)
    theme.use(qapp, dark=False)
    return theme
