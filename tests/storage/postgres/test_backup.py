"""A database that was saved and brought back is the same, with all that guards it."""

import psycopg
import pytest

from reviewer.services import actions
from reviewer.storage.postgres import checking
from tests import builders
from tests.team import Team


def test_that_a_backup_brings_everything_back(team: Team) -> None:
    (id,) = team.receive([builders.arrival()])
    rob = team.desk("rob")
    rob.do(actions.submit(rob.queue.open(id), rob.me, builders.card(note="Kept.", ocaml=4)))
    before = rob.queue.open(id)
    team.close_desk(rob)
    kept = str(team.server.folder / "kept.dump")
    team.server.program("pg_dump", "-Fc", "-f", kept, "-d", team.url("postgres"))
    with team.server.connect() as connection:
        connection.execute(f"drop database {team.name} with (force)".encode())
    team.server.program("pg_restore", "--create", "--exit-on-error", "-d", team.server.url(), kept)
    assert checking.differences(team.engine()) == []
    again = team.desk("rob")
    assert again.queue.open(id) == before
    again.do(actions.route(again.queue.open(id), again.me, "reasonml"))
    assert again.queue.open(id).track == "reasonml"
    with pytest.raises(psycopg.errors.InsufficientPrivilege), team.psql("rob") as connection:
        connection.execute("update reviewer.application set track = null")
