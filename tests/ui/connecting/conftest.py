"""A team's server with a certificate, and what the window knows of connections."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.connection import Connection, Tls
from reviewer.services.connections import Connections
from reviewer.services.passwords import Passwords
from tests import keyrings
from tests.postgres import Server
from tests.team import set_up


@pytest.fixture(scope="session")
def hiring() -> Generator[Server]:
    """A server whose certificate is for `localhost`, with the database `hiring`."""
    made = Server(tls=True)
    set_up(made, "hiring")
    yield made
    made.close()


@pytest.fixture
def known(hiring: Server) -> Connection:
    """How rob reaches it."""
    there = Connection("The team", hiring.host, hiring.port, "hiring", "rob", Tls.VERIFY_FULL)
    return replace(there, ca_file=str(hiring.ca_file))


@pytest.fixture
def connections(tmp_path: Path) -> Connections:
    return Connections(tmp_path / "connections.toml", Passwords())


@pytest.fixture
def ring() -> Generator[keyrings.MemoryKeyring]:
    with keyrings.in_use() as made:
        yield made
