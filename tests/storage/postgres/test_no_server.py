"""What is said where no PostgreSQL answers."""

import contextlib
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import DatabaseAway, KnownTrouble, NotTrusted, Refused, SettingsTrouble
from reviewer.storage.postgres import refusals
from reviewer.storage.postgres.connecting import connect

HERE = Connection.to("127.0.0.1", "hiring", "ada", tls=Tls.DISABLE)


@contextmanager
def answering(answer: bytes | None) -> Generator[int]:
    """A port at which each gets the same answer to whatever it says; none: silence."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    guest, _ = server.accept()
                except OSError:
                    return
                held.append(guest)
                if answer is not None:
                    guest.recv(1024)
                    guest.sendall(answer)
                    # Closed with something unread, it would be reset, and the answer with it.
                    guest.shutdown(socket.SHUT_WR)
                    with contextlib.suppress(OSError):
                        while guest.recv(1024):
                            pass
                    guest.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for guest in held:
                guest.close()


def refused(connection: Connection, kind: type[KnownTrouble], within: float = 10.0) -> str:
    """The sentence of the trouble that a connection meets."""
    with pytest.raises(kind) as raised:
        connect(connection, "secret-word", within=within)
    trouble = raised.value
    assert type(trouble) is kind
    assert not any(word in trouble.sentence for word in (connection.host, connection.user, "secret-word"))
    return trouble.sentence


def test_that_a_name_that_nobody_has_is_said() -> None:
    connection = replace(HERE, host="nowhere.invalid")
    assert refused(connection, DatabaseAway) == refusals.NAME_UNKNOWN


def test_that_a_port_at_which_nothing_listens_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert refused(replace(HERE, port=port), DatabaseAway) == refusals.NO_ANSWER


def test_that_a_socket_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(replace(HERE, host=str(tmp_path)), DatabaseAway) == refusals.NO_ANSWER


def test_that_silence_has_an_end() -> None:
    with answering(None) as port:
        assert refused(replace(HERE, port=port), DatabaseAway, within=0.2) == refusals.TIMED_OUT


@pytest.mark.parametrize(
    ("answer", "tls", "kind", "sentence"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Tls.DISABLE, Refused, refusals.NOT_POSTGRES),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Tls.REQUIRE, Refused, refusals.NOT_POSTGRES),
        (b"", Tls.DISABLE, DatabaseAway, refusals.BROKEN_OFF),
        (b"", Tls.REQUIRE, DatabaseAway, refusals.BROKEN_OFF),
        (b"N", Tls.REQUIRE, NotTrusted, refusals.NO_TLS),
        (b"Snot a handshake", Tls.REQUIRE, NotTrusted, refusals.TLS_FAILED),
    ],
)
def test_that_what_answers_otherwise_is_said(answer: bytes, tls: Tls, kind: type[KnownTrouble], sentence: str) -> None:
    with answering(answer) as port:
        assert refused(replace(HERE, port=port, tls=tls), kind) == sentence


def test_that_a_file_of_authorities_must_be_there(tmp_path: Path) -> None:
    connection = replace(HERE, tls=Tls.VERIFY_FULL, ca_file=str(tmp_path / "gone.pem"))
    assert refused(connection, SettingsTrouble) == refusals.NO_CA_FILE


def test_that_a_file_of_authorities_must_hold_some(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    with answering(b"S") as port:
        connection = replace(HERE, port=port, tls=Tls.VERIFY_FULL, ca_file=str(empty))
        assert refused(connection, SettingsTrouble) == refusals.NO_CA_FILE


def test_that_an_authority_must_be_named_where_names_are_not_looked_at() -> None:
    assert refused(replace(HERE, tls=Tls.VERIFY_CA), SettingsTrouble) == refusals.NO_CA_NAMED


@pytest.mark.parametrize("password", ["a\0b", "a\ud800b"])
def test_that_a_password_that_cannot_be_sent_is_a_wrong_one(password: str) -> None:
    with pytest.raises(KnownTrouble) as raised:
        connect(HERE, password)
    assert raised.value.sentence == refusals.WRONG_PASSWORD
