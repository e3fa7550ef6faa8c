"""Each way in which a server lets nobody in has its own sentence, in whatever language the server speaks."""

import signal
from collections.abc import Generator
from dataclasses import replace

import pytest

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import DatabaseAway, KnownTrouble, NotTrusted, PasswordNeeded, Refused, SchemaMismatch
from reviewer.storage.postgres import libpq, refusals
from reviewer.storage.postgres.connecting import connect, try_out
from tests.postgres import HOST, Server
from tests.team import PASSWORD, Team


def with_ada(settings: tuple[str, ...] = ()) -> Server:
    made = Server(settings=settings)
    with made.connect() as connection:
        connection.execute(f"create role ada login password '{PASSWORD}'".encode())
    return made


@pytest.fixture(scope="module")
def server() -> Generator[Server]:
    made = with_ada(("max_connections = 12", "superuser_reserved_connections = 3"))
    with made.connect() as connection:
        connection.execute(f"create role once login connection limit 1 password '{PASSWORD}'".encode())
        connection.execute("create database closed")
        connection.execute("revoke all on database closed from public")
    yield made
    made.close()


@pytest.fixture
def own() -> Generator[Server]:
    """One that the test may change."""
    made = with_ada()
    yield made
    made.close()


def ada_at(server: Server) -> Connection:
    return Connection("", HOST, server.port, "postgres", "ada", Tls.PREFER)


@pytest.fixture
def there(server: Server) -> Connection:
    return ada_at(server)


def refused(connection: Connection, kind: type[KnownTrouble], password: str | None = PASSWORD) -> str:
    """The sentence of the trouble that a connection meets."""
    with pytest.raises(KnownTrouble) as raised:
        connect(connection, password).close()
    trouble = raised.value
    assert type(trouble) is kind
    assert trouble.__cause__ is None
    words = (connection.host, connection.user, connection.database, password or PASSWORD, str(connection.port))
    assert not any(word in trouble.sentence.split() for word in words)
    return trouble.sentence


def test_that_the_right_password_opens_it(there: Connection) -> None:
    with connect(there, PASSWORD) as made:
        told = made.execute("select current_setting('search_path'), current_setting('application_name')").fetchone()
        assert told == ("reviewer", "reviewer")
        assert made.autocommit
    with connect(there, PASSWORD, autocommit=False) as made:
        assert not made.autocommit


def test_that_a_wrong_password_is_asked_for_again(there: Connection) -> None:
    assert refused(there, PasswordNeeded, "a guess") == refusals.WRONG_PASSWORD


def test_that_nobody_learns_which_users_there_are(there: Connection) -> None:
    assert refused(replace(there, user="nobody"), PasswordNeeded) == refusals.WRONG_PASSWORD


@pytest.mark.parametrize("password", [None, ""])
def test_that_a_missing_password_is_asked_for(there: Connection, password: str | None) -> None:
    assert refused(there, PasswordNeeded, password) == refusals.NO_PASSWORD


def test_that_an_absent_database_is_said(there: Connection) -> None:
    assert refused(replace(there, database="hiring-of-nobody"), Refused) == refusals.NO_DATABASE


def test_that_a_missing_right_to_connect_is_said(there: Connection) -> None:
    assert refused(replace(there, database="closed"), Refused) == refusals.NO_RIGHT


def test_that_a_login_that_is_connected_too_often_is_said(there: Connection) -> None:
    once = replace(there, user="once")
    with connect(once, PASSWORD):
        assert refused(once, DatabaseAway) == refusals.TOO_MANY


def test_that_a_full_server_is_said(there: Connection) -> None:
    held = [connect(there, PASSWORD) for _ in range(9)]
    try:
        assert refused(there, DatabaseAway) == refusals.TOO_MANY
    finally:
        for each in held:
            each.close()


def test_that_a_server_without_encryption_is_said(there: Connection) -> None:
    with pytest.raises(KnownTrouble) as raised:
        connect(replace(there, tls=Tls.REQUIRE), PASSWORD)
    assert raised.value.sentence == refusals.NO_TLS


def test_that_a_server_that_shuts_down_is_said(own: Server) -> None:
    assert own.process is not None
    with connect(ada_at(own), PASSWORD):
        own.process.send_signal(signal.SIGTERM)  # waits for those who are there, and takes nobody in
        assert until_refused(ada_at(own)).sentence == refusals.STARTING
    own.stop()
    assert refused(ada_at(own), DatabaseAway) == refusals.NO_ANSWER


def until_refused(connection: Connection) -> KnownTrouble:
    """The trouble, once there is one: a signal takes its time."""
    while True:
        try:
            connect(connection, PASSWORD).close()
        except KnownTrouble as trouble:
            return trouble


def test_that_what_pg_hba_refuses_is_said(own: Server) -> None:
    admit_by(own, "reject")
    assert refused(ada_at(own), Refused) == refusals.NO_PLAIN_ENTRY
    assert refused(replace(ada_at(own), tls=Tls.DISABLE), Refused) == refusals.NO_PLAIN_ENTRY


def test_that_a_password_is_not_told_in_clear_over_a_weak_line(own: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    admit_by(own, "password")
    connect(ada_at(own), PASSWORD).close()
    # as if that server were another machine
    monkeypatch.setattr("reviewer.domain.connection.is_this_machine", lambda _host: False)
    assert refused(ada_at(own), NotTrusted) == refusals.IN_CLEAR


def admit_by(server: Server, how: str) -> None:
    lines = (server.data / "pg_hba.conf").read_bytes()
    server.write("pg_hba.conf", f"host all ada all {how}\n".encode() + lines)
    server.restart()


def test_that_a_code_is_found_in_any_language() -> None:
    message = (
        'connection to server at "::1", port 5432 failed: Verbindungsaufbau abgelehnt\n'
        'connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01\n'
        'connection to server at "127.0.0.1", port 5432 failed: 致命错误:  3D000'
    )
    assert libpq.codes(message) == ["28P01", "3D000"]
    assert libpq.codes("no error details available") == []


# -- whether one can work there


def known(team: Team, login: str) -> Connection:
    return Connection("", HOST, team.server.port, team.name, login, Tls.PREFER)


def test_that_a_reviewer_can_work(team: Team) -> None:
    try_out(known(team, "rob"), PASSWORD)


def test_that_a_database_that_is_not_set_up_is_said(there: Connection) -> None:
    with pytest.raises(SchemaMismatch) as raised:
        try_out(there, PASSWORD)
    assert raised.value.sentence == refusals.NO_TABLES


def test_that_a_login_that_is_nobody_is_said(team: Team) -> None:
    with team.psql("postgres") as connection:
        connection.execute(f"create role stranger login password '{PASSWORD}'".encode())
        connection.execute(f"grant connect on database {team.name} to stranger".encode())
    try:
        with pytest.raises(Refused) as raised:
            try_out(known(team, "stranger"), PASSWORD)
        assert raised.value.sentence == refusals.NOBODY
    finally:
        with team.psql("postgres") as connection:
            connection.execute(f"revoke all on database {team.name} from stranger".encode())
            connection.execute("drop role stranger")
