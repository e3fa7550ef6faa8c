"""What psycopg raises once there is a connection becomes ours here: by SQLSTATE alone, for words are in any language.

https://www.postgresql.org/docs/current/errcodes-appendix.html, and the codes that our own functions raise (RV...).
"""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reviewer.errors import CannotUndo, DatabaseAway, KnownTrouble, Refused, SchemaMismatch, StaleVersion
from reviewer.storage.apply import NOT_LEAD, RECUSED, SEEN, STALE, UNKNOWN_ACTOR
from reviewer.storage.apply.documents import NO_DOCUMENT
from reviewer.storage.apply.noun import GONE
from reviewer.storage.apply.openings import HAND_IN_FIRST, HANDED_IN, ONLY_LEADS_RECUSE
from reviewer.storage.apply.undo import CHANGED, OTHERS, TWICE, UNKNOWN
from reviewer.storage.failures import REFUSED
from reviewer.storage.postgres.refusals import NO_RESOURCES, TOO_MANY

AWAY = "The database does not answer. It is tried again by itself; check the network if this stays."
BUSY = "The database is busy. It is tried again by itself; tell the person who runs it if this stays."
FULL = "The database's disk is full. Tell the person who runs it."
READ_ONLY = (
    "The database takes no changes just now. It is tried again by itself; tell the person who runs it if this stays."
)
NO_RIGHT = "You may not do this in this database. Ask the person who runs it for the right, if you should have it."

OLDER = (
    "The database is older than this version of Reviewer, and cannot do this yet. Ask whoever runs it for “reviewer "
    "database upgrade”."
)
TOO_LARGE = "A document of more than 25 MB is not taken."

_BY_CODE: dict[str, tuple[type[KnownTrouble], str]] = {
    "RV401": (Refused, UNKNOWN_ACTOR),
    "RV403": (Refused, REFUSED),
    "RV404": (Refused, GONE),
    "RV405": (Refused, NO_DOCUMENT),
    "RV406": (Refused, NOT_LEAD),
    "RV407": (Refused, RECUSED),
    "RV408": (Refused, HAND_IN_FIRST),
    "RV409": (StaleVersion, STALE),
    "RV410": (CannotUndo, UNKNOWN),
    "RV411": (CannotUndo, TWICE),
    "RV412": (CannotUndo, CHANGED),
    "RV413": (CannotUndo, OTHERS),
    "RV414": (CannotUndo, SEEN),
    "RV415": (Refused, ONLY_LEADS_RECUSE),
    "RV416": (Refused, HANDED_IN),
    "RV417": (Refused, TOO_LARGE),
    "25006": (DatabaseAway, READ_ONLY),  # a server that was the first and is a replica now
    "42501": (Refused, NO_RIGHT),
    "42703": (SchemaMismatch, OLDER),  # a column and a function that a later version made
    "42883": (SchemaMismatch, OLDER),
    "53100": (DatabaseAway, FULL),
    "53300": (DatabaseAway, TOO_MANY),
    "54000": (Refused, REFUSED),
    "55P03": (DatabaseAway, BUSY),
    "57014": (DatabaseAway, BUSY),
}
_BY_CLASS: dict[str, tuple[type[KnownTrouble], str]] = {
    "08": (DatabaseAway, AWAY),
    "22": (Refused, REFUSED),
    "23": (Refused, REFUSED),
    "40": (DatabaseAway, BUSY),
    "53": (DatabaseAway, NO_RESOURCES),
    "57": (DatabaseAway, AWAY),
    "58": (DatabaseAway, AWAY),
}


@contextmanager
def translated() -> Generator[None]:
    """Raise what the driver raises as known trouble; what is a bug of ours passes through.

    Raises:
        DatabaseAway: the same may go through later.
        Refused: it will not.
        StaleVersion: what is changed has been changed meanwhile.
        CannotUndo: what should be undone cannot be.
    """
    try:
        yield
    except DBAPIError as error:
        raise (trouble(error.orig) or error) from error
    except PoolTimeout as error:
        raise DatabaseAway(BUSY) from error
    except psycopg.Error as error:
        raise (trouble(error) or error) from error


def trouble(error: BaseException | None) -> KnownTrouble | None:
    """The known trouble that an error of the driver is; none: it is a bug."""
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate
    if code is None:
        # The server had no word in it: the connection is lost, or was before.
        return DatabaseAway(AWAY) if isinstance(error, psycopg.OperationalError) else None
    kind, sentence = _BY_CODE.get(code) or _BY_CLASS.get(code[:2]) or (None, "")
    return kind(sentence) if kind else None
