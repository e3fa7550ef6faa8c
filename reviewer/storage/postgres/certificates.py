"""Which authorities are trusted, and why a server's certificate is not: libpq says only that it is not."""

import socket
import ssl
import struct
from pathlib import Path

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import NotTrusted, SettingsTrouble
from reviewer.storage.postgres.refusals import EXPIRED, NO_CA_FILE, NO_CA_NAMED, NOT_TRUSTED, NOT_YET, OTHER_HOST

SYSTEM = "system"
"""To libpq, the authorities that OpenSSL finds by itself."""
_OF_LIBPQ = Path(".postgresql") / "root.crt"
_OF_SYSTEMS = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where systems keep theirs in one file. psycopg's wheel brings an OpenSSL that looks in none of them."""
_ASK_FOR_TLS = struct.pack(">ii", 8, 80877103)
"""https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-SSLREQUEST"""
_WHY = {9: NOT_YET, 10: EXPIRED, 62: OTHER_HOST, 64: OTHER_HOST}
"""By OpenSSL's X509_V_ERR: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/"""


def authorities(connection: Connection) -> str:
    """The path of the file of certificates to trust, or `SYSTEM`; empty where the connection trusts anybody.

    Raises:
        SettingsTrouble: the file that is named cannot be read, or none is and one must be.
    """
    if connection.tls not in (Tls.VERIFY_FULL, Tls.VERIFY_CA):
        return ""
    if connection.ca_file is not None:
        try:
            Path(connection.ca_file).read_bytes()
        except (OSError, ValueError) as error:
            raise SettingsTrouble(NO_CA_FILE) from error
        return connection.ca_file
    own = Path.home() / _OF_LIBPQ
    if own.is_file():
        return str(own)
    if connection.tls is Tls.VERIFY_CA:
        # Any of a system's authorities signs for anybody: without the name, that would verify nothing.
        raise SettingsTrouble(NO_CA_NAMED)
    usual = (ssl.get_default_verify_paths().cafile, *_OF_SYSTEMS)
    return next((file for file in usual if file and Path(file).is_file()), SYSTEM)


def doubt(connection: Connection, trusted: str, within: float) -> NotTrusted:
    """Why the certificate of a server is not trusted, by a look of our own at it, of at most `within` seconds."""
    try:
        context = ssl.create_default_context(cafile=None if trusted == SYSTEM else trusted)
        context.check_hostname = connection.tls is Tls.VERIFY_FULL
        with socket.create_connection((connection.host, connection.port), within) as raw:
            raw.sendall(_ASK_FOR_TLS)
            if raw.recv(1) == b"S":
                context.wrap_socket(raw, server_hostname=connection.host).close()
    except ssl.SSLCertVerificationError as error:
        return NotTrusted(_WHY.get(error.verify_code, NOT_TRUSTED))
    except OSError:
        return NotTrusted(NOT_TRUSTED)
    return NotTrusted(NOT_TRUSTED)
