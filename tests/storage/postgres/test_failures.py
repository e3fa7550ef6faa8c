"""What the driver raises becomes known trouble by its code, and bugs stay bugs."""

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from reviewer.errors import CannotUndo, DatabaseAway, KnownTrouble, Refused, StaleVersion
from reviewer.storage.postgres.failures import translated


def told(code: str) -> psycopg.Error:
    """An error as the driver raises it for a SQLSTATE."""
    try:
        error = errors.lookup(code)()
    except KeyError:
        error = psycopg.DatabaseError()
    error.sqlstate = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("RV403", Refused),
        ("RV404", Refused),
        ("RV409", StaleVersion),
        ("RV410", CannotUndo),
        ("RV411", CannotUndo),
        ("RV412", CannotUndo),
        ("RV413", CannotUndo),
        ("42501", Refused),
        ("23505", Refused),
        ("22P02", Refused),
        ("08006", DatabaseAway),
        ("25006", DatabaseAway),
        ("40001", DatabaseAway),
        ("40P01", DatabaseAway),
        ("53100", DatabaseAway),
        ("53200", DatabaseAway),
        ("53300", DatabaseAway),
        ("57014", DatabaseAway),
        ("57P01", DatabaseAway),
        ("57P03", DatabaseAway),
    ],
)
def test_that_a_code_has_its_trouble(code: str, kind: type[KnownTrouble]) -> None:
    with pytest.raises(KnownTrouble) as raised, translated():
        raise told(code)
    assert type(raised.value) is kind
    with pytest.raises(kind), translated():
        raise DBAPIError("select 1", (), told(code))


@pytest.mark.parametrize("code", ["42601", "42P01", "XX000"])
def test_that_a_bug_stays_a_bug(code: str) -> None:
    with pytest.raises(psycopg.Error), translated():
        raise told(code)


def test_that_a_lost_connection_is_away() -> None:
    with pytest.raises(DatabaseAway), translated():
        raise psycopg.OperationalError("consuming input failed")


def test_that_a_cursor_used_wrongly_is_a_bug() -> None:
    with pytest.raises(psycopg.InterfaceError), translated():
        raise psycopg.InterfaceError("the cursor is closed")


def test_that_known_trouble_passes() -> None:
    with pytest.raises(StaleVersion), translated():
        raise StaleVersion("as it was")
