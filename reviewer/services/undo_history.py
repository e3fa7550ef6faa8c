"""What can be undone and done again: the own operations, last one first."""

from collections.abc import Iterable
from uuid import UUID

from reviewer.domain.operations import Operation, Undo


class UndoHistory:
    """Follows the operations that were recorded, and is the same again when it follows them after a restart."""

    def __init__(self, recorded: Iterable[Operation]) -> None:
        self._roots: dict[UUID, Operation] = {}
        self._undo: list[UUID] = []
        self._redo: list[UUID] = []
        for operation in recorded:
            self.follow(operation)

    def follow(self, operation: Operation, root: Operation | None = None) -> None:
        """An operation was recorded. `root`: what an `Undo` is about in the end, where it was made elsewhere."""
        if not operation.undoable:
            return
        if not isinstance(operation, Undo):
            self._roots[operation.id] = operation
            self._undo.append(operation.id)
            self._redo.clear()
            return
        found = self._roots.get(operation.operation, root)
        if found is not None:
            self._roots[operation.id] = found
        if operation.operation in self._redo:
            self._redo.remove(operation.operation)
            self._undo.append(operation.id)
        else:
            self.forget(operation.operation)
            self._redo.append(operation.id)

    def forget(self, operation: UUID) -> None:
        """It cannot be undone any more."""
        for stack in (self._undo, self._redo):
            if operation in stack:
                stack.remove(operation)

    def root(self, operation: UUID) -> Operation | None:
        """The operation that a chain of undos and redos is about; None: it was not made here."""
        return self._roots.get(operation)

    def last_done(self) -> UUID | None:
        """What undo takes back."""
        return self._undo[-1] if self._undo else None

    def last_undone(self) -> UUID | None:
        """The undo that redo takes back."""
        return self._redo[-1] if self._redo else None
