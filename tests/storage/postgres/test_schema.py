"""Making and migrating the tables of a shared database, and programs of other ages."""

import re

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from reviewer.domain.connection import Connection
from reviewer.domain.searching import parse
from reviewer.errors import SchemaMismatch
from reviewer.services import actions
from reviewer.services.administration import Administration
from reviewer.storage import schema as tables
from reviewer.storage import search
from reviewer.storage.migrations.config import config
from reviewer.storage.models import Base
from reviewer.storage.postgres import checking, schema
from tests import builders
from tests.team import Team

ONLY_HERE = {"feed", "claim", "compatibility", "alembic_version"}


def migrate(engine: Engine, to: str) -> None:
    """Take a database back to nothing, and run the migrations up to one of them."""
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("drop schema reviewer cascade")
        connection.exec_driver_sql("create schema reviewer authorization reviewer_owner")
        schema.become_owner(connection)
        command.upgrade(config(connection), to)


def test_that_migrations_make_what_the_models_say(team: Team) -> None:
    engine = team.engine()
    migrate(engine, "head")
    with engine.connect() as connection:
        connection.exec_driver_sql("set search_path = reviewer")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_that_a_migrated_database_and_a_new_one_are_the_same(team: Team) -> None:
    engine = team.engine()
    migrate(engine, "head")
    schema.upgrade(engine, ())
    assert checking.differences(engine) == []


def go_back(team: Team) -> None:
    """Make the database what the migration before left."""
    with team.psql("postgres") as connection:
        connection.execute("drop table comment")
        connection.execute(OLD_APPLY.encode())
        connection.execute("drop function checked_comment(jsonb)")
        connection.execute("drop function search_count(tsquery, integer), as_words(text) cascade")
        connection.execute("alter table application_text drop column words, drop column words_version")
        connection.execute(OLD_RECEIVE.encode())
        connection.execute("update alembic_version set version_num = %s", [schema.WORKS_ON])


OLD_APPLY = re.sub(
    r"\n    when 'comment\.made' then .*? end \$\$;", " end $$;", schema.script("apply"), flags=re.DOTALL
)
"""Knows no comments."""
OLD_RECEIVE = re.sub(
    r"insert into application_text \(.*?;",
    "insert into application_text (application, body) values (new_application, p ->> 'text');",
    schema.script("receive"),
    flags=re.DOTALL,
)


def test_that_a_database_of_the_migration_before_works_until_it_is_upgraded_and_after(team: Team) -> None:
    """Expand, then contract: whoever upgrades first, program or database, nobody's work stops."""
    team.receive([builders.arrival(1)])
    go_back(team)
    ids = team.receive([builders.arrival(each) for each in (2, 3)])
    rob = team.desk("rob")
    with rob.database.read() as work:
        schema.check(work)
    rob.do(actions.submit(rob.queue.open(ids[0]), rob.me, builders.card(note="Kept.", ocaml=4)))
    assert [row.name for row in rob.queue.find("bruno")] == ["Bruno Alder"]
    with pytest.raises(SchemaMismatch, match="reviewer database upgrade"), rob.database.read() as work:
        search.find(work, rob.me.id, parse("ocaml"), 9)
    rob.do(actions.comment(rob.queue.open(ids[0]), rob.me, "Not yet."))
    assert [each.sentence for each in rob.journal.conflicts()] != []
    rob.journal.settle(ids[0])
    before = [rob.queue.open(id) for id in ids]
    place, password = Connection.from_url(team.url("postgres"))
    Administration(place, password).upgrade()
    assert [rob.queue.open(id) for id in ids] == before
    with rob.database.read() as work:
        assert set(search.find(work, rob.me.id, parse("ocaml"), 9).applications) == set(ids)
    rob.do(actions.comment(rob.queue.open(ids[0]), rob.me, "Now."))
    assert [each.text for each in rob.queue.open(ids[0]).comments] == ["Now."]
    assert checking.differences(team.engine()) == []


def test_that_an_old_program_says_what_to_do(team: Team) -> None:
    rob = team.desk("rob")
    with team.psql("postgres") as connection:
        connection.execute("update alembic_version set version_num = '9998'")
        with rob.database.read() as work:
            schema.check(work)  # newer, and still fit for this program
        connection.execute("update compatibility set oldest = '9998'")
    with pytest.raises(SchemaMismatch, match="Update the program"), rob.database.read() as work:
        schema.check(work)
    with pytest.raises(SchemaMismatch, match="newer version"):
        schema.upgrade(team.engine(), ())
    with pytest.raises(SchemaMismatch, match="newer version"):
        schema.create(team.engine(), ())


def test_that_a_new_program_says_what_to_do(team: Team) -> None:
    rob = team.desk("rob")
    with team.psql("postgres") as connection:
        connection.execute("update alembic_version set version_num = '0000'")
    with pytest.raises(SchemaMismatch, match="reviewer database upgrade"), rob.database.read() as work:
        schema.check(work)


def test_that_a_database_without_tables_is_told(team: Team) -> None:
    engine = team.engine()
    with engine.connect() as connection, connection.begin():
        connection.execute(text("drop schema reviewer cascade"))
    rob = team.database("rob")
    with pytest.raises(SchemaMismatch, match="not set up"), rob.read() as work:
        schema.check(work)
    with pytest.raises(SchemaMismatch, match="not set up"):
        schema.upgrade(engine, ())
    rob.close()


def test_that_setting_up_twice_at_once_does_no_harm(team: Team) -> None:
    schema.create(team.engine(), ())
    schema.create(team.engine(), ())
    assert checking.differences(team.engine()) == []
    assert tables.KNOWN[-1] == tables.HEAD
