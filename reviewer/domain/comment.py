"""A comment on an application: said once, taken back or not, never changed."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Comment:
    """What somebody said. Others see it once they may see others' reviews: it must not colour their own."""

    id: UUID
    """The operation that made it."""
    author: UUID
    author_name: str
    text: str
    """Empty where it was taken back."""
    version: int
    """Grows by one with each time that it is made, taken back or made again. No operation is refused for it."""
