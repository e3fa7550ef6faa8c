"""Tracks from TOML files: one file a track, named after its slug."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer.domain.rubric import Criterion, Group, Rubric
from reviewer.domain.track import Track, Workplace
from reviewer.errors import SettingsTrouble


def read_folder(folder: Path) -> tuple[Track, ...]:
    """The tracks of a folder, in the order of the files' names.

    Raises:
        SettingsTrouble: a file cannot be understood, or two tracks have the same slug or letter.
    """
    tracks = tuple(read(file) for file in sorted(folder.glob("*.toml")))
    for what, values in (("name", [t.slug for t in tracks]), ("letter", [t.letter.casefold() for t in tracks])):
        if len(set(values)) != len(values):
            raise SettingsTrouble(f"Two tracks have the same {what}. Give each its own in the folder of tracks.")
    return tracks


def read(file: Path) -> Track:
    """The track of a file.

    Raises:
        SettingsTrouble: it cannot be understood.
    """
    try:
        return parse(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsTrouble(f"The file of the track “{file.stem}” is not valid TOML. Correct it.") from error
    except KeyError as error:
        raise SettingsTrouble(f"The file of the track “{file.stem}” lacks {error}. Add it.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SettingsTrouble(
            f"The file of the track “{file.stem}” has a value that is not allowed. Compare it with the others."
        ) from error


def parse(data: Mapping[str, Any]) -> Track:
    """The track that a file's content describes.

    Raises:
        KeyError: something is missing.
        TypeError, ValueError, AttributeError: a value is not allowed.
    """
    letter = _text(data, "letter")
    if len(letter) != 1:
        raise ValueError(letter)
    return Track(
        slug=_text(data, "slug"),
        title=_text(data, "title"),
        short=_text(data, "short"),
        letter=letter.upper(),
        summary=_text(data, "summary"),
        workplaces=tuple(Workplace(each) for each in data["workplaces"]),
        rubric=_rubric(data["rubric"]),
        words=tuple(str(each) for each in data.get("suggest", {}).get("words", ())),
    )


def _rubric(data: Mapping[str, Any]) -> Rubric:
    criteria = tuple(
        Criterion(
            key=_text(each, "key"),
            title=_text(each, "title"),
            group=Group(each["group"]),
            guide=_text(each, "guide"),
            lowest=_text(each, "lowest"),
            highest=_text(each, "highest"),
        )
        for each in data["criteria"]
    )
    version = data["version"]
    if not isinstance(version, int) or version < 1 or len({each.key for each in criteria}) != len(criteria):
        raise ValueError(version)
    return Rubric(version, criteria)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(name)
    return value.strip()
