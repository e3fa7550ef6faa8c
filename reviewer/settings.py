"""Settings that people choose, each declared once, read from `settings.toml`; what the window remembers is apart."""

import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from reviewer import paths
from reviewer.errors import SettingsTrouble

Theme = Literal["system", "light", "dark"]


@dataclass(frozen=True)
class Settings:
    """Every setting and its default."""

    theme: Theme = "system"
    """Which colours: the platform's choice, light or dark."""
    workers: int = 2
    """How many child processes read documents; 1 to 8."""
    libreoffice: bool = False
    """Whether LibreOffice, where it is installed, lays out doc, docx and rtf. It is not shut in as the readers are."""
    scans: bool = True
    """Whether the words of scans are read from their pictures, where the extra for it is installed: seconds a page."""
    name: str = ""
    """How this reviewer is called in the activity of an embedded database; empty: the name of the login."""
    lead: bool = True
    """Whether the one person of an embedded database also decides. A shared database knows by itself."""
    keep_documents: bool = False
    """Whether what is read of a shared database is kept on this computer, encrypted, for when it does not answer."""
    keep_megabytes: int = 1_000
    """How much of it at most; 10 to 100,000."""
    keep_days: int = 7
    """After how many days each document goes; 1 to 90."""


def load(file: Path | None = None) -> Settings:
    """The settings of this user.

    Raises:
        SettingsTrouble: the file is not TOML, or a value is not allowed.
    """
    file = file or paths.config() / "settings.toml"
    if not file.exists():
        return Settings()
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsTrouble(
            "The settings file is not valid TOML. Correct it, or remove it to start afresh."
        ) from error
    known = {field.name: field for field in fields(Settings)}
    for name, value in given.items():
        if name not in known:
            raise SettingsTrouble(f"The settings file has an unknown setting “{name}”. Remove it, or correct its name.")
        if type(value) is not type(getattr(Settings(), name)):
            raise SettingsTrouble(
                f"The setting “{name}” has a value of the wrong kind. Correct it in the settings file."
            )
    if given.get("theme", "system") not in get_args(Theme):
        raise SettingsTrouble("The setting “theme” must be system, light or dark.")
    if not 1 <= given.get("workers", 2) <= 8:
        raise SettingsTrouble("The setting “workers” must be between 1 and 8.")
    if not 10 <= given.get("keep_megabytes", 10) <= 100_000:
        raise SettingsTrouble("The setting “keep_megabytes” must be between 10 and 100000.")
    if not 1 <= given.get("keep_days", 1) <= 90:
        raise SettingsTrouble("The setting “keep_days” must be between 1 and 90.")
    return Settings(**given)


def switch(name: str, *, on: bool, file: Path | None = None) -> None:
    """Switch a setting that is yes or no; the rest of the file stays as it is.

    Raises:
        SettingsTrouble: the file cannot be written.
    """
    file = file or paths.config() / "settings.toml"
    line = f"{name} = {str(on).lower()}"
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        text, found = re.subn(rf"^\s*{re.escape(name)}\s*=.*$", line, text, flags=re.MULTILINE)
        part = file.with_name(f".{file.name}.{os.getpid()}.part")
        part.write_text(text if found else f"{line}\n{text}", encoding="utf-8")
        part.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsTrouble("Your settings cannot be written. See that you may write to their folder.") from error
