"""The tracks and their rubrics."""

from pathlib import Path

from reviewer.domain.rubric import Rubric
from reviewer.domain.track import Track
from reviewer.errors import Refused
from reviewer.intake import tracks as files
from reviewer.services.reading import Reading
from reviewer.storage import tracks as rows
from reviewer.storage.database import Database

NO_RUBRIC = "The database does not have this rubric. Look at the application again."


class TrackService:
    """Tracks of one database. Rubrics never change, so they are read once."""

    def __init__(self, database: Database, reading: Reading | None = None) -> None:
        """`reading`: what answers where the database does not; None: nothing does."""
        self._database = database
        self._reading = reading
        self._rubrics: dict[tuple[str, int], Rubric] = {}

    def all(self) -> tuple[Track, ...]:
        """Every track, each with its present rubric, in the order of their files' names."""
        if self._reading is not None:
            return self._reading.ask(lambda source: source.tracks())
        with self._database.read() as work:
            return rows.read_all(work)

    def rubric(self, slug: str, version: int) -> Rubric:
        """A track's rubric as it was at a version; rubrics are kept for ever.

        Raises:
            Refused: there is no such rubric.
        """
        key = (slug, version)
        if key not in self._rubrics:
            found = self._read(slug, version)
            if found is None:
                raise Refused(NO_RUBRIC)
            self._rubrics[key] = found
        return self._rubrics[key]

    def _read(self, slug: str, version: int) -> Rubric | None:
        if self._reading is not None:
            return self._reading.ask(lambda source: source.rubric(slug, version))
        with self._database.read() as work:
            return rows.read_rubric(work, slug, version)

    def install(self, folder: Path) -> None:
        """Take the tracks of a folder of TOML files into the database; a changed rubric becomes a new version.

        Raises:
            SettingsTrouble: a file cannot be understood.
        """
        tracks = files.read_folder(folder)
        with self._database.read() as work:
            if rows.has_all(work, tracks):
                return
        with self._database.write() as work:
            for position, track in enumerate(tracks):
                rows.put(work, track, position)
            work.commit()
