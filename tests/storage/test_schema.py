"""Making and migrating the tables."""

import re
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from reviewer.errors import DatabaseTrouble, SchemaMismatch
from reviewer.services import actions
from reviewer.storage import engine as engines
from reviewer.storage import schema
from reviewer.storage.database import open_database
from reviewer.storage.migrations.config import config
from reviewer.storage.models import Base
from tests import builders


@pytest.fixture
def empty(tmp_path: Path) -> Generator[Engine]:
    engine = engines.open_file(tmp_path / "empty.sqlite")
    yield engine
    engine.dispose()


def of_both(name: str | None, kind: str, _parents: object) -> bool:
    """Whether something is of both databases; each has an index of words of its own kind."""
    return not (kind == "table" and name is not None and name.startswith("search"))


def shape(engine: Engine) -> set[tuple[str, str]]:
    """Every object of a database, with what makes it, whatever the order of its constraints."""
    with engine.connect() as connection:
        found = connection.execute(text("select name, sql from sqlite_master where sql is not null"))
        return {(name, " ".join(sorted(re.sub(r"[(),\s]+", " ", sql).lower().split()))) for name, sql in found}


def test_that_migrations_make_what_the_models_say(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": of_both})
        assert compare_metadata(context, Base.metadata) == []


def test_that_a_new_file_and_a_migrated_one_are_the_same(empty: Engine, tmp_path: Path) -> None:
    schema.upgrade(empty)
    fresh = engines.open_file(tmp_path / "fresh.sqlite")
    schema.bring_up_to_date(fresh)
    assert shape(fresh) == shape(empty)
    fresh.dispose()


def test_that_the_program_knows_every_migration(empty: Engine) -> None:
    with empty.connect() as connection:
        scripts = ScriptDirectory.from_config(config(connection))
    assert [each.revision for each in scripts.walk_revisions()][::-1] == list(schema.KNOWN)
    assert scripts.get_current_head() == schema.HEAD


def test_that_every_table_is_strict(tmp_path: Path) -> None:
    database = open_database(tmp_path / "reviewer.sqlite")
    with database.read() as work:
        loose = [row[0] for row in work.rows("select name from pragma_table_list where strict = 0 and schema = 'main'")]
    database.close()
    assert {each for each in loose if not each.startswith(("sqlite_", "search"))} == {"alembic_version"}


def test_that_upgrading_keeps_what_is_there(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival(each) for each in range(3)])
    before = [office.queue.open(each) for each in office.queue.index(builders.QueueFilter())]
    office.close()
    engine = engines.open_file(tmp_path / "reviewer.sqlite")
    schema.upgrade(engine)
    engine.dispose()
    office = builders.office(tmp_path)
    assert [office.queue.open(each) for each in office.queue.index(builders.QueueFilter())] == before
    office.close()


def test_that_a_review_of_before_there_was_evidence_has_none(tmp_path: Path) -> None:
    office = builders.office(tmp_path, [builders.arrival()])
    (id,) = office.queue.index(builders.QueueFilter())
    office.journal.record(actions.submit(office.queue.open(id), office.me, builders.card(note="Kept.", ocaml=4)), None)
    office.sent()
    before = office.queue.open(id)
    office.close()
    engine = engines.open_file(tmp_path / "reviewer.sqlite")
    with engine.connect().execution_options(**{engines.WRITES: True}) as connection, connection.begin():
        connection.execute(text("drop table comment"))
        connection.execute(text("drop table search"))
        connection.execute(text("drop table search_place"))
        connection.execute(text("drop table opening"))
        connection.execute(text("alter table review drop column first"))
        connection.execute(text("alter table review drop column evidence"))
        connection.execute(text("update alembic_version set version_num = '0001'"))
    engine.dispose()
    office = builders.office(tmp_path)
    assert office.queue.open(id) == before
    assert before.review is not None
    assert before.review.evidence == ()
    office.journal.record(actions.attach(before, office.me, builders.passage(), "backend", 1, "ocaml"), None)
    office.sent()
    after = office.queue.open(id).review
    assert after is not None
    assert [each.passage for each in after.evidence] == [builders.passage()]
    office.close()


def test_that_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "reviewer.sqlite"
    database = open_database(file)
    with database.write() as work:
        work.connection.execute(text("update alembic_version set version_num = '9999'"))
        work.commit()
    database.close()
    kept = file.read_bytes()
    with pytest.raises(SchemaMismatch, match="newer version"):
        open_database(file)
    assert file.read_bytes() == kept


def test_that_another_programs_database_is_left_alone(empty: Engine, tmp_path: Path) -> None:
    with empty.connect() as connection, connection.begin():
        connection.execute(text("create table recipe (name text)"))
    with pytest.raises(SchemaMismatch, match="another program"):
        open_database(tmp_path / "empty.sqlite")


def test_that_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "reviewer.sqlite"
    file.write_bytes(b"not a database at all, only words. " * 400)
    with pytest.raises(DatabaseTrouble, match="damaged or is not a database"):
        open_database(file)


def test_that_the_first_opening_is_quick(tmp_path: Path) -> None:
    open_database(tmp_path / "warm.sqlite").close()
    times: list[float] = []
    for number in range(5):
        start = time.perf_counter()
        open_database(tmp_path / f"{number}.sqlite").close()
        times.append(time.perf_counter() - start)
    assert sorted(times)[2] < 0.25


def test_that_two_windows_may_make_the_same_file(tmp_path: Path) -> None:
    one = engines.open_file(tmp_path / "reviewer.sqlite")
    two = engines.open_file(tmp_path / "reviewer.sqlite")
    schema.bring_up_to_date(one)
    schema.bring_up_to_date(two)
    assert shape(one) == shape(two) != set()
    one.dispose()
    two.dispose()
