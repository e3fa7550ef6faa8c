"""From a page's elements to the blocks of a docx, which are made as those of rtf are."""

import re
from typing import Any

import pymupdf
from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue] - compiled, without types
from pymupdf import mupdf

from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.html import styles as css
from reviewer.documents.convert.html.archive import Page, opened
from reviewer.documents.convert.rtf import Read, lists, pictures, writer
from reviewer.documents.convert.rtf.blocks import MAX_TABLE_DEPTH, Blocks, Full
from reviewer.documents.convert.rtf.charsets import is_symbols, plain_name, signs
from reviewer.documents.convert.rtf.hidden import Hidden
from reviewer.documents.convert.rtf.model import Cell, Font, Picture, Piece, Row, Section, Values
from reviewer.documents.convert.rtf.package import Package

MAX_DEPTH = 150
MAX_LETTERS = 3_000_000
MAX_PICTURES = 60
MAX_LINKS = 500
_MAX_FONTS = 200
_MAX_CELLS = 63

_LEFT_OUT = frozenset(
    (
        *("script", "style", "head", "title", "meta", "link", "object", "embed", "applet", "iframe", "frame", "form"),
        *("input", "select", "textarea", "button", "noscript", "xml", "map", "audio", "video", "canvas", "svg"),
    )
) - {"form"}
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
        "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_TAGS: dict[str, Values] = {
    **{tag: {"b": True} for tag in ("b", "strong", "th")},
    **{tag: {"i": True} for tag in ("i", "em", "cite", "dfn", "var", "address")},
    **{tag: {"ul": "single"} for tag in ("u", "ins")},
    **{tag: {"strike": True} for tag in ("s", "strike")},
    "sup": {"va": "superscript"},
    "sub": {"va": "subscript"},
    **{f"h{n}": {"b": True, "fs": size} for n, size in enumerate((48, 36, 28, 24, 20, 16), 1)},
    **{tag: {"face": "Courier New"} for tag in ("code", "pre", "tt", "kbd", "samp")},
}
_FONT_SIZES = {"1": 15, "2": 20, "3": 24, "4": 27, "5": 36, "6": 48, "7": 72}
_SPACED = {"p": 240, "h1": 320, "h2": 300, "h3": 280, "h4": 260, "h5": 260, "h6": 260, "ul": 0, "ol": 0, "dl": 0}
_ALIGNMENTS = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_INDENT = 720
_BULLETS = ("•", "◦", "▪")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SAFE_LINK = re.compile(r"(https?://|mailto:)\S{2,800}$", re.IGNORECASE)
_NARROW, _WIDE = 4, 60
_BORDER = {"kind": "single", "width": 10}


def read(data: bytes) -> Read:
    """Read a page. Raises Refused."""
    page = opened(data)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(page.markup.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Refused from error
    return Reader(page, root).read()


class Reader:
    """Reads one page."""

    def __init__(self, page: Page, root: Any) -> None:  # noqa: ANN401 - lxml has no types here
        self._page = page
        self._root = root
        self._fonts: dict[int, Font] = {0: Font("Times New Roman")}
        self._names = {"times new roman": 0}
        self._colours: list[writer.Colour] = [None]
        self._package = Package()
        self._writer = writer.Writer(self._fonts, self._colours)
        self._blocks = Blocks(self._writer, lists.Lists(), self._package)
        self._hidden = Hidden()
        self._sheet = css.Sheet("\n".join(str(each.text or "") for each in root.iter("style")))
        self._letters = 0
        self._depth = 0
        self._ends_blank = True

    def read(self) -> Read:
        """Read it all."""
        section = self._section()
        cut = False
        try:
            self._element(self._root, {"fs": 24, "f": 0}, {})
        except Full:
            cut = True
            self._blocks.flow.pieces.clear()
        body = self._blocks.leave({}) or "<w:p/>"
        docx = self._package.write(body + self._blocks.section(section, {}), None, "")
        return Read(docx, cut, self._hidden.passages)

    def _section(self) -> Section:
        page = self._sheet.page
        across, _, down = page.get("size", "").partition(" ")
        sides = {"margl": "left", "margr": "right", "margt": "top", "margb": "bottom"}
        given = {"paperw": css.twips(across), "paperh": css.twips(down.split(" ")[0])}
        given |= {name: css.twips(page.get(f"margin-{side}")) for name, side in sides.items()}
        usual = {"paperw": 11_906, "paperh": 16_838, "margl": 1134, "margr": 1134, "margt": 1134, "margb": 1134}
        values = usual | {name: value for name, value in given.items() if value}
        self._width = max(2000, values["paperw"] - values["margl"] - values["margr"])
        return Section(values)

    # ---- elements

    def _element(self, element: Any, look: Values, shape: Values) -> None:  # noqa: ANN401
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _LEFT_OUT or not tag:
            return
        styles = self._sheet.of(tag, element.get("class") or "", element.get("style") or "")
        if css.is_hidden(styles):
            self._hidden.add(" ".join(element.itertext()))
            return
        look = self._look(element, tag, styles, look)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Full
        if tag in _BLOCKS:
            self._block(element, tag, styles, look, shape)
        else:
            self._inline(element, tag, styles, look, shape)
        self._depth -= 1

    def _children(self, element: Any, look: Values, shape: Values) -> None:  # noqa: ANN401
        self._text(element.text, look, shape)
        for child in element:
            self._element(child, look, shape)
            self._text(child.tail, look, shape)

    def _inline(self, element: Any, tag: str, styles: css.Styles, look: Values, shape: Values) -> None:  # noqa: ANN401
        if tag == "br":
            if styles.get("page-break-before") == "always":
                self._end(look, shape)
                self._blocks.flow.page_break = True
            else:
                self._add("\n", look)
            self._ends_blank = True
        elif tag == "img":
            self._picture(element)
        elif styles.get("mso-tab-count", "").isdigit():
            self._add("\t" * min(20, int(styles["mso-tab-count"])), look)
        else:
            self._children(element, look, shape)

    def _block(self, element: Any, tag: str, styles: css.Styles, look: Values, shape: Values) -> None:  # noqa: ANN401
        if tag == "table":
            self._end(look, shape)
            self._table(element, look, shape)
            return
        self._end(look, shape)
        shape = self._shape(element, tag, styles, look, shape)
        if styles.get("page-break-before") == "always":
            self._blocks.flow.page_break = True
        if tag == "hr":
            self._blocks.end_paragraph(shape | {"border_bottom": _BORDER})
            return
        if tag == "li":
            self._blocks.flow.mark = [Piece(self._writer.look(look, 0), [self._mark(element)])]
        self._children(element, look, shape)
        if self._blocks.flow.pieces or self._blocks.flow.mark or (tag == "p" and not len(element)):
            self._end(look, shape, empty=True)

    def _end(self, look: Values, shape: Values, *, empty: bool = False) -> None:
        """The paragraph ends, if there is one, or if an empty one counts."""
        pieces = self._blocks.flow.pieces
        if pieces and not pieces[-1].markup:
            pieces[-1].texts[-1] = pieces[-1].texts[-1].rstrip(" ")
        if pieces or empty:
            self._blocks.look = look
            self._blocks.end_paragraph(shape)
        self._ends_blank = True

    # ---- looks and shapes

    def _look(self, element: Any, tag: str, styles: css.Styles, look: Values) -> Values:  # noqa: ANN401
        look = look | _TAGS.get(tag, {}) | css.switches(styles)
        face = styles.get("font-family") or (element.get("face") if tag == "font" else None) or look.pop("face", None)
        if face:
            look["f"] = self._font(face.split(",")[0].strip(" '\""))
        if "font-size" in styles:
            look["fs"] = css.half_points(styles["font-size"], look["fs"])
        elif tag == "font" and element.get("size") in _FONT_SIZES:
            look["fs"] = _FONT_SIZES[element.get("size")]
        colour = css.colour(styles.get("color") or (element.get("color") if tag == "font" else None))
        if colour:
            look["cf"] = self._colour(colour)
        if tag not in _BLOCKS and (back := css.colour(styles.get("background-color") or styles.get("background"))):
            look["back"] = self._colour(back)
        link = element.get("href") if tag == "a" else None
        if link and _SAFE_LINK.match(link.strip()) and len(self._package.links) < MAX_LINKS:
            self._package.links.append(link.strip())
            look["_link"] = f"rL{len(self._package.links)}"
        return look

    def _font(self, name: str) -> int:
        name = plain_name(name)[:60]
        if name.lower() not in self._names and len(self._fonts) < _MAX_FONTS and name:
            self._names[name.lower()] = len(self._fonts)
            self._fonts[len(self._fonts)] = Font({"serif": "Times New Roman", "sans-serif": "Arial"}.get(name, name))
        return self._names.get(name.lower(), 0)

    def _colour(self, colour: tuple[int, int, int]) -> int:
        if colour not in self._colours:
            self._colours.append(colour)
        return self._colours.index(colour)

    def _shape(self, element: Any, tag: str, styles: css.Styles, look: Values, shape: Values) -> Values:  # noqa: ANN401
        shape = dict(shape)
        size = look["fs"] * 10
        align = (
            styles.get("text-align") or (element.get("align") or "").lower() or ("center" if tag == "center" else "")
        )
        if align in _ALIGNMENTS:
            shape["q"] = _ALIGNMENTS[align]
        left = css.twips(styles.get("margin-left"), size, self._width)
        if tag in ("ul", "ol", "blockquote", "dd"):
            shape["li"] = shape.get("li", 0) + (_INDENT if left is None else left)
        elif left:
            shape["li"] = shape.get("li", 0) + left
        shape["fi"] = -360 if tag == "li" else css.twips(styles.get("text-indent"), size, self._width) or 0
        space = _SPACED.get(tag, 0)
        for name, side in (("sb", "top"), ("sa", "bottom")):
            given = css.twips(styles.get(f"margin-{side}"), size)
            shape[name] = max(0, given) if given is not None else space if side == "bottom" or tag[0] == "h" else 0
        if (element.get("dir") or styles.get("direction") or "").lower() == "rtl":
            shape["rtl"] = True
        back = css.colour(styles.get("background-color") or styles.get("background"))
        if back and tag not in ("td", "th", "body", "html"):
            shape["cbpat"] = self._colour(back)
        return shape

    def _mark(self, element: Any) -> str:  # noqa: ANN401
        around = element.getparent()
        deep = sum(1 for each in element.iterancestors() if each.tag in ("ul", "ol"))
        if around is None or around.tag != "ol":
            return _BULLETS[min(max(deep, 1), len(_BULLETS)) - 1] + "\t"
        kind = {"I": 1, "i": 2, "A": 3, "a": 4}.get(around.get("type") or "1", 0)
        start = around.get("start") or "1"
        before = len(list(element.itersiblings("li", preceding=True)))
        return lists.formatted((int(start) if start.isdigit() and len(start) < 5 else 1) + before, kind) + ".\t"

    # ---- text and pictures

    def _text(self, text: str | None, look: Values, shape: Values) -> None:
        if not text:
            return
        self._letters += len(text)
        if self._letters > MAX_LETTERS:
            raise Full
        if shape.get("pre"):
            self._add(text, look)
            return
        text = _BLANKS.sub(" ", text)
        if self._ends_blank:
            text = text.lstrip(" ")
        if text:
            self._ends_blank = text.endswith(" ")
            font = self._fonts.get(look["f"], Font()).name
            if is_symbols(font):
                text = signs("".join(chr(0xF000 + ord(c)) if "!" <= c <= "\xff" else c for c in text), font)
            self._hidden.end()
            self._add(text, look)

    def _add(self, text: str, look: Values) -> None:
        self._blocks.flow.pieces.append(Piece(self._writer.look(look, 0), [text], look.get("_link")))

    def _picture(self, element: Any) -> None:  # noqa: ANN401
        content = self._page.picture((element.get("src") or "").strip())
        if not content or len(self._package.pictures) >= MAX_PICTURES or len(content) > pictures.MAX_PICTURE_BYTES:
            return
        try:
            shown = pymupdf.Pixmap(content)
            made = content if content[:4] == b"\x89PNG" else shown.tobytes("png")
        except (mupdf.FzErrorBase, RuntimeError, ValueError):
            return
        width, height = (css.twips(element.get(name)) for name in ("width", "height"))
        if not width or width <= 0:
            width = shown.width * 15 if not height or height <= 0 else height * shown.width // max(1, shown.height)
        if not height or height <= 0:
            height = width * shown.height // max(1, shown.width)
        self._package.pictures.append(("png", made))
        sized = Picture(sizes={"picwgoal": width, "pichgoal": height})
        markup = pictures.markup(len(self._package.pictures), sized)
        self._blocks.flow.pieces.append(Piece("", [], markup=markup))
        self._ends_blank = False

    # ---- tables

    def _table(self, table: Any, look: Values, shape: Values) -> None:  # noqa: ANN401
        depth = shape.get("itap", 0) + 1
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        if depth > MAX_TABLE_DEPTH:
            for row in rows:
                self._children(row, look, shape)
            return
        placed = _placed(rows)
        edges = _edges(placed, self._width // depth if depth > 1 else self._width)
        bordered = (table.get("border") or "0") != "0"
        for row in placed:
            definition = Row({"gap": 108, "left": 0})
            for cell, span, merged in row:
                at = min(sum(each for _, each, _ in row[: len(definition.definitions)]) + span, len(edges)) - 1
                definition.definitions.append(Cell(edges[at], self._cell_values(cell, merged, bordered=bordered)))
                inside = {"itap": depth, "q": "center"} if cell is not None and cell.tag == "th" else {"itap": depth}
                self._blocks.to_level(max(depth, 1))
                if cell is not None and merged != "clvmrg":
                    self._element(cell, look, inside)
                self._blocks.end_cell(inside | {"sb": 0, "sa": 0}, depth, closed=True)
                self._ends_blank = True
            self._blocks.end_row(definition, depth)
        self._blocks.to_level(depth - 1)
        self._ends_blank = True

    def _cell_values(self, cell: Any, merged: str, *, bordered: bool) -> Values:  # noqa: ANN401
        values: Values = {merged: True} if merged else {}
        if cell is None:
            return values
        styles = self._sheet.of(cell.tag, cell.get("class") or "", cell.get("style") or "")
        back = css.colour(styles.get("background-color") or styles.get("background") or cell.get("bgcolor"))
        if back:
            values["clcbpat"] = self._colour(back)
        for side in ("top", "left", "bottom", "right"):
            given = styles.get(f"border-{side}", styles.get("border", "solid" if bordered else "none"))
            if "none" not in given and "solid" in given:
                values[f"border_{side}"] = _BORDER
        return values


_Placed = list[list[tuple[Any, int, str]]]


def _placed(rows: list[Any]) -> _Placed:
    """The cells of each row with their spans; those that reach down from above stand in for what they cover."""
    out: _Placed = []
    reach: dict[int, tuple[int, int]] = {}
    for row in rows:
        line: list[tuple[Any, int, str]] = []
        column = 0
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        while (cells or column in reach) and column < _MAX_CELLS:
            if column in reach:
                span, left = reach.pop(column)
                line.append((None, span, "clvmrg"))
                if left > 1:
                    reach[column] = (span, left - 1)
            else:
                cell = cells.pop(0)
                span, down = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
                span = min(span, _MAX_CELLS - column)
                line.append((cell, span, "clvmgf" if down > 1 else ""))
                if down > 1:
                    reach[column] = (span, down - 1)
            column += span
        if line:
            out.append(line)
    return out


def _span(value: str | None) -> int:
    return max(1, min(_MAX_CELLS, int(value))) if value and value.isdigit() and len(value) < 4 else 1


def _edges(rows: _Placed, width: int) -> list[int]:
    """The right edge of each column: by the widths that are given, else by how much is in it."""
    count = max((sum(span for _, span, _ in row) for row in rows), default=1)
    weights = [0.0] * count
    given: dict[int, int] = {}
    for row in rows:
        at = 0
        for cell, span, _ in row:
            if span == 1 and cell is not None and at < count:
                weights[at] = max(weights[at], min(_WIDE, len(" ".join(cell.itertext()).strip())))
                found = css.twips(
                    cell.get("width") or css.declarations(cell.get("style") or "").get("width"), 240, width
                )
                if found and 0 < found <= width:
                    given[at] = max(given.get(at, 0), found)
            at += span
    free = max(width - sum(given.values()), width // 10)
    total = sum(max(_NARROW, weight) for n, weight in enumerate(weights) if n not in given) or 1
    sides = [given.get(n, free * max(_NARROW, weight) / total) for n, weight in enumerate(weights)]
    scale = min(1.0, width / max(1.0, sum(sides)))
    edges: list[int] = []
    at = 0.0
    for side in sides:
        at += side * scale
        edges.append(round(at))
    return edges
