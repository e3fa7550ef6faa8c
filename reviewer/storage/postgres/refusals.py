"""Why there is no connection, in a sentence: by the server's code where it gave one, else by what libpq was doing.

The messages of libpq itself are in English everywhere, for psycopg's wheel brings it without translations; those of the
server and of the system are in any language, and are not looked at.
"""

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import DatabaseAway, KnownTrouble, NotTrusted, PasswordNeeded, Refused, SettingsTrouble

NO_PASSWORD = "The database asks for a password. Enter yours."
WRONG_PASSWORD = "The database does not know this user with this password. Enter them again."
NO_ENTRY = "The server does not let this user in from this computer. Ask the person who runs it to allow that."
NO_PLAIN_ENTRY = (
    "The server does not let this user in from this computer, perhaps because it asks for encryption. "
    "Choose an encrypted one, or ask the person who runs the server."
)
NO_DATABASE = "The server has no database of this name. Correct the name, or ask the person who runs the server."
NO_RIGHT = "This user may not use this database. Ask the person who runs it for the right to connect."
TOO_MANY = "The server has as many connections as it takes. Try again later, or ask the person who runs it for more."
STARTING = "The server is starting or stopping just now. Try again in a moment."
NO_RESOURCES = "The server has no memory or no disk left. Tell the person who runs it."
OTHER_REFUSAL = "The server does not accept the connection. Ask the person who runs it to look into its log."

NAME_UNKNOWN = "No computer of this name is found. Check the host, and that this computer is online."
NO_ANSWER = "Nothing answers at this host and port. Check both, and that the server runs and can be reached from here."
TIMED_OUT = "The server does not answer in time. Check host and port, and that nothing on the way holds them back."
BROKEN_OFF = (
    "The server broke the connection off before it answered. Check the port, and whether the server is all right."
)
NOT_POSTGRES = "What answers at this port is not PostgreSQL. Correct the host or the port."
NO_TLS = "The server offers no encryption. Ask the person who runs it to switch TLS on."
OTHER_HOST = "The server's certificate is for another host. Correct the host to the name that the certificate is for."
NOT_TRUSTED = (
    "The server's certificate is from an authority that is not trusted here. Choose the file with its authority."
)
EXPIRED = "The server's certificate has expired. Ask the person who runs it to renew it."
NOT_YET = (
    "The server's certificate is not valid yet. Check this computer's clock, or ask the person who runs the server."
)
TLS_FAILED = (
    "No encrypted connection could be agreed on with the server. Ask the person who runs it to look at its TLS."
)
NO_CA_FILE = "The file with the trusted authority cannot be read. Choose it again."
NO_CA_NAMED = "Choose the file with the authority that is trusted: verify-ca takes no other."
IN_CLEAR = "The server asks for the password in clear, which is for verified servers only. Choose verify-full."
NO_TABLES = "This database is not set up yet. Ask the person who runs it to run “reviewer database create”."
NOBODY = "This user is no reviewer of this database. Ask the person who runs it to run “reviewer user add”."

Why = tuple[type[KnownTrouble], str]

_BY_CODE: dict[str, Why] = {
    "28P01": (PasswordNeeded, WRONG_PASSWORD),
    "3D000": (Refused, NO_DATABASE),
    "42501": (Refused, NO_RIGHT),
    "53300": (DatabaseAway, TOO_MANY),
    "57P01": (DatabaseAway, STARTING),
    "57P02": (DatabaseAway, STARTING),
    "57P03": (DatabaseAway, STARTING),
}
"""In the order in which one of several tries is told: https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_NO_ENTRY = "28000"
_RESOURCES = "53"

_BY_MESSAGE: tuple[tuple[str, Why], ...] = (
    ("no password supplied", (PasswordNeeded, NO_PASSWORD)),
    ("could not translate host name", (DatabaseAway, NAME_UNKNOWN)),
    ("does not match host name", (NotTrusted, OTHER_HOST)),
    ("host name must be specified for a verified", (NotTrusted, OTHER_HOST)),
    ("certificate verify failed", (NotTrusted, NOT_TRUSTED)),
    ("root certificate file", (SettingsTrouble, NO_CA_FILE)),
    ("server does not support SSL", (NotTrusted, NO_TLS)),
    ("authentication method requirement", (NotTrusted, IN_CLEAR)),
    ("received invalid response to SSL negotiation", (Refused, NOT_POSTGRES)),
    ("expected authentication request from server", (Refused, NOT_POSTGRES)),
    ("server closed the connection", (DatabaseAway, BROKEN_OFF)),
    ("could not receive data", (DatabaseAway, BROKEN_OFF)),
    ("could not send", (DatabaseAway, BROKEN_OFF)),
    ("SSL error", (NotTrusted, TLS_FAILED)),
    ("SSL SYSCALL error", (DatabaseAway, BROKEN_OFF)),
    ("could not establish SSL connection", (NotTrusted, TLS_FAILED)),
)


def refusal(connection: Connection, codes: list[str], message: str, *, needs_password: bool) -> KnownTrouble:
    """Why the connection could not be made.

    Args:
        connection: what was tried.
        codes: the SQLSTATEs that the server gave, one a try.
        message: what libpq said, whose English is looked at where there is no code.
        needs_password: the server asked for a password and there was none.
    """
    kind, sentence = _why(connection, codes, message, needs_password=needs_password)
    return kind(sentence)


def _why(connection: Connection, codes: list[str], message: str, *, needs_password: bool) -> Why:
    for code, why in _BY_CODE.items():
        if code in codes:
            return why
    if needs_password:
        return PasswordNeeded, NO_PASSWORD
    if _NO_ENTRY in codes:
        return Refused, NO_PLAIN_ENTRY if connection.tls in (Tls.PREFER, Tls.DISABLE) else NO_ENTRY
    if any(code.startswith(_RESOURCES) for code in codes):
        return DatabaseAway, NO_RESOURCES
    if codes:
        return Refused, OTHER_REFUSAL
    return next((why for words, why in _BY_MESSAGE if words in message), (DatabaseAway, NO_ANSWER))
