"""What is trusted of a server that has a certificate, for the name `localhost`, from an authority of its own."""

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import NotTrusted
from reviewer.storage.postgres import refusals
from reviewer.storage.postgres.connecting import connect
from tests import certificates
from tests.postgres import HOST, Server


@pytest.fixture(scope="module")
def server() -> Generator[Server]:
    made = Server(tls=True)
    yield made
    made.close()


@pytest.fixture
def known(server: Server) -> Connection:
    """As somebody enters it who has the file of the authority."""
    there = Connection.to(server.host, "postgres", server.superuser, tls=Tls.VERIFY_FULL)
    return replace(there, port=server.port, ca_file=str(server.ca_file))


@pytest.mark.parametrize("tls", [Tls.VERIFY_FULL, Tls.VERIFY_CA, Tls.REQUIRE])
def test_that_a_known_server_is_trusted(server: Server, known: Connection, tls: Tls) -> None:
    with connect(replace(known, tls=tls), server.password) as connection:
        assert connection.pgconn.ssl_in_use


def test_that_another_name_for_it_is_not_trusted(server: Server, known: Connection) -> None:
    other = replace(known, host=HOST)
    with pytest.raises(NotTrusted) as raised:
        connect(other, server.password)
    assert raised.value.sentence == refusals.OTHER_HOST
    connect(replace(other, tls=Tls.VERIFY_CA), server.password).close()


def test_that_a_server_of_another_authority_is_not_trusted(server: Server, known: Connection, tmp_path: Path) -> None:
    file = tmp_path / "other.pem"
    file.write_bytes(certificates.made_for("localhost").authority)
    for tls in (Tls.VERIFY_FULL, Tls.VERIFY_CA):
        with pytest.raises(NotTrusted) as raised:
            connect(replace(known, tls=tls, ca_file=str(file)), server.password)
        assert raised.value.sentence == refusals.NOT_TRUSTED


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        (timedelta(days=-3), timedelta(days=-1), refusals.EXPIRED),
        (timedelta(days=1), timedelta(days=3), refusals.NOT_YET),
    ],
)
def test_that_a_certificate_of_another_time_is_not_trusted(
    known: Connection, tmp_path: Path, since: timedelta, until: timedelta, sentence: str
) -> None:
    old = certificates.made_for("localhost", since, until)
    file = tmp_path / "authority.pem"
    file.write_bytes(old.authority)
    server = Server(tls=True)
    try:
        server.write("server.pem", old.certificate)
        server.write("server.key", old.key)
        server.restart()
        with pytest.raises(NotTrusted) as raised:
            connect(replace(known, port=server.port, ca_file=str(file)), server.password)
        assert raised.value.sentence == sentence
    finally:
        server.close()


def test_that_no_authority_of_this_computer_vouches_for_it(server: Server, known: Connection) -> None:
    with pytest.raises(NotTrusted) as raised:
        connect(replace(known, ca_file=None), server.password)
    assert raised.value.sentence == refusals.NOT_TRUSTED
