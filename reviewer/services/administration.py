"""Setting up a shared database and saying who may use it, for whoever runs it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer import paths
from reviewer.domain.connection import Connection
from reviewer.intake import tracks as files
from reviewer.storage.postgres import administration, checking, connecting, indexing, people, schema
from reviewer.storage.postgres.failures import translated
from reviewer.storage.postgres.people import Member, Role

__all__ = ["Administration", "Member", "Role", "State"]


@dataclass(frozen=True)
class State:
    """What is to be known of a database."""

    server: str
    """Version of PostgreSQL."""
    differences: tuple[str, ...]
    """Sentences, one for each thing that is not as this version makes it."""


class Administration:
    """One database, as a login that may make roles. Each call connects anew."""

    def __init__(self, place: Connection, password: str | None) -> None:
        self._place = place
        self._password = password
        self._engine = administration.engine(lambda: connecting.connect(place, password))

    def create(self) -> bool:
        """Make the database where it is absent, and set it up; whether it was made.

        Raises:
            DatabaseTrouble: the server cannot be reached, or the login may not do that.
        """
        with translated():
            made = administration.make_database(self._place, self._password)
            schema.create(self._engine, files.read_folder(paths.resources() / "tracks"))
        return made

    def upgrade(self) -> None:
        """Bring its tables, all that guards them, and the index of words to this version.

        Raises:
            DatabaseTrouble: as for `create`; or it is not set up, or newer than this program.
        """
        with translated():
            schema.upgrade(self._engine, files.read_folder(paths.resources() / "tracks"))
            indexing.index_all(self._engine)

    def check(self) -> State:
        """Compare it with what this version makes.

        Raises:
            DatabaseTrouble: as for `upgrade`.
        """
        with translated(), self._engine.connect() as connection:
            server = connection.exec_driver_sql("show server_version").scalar_one()
            connection.close()
            found = checking.differences(self._engine)
        return State(server, tuple(each.sentence for each in found))

    def members(self) -> Sequence[Member]:
        """Everybody, by login."""
        with translated():
            return people.members(self._engine)

    def add(self, login: str, name: str, role: Role, password: str | None) -> None:
        """Let somebody in.

        Raises:
            Refused: the server has the login for something else.
        """
        with translated():
            people.add(self._engine, login, name, role, password)

    def set_role(self, login: str, role: Role) -> None:
        """Give somebody another role.

        Raises:
            Refused: nobody has this login.
        """
        with translated():
            people.set_role(self._engine, login, role)

    def remove(self, login: str) -> None:
        """Let somebody in no longer.

        Raises:
            Refused: nobody has this login.
        """
        with translated():
            people.remove(self._engine, login)
