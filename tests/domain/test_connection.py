"""Addresses of shared databases: what they mean, what is usual, and what they never hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.connection import Connection, Tls, is_this_machine, is_url
from reviewer.errors import SettingsTrouble

NAMES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20)


def test_that_an_address_says_everything() -> None:
    found, password = Connection.from_url(
        "postgresql://ada@db.example.org:6432/hiring?sslmode=verify-ca&sslrootcert=/etc/ca.pem"
    )
    assert found == Connection("", "db.example.org", 6432, "hiring", "ada", Tls.VERIFY_CA, "/etc/ca.pem")
    assert password is None


@pytest.mark.parametrize(
    ("url", "host", "port", "database", "user"),
    [
        ("postgres://db.example/hiring", "db.example", 5432, "hiring", ""),
        ("POSTGRESQL://ada@db.example/hiring", "db.example", 5432, "hiring", "ada"),
        ("  postgresql://ada@db.example/hiring\n", "db.example", 5432, "hiring", "ada"),
        ("postgresql://a%40b@db.example/h%2Fring", "db.example", 5432, "h/ring", "a@b"),
        ("postgresql://ada@[::1]:6432/hiring", "::1", 6432, "hiring", "ada"),
        ("postgresql://ada@[2001:db8::7]/hiring", "2001:db8::7", 5432, "hiring", "ada"),
        ("postgresql://ada@%2Frun%2Fpostgresql/hiring", "/run/postgresql", 5432, "hiring", "ada"),
        ("postgresql:///hiring?host=/run/postgresql&port=6432&user=ada", "/run/postgresql", 6432, "hiring", "ada"),
        ("postgresql:///hiring", "localhost", 5432, "hiring", ""),
        ("postgresql://ada@db.example?dbname=hiring", "db.example", 5432, "hiring", "ada"),
    ],
)
def test_that_every_form_is_understood(url: str, host: str, port: int, database: str, user: str) -> None:
    found, _ = Connection.from_url(url)
    assert (found.host, found.port, found.database, found.user) == (host, port, database, user)


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("postgresql://ada:s3cret@db.example/hiring", "s3cret"),
        ("postgresql://ada:a%40b%3Ac%23@db.example/hiring", "a@b:c#"),
        ("postgresql://ada:p@ss@db.example/hiring", "p@ss"),
        ("postgresql://ada@db.example/hiring?password=s3cret", "s3cret"),
        ("postgresql://ada:a+b@db.example/hiring", "a+b"),
        ("postgresql://ada@db.example/hiring?password=a+b", "a+b"),
        ("postgresql://ada:@db.example/hiring", None),
    ],
)
def test_that_a_password_is_split_off(url: str, password: str | None) -> None:
    found, split_off = Connection.from_url(url)
    assert split_off == password
    assert password is None or (password not in repr(found) and password not in found.url())


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("/run/postgresql", True),
        ("@abstract", True),
        ("db.example.org", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("10.0.0.7", False),
        ("128.0.0.1", False),
        ("0.0.0.0", False),
        ("2001:db8::7", False),
        ("127.1", False),  # some systems take it for this machine: the careful answer
    ],
)
def test_that_another_machine_must_prove_who_it_is(host: str, here: bool) -> None:
    assert is_this_machine(host) is here
    assert Connection.to(host, "hiring").tls is (Tls.PREFER if here else Tls.VERIFY_FULL)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "begins with postgresql://"),
        ("mysql://ada@db.example/hiring", "begins with postgresql://"),
        ("applications.sqlite", "begins with postgresql://"),
        ("postgresql://ada@db.example", "names no database"),
        ("postgresql://ada@db.example/", "names no database"),
        ("postgresql://ada@db.example:http/hiring", "is not a number"),
        ("postgresql://ada@db.example:0/hiring", "is not a number"),
        ("postgresql://ada@db.example:65536/hiring", "is not a number"),
        ("postgresql://ada@db.example:５４３２/hiring", "is not a number"),
        ("postgresql://ada@a.example,b.example/hiring", "several hosts"),
        ("postgresql://ada:se#cret@db.example/hiring", "%23"),
        ("postgresql://ada@[::1/hiring", "cannot be understood"),
        ("postgresql://ada@[::1]x/hiring", "cannot be understood"),
        ("postgresql://ada@db.example/hiring?sslmode", "cannot be understood"),
        ("postgresql://ada@db.example/hiring?sslmode=allow", "sslmode must be one of"),
        ("postgresql://ada@db.example/hiring?options=-c%20x", "“options”"),
        ("postgresql://ada@db.example/hi%00ring", "cannot be typed"),
        ("postgresql://ada@db.example/hi%0Aring", "cannot be typed"),
    ],
)
def test_that_what_is_no_address_is_said(url: str, sentence: str) -> None:
    with pytest.raises(SettingsTrouble) as raised:
        Connection.from_url(url)
    assert sentence in raised.value.sentence
    assert "secret" not in raised.value.sentence
    assert "se#cret" not in raised.value.sentence


@given(
    host=st.sampled_from(["db.example.org", "10.0.0.7", "::1", "/run/my postgresql", "localhost"]),
    port=st.integers(1, 65535),
    database=NAMES,
    user=st.one_of(st.just(""), NAMES),
    tls=st.sampled_from(Tls),
    ca_file=st.one_of(st.none(), NAMES),
)
def test_that_an_address_comes_back_as_it_was(
    host: str, port: int, database: str, user: str, tls: Tls, ca_file: str | None
) -> None:
    connection = Connection("", host, port, database, user, tls, ca_file)
    assert Connection.from_url(connection.url()) == (connection, None)


@pytest.mark.parametrize(
    ("host", "tls", "word"),
    [
        ("db.example.org", Tls.VERIFY_FULL, None),
        ("db.example.org", Tls.VERIFY_CA, "unverified"),
        ("db.example.org", Tls.REQUIRE, "unverified"),
        ("db.example.org", Tls.PREFER, "unencrypted"),
        ("db.example.org", Tls.DISABLE, "unencrypted"),
        ("localhost", Tls.DISABLE, None),
    ],
)
def test_that_weaker_protection_has_a_word_to_type(host: str, tls: Tls, word: str | None) -> None:
    assert Connection.to(host, "hiring", tls=tls).word == word


def test_that_a_name_does_not_change_where_it_leads() -> None:
    connection = Connection.to("db.example.org", "hiring")
    assert connection.called("The team").url() == connection.url()


@pytest.mark.parametrize(
    ("text", "url"), [("postgresql://x/y", True), ("Postgres://x/y", True), ("team", False), ("./postgresql:", False)]
)
def test_that_an_address_is_told_from_a_file(text: str, url: bool) -> None:
    assert is_url(text) is url
