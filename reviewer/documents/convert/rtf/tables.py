"""The markup of tables: a common grid for all rows, cells merged across and down, borders, padding."""

from collections.abc import Sequence
from itertools import pairwise

from reviewer.documents.convert.rtf.model import Cell, Row
from reviewer.documents.convert.rtf.words import MAX_CELLS
from reviewer.documents.convert.rtf.writer import Writer, within

_NARROWEST = 20
_WIDEST = 40_000
_SAME_EDGE = 15
"""Twips within which edges of different rows are the same."""
_SIDES = ("top", "left", "bottom", "right")
_ALL = (*_SIDES, "insideH", "insideV")
SMALL_PARAGRAPH = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""What keeps two tables apart, and ends a cell that ends with a table."""


def table(rows: Sequence[Row], writer: Writer) -> str:
    """The markup of a table, with the small paragraph behind it that keeps two tables apart."""
    placed = [_edges(row) for row in rows]
    grid = _grid(placed)
    first = rows[0].values
    left = grid[0]
    columns = "".join(f'<w:gridCol w:w="{after - before}"/>' for before, after in pairwise(grid))
    body = "".join(_row(row, edges, grid, writer) for row, edges in zip(rows, placed, strict=True))
    gap = first.get("gap", 0)
    padding = "".join(
        f'<w:{side} w:w="{within(first.get(f"pad_{side}", usual), 0, 2000)}" w:type="dxa"/>'
        for side, usual in (("top", 0), ("left", gap), ("bottom", 0), ("right", gap))
    )
    align = f'<w:jc w:val="{first["q"]}"/>' if first.get("q") else ""
    given = {name: value for name, value in first.items() if name.startswith("border_")}
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if first.get('rtl') else ''}"
        f'<w:tblW w:w="{grid[-1] - left}" w:type="dxa"/>{align}<w:tblInd w:w="{left}" w:type="dxa"/>'
        f'{writer.borders("tblBorders", given, _ALL)}<w:tblLayout w:type="fixed"/><w:tblCellMar>{padding}'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>{SMALL_PARAGRAPH}"
    )


def _edges(row: Row) -> list[int]:
    """The left edge of a row and the right edges of its cells, rising."""
    rights = [within(cell.right, -5000, _WIDEST) for cell in row.definitions][:MAX_CELLS]
    count = min(len(row.cells), MAX_CELLS)
    left = within(row.left, -5000, _WIDEST)
    if rights:
        left = min(left, rights[0] - _NARROWEST)
    edges = [left, *rights[:count]]
    while len(edges) <= count:
        edges.append(edges[-1] + (1000 if rights else 2000))
    for n in range(1, len(edges)):
        edges[n] = max(edges[n], edges[n - 1] + _NARROWEST)
    return edges


def _grid(placed: Sequence[Sequence[int]]) -> list[int]:
    """The edges of all rows, those that are nearly the same once."""
    grid: list[int] = []
    for edge in sorted({edge for edges in placed for edge in edges}):
        if not grid or edge - grid[-1] > _SAME_EDGE:
            grid.append(edge)
    if len(grid) == 1:
        grid.append(grid[0] + 1000)
    return grid


def _row(row: Row, edges: Sequence[int], grid: Sequence[int], writer: Writer) -> str:
    cells = ""
    before = sum(line + _SAME_EDGE < edges[0] for line in grid)
    if before:  # the row begins further in than others
        nothing = "".join(f'<w:{side} w:val="nil"/>' for side in _SIDES)
        cells = _cell("", grid[before] - grid[0], before, f"<w:tcBorders>{nothing}</w:tcBorders>")
    n = 0
    while n < len(row.cells[:MAX_CELLS]):
        definition = row.definitions[n] if n < len(row.definitions) else Cell(0, {})
        content, start = row.cells[n], edges[n]
        while n + 1 < len(row.cells) and n + 1 < len(row.definitions) and row.definitions[n + 1].values.get("clmrg"):
            n += 1
            content += row.cells[n] if "<w:t" in row.cells[n] else ""
        end = edges[min(n + 1, len(edges) - 1)]
        span = max(1, sum(start + _SAME_EDGE < line <= end + _SAME_EDGE for line in grid))
        cells += _cell(content, end - start, span, _properties(definition, writer))
        n += 1
    height = row.values.get("height", 0)
    properties = "<w:cantSplit/>" if row.values.get("keep") else ""
    if height:
        rule = "exact" if height < 0 else "atLeast"
        properties += f'<w:trHeight w:val="{within(abs(height), 1, 31_000)}" w:hRule="{rule}"/>'
    properties += "<w:tblHeader/>" if row.values.get("repeat") else ""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell(content: str, width: int, span: int, properties: str) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{max(_NARROWEST, width)}" w:type="dxa"/>{across}{properties}</w:tcPr>'
        f"{content or '<w:p/>'}</w:tc>"
    )


def _properties(definition: Cell, writer: Writer) -> str:
    values = definition.values
    out = ""
    if values.get("clvmgf"):
        out += '<w:vMerge w:val="restart"/>'
    elif values.get("clvmrg"):
        out += "<w:vMerge/>"
    out += writer.borders("tcBorders", values, _SIDES)
    out += writer.shade(values.get("clcbpat", 0), values.get("clshdng", 0))
    padding = "".join(
        f'<w:{side} w:w="{within(values[f"pad_{side}"], 0, 2000)}" w:type="dxa"/>'
        for side in _SIDES
        if f"pad_{side}" in values
    )
    out += f"<w:tcMar>{padding}</w:tcMar>" if padding else ""
    out += f'<w:textDirection w:val="{values["turn"]}"/>' if values.get("turn") else ""
    return out + (f'<w:vAlign w:val="{values["align"]}"/>' if values.get("align") else "")
