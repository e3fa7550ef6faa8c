"""The tracks and their rubrics."""

from pathlib import Path

from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track


class TrackService:
    """`TrackService(database)`."""

    def all(self) -> tuple[Track, ...]:
        """Every track, each with its present rubric, in the order of their files' names."""
        raise NotImplementedError

    def rubric(self, slug: str, version: int) -> Rubric:
        """A track's rubric as it was at a version; rubrics are kept for ever.

        Raises:
            Refused: there is no such rubric.
        """
        raise NotImplementedError

    def install(self, folder: Path) -> None:
        """Take the tracks of a folder of TOML files into the database; a changed rubric becomes a new version.

        Raises:
            SettingsTrouble: a file cannot be understood.
        """
        raise NotImplementedError
