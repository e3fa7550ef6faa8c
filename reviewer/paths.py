"""Where things lie: the program's resources, and this user's data, settings and logs. The only module that knows."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

HOME_VARIABLE = "REVIEWER_HOME"
"""Environment variable: one folder for data, settings and logs together, for tests, demos and portable use."""

_dirs = PlatformDirs("reviewer", appauthor=False)


def resources() -> Path:
    """The folder of icons, fonts, themes, tracks and samples: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def samples() -> Path:
    """The folder of sample applications."""
    return resources() / "demo" / "applications"


def data() -> Path:
    """The folder for the embedded database and the outbox; made when absent."""
    return _made(_home("data") or Path(_dirs.user_data_dir))


def config() -> Path:
    """The folder for settings that people edit; made when absent."""
    return _made(_home("config") or Path(_dirs.user_config_dir))


def state() -> Path:
    """The folder for what the window remembers of itself; made when absent."""
    return _made(_home("state") or Path(_dirs.user_state_dir))


def logs() -> Path:
    """The folder for log files; made when absent."""
    return _made(_home("log") or Path(_dirs.user_log_dir))


def _home(part: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / part if home else None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
