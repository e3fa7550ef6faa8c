"""A folder for engines that only know files: in memory where the system has such a place, gone after use."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch() -> Generator[Path]:
    """A folder of our own. The parent has set the temporary folder of this process to one that it removes itself,
    should this process be killed on the way."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)
