"""What a record must offer so that operations can be applied to it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from reviewer.domain.effects import State
from reviewer.domain.operations import Operation
from reviewer.errors import Refused
from reviewer.storage import models
from reviewer.storage.database import UnitOfWork

GONE = "This application is no longer there. Go on with another."


@dataclass(frozen=True)
class Noun:
    """A kind of record."""

    version: Callable[[UnitOfWork, Operation], int]
    """The version that an operation has to be based on."""
    read: Callable[[UnitOfWork, Operation, State], State]
    """The present state of the record that a state of the same kind names."""
    write: Callable[[UnitOfWork, Operation, State], None]
    """Put a state in place of the present one, and make the next version."""


def application_version(work: UnitOfWork, operation: Operation) -> int:
    """The version of the operation's application.

    Raises:
        Refused: it is gone.
    """
    return version_of(work, operation.application)


def version_of(work: UnitOfWork, application: UUID) -> int:
    """The version of an application, kept from changing until the transaction ends.

    Raises:
        Refused: it is gone.
    """
    found = work.connection.execute(
        select(models.Application.version).where(models.Application.id == application).with_for_update()
    ).scalar_one_or_none()
    if found is None:
        raise Refused(GONE)
    return found
