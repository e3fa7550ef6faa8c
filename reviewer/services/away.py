"""Opening a shared database, or what was kept of it where it does not answer."""

import logging
from dataclasses import dataclass

from reviewer.domain.connection import Connection
from reviewer.domain.person import Person
from reviewer.errors import DatabaseAway, KeepingTrouble, Refused
from reviewer.services import opening
from reviewer.services.memory import Memory
from reviewer.services.vault import Vault, VaultPlace
from reviewer.settings import Settings
from reviewer.storage.database import Database

ANSWERS_WITHIN = 3.0
"""Seconds that the database has to answer where one can begin without it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A shared database, whether or not it answers."""

    database: Database
    memory: Memory
    place: VaultPlace
    vault: Vault | None
    away: DatabaseAway | None
    """Why it does not answer; what is in memory was kept earlier."""
    notice: str
    """What its reader should know; empty: nothing."""


def is_kept(connection: Connection, settings: Settings) -> bool:
    """Whether something was kept of a database, so that it may be opened without an answer."""
    return settings.keep_documents and VaultPlace(connection, settings).folder.is_dir()


def shared(
    connection: Connection, password: str | None, settings: Settings, lost: DatabaseAway | None = None
) -> Opened:
    """The database of a team as one of its people; where it does not answer, from what is kept on this computer.

    `lost`: why it did not answer a moment ago; it is not asked again then, unless nothing is kept.

    Raises:
        DatabaseAway: it does not answer, and nothing is kept.
        KnownTrouble: as `opening.shared` says.
    """
    place = VaultPlace(connection, settings)
    vault, notice = _vault(place, settings)
    kept = vault.load() if vault is not None else None
    try:
        if lost is not None and kept is not None:
            raise lost
        within = ANSWERS_WITHIN if kept is not None else None
        database, me = opening.shared(connection, password, within)
        memory = Memory(me)
        if kept is not None and kept[0].person.id == me.id:
            memory.begin_from(*kept)  # what is not read again stays kept
        return Opened(database, memory, place, vault, None, notice)
    except DatabaseAway as trouble:
        if kept is None:
            raise
        queue, rows = kept
        memory = Memory(queue.person)
        memory.begin_from(queue, rows)
        return Opened(_unreached(connection, password, queue.person), memory, place, vault, trouble, notice)
    except Refused:
        place.wipe()  # whoever may not read the database may not read what was kept of it either
        raise


def _vault(place: VaultPlace, settings: Settings) -> tuple[Vault | None, str]:
    if not settings.keep_documents:
        place.wipe()
        return None, ""
    try:
        return place.open(), ""
    except KeepingTrouble as trouble:
        _log.warning("nothing is kept on the disk")
        return None, trouble.sentence


def _unreached(connection: Connection, password: str | None, me: Person) -> Database:
    """The database, which is connected to when it answers: the first time, it is seen whether it fits, and who asks."""
    from reviewer.storage.postgres import connecting
    from reviewer.storage.postgres.database import SharedDatabase

    fits = False

    def connect() -> connecting.Made:
        nonlocal fits
        if not fits:
            database, person = opening.shared(connection, password)
            database.close()
            if person.id != me.id:
                raise Refused(opening.ANOTHER)
            fits = True
        return connecting.connect(connection, password)

    return SharedDatabase(connect)
