"""An open database for the tests of storage."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests import builders


@pytest.fixture
def office(tmp_path: Path) -> Generator[builders.Office]:
    """Five applications in a fresh database."""
    made = builders.office(tmp_path, [builders.arrival(each) for each in range(5)])
    yield made
    made.close()
