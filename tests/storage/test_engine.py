"""How an embedded database behaves with several writers, and what it refuses."""

import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from reviewer.errors import DatabaseAway, Refused
from reviewer.storage import driver, failures
from reviewer.storage.database import Database, open_database
from tests.builders import Office, arrival, arrived_document


def test_that_leaving_without_commit_leaves_nothing(office: Office) -> None:
    with office.database.write() as work:
        work.connection.execute(text("update track set title = 'gone'"))
    assert {each.title for each in office.tracks.all()} != {"gone"}


def test_that_an_error_leaves_nothing(office: Office) -> None:
    def half() -> None:
        with office.database.write() as work:
            work.connection.execute(text("update track set title = 'gone'"))
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert {each.title for each in office.tracks.all()} != {"gone"}


def test_that_a_reader_sees_one_moment(office: Office) -> None:
    with office.database.read() as work:
        before = work.rows("select count(*) from application")
        office.arrivals.receive([arrival(77)])
        assert work.rows("select count(*) from application") == before


def test_that_many_writers_wait_for_each_other(office: Office) -> None:
    """Read, then write. A deferred transaction could not: its second step fails at once if another wrote meanwhile."""
    failed: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(20):
                with office.database.write() as work:
                    ((position,),) = work.rows("select position from track where slug = 'backend'")
                    work.connection.execute(
                        text("update track set position = :next where slug = 'backend'"), {"next": position + 1}
                    )
                    work.commit()
        except DatabaseAway as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with office.database.read() as work:
        assert work.rows("select position from track where slug = 'backend'") == [(80,)]


def test_that_the_file_is_opened_with_care(office: Office) -> None:
    with office.database.read() as work:
        found = {
            name: work.rows(f"pragma {name}")[0][0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout", "trusted_schema", "mmap_size")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "mmap_size": 0,
    }


def test_that_sqlite_is_not_one_that_damages_files() -> None:
    if driver.driver.__name__.startswith("pysqlite3"):
        assert driver.version() >= driver.WAL_MENDED
    assert driver.version() >= driver.OLDEST


@pytest.mark.parametrize(
    "statement",
    [
        "update blob set size = size",
        "delete from operation",
        "update operation set code = 'x'",
        "update rubric set criteria = '[]'",
        "update document set name = 'x'",
        "update application set headline = 'x'",
        "update application set received_at = 'x', version = version + 1",
        "update application set outcome = 'hold', version = version + 1",
        "update application set track = 'nowhere', version = version + 1",
        "insert into flag values (x'00', 'agency', 'open', '[]')",
        "insert into person values ('not sixteen bytes', 'a', 'b', 1)",
    ],
)
def test_that_the_database_guards_itself(office: Office, statement: str) -> None:
    def write() -> None:
        with office.database.write() as work:
            work.connection.execute(text(statement))
            work.commit()

    with pytest.raises(Refused):
        write()


def test_that_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseAway) as trouble:
        open_database(tmp_path / "nowhere" / "reviewer.sqlite")
    assert trouble.value.sentence == failures.UNREADABLE
    assert str(tmp_path) not in trouble.value.sentence


def test_that_a_full_disk_is_told_in_a_sentence(office: Office) -> None:
    def fill() -> None:
        with office.database.write() as work:
            work.rows("pragma max_page_count = 1")
            office_data = arrived_document(b"x" * 3_000_000)
            work.rows(
                "insert into blob values (?, ?, ?)", (office_data.sha256, len(office_data.data), office_data.data)
            )

    with pytest.raises(DatabaseAway) as trouble:
        fill()
    assert trouble.value.sentence == failures.FULL


def test_that_a_database_can_be_used_by_two_programs(office: Office, tmp_path: Path) -> None:
    other: Database = open_database(tmp_path / "reviewer.sqlite")
    office.arrivals.receive([arrival(50)])
    with other.read() as work:
        assert work.rows("select count(*) from application") == [(6,)]
    other.close()


@pytest.mark.parametrize("name", ["Zoë's files", "50% done #1", "a?b=c"])
def test_that_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    if "?" in name and sys.platform == "win32":
        pytest.skip("not a name of a folder there")
    (tmp_path / name).mkdir()
    open_database(tmp_path / name / "reviewer.sqlite").close()
    assert (tmp_path / name / "reviewer.sqlite").stat().st_size > 0
