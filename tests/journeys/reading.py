"""Reads a database as another program would."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from reviewer import app
from reviewer.services.queue import QueueService
from reviewer.settings import Settings


@contextmanager
def queue_of(database: Path) -> Generator[QueueService]:
    """The queue of the usual person of a database."""
    with app.build(app.Place.at(database), Settings()) as parts:
        yield parts.queue
