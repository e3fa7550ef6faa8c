"""What an application looks like once operations are applied that the database does not have yet."""

from reviewer.domain.application import Application
from reviewer.domain.effects import Effect
from reviewer.domain.operations import Operation
from reviewer.domain.queue import QueueRow


def lay(application: Application, operation: Operation, *, name: str = "", undone: Effect | None = None) -> Application:
    """The application once its own reviewer's `operation` is applied; as it is, when that has happened already.

    `name`: how the actor is called. `undone`: the stored effect of what an `Undo` takes back; without it, an undo shows nothing.
    """
    raise NotImplementedError


def lay_row(row: QueueRow, operation: Operation, *, undone: Effect | None = None) -> QueueRow:
    """The same for a row of the queue."""
    raise NotImplementedError
