"""What to do with changes that the database did not take: both versions, and how to make one's own again on top."""

from dataclasses import replace

from reviewer.domain import effects, overlay
from reviewer.domain.application import Application
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.operations import MarkRead, Operation, Undo
from reviewer.domain.person import Person
from reviewer.services.sync import Conflict


def again(conflict: Conflict, present: Application, me: Person) -> list[Operation]:
    """The changes that were kept, made anew on top of what the database has now.

    What took something back is left out: what it took back may be another's by now.
    """
    made: list[Operation] = []
    for operation in (conflict.operation, *conflict.held):
        if isinstance(operation, Undo):
            continue
        base = 0 if isinstance(operation, MarkRead) else overlay.version_of(present, effects.subject(operation))
        anew = replace(operation, id=new_id(), at=now(), base=base)
        made.append(anew)
        present = overlay.lay(present, anew, name=me.name)
    return made


def mine(conflict: Conflict, present: Application, me: Person) -> Application:
    """The application as it would be with the changes that were kept."""
    return overlay.lay_all(present, again(conflict, present, me), {}, name=me.name)
