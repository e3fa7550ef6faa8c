"""Each way in which a server is not reached has its own sentence."""

import datetime
import ipaddress
import socket
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import DatabaseAway, DatabaseTrouble, PasswordWanted
from reviewer.storage.postgres import connecting
from tests.postgres import HOST, Server
from tests.shared import PASSWORD, Team

PAST = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
LATER = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def place(team: Team) -> Connection:
    return Connection("team", HOST, team.server.port, team.name, "rob", Tls.PREFER)


def said(place: Connection, password: str | None = PASSWORD) -> tuple[type[DatabaseTrouble], str]:
    with pytest.raises(DatabaseTrouble) as caught:
        connecting.connect(place, password)
    assert place.host not in caught.value.sentence
    return type(caught.value), caught.value.sentence


def test_that_the_right_password_lets_in(place: Connection) -> None:
    with connecting.connect(place, PASSWORD) as connection:
        assert connection.execute("show search_path").fetchall() == [("reviewer",)]


def test_that_a_password_is_asked_for(place: Connection) -> None:
    assert said(place, None) == (PasswordWanted, connecting.PASSWORD_MISSING)
    assert said(place, "wrong") == (PasswordWanted, connecting.PASSWORD_WRONG)
    assert said(replace(place, user="nobody-here")) == (PasswordWanted, connecting.PASSWORD_WRONG)


def test_that_an_absent_database_is_told(place: Connection) -> None:
    assert said(replace(place, database="absent")) == (DatabaseTrouble, connecting.NO_DATABASE)


def test_that_a_login_without_the_right_is_told(team: Team, place: Connection) -> None:
    with team.psql("postgres") as connection:
        connection.execute(f"create role stranger login password '{PASSWORD}'".encode())
    try:
        assert said(replace(place, user="stranger")) == (DatabaseTrouble, connecting.NO_CONNECT)
        with team.psql("postgres") as connection:
            connection.execute("alter role stranger nologin")
        assert said(replace(place, user="stranger")) == (DatabaseTrouble, connecting.NO_LOGIN)
    finally:
        with team.psql("postgres") as connection:
            connection.execute("drop role stranger")


def test_that_too_many_connections_are_told(team: Team, place: Connection) -> None:
    with team.psql("postgres") as connection:
        connection.execute("alter role rob connection limit 0")
        try:
            assert said(place) == (DatabaseAway, connecting.TOO_MANY)
        finally:
            connection.execute("alter role rob connection limit 8")


def test_that_nobody_there_is_told(place: Connection) -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        assert said(replace(place, port=probe.getsockname()[1])) == (DatabaseAway, connecting.REFUSED)
    assert said(replace(place, host="/no/such/folder")) == (DatabaseAway, connecting.REFUSED)


def test_that_a_name_that_is_none_is_told(place: Connection) -> None:
    assert said(replace(place, host="no-such-host.invalid")) == (DatabaseAway, connecting.NO_HOST)


def test_that_a_silent_server_is_told(place: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "TIMEOUT_S", 2)  # libpq's shortest
    with socket.socket() as silent:
        silent.bind((HOST, 0))
        silent.listen()
        assert said(replace(place, port=silent.getsockname()[1])) == (DatabaseAway, connecting.TIMED_OUT)


def test_that_a_server_without_encryption_is_told(place: Connection) -> None:
    assert said(replace(place, tls=Tls.REQUIRE)) == (DatabaseTrouble, connecting.NO_TLS)


class Authority:
    """Issues certificates for the servers of these tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])
        self.file = folder / "authority.pem"
        certificate = (
            self._of(self._name, self._key.public_key(), LATER)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, server: Server, name: str = "localhost", until: datetime.datetime = LATER) -> None:
        """Give a running server a certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        names: list[x509.GeneralName] = [x509.DNSName(name)]
        if name == "localhost":
            names.append(x509.IPAddress(ipaddress.ip_address(HOST)))
        certificate = (
            self._of(subject, key.public_key(), until)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        server.write("server.key", secret)
        server.write("server.crt", certificate.public_bytes(serialization.Encoding.PEM))
        with server.connect() as connection:
            connection.execute("alter system set ssl = on")
            connection.execute("select pg_reload_conf()")
        server.restart()

    def _of(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, until: datetime.datetime
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(PAST)
            .not_valid_after(until)
        )


@pytest.fixture
def safe(tmp_path: Path) -> Generator[tuple[Server, Authority]]:
    server = Server()
    yield server, Authority(tmp_path)
    server.close()


def test_that_certificates_are_looked_at(safe: tuple[Server, Authority]) -> None:
    server, authority = safe
    place = Connection("x", "localhost", server.port, "postgres", "postgres", Tls.VERIFY_FULL, str(authority.file))
    authority.issue(server)
    with connecting.connect(place, server.password) as connection:
        ((used,),) = connection.execute("select ssl from pg_stat_ssl where pid = pg_backend_pid()").fetchall()
        assert used
    password = server.password
    assert said(replace(place, ca_file=None), password) == (DatabaseTrouble, connecting.CERTIFICATE)
    assert said(replace(place, ca_file="/no/such.pem"), password) == (DatabaseTrouble, connecting.NO_CA_FILE)
    authority.issue(server, name="another.example.org")
    assert said(place, password) == (DatabaseTrouble, connecting.ANOTHER_NAME)
    connecting.connect(replace(place, tls=Tls.VERIFY_CA), password).close()
    authority.issue(server, until=PAST + datetime.timedelta(days=1))
    assert said(place, password) == (DatabaseTrouble, connecting.EXPIRED)


def test_that_psycopg_speaks_english() -> None:
    # Its libpq is known by its words: one with translations would need others.
    with pytest.raises(psycopg.OperationalError, match="Connection refused"):
        psycopg.connect(host=HOST, port=1, connect_timeout=2)
