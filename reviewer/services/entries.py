"""Entries of the activity that are made here, for operations that the database did not tell of yet."""

from collections.abc import Iterable
from dataclasses import replace

from reviewer.domain.activity import Activity
from reviewer.domain.effects import Effect
from reviewer.domain.operations import Operation, Undo
from reviewer.domain.person import Person
from reviewer.storage.applications import may_undo


def made(operation: Operation, effect: Effect, me: Person) -> Activity:
    """The entry of an own operation."""
    return Activity(
        operation=operation.id,
        code=operation.code,
        actor=operation.actor,
        actor_name=me.name,
        at=operation.at,
        before=effect.before,
        after=effect.after,
        undone=False,
        undoable=may_undo(me, operation.actor, operation.code, effect.before, effect.after),
    )


def undone(entries: Iterable[Activity], operations: Iterable[Operation]) -> tuple[Activity, ...]:
    """Entries, with those marked that some operations take back."""
    taken_back = {each.operation for each in operations if isinstance(each, Undo)}
    return tuple(
        replace(each, undone=True, undoable=False) if each.operation in taken_back else each for each in entries
    )
