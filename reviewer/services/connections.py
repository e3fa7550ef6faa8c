"""The shared databases that a person knows by name, and which database was worked on last.

Kept as `connections.toml`, which may be edited by hand. It holds no passwords.
"""

import json
import os
import threading
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.domain.connection import PORT, Connection, Tls, is_url
from reviewer.errors import SettingsTrouble
from reviewer.services.passwords import Passwords

BAD_FILE = "The file of connections is not valid TOML. Correct it, or remove it to start afresh."
BAD_ENTRY = "The file of connections has one that cannot be understood: “{0}”. Correct it, or remove it from the file."
UNWRITABLE = "The connection cannot be kept. Make room on the disk, or see that you may write to your settings."
NO_NAME = "Give the connection a name."
NAME_TAKEN = "There is a connection of this name already. Choose another."
BAD_NAME = "A connection's name is one line, and not an address. Choose another."
LONGEST_NAME = 60

_FIELDS: dict[str, type] = {
    "name": str,
    "host": str,
    "port": int,
    "database": str,
    "user": str,
    "tls": str,
    "ca_file": str,
    "replica": str,
}


@dataclass(frozen=True)
class Embedded:
    """The database of one person: a file."""

    file: Path | None = None
    """None: the usual one, in this user's data folder."""


Target = Embedded | Connection
"""A database that can be worked on."""


class Connections:
    """The connections of `connections.toml`. Safe to use from any thread."""

    def __init__(self, file: Path, passwords: Passwords) -> None:
        self._file = file
        self._turn = threading.Lock()
        self.passwords = passwords

    def all(self) -> tuple[Connection, ...]:
        """Every one, in the order of the file.

        Raises:
            SettingsTrouble: the file cannot be understood.
        """
        return self._read()[0]

    def named(self, name: str) -> Connection | None:
        """The one of this name.

        Raises:
            SettingsTrouble: the file cannot be understood.
        """
        return next((each for each in self.all() if each.name == name), None)

    def last(self) -> Connection | None:
        """The one that was worked with last; none: the database of this computer.

        Raises:
            SettingsTrouble: the file cannot be understood.
        """
        known, last = self._read()
        return next((each for each in known if each.name == last), None)

    def check(self, connection: Connection, former: str = "") -> None:
        """Whether it can be kept, in place of the one that was called `former`.

        Raises:
            SettingsTrouble: it has no name, a bad one, or that of another.
        """
        name = connection.name
        if not name:
            raise SettingsTrouble(NO_NAME)
        if not name.isprintable() or name != name.strip() or len(name) > LONGEST_NAME or is_url(name):
            raise SettingsTrouble(BAD_NAME)
        if name != former and self.named(name) is not None:
            raise SettingsTrouble(NAME_TAKEN)

    def keep(self, connection: Connection, former: str = "") -> None:
        """Keep one, in place of the one that was called `former` where that is there.

        Raises:
            SettingsTrouble: as `check` says, or the file cannot be understood or written.
        """
        self.check(connection, former)
        with self._turn:
            known, last = self._read()
            if any(each.name == former for each in known):
                known = tuple(connection if each.name == former else each for each in known)
            else:
                known = (*known, connection)
            self._write(known, connection.name if last == former and former else last)

    def remove(self, name: str) -> None:
        """Forget one, and its password.

        Raises:
            SettingsTrouble: the file cannot be understood or written.
        """
        with self._turn:
            known, last = self._read()
            self._write(tuple(each for each in known if each.name != name), "" if last == name else last)
        for gone in known:
            if gone.name == name:
                self.passwords.forget(gone)

    def use(self, target: Target) -> None:
        """Remember what is worked with now. What has no name is not remembered.

        Raises:
            SettingsTrouble: the file cannot be understood or written.
        """
        name = target.name if isinstance(target, Connection) else ""
        if not name and target != Embedded():
            return
        with self._turn:
            known, last = self._read()
            if name != last:
                self._write(known, name)

    def try_out(self, connection: Connection, password: str | None = None, within: float | None = None) -> None:
        """See whether it can be worked with: with this password, else with the one that is known.

        `within`: seconds that it has to answer; None: as usual.

        Raises:
            KnownTrouble: it cannot, and why.
        """
        from reviewer.storage.postgres import connecting  # most runs need no driver of a shared database

        patience = within if within is not None else connecting.CONNECT_WITHIN
        connecting.try_out(connection, password or self.passwords.of(connection), patience)

    def target(self, text: str) -> Target:
        """What `--database` means: an address, the name of a connection, or else a file. A password is remembered.

        Raises:
            SettingsTrouble: it is a bad address, or the file of connections cannot be understood.
        """
        if is_url(text):
            connection, password = Connection.from_url(text)
            if password is not None:
                self.passwords.remember(connection, password)
            return connection
        return self.named(text) or Embedded(Path(text))

    def _read(self) -> tuple[tuple[Connection, ...], str]:
        try:
            given = tomllib.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return (), ""
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsTrouble(BAD_FILE) from error
        entries, last = given.get("connection", []), given.get("last", "")
        if not isinstance(entries, list) or not isinstance(last, str):
            raise SettingsTrouble(BAD_FILE)
        return tuple(_connection(entry if isinstance(entry, dict) else {}) for entry in entries), last

    def _write(self, known: tuple[Connection, ...], last: str) -> None:
        lines = ["# Shared databases. Passwords are not kept here.", f"last = {_quoted(last)}"]
        for each in known:
            lines += ["", "[[connection]]", *_lines(each)]
        part = self._file.with_name(f".{self._file.name}.{os.getpid()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text("\n".join(lines) + "\n", encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            raise SettingsTrouble(UNWRITABLE) from error


def _lines(connection: Connection) -> list[str]:
    given = {name: getattr(connection, name) for name in _FIELDS}
    return [
        f"{name} = {value if isinstance(value, int) else _quoted(value)}"
        for name, value in given.items()
        if value not in (None, "")
    ]


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)  # what JSON escapes, TOML reads in the same way


def _connection(entry: dict[str, Any]) -> Connection:
    name = str(entry.get("name", ""))
    wrong = SettingsTrouble(BAD_ENTRY.format(name))
    if any(field not in _FIELDS or type(value) is not _FIELDS[field] for field, value in entry.items()):
        raise wrong
    try:
        return Connection.to(
            entry["host"],
            entry["database"],
            entry.get("user", ""),
            entry.get("port", PORT),
            Tls(entry["tls"]) if "tls" in entry else None,
            entry.get("ca_file"),
            entry.get("replica", ""),
        ).called(name)
    except (KeyError, ValueError, SettingsTrouble) as error:
        raise wrong from error
