"""Where a shared database is and how it is reached: what people type, and never a password.

Addresses are those of PostgreSQL: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
"""

import ipaddress
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from reviewer.errors import SettingsTrouble

PORT = 5432
SCHEMES = ("postgresql", "postgres")

NO_URL = "A shared database's address begins with postgresql://, such as postgresql://user@host/database."
BROKEN = "This address cannot be understood. Write it as postgresql://user@host:port/database."
FRAGMENT = "This address has a “#”. Write it as %23 where it belongs to a name or a password."
SEVERAL = "This address names several hosts. Name one."
NO_PORT = "The port of this address is not a number from 1 to 65535."
NO_DATABASE = "This address names no database. Write it as postgresql://user@host/database."
UNKNOWN_OPTION = "This address has an option “{0}” that is not known here. Remove it."
UNKNOWN_TLS = "The option sslmode must be one of {0}."
NO_HOST = "Name the host of the shared database."
UNPRINTABLE = "There is a character in this that cannot be typed. Type it anew."


class Tls(StrEnum):
    """How the connection is protected, as PostgreSQL names it, from the strongest to none."""

    VERIFY_FULL = "verify-full"
    """Encrypted; the certificate is from an authority that is trusted, and for this host."""
    VERIFY_CA = "verify-ca"
    """Encrypted; the certificate is from an authority that is trusted, for whatever host."""
    REQUIRE = "require"
    """Encrypted; whoever answers is believed."""
    PREFER = "prefer"
    """Encrypted where the server offers it."""
    DISABLE = "disable"
    """Not encrypted."""


UNVERIFIED = "unverified"
UNENCRYPTED = "unencrypted"
_WORDS = {
    Tls.VERIFY_CA: UNVERIFIED,
    Tls.REQUIRE: UNVERIFIED,
    Tls.PREFER: UNENCRYPTED,
    Tls.DISABLE: UNENCRYPTED,
}


def is_this_machine(host: str) -> bool:
    """Whether what is sent to a host stays on this computer: its loop-back names and numbers, or a socket's folder."""
    if host.startswith(("/", "@")) or host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def usual_tls(host: str) -> Tls:
    """What protects a connection when nobody says anything about it."""
    return Tls.PREFER if is_this_machine(host) else Tls.VERIFY_FULL


@dataclass(frozen=True)
class Connection:
    """A shared database as one person reaches it."""

    name: str
    """What the person calls it; empty while it is not kept."""
    host: str
    """A name, a number, or the folder of a Unix socket."""
    port: int
    database: str
    user: str
    """The login; empty: named as the login on this computer."""
    tls: Tls
    ca_file: str | None = None
    """Path of the certificates that are trusted; none: those that this computer trusts."""
    replica: str = ""
    """Host of a streaming replica to read from, with `:port` where it is another; empty: everything is asked of the
    host itself."""

    @staticmethod
    def to(
        host: str,
        database: str,
        user: str = "",
        port: int = PORT,
        tls: Tls | None = None,
        ca_file: str | None = None,
        replica: str = "",
    ) -> "Connection":
        """A connection that has no name yet, protected as is usual for its host unless said otherwise.

        Raises:
            SettingsTrouble: that cannot be a host, a port or a database.
        """
        for text in (host, database, user, ca_file or "", replica):
            if not text.isprintable():
                raise SettingsTrouble(UNPRINTABLE)
        if not host:
            raise SettingsTrouble(NO_HOST)
        if "," in host:
            raise SettingsTrouble(SEVERAL)
        if not database:
            raise SettingsTrouble(NO_DATABASE)
        if not 1 <= port <= 65535:
            raise SettingsTrouble(NO_PORT)
        if replica:
            _port(_host_and_port(replica)[1])
        return Connection("", host, port, database, user, tls or usual_tls(host), ca_file or None, replica)

    @staticmethod
    def from_url(text: str) -> "tuple[Connection, str | None]":
        """The connection that an address names, and the password that stood in it, which the connection does not hold.

        Raises:
            SettingsTrouble: it is no such address.
        """
        text = text.strip()
        if not is_url(text):
            raise SettingsTrouble(NO_URL)
        if "#" in text:
            raise SettingsTrouble(FRAGMENT)
        try:
            parts = urlsplit(text)
            query = parts.query.replace("+", "%2B")  # means a space on the web, and itself here
            options = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
        except ValueError as error:
            raise SettingsTrouble(BROKEN) from error
        before, _, place = parts.netloc.rpartition("@")
        user, _, password = before.partition(":")
        host, port = _host_and_port(place)
        given = {
            "user": unquote(user),
            "password": unquote(password),
            "host": host,
            "port": port,
            "dbname": unquote(parts.path.removeprefix("/")),
            "sslmode": "",
            "sslrootcert": "",
            "replica": "",
        }
        for name, value in options:
            if name not in given:
                raise SettingsTrouble(UNKNOWN_OPTION.format(name))
            given[name] = value
        found = Connection.to(
            given["host"] or "localhost",
            given["dbname"],
            given["user"],
            _port(given["port"]),
            _tls(given["sslmode"]),
            given["sslrootcert"],
            given["replica"],
        )
        return found, given["password"] or None

    def url(self) -> str:
        """The address, without a password; `from_url` makes the same connection of it."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host and "/" not in self.host else quote(self.host, safe="")
        authority = f"sslrootcert={quote(self.ca_file, safe='/')}" if self.ca_file else ""
        replica = f"replica={quote(self.replica, safe=':[]')}" if self.replica else ""
        options = "&".join(option for option in (f"sslmode={self.tls}", authority, replica) if option)
        return f"postgresql://{user}{host}:{self.port}/{quote(self.database, safe='')}?{options}"

    def called(self, name: str) -> "Connection":
        """The same under a name."""
        return replace(self, name=name)

    def of_replica(self) -> "Connection | None":
        """The connection to the replica, with the same login and the same protection; none: there is no replica."""
        if not self.replica:
            return None
        host, port = _host_and_port(self.replica)
        return replace(self, host=host, port=_port(port) if port else self.port, replica="")

    @property
    def word(self) -> str | None:
        """What a person types to allow protection that is weaker than it should be; none: it is as it should be."""
        return None if is_this_machine(self.host) else _WORDS.get(self.tls)


def is_url(text: str) -> bool:
    """Whether a text wants to be the address of a shared database, and not a file's name."""
    return text.strip().lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def _host_and_port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, bracket, rest = place[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise SettingsTrouble(BROKEN)
        return host, rest.removeprefix(":")
    host, _, port = place.partition(":")
    return unquote(host), port


def _port(text: str) -> int:
    if not text:
        return PORT
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise SettingsTrouble(NO_PORT)
    return int(text)


def _tls(text: str) -> Tls | None:
    try:
        return Tls(text) if text else None
    except ValueError as error:
        raise SettingsTrouble(UNKNOWN_TLS.format(", ".join(Tls))) from error
