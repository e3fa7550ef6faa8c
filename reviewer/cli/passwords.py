"""The password of a shared database for a command: what is known, else from the environment, else asked for."""

import getpass
import os
import sys
from collections.abc import Callable
from typing import TypeVar

from reviewer.domain.connection import Connection
from reviewer.errors import PasswordNeeded

VARIABLE = "REVIEWER_PASSWORD"
"""Environment variable with the password, for scripts."""
NO_PASSWORD = "The server asks for a password. Give it in the address, or in the variable REVIEWER_PASSWORD."

R = TypeVar("R")


def with_password(place: Connection, known: str | None, use: Callable[[str | None], R]) -> R:
    """What `use` gives with the password. It is asked for once, at a terminal, where the server wants one.

    Raises:
        PasswordNeeded: there is none and nobody to ask, or it is wrong.
        KnownTrouble: as `use` says.
    """
    given = known if known is not None else os.environ.get(VARIABLE)
    try:
        return use(given)
    except PasswordNeeded as wanted:
        if given is not None:
            raise
        if sys.stdin is None or not sys.stdin.isatty():
            raise PasswordNeeded(NO_PASSWORD) from wanted
    return use(getpass.getpass(f"Password of {place.user or place.database}: "))
