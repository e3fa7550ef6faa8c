"""What the reader keeps while it reads: groups, and the flows of blocks that become the docx."""

from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass(slots=True)
class Group:
    """The state inside a pair of braces; a new group starts as a copy of the one around it.

    `look` and `shape` (of characters and paragraph) are replaced, never changed, so that copies may share them.
    """

    look: Values = field(default_factory=dict)
    shape: Values = field(default_factory=dict)
    destination: str = "body"
    fallback_letters: int = 1
    starred: bool = False
    around: str = "body"
    """The destination that \\ud goes back to."""

    def copy(self) -> "Group":
        """The state for a group inside this one."""
        return Group(self.look, self.shape, self.destination, self.fallback_letters, False, self.around)


@dataclass(slots=True)
class Piece:
    """Text of one look, or ready markup where `markup` is given."""

    look: str
    texts: list[str]
    link: str | None = None
    markup: str = ""


@dataclass(slots=True)
class Cell:
    """A cell's properties as its definition gives them: its right edge in twips, borders, shading, merging."""

    right: int
    values: Values


@dataclass(slots=True)
class Row:
    """A finished table row: the markup of its cells, and their definitions."""

    cells: list[str]
    definitions: list[Cell]
    left: int


@dataclass(slots=True)
class Flow:
    """A stream of blocks: the body, a header, a footer."""

    pieces: list[Piece] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    page_break: bool = False


@dataclass(slots=True)
class Picture:
    """A picture as it comes: hexadecimal or binary, sizes in twips, scales in percent."""

    kind: str = ""
    hexadecimal: list[bytes] = field(default_factory=list)
    binary: bytes = b""
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Font:
    """A font of the table; `encoding` None is the document's own."""

    name: str = ""
    encoding: str | None = None
