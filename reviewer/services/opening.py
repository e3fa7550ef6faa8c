"""Opening a database, and telling who works with it."""

from pathlib import Path

from reviewer import paths
from reviewer.domain.connection import Connection
from reviewer.domain.person import Person
from reviewer.services.identity import Identity
from reviewer.services.tracks import TrackService
from reviewer.settings import Settings
from reviewer.storage.database import Database, open_database

ANOTHER = "This login is another person's now. Close the window, and open the database again."


def embedded(file: Path, settings: Settings) -> tuple[Database, Person]:
    """The database of one computer, made where absent, with the tracks of this program.

    Raises:
        KnownTrouble: it cannot be opened.
    """
    database = open_database(file)
    try:
        TrackService(database).install(paths.resources() / "tracks")
        return database, Identity(database, settings).me
    except BaseException:
        database.close()
        raise


def shared(place: Connection, password: str | None, within: float | None = None) -> tuple[Database, Person]:
    """The database of a team, as one of its people. `within`: seconds that it has to let us in; None: as usual.

    Raises:
        PasswordNeeded: the password is missing or wrong.
        KnownTrouble: it cannot be reached, is not set up, is of another age, or does not know this login.
    """
    from reviewer.storage.postgres import connecting, people  # not loaded where the database is a file
    from reviewer.storage.postgres.database import open_shared

    replica = place.of_replica()
    patience = [within] if within is not None else []

    def connect() -> connecting.Made:
        return connecting.connect(place, password, within=patience.pop() if patience else connecting.CONNECT_WITHIN)

    database = open_shared(
        connect,
        (lambda: connecting.connect(replica, password)) if replica else None,
    )
    try:
        with database.read() as work:
            return database, people.me(work)
    except BaseException:
        database.close()
        raise
