"""Taking an operation back, by what it stored of before and after."""

from collections.abc import Mapping

from sqlalchemy import select

from reviewer.domain import effects, operations
from reviewer.domain.effects import Effect
from reviewer.errors import CannotUndo
from reviewer.storage import models
from reviewer.storage.apply.noun import Noun, version_of
from reviewer.storage.database import UnitOfWork

UNKNOWN = "This cannot be undone, because the database does not have it."
TWICE = "This has been undone already."
CHANGED = "This cannot be undone, because it was changed again since."
STAYS = "What you have seen stays seen: this cannot be undone."
OTHERS = "Only the one who did this, or a lead, can undo it."


def effect(work: UnitOfWork, undo: operations.Undo, nouns: Mapping[str, Noun], *, lead: bool) -> Effect:
    """What an undo finds and what it leaves.

    Raises:
        CannotUndo: what it takes back is not there, is taken back already, has changed since, or is another's.
        Refused: the application is gone.
    """
    version_of(work, undo.application)
    table = models.Operation
    target = work.connection.execute(
        select(table).where(table.id == undo.operation, table.application == undo.application)
    ).one_or_none()
    if target is None or target.code == operations.RECEIVED:
        raise CannotUndo(UNKNOWN)
    if work.connection.execute(select(table.id).where(table.undoes == undo.operation)).first():
        raise CannotUndo(TWICE)
    record = effects.record(target.after)
    if target.actor != undo.actor and (record in effects.OWN or record == "opening" or not lead):
        raise CannotUndo(OTHERS)
    if record == "opening":
        raise CannotUndo(STAYS)
    present = nouns[record].read(work, undo, target.after)
    if not effects.same(present, target.after):
        raise CannotUndo(CHANGED)
    return Effect(present, effects.taken_back(Effect(target.before, target.after)))
