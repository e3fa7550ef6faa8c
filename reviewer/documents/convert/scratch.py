"""A folder for engines that only know files: in memory where the system has such a place, gone after use."""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from reviewer.documents.workplace import PREFIX


@contextmanager
def scratch() -> Generator[Path]:
    """A folder of our own; the parent knows it by its name, and removes it should this process be killed meanwhile."""
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
