"""What the reader keeps while it reads: groups, and the flows of blocks that become the docx."""

from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
"""Properties by name. They are replaced, never changed, so that copies may share them."""


@dataclass(slots=True)
class Field:
    """A field: its instruction, and the destination that its result goes to."""

    where: str
    instruction: str = ""


@dataclass(slots=True)
class Shape:
    """A drawn shape: its words (position in twips), its named properties, the markup of its text, its picture."""

    words: Values = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    name: str = ""
    blocks: str = ""
    picture: tuple[str, bytes] | None = None
    outer: "Shape | None" = None
    """The group of shapes it is part of."""


@dataclass(slots=True)
class Group:
    """The state inside a pair of braces; a new group starts as a copy of the one around it."""

    look: Values = field(default_factory=dict)
    shape: Values = field(default_factory=dict)
    destination: str = "body"
    fallback_letters: int = 1
    starred: bool = False
    around: str = "body"
    """The destination that \\ud goes back to."""
    field: Field | None = None
    drawing: Shape | None = None

    def copy(self) -> "Group":
        """The state for a group inside this one."""
        return Group(
            self.look,
            self.shape,
            self.destination,
            self.fallback_letters,
            False,
            self.around,
            self.field,
            self.drawing,
        )


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
    """A table row: its definition, and, once it is finished, the markup of its cells."""

    values: Values = field(default_factory=dict)
    definitions: list[Cell] = field(default_factory=list)
    cell: Values = field(default_factory=dict)
    """Properties given for the cell whose edge comes next."""
    cells: list[str] = field(default_factory=list)

    @property
    def left(self) -> int:
        """The left edge in twips."""
        return self.values.get("left", 0)


@dataclass(slots=True)
class Level:
    """A table that is being read; tables inside its cells are levels of their own."""

    cell: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """A stream of blocks: the body, a header, a footer, a footnote, a text box."""

    pieces: list[Piece] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    mark: list[Piece] = field(default_factory=list)
    """The number or bullet of the paragraph as the file writes it out."""
    page_break: bool = False


@dataclass(slots=True)
class Section:
    """A section: its own page properties, and the parts of its headers and footers by name."""

    values: Values = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


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
