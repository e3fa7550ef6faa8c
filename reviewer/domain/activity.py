"""The activity of an application: its operations, oldest first. Texts are made where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Activity:
    """One entry."""

    operation: UUID
    code: str
    """Stable dotted code, as in `domain.operations`; `application.received` for its arrival."""
    actor: UUID
    actor_name: str
    at: datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undone: bool
    """A later operation took it back."""
    undoable: bool
    """Whether this reviewer may take it back now."""
