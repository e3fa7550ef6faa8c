"""Paragraphs, tables within tables, sections, and the flows they are in: the body, headers, footnotes, text boxes."""

from reviewer.documents.convert.rtf.lists import Lists
from reviewer.documents.convert.rtf.model import Flow, Level, Piece, Row, Section, Values
from reviewer.documents.convert.rtf.package import Package
from reviewer.documents.convert.rtf.tables import SMALL_PARAGRAPH, table
from reviewer.documents.convert.rtf.words import MAX_CELLS
from reviewer.documents.convert.rtf.writer import Writer

MAX_PARAGRAPHS = 20_000
MAX_TABLE_DEPTH = 6
MAX_FLOWS = 12
MAX_HEADERS = 60
_LOOK_OF_MARKS = frozenset(("f", "fs", "b", "i", "cf"))


class Full(Exception):
    """More than is shown; what has been read so far is used."""


class Blocks:
    """Builds the blocks of one document."""

    def __init__(self, writer: Writer, lists: Lists, package: Package) -> None:
        self._writer = writer
        self._lists = lists
        self._package = package
        self._flows = [Flow()]
        self._paragraphs = 0
        self.look: Values = {}
        """The look at the end of the paragraph, which its mark takes."""
        self.default_font = 0

    @property
    def flow(self) -> Flow:
        """The flow that is being read."""
        return self._flows[-1]

    # ---- flows

    def enter(self) -> None:
        """Begin a flow of its own. Raises Full when they lie too deep in each other."""
        if len(self._flows) >= MAX_FLOWS:
            raise Full
        self._flows.append(Flow())

    def leave(self, shape: Values) -> str:
        """End the flow: the markup of its blocks, which end with a paragraph as cells and boxes ask for."""
        if self.flow.pieces:
            self.end_paragraph(shape)
        self.to_level(0)
        return "".join(self._flows.pop().blocks)

    @property
    def is_body(self) -> bool:
        """Whether the body itself is being read, not a header, note or box."""
        return len(self._flows) == 1

    # ---- paragraphs

    def end_paragraph(self, shape: Values, section: str = "") -> None:
        """Finish a paragraph: into the cell when inside a table."""
        self.to_level(_level(shape))
        markup = self._paragraph(shape, section)
        flow = self.flow
        (flow.levels[-1].cell if flow.levels else flow.blocks).append(markup)

    def end_open_paragraph(self, shape: Values) -> None:
        """Finish a paragraph if anything is in it."""
        if self.flow.pieces:
            self.end_paragraph(shape)

    def _paragraph(self, shape: Values, section: str = "") -> str:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Full
        flow = self.flow
        mark, shape = self._mark(shape)
        first = next((n for n, piece in enumerate(flow.pieces) if not piece.markup), 0)  # shapes before the mark
        markup = self._writer.paragraph(
            [*flow.pieces[:first], *mark, *flow.pieces[first:]],
            shape,
            page_break=flow.page_break and not flow.levels,
            section=section,
        )
        flow.pieces, flow.page_break, flow.mark = [], False, []
        return markup

    def _mark(self, shape: Values) -> tuple[list[Piece], Values]:
        """A paragraph's number or bullet, and its shape with the list's indents where it has none of its own."""
        flow = self.flow
        literal = flow.mark
        old = shape.get("old_list")
        if not old:
            self._lists.end_old()
        if shape.get("ls"):
            text = self._lists.mark(shape, self._writer.fonts)
            level = self._lists.level(shape)
            if text is None or level is None:
                return literal, shape
            if "li" not in shape and "fi" not in shape:
                shape = level.shape | shape
            if not text:
                return [], shape
            look = {name: value for name, value in self.look.items() if name in _LOOK_OF_MARKS} | level.look
            return [Piece(self._writer.look(look, self.default_font), [text])], shape
        if old and not literal and flow.pieces:
            return [Piece(flow.pieces[0].look, [self._lists.old_mark(old)])], shape
        return literal, shape

    # ---- tables

    def to_level(self, depth: int) -> None:
        """Open or close tables until so many lie in each other; what was left open is finished."""
        levels = self.flow.levels
        while len(levels) > depth:
            self._end_table()
        while len(levels) < depth:
            levels.append(Level())

    def end_cell(self, shape: Values, depth: int, *, closed: bool = False) -> None:
        """Finish a cell of the table at that depth, and the paragraph in it; `closed`: that may have ended before."""
        depth = min(depth, MAX_TABLE_DEPTH)
        flow = self.flow
        self.to_level(depth)  # what is said now belongs behind an inner table
        level = flow.levels[-1]
        if flow.pieces or not (closed and level.cell):
            level.cell.append(self._paragraph(shape))
        level.cells.append(_cell(level.cell))
        level.cell = []

    def end_row(self, row: Row, depth: int) -> None:
        """Finish a row of the table at that depth."""
        depth = min(depth, MAX_TABLE_DEPTH)
        if len(self.flow.levels) < depth:
            return
        self.to_level(depth)
        level = self.flow.levels[-1]
        if level.cell:
            level.cells.append(_cell(level.cell))
            level.cell = []
        if level.cells:
            level.rows.append(Row(row.values, row.definitions[:MAX_CELLS], {}, level.cells[:MAX_CELLS]))
            level.cells = []

    def _end_table(self) -> None:
        flow = self.flow
        level = flow.levels[-1]
        if level.cell or level.cells:
            self.end_row(Row(), len(flow.levels))
        flow.levels.pop()
        if level.rows:
            (flow.levels[-1].cell if flow.levels else flow.blocks).append(table(level.rows, self._writer))

    # ---- sections

    def end_section(self, shape: Values, section: Section, page: dict[str, int]) -> None:
        """Finish a section of the body, and the paragraph that ends it."""
        self.end_paragraph({**shape, "intbl": False, "itap": 0}, self.section(section, page))

    def section(self, section: Section, page: dict[str, int]) -> str:
        """The markup of a section, with its headers and footers in the package."""
        references = ""
        for name, markup in section.headers.items():
            kind, _, which = name.partition("_")
            if len(self._package.headers) >= MAX_HEADERS or (which == "even" and not page.get("facingp")):
                continue
            self._package.headers.append((kind, markup or "<w:p/>"))
            references += f'<w:{kind}Reference w:type="{which}" r:id="rH{len(self._package.headers)}"/>'
        return self._writer.section(section.values, page, references)


def _level(shape: Values) -> int:
    """How many tables a paragraph is inside of."""
    depth = shape.get("itap")
    if depth is None:
        depth = 1 if shape.get("intbl") else 0
    return max(0, min(depth, MAX_TABLE_DEPTH))


def _cell(blocks: list[str]) -> str:
    """A cell's blocks; a cell must not end with a table."""
    return "".join(blocks) if blocks else SMALL_PARAGRAPH
