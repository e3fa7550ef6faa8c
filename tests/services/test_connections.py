"""Named connections in their file, and their passwords outside of it."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.connection import Connection, Tls
from reviewer.errors import SettingsTrouble
from reviewer.services.connections import Connections, Embedded
from reviewer.services.passwords import Passwords
from tests import keyrings

TEAM = Connection("The team", "db.example.org", 6432, "hiring", "ada", Tls.VERIFY_CA, "/etc/our ca.pem")
OTHER = Connection.to("localhost", "try “it” \\ out").called("Here")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "connections.toml"


@pytest.fixture
def connections(file: Path) -> Connections:
    return Connections(file, Passwords())


@pytest.fixture
def ring() -> Generator[keyrings.MemoryKeyring]:
    with keyrings.in_use() as made:
        yield made


def again(file: Path) -> Connections:
    """As the next start of the program finds them."""
    return Connections(file, Passwords())


def test_that_there_are_none_at_first(connections: Connections) -> None:
    assert connections.all() == ()
    assert connections.last() is None


def test_that_connections_are_kept(connections: Connections, file: Path) -> None:
    connections.keep(TEAM)
    connections.keep(OTHER)
    assert again(file).all() == (TEAM, OTHER)
    assert again(file).named("Here") == OTHER
    assert again(file).named("Nobody") is None


def test_that_a_changed_one_takes_the_place_of_the_former(connections: Connections, file: Path) -> None:
    connections.keep(TEAM)
    connections.keep(OTHER)
    connections.use(TEAM)
    changed = replace(TEAM, name="Our team", port=5432)
    connections.keep(changed, TEAM.name)
    assert again(file).all() == (changed, OTHER)
    assert again(file).last() == changed


def test_that_the_last_one_is_remembered(connections: Connections, file: Path) -> None:
    connections.keep(TEAM)
    connections.use(TEAM)
    assert again(file).last() == TEAM
    connections.use(Embedded(Path("elsewhere.sqlite")))
    connections.use(Connection.to("localhost", "unnamed"))
    assert again(file).last() == TEAM
    connections.use(Embedded())
    assert again(file).last() is None


def test_that_a_removed_one_is_gone(connections: Connections, file: Path, ring: keyrings.MemoryKeyring) -> None:
    connections.keep(TEAM)
    connections.keep(OTHER)
    connections.use(TEAM)
    connections.passwords.keep(TEAM, "s3cret-word")
    connections.remove(TEAM.name)
    assert again(file).all() == (OTHER,)
    assert again(file).last() is None
    assert again(file).passwords.of(TEAM) is None
    assert not ring.held


@pytest.mark.parametrize("name", ["", "The team", " spaces ", "two\nlines", "postgresql://x/y", "n" * 61])
def test_that_a_bad_name_is_refused(connections: Connections, file: Path, name: str) -> None:
    connections.keep(TEAM)
    with pytest.raises(SettingsTrouble):
        connections.keep(OTHER.called(name))
    assert again(file).all() == (TEAM,)


@pytest.mark.parametrize(
    "text",
    [
        "connection = 3",
        "last = 3",
        "[[connection]\n",
        "[[connection]]\nname = 'a'\nhost = 'b'",
        "[[connection]]\nname = 'a'\nhost = 'b'\ndatabase = 'c'\nport = 'x'",
        "[[connection]]\nname = 'a'\nhost = 'b'\ndatabase = 'c'\nport = 0",
        "[[connection]]\nname = 'a'\nhost = 'b'\ndatabase = 'c'\nport = true",
        "[[connection]]\nname = 'a'\nhost = 'b'\ndatabase = 'c'\ntls = 'strong'",
        "[[connection]]\nname = 'a'\nhost = 'b'\ndatabase = 'c'\npassphrase = 'd'",
        "connection = [1]",
    ],
)
def test_that_a_file_that_is_none_of_ours_is_said(connections: Connections, file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(SettingsTrouble) as raised:
        connections.all()
    assert raised.value.sentence.startswith("The file of connections")
    with pytest.raises(SettingsTrouble):
        connections.keep(TEAM)
    assert file.read_text() == text


def test_that_what_a_person_leaves_out_is_as_usual(connections: Connections, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('[[connection]]\nname = "Mine"\nhost = "db.example.org"\ndatabase = "hiring"\n')
    assert connections.all() == (Connection.to("db.example.org", "hiring").called("Mine"),)
    assert connections.all()[0].tls is Tls.VERIFY_FULL


def test_that_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    connections = Connections(tmp_path / "config" / "sub" / "connections.toml", Passwords())
    with pytest.raises(SettingsTrouble):
        connections.keep(TEAM)


# -- passwords


def test_that_a_password_is_in_the_keyring_and_nowhere_else(
    connections: Connections, file: Path, ring: keyrings.MemoryKeyring
) -> None:
    connections.keep(TEAM)
    assert connections.passwords.keep(TEAM, "s3cret-word")
    assert again(file).passwords.of(TEAM) == "s3cret-word"
    assert list(ring.held.values()) == ["s3cret-word"]
    assert not [each for each in file.parent.rglob("*") if each.is_file() and b"s3cret-word" in each.read_bytes()]


def test_that_a_password_belongs_to_the_login_and_not_to_the_name(ring: keyrings.MemoryKeyring) -> None:
    passwords = Passwords()
    passwords.keep(TEAM, "s3cret-word")
    assert Passwords().of(replace(TEAM, name="Our team", tls=Tls.VERIFY_FULL, ca_file=None)) == "s3cret-word"
    for other in (replace(TEAM, user="grace"), replace(TEAM, host="db2.example.org"), replace(TEAM, port=1)):
        assert Passwords().of(other) is None


def test_that_without_a_keyring_a_password_is_known_for_this_run() -> None:
    passwords = Passwords()
    assert passwords.of(TEAM) is None
    assert not passwords.keep(TEAM, "s3cret-word")
    assert passwords.of(TEAM) == "s3cret-word"
    assert Passwords().of(TEAM) is None
    passwords.forget(TEAM)
    assert passwords.of(TEAM) is None


def test_that_a_locked_keyring_is_as_none(ring: keyrings.MemoryKeyring) -> None:
    passwords = Passwords()
    ring.locked = True
    assert passwords.of(TEAM) is None
    assert not passwords.keep(TEAM, "s3cret-word")
    assert passwords.of(TEAM) == "s3cret-word"


# -- what the command line means


def test_that_a_target_is_an_address_a_name_or_a_file(connections: Connections) -> None:
    connections.keep(TEAM)
    assert connections.target("The team") == TEAM
    assert connections.target("other.sqlite") == Embedded(Path("other.sqlite"))
    assert connections.target("postgresql://ada@localhost/hiring") == Connection.to("localhost", "hiring", "ada")
    with pytest.raises(SettingsTrouble):
        connections.target("postgresql://ada@localhost")


def test_that_a_password_on_the_command_line_is_for_this_run(
    connections: Connections, ring: keyrings.MemoryKeyring
) -> None:
    target = connections.target("postgresql://ada:s3cret-word@localhost/hiring")
    assert isinstance(target, Connection)
    assert connections.passwords.of(target) == "s3cret-word"
    assert not ring.held


def test_that_trying_says_why_not(connections: Connections) -> None:
    with pytest.raises(SettingsTrouble):
        connections.try_out(replace(TEAM, ca_file=None), "s3cret-word")
