"""`reviewer database` and `reviewer user`, on a real server."""

import io
import json
from collections.abc import Generator

import psycopg
import pytest

from reviewer.__main__ import main
from tests.postgres import HOST, Server
from tests.team import Team

NAME = "set_up_by_command"


@pytest.fixture
def url(postgres_server: Server) -> Generator[str]:
    """Where a database is not yet."""
    yield postgres_server.url(NAME)
    with postgres_server.connect() as connection:
        connection.execute(f"drop database if exists {NAME} with (force)".encode())
        connection.execute("drop role if exists zoe")
        connection.execute("drop role if exists zed")


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.strip()


def test_that_a_database_is_made_set_up_and_checked(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "create", url, "--json"]) == 0
    assert json.loads(told(capsys)) == {"created": True}
    assert main(["database", "create", url, "--json"]) == 0
    assert json.loads(told(capsys)) == {"created": False}
    assert main(["database", "upgrade", url]) == 0
    told(capsys)
    assert main(["database", "check", url]) == 0
    assert told(capsys).endswith("Everything is as this version makes it.")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("drop policy opened on review", "Policy “review.opened”: missing."),
        ("create policy more on review using (true)", "Policy “review.more”: not of this version."),
        ("alter table operation disable trigger stays", "Trigger “operation.stays”: not as this version makes it."),
        ("drop trigger guard on blob", "Trigger “blob.guard”: missing."),
        ("grant update on application to reviewer_reviewer", "Rights on “application”: not as this version makes it."),
        ("grant select (note) on review to public", "Rights on column “review.note”: not of this version."),
        ("alter table review disable row level security", "Row security of “review”: not as this version makes it."),
        ("alter table review add column more text", "Column “review.more”: not of this version."),
        ("alter function me() security invoker", "Function “me()”: not as this version makes it."),
        ("grant execute on function me() to public", "Rights on function “me()”: not as this version makes it."),
        ("alter table review owner to postgres", "Owner of table “review”: not as this version makes it."),
        ("drop index ix_feed_xid", "Index “ix_feed_xid”: missing."),
        ("create view seen as select * from review", "View “seen”: not of this version."),
        (
            "grant temp on database {name} to public",
            "Right of everybody on the database “public”: not of this version.",
        ),
        ("alter role rob bypassrls", "Right to pass all policies of “rob”: not of this version."),
    ],
)
def test_that_what_was_changed_is_told(
    team: Team, change: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with team.psql("postgres") as connection:
        connection.execute(change.format(name=team.name).encode())
    try:
        assert main(["database", "check", team.url("postgres"), "--json"]) == 3
        assert sentence in json.loads(told(capsys))["differences"]
    finally:
        with team.psql("postgres") as connection:
            connection.execute("alter role rob nobypassrls")


def test_that_an_upgrade_mends_what_was_changed(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    with team.psql("postgres") as connection:
        connection.execute("drop policy opened on review")
        connection.execute("alter table operation disable trigger stays")
        connection.execute("grant update on application to reviewer_reviewer")
    assert main(["database", "check", team.url("postgres")]) == 3
    assert "Policy “review.opened”: missing." in told(capsys).splitlines()
    assert main(["database", "upgrade", team.url("postgres")]) == 0
    assert main(["database", "check", team.url("postgres")]) == 0, told(capsys)


def test_that_people_are_let_in_and_out(url: str, server_of: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "create", url]) == 0
    assert main(["user", "list", url]) == 0
    assert told(capsys).endswith("Nobody yet. Add somebody with “reviewer user add”.")
    assert main(["user", "add", url, "zoe", "--name", "Zoë Zweig", "--role", "lead", "--json"]) == 0
    password = json.loads(told(capsys))["password"]
    mine = server_of.url(NAME, "zoe", password)
    with psycopg.connect(mine) as connection:
        assert connection.execute("select lead from reviewer.person where id = reviewer.me()").fetchall() == [(1,)]
    assert main(["user", "role", url, "zoe", "--role", "reviewer"]) == 0
    told(capsys)
    assert main(["user", "list", url, "--json"]) == 0
    assert json.loads(told(capsys)) == [{"login": "zoe", "name": "Zoë Zweig", "role": "reviewer"}]
    with psycopg.connect(mine) as connection:
        assert main(["user", "remove", url, "zoe"]) == 0
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(mine)
    told(capsys)
    assert main(["user", "list", url, "--json"]) == 0
    assert json.loads(told(capsys))[0]["role"] is None
    # Back again, with the password as it was.
    assert main(["user", "add", url, "zoe", "--name", "Zoë Zweig", "--no-password"]) == 0
    psycopg.connect(mine).close()


@pytest.fixture
def server_of(postgres_server: Server) -> Server:
    return postgres_server


def test_that_a_password_may_come_from_a_pipe(
    url: str, server_of: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["database", "create", url]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["user", "add", url, "zed", "--password-stdin"]) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("long enough for all\n"))
    assert main(["user", "add", url, "zed", "--role", "intake", "--password-stdin"]) == 0
    assert "long enough" not in capsys.readouterr().out
    mine = server_of.url(NAME, "zed", "long enough for all")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(mine) as connection:
        connection.execute("select * from reviewer.application")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["user", "add", "{url}", "postgres"], "for something else"),
        (["user", "remove", "{url}", "nobody"], "Nobody here has this login"),
        (["user", "role", "{url}", "nobody"], "Nobody here has this login"),
    ],
)
def test_that_what_cannot_be_done_is_told(
    team: Team, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.format(url=team.url("postgres")) for word in words]) == 1
    assert sentence in capsys.readouterr().err


def test_that_a_database_that_is_not_set_up_is_told(
    postgres_server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["database", "check", postgres_server.url()]) == 1
    assert "not set up yet" in capsys.readouterr().err


def test_that_a_reviewer_runs_nothing(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["database", "upgrade"], ["database", "check"], ["user", "add"], ["user", "remove"]):
        more = ["ria"] if words[0] == "user" else []
        assert main([*words, team.url("rob"), *more]) == 1
        assert capsys.readouterr().err.startswith("reviewer: ")


def test_that_a_password_is_asked_for_in_words(
    team: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = f"postgresql://postgres@{HOST}:{team.server.port}/{team.name}"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["database", "check", bare]) == 1
    assert "REVIEWER_PASSWORD" in capsys.readouterr().err
    monkeypatch.setenv("REVIEWER_PASSWORD", team.server.password)
    assert main(["database", "check", bare]) == 0


def test_that_less_than_the_best_is_typed_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "check", "postgresql://x@db.example.org/y?sslmode=require"]) == 1
    assert "--insecure" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["database"], ["database", "create"], ["user", "add"], ["user", "list"], ["user"]])
def test_that_each_command_has_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert "usage: reviewer" in capsys.readouterr().out
