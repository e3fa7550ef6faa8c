"""What journeys start from."""

import shutil
from pathlib import Path

import pytest

from reviewer import app, paths
from reviewer.settings import Settings


@pytest.fixture(scope="session")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("samples") / "samples.sqlite"
    with app.build_intake(database, Settings()) as intake:
        intake.take([paths.samples()])
    return database


@pytest.fixture
def samples(_imported: Path, tmp_path: Path) -> Path:
    """A database file of one's own that holds the samples."""
    return Path(shutil.copy(_imported, tmp_path / "team.sqlite"))
