"""Passwords of shared databases: in the system's place for secrets, and where there is none, in memory for this run.

Never in a file of ours. The keyring may ask its owner to unlock it, which takes as long as it takes: not for the thread
of a window.
"""

import logging

from reviewer.domain.connection import Connection

_SERVICE = "reviewer"
_log = logging.getLogger(__name__)

NOT_KEPT = "This computer has no place for passwords that can be used: yours is asked for at each start."


class Passwords:
    """One a login, database and host, however the connection is called and protected."""

    def __init__(self) -> None:
        self._of_this_run: dict[str, str] = {}

    def of(self, connection: Connection) -> str | None:
        """The password of a connection; none: it is to be asked for."""
        account = login_of(connection)
        if account in self._of_this_run:
            return self._of_this_run[account]
        import keyring  # looks for the system's place as it loads, which takes its time
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(_SERVICE, account)
        except KeyringError as error:
            _log.info("no password was had: %s", type(error).__name__)
            return None
        if found is not None:
            self._of_this_run[account] = found  # whoever asks again need not wait
        return found

    def remember(self, connection: Connection, password: str) -> None:
        """Know it for as long as this program runs, and no longer."""
        self._of_this_run[login_of(connection)] = password

    def keep(self, connection: Connection, password: str) -> bool:
        """Keep it. Whether it will be known after this run: `NOT_KEPT` says it when not."""
        self.remember(connection, password)
        import keyring
        from keyring.errors import KeyringError

        account = login_of(connection)
        try:
            keyring.set_password(_SERVICE, account, password)
            return keyring.get_password(_SERVICE, account) == password  # one that is switched off takes everything
        except KeyringError as error:
            _log.info("a password was not kept: %s", type(error).__name__)
            return False

    def lasting(self) -> bool:
        """Whether this computer has a place for passwords at all; one that is locked counts."""
        import keyring
        from keyring.backends import fail, null

        return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)

    def forget(self, connection: Connection) -> None:
        """Know it no longer."""
        self._of_this_run.pop(login_of(connection), None)
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(_SERVICE, login_of(connection))
        except KeyringError:
            return  # there was none, or nowhere for one to be


def login_of(connection: Connection) -> str:
    """Without what may change while the login stays the same: name, protection, authority."""
    return f"{connection.user}@{connection.host}:{connection.port}/{connection.database}"
