"""Who sits in front of the window."""

import getpass

from reviewer.domain.person import Person
from reviewer.settings import Settings
from reviewer.storage import people
from reviewer.storage.database import Database


class Identity:
    """The one person of an embedded database: the login of this computer, called as the settings say."""

    def __init__(self, database: Database, settings: Settings) -> None:
        login = _login()
        name = settings.name.strip() or login
        with database.read() as work:
            there = people.by_login(work, login)
        if there is None or (there.name, there.lead) != (name, settings.lead):
            with database.write() as work:
                there = people.put(work, login, name, lead=settings.lead)
                work.commit()
        self._me = there

    @property
    def me(self) -> Person:
        """This reviewer."""
        return self._me


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # No variable and no entry names the user, as in some containers.
        return "reviewer"
