"""Commands on a shared database: named by address or by connection, with a password from wherever it is."""

import getpass
import io
import json
from pathlib import Path

import pytest

from reviewer import app
from reviewer.__main__ import main
from reviewer.cli.passwords import NO_PASSWORD
from reviewer.domain.connection import Connection, Tls
from reviewer.storage.postgres import refusals
from tests import builders, keyrings
from tests.postgres import HOST
from tests.team import PASSWORD, Team


class Terminal(io.StringIO):
    """Where somebody can be asked."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def known(team: Team) -> Connection:
    """A connection that is kept under a name, for rob, with two applications to export."""
    team.receive([builders.arrival(0), builders.arrival(1)])
    made = Connection("The team", HOST, team.server.port, team.name, "rob", Tls.PREFER)
    app.known_connections().keep(made)
    return made


def exported(target: Path, database: str) -> int:
    """How many applications an export holds; none when it failed."""
    if main(["export", str(target), "--database", database]):
        return 0
    return len(json.loads(target.read_text(encoding="utf-8"))["applications"])


def test_that_a_password_in_the_address_is_used(team: Team, known: Connection, tmp_path: Path) -> None:
    assert exported(tmp_path / "all.json", team.url("rob")) == 2


def test_that_a_connection_is_named(known: Connection, tmp_path: Path) -> None:
    with keyrings.in_use():
        app.known_connections().passwords.keep(known, PASSWORD)
        assert exported(tmp_path / "all.json", known.name) == 2


def test_that_scripts_have_it_in_their_environment(
    known: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_PASSWORD", PASSWORD)
    assert exported(tmp_path / "all.json", known.url()) == 2


def test_that_it_is_asked_for_at_a_terminal(known: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", answer)
    assert exported(tmp_path / "all.json", known.name) == 2
    assert asked == ["Password of rob: "]


def test_that_nobody_is_asked_where_nobody_is(
    known: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert exported(tmp_path / "all.json", known.name) == 0
    assert NO_PASSWORD in capsys.readouterr().err


def test_that_a_wrong_one_is_said(
    known: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVIEWER_PASSWORD", "a guess")
    monkeypatch.setattr("sys.stdin", Terminal())
    assert exported(tmp_path / "all.json", known.name) == 0
    assert refusals.WRONG_PASSWORD in capsys.readouterr().err


def test_that_an_import_takes_the_same_names(team: Team, known: Connection, tmp_path: Path) -> None:
    (tmp_path / "Ada Alder.txt").write_text("Ada Alder\nada@example.org\nOCaml and PostgreSQL for ten years.\n" * 4)
    assert main(["import", str(tmp_path / "Ada Alder.txt"), "--database", team.url("lea")]) == 0
    assert exported(tmp_path / "all.json", team.url("rob")) == 3
