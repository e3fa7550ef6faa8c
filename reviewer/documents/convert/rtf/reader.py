"""The rtf reader: tokens in, a docx out. Bounded in depth, text and pictures."""

import re
from dataclasses import dataclass

from reviewer.documents.convert.docx import repair
from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.rtf import fields, pictures, shapes, words, writer
from reviewer.documents.convert.rtf.blocks import Blocks, Full
from reviewer.documents.convert.rtf.charsets import SYMBOL, decoded, signs
from reviewer.documents.convert.rtf.decoding import Letters
from reviewer.documents.convert.rtf.hidden import Hidden
from reviewer.documents.convert.rtf.lists import Lists, old_word
from reviewer.documents.convert.rtf.model import Field, Font, Group, Picture, Piece, Row, Section, Shape, Values
from reviewer.documents.convert.rtf.names import (
    CHARACTERS,
    HEADERS,
    KEPT_STARRED,
    LEFT_OUT,
    LISTS,
    SYMBOLS,
    TRANSPARENT,
)
from reviewer.documents.convert.rtf.package import Package
from reviewer.documents.convert.rtf.tokens import Kind, Token, escaped, tokens
from reviewer.documents.formats import starts_rtf
from reviewer.documents.protocol import TroubleCode

MAX_DEPTH = 500
MAX_LETTERS = 3_000_000
MAX_PICTURES = 60
MAX_LINKS = 500
_LOOKS = 5_000
_QUIET = frozenset(("skip", "quiet", "pict", "old_list", "shape_name", "levelnumbers", *LISTS, "lfolevel"))
_PRIVATE = re.compile("[\uf020-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Read:
    """A docx of the document; passages that are marked as hidden (\\v) and not drawn."""

    docx: bytes
    cut: bool
    hidden: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text, from the docx. Raises Refused."""
        return repair.text_of(self.docx)[0]


def read(data: bytes) -> Read:
    """Read a document. Raises Refused."""
    if not starts_rtf(data):
        raise Refused
    return Reader().read(data[max(0, data.find(b"{")) :])


class Reader:
    """Reads one document. What is public is for the modules that know the words."""

    def __init__(self) -> None:
        self.fonts: dict[int, Font] = {}
        self.colours: list[writer.Colour] = []
        self.encoding = "cp1252"
        self.default_font = 0
        self.page: dict[str, int] = {}
        self.section = Section()
        self.row = Row()
        self.border = ""
        self._package = Package()
        self._lists = Lists()
        self._writer = writer.Writer(self.fonts, self.colours)
        self.blocks = Blocks(self._writer, self._lists, self._package)
        self._picture = Picture()
        self._background: str | None = None
        self._rows: list[Row] = []
        self._groups = [Group()]
        self._letters = Letters()
        self._hidden = Hidden()
        self._shown = 0
        self._shapes = 0
        self._looks: dict[int, tuple[Values, str]] = {}
        self._markups: dict[str, str] = {}

    def read(self, data: bytes) -> Read:
        """Read it all."""
        cut = False
        try:
            for token in tokens(data):
                if not self._take(token):
                    break
            self._flush()
            while len(self._groups) > 1:  # a file that was cut
                self._leave(self._groups.pop(), self._groups[-1])
        except Full:
            cut = True
        while not self.blocks.is_body:
            _ = self.blocks.leave({})
        last = self.blocks.section(self.section, self.page)
        settings = "<w:evenAndOddHeaders/>" if self.page.get("facingp") else ""
        body = self._body()
        docx = self._package.write(body + last, self._background, settings)
        return Read(docx, cut, self._hidden.passages)

    def _body(self) -> str:
        try:
            return self.blocks.leave(self._groups[-1].shape) or "<w:p/>"
        except Full:  # the paragraph that would be one too many
            self.blocks.flow.pieces.clear()
            return self.blocks.leave({})

    # ---- tokens

    def _take(self, token: Token) -> bool:
        group = self._groups[-1]
        match token.kind:
            case Kind.OPEN:
                self._flush()
                if len(self._groups) > MAX_DEPTH:
                    raise Refused(TroubleCode.TOO_LARGE, "depth")
                self._groups.append(group.copy())
            case Kind.CLOSE:
                self._flush()
                self._letters.end_stand_ins()
                if len(self._groups) == 1:
                    return False
                self._leave(self._groups.pop(), self._groups[-1])
                return len(self._groups) > 1
            case _ if group.destination == "skip":
                pass
            case Kind.BYTES:
                if group.destination == "pict":
                    self._picture.hexadecimal.append(token.value)
                else:
                    self._letters.add(token.value)
            case Kind.SYMBOL:
                self._symbol(group, token.value)
            case Kind.WORD:
                self._word(group, token.value.decode("ascii"), token.number)
            case Kind.ESCAPES:
                self._escapes(group, token.value)
            case Kind.BINARY:
                if group.destination == "pict":
                    self._picture.binary = token.value[: pictures.MAX_PICTURE_BYTES]
        return True

    def _escapes(self, group: Group, value: bytes) -> None:
        if group.fallback_letters == 1 and not self._letters.has_half:
            self._flush()
            self._letters.end_stand_ins()
            self._emit(group, escaped(value))
            return
        for token in tokens(value, coalesce=False):
            _ = self._take(token)

    def _symbol(self, group: Group, symbol: bytes) -> None:
        if symbol == b"*":
            group.starred = True
        elif self._letters.skip():
            pass
        elif symbol in SYMBOLS:
            self._flush()
            self._emit(group, SYMBOLS[symbol])
        elif symbol in b"\\{}\t":
            self._letters.add(symbol)
        elif symbol in b"\r\n" and group.destination not in _QUIET:
            self._flush()
            self.blocks.end_paragraph(group.shape)

    def _word(self, group: Group, word: str, number: int | None) -> None:
        self._flush()
        if word == "u" and number is not None:
            self._emit(group, self._letters.numbered(number, group.fallback_letters))
            return
        if word == "uc":
            group.fallback_letters = max(0, 1 if number is None else number)
            return
        self._letters.end_stand_ins()
        if self._destination(group, word):
            return
        match group.destination:
            case "pict":
                pictures.word(self._picture, word, number)
            case "fonttbl" | "colortbl":
                words.tables(self, group, word, number)
            case "listtable" | "listoverridetable" | "lfolevel" | "leveltext":
                self._lists.word(group, word, number)
                words.formatting(self, group, word, number)
            case "old_list":
                group.shape = group.shape | {"old_list": old_word(group.shape.get("old_list", {}), word, number)}
            case _ if word in CHARACTERS:
                self._emit(group, CHARACTERS[word])
            case _ if group.drawing is not None and shapes.word(group.drawing, word, number):
                pass
            case _ if not self._break(group, word):
                words.formatting(self, group, word, number)
            case _:
                pass

    def _flush(self) -> None:
        """Decode the bytes that have gathered: a letter may take two of them, one escaped and one not."""
        value = self._letters.take()
        if not value:
            return
        group = self._groups[-1]
        font = self.fonts.get(group.look.get("f", self.default_font), Font())
        encoding = font.encoding or self.encoding
        if encoding == SYMBOL and group.destination == "fonttbl":  # its own name is plain
            encoding = self.encoding
        self._emit(group, decoded(value, encoding, font.name))

    # ---- destinations

    def _destination(self, group: Group, word: str) -> bool:
        """Words that say where what follows belongs; whether this was one."""
        if group.starred:
            group.starred = False
            if word not in KEPT_STARRED:
                # Styles of characters and tables are marked so as well, outside of any group of their own.
                if word not in ("cs", "ts"):
                    group.destination = "skip"
                return True
        if word in LEFT_OUT:
            group.destination = "skip"
        elif word in HEADERS:
            self._enter(group, f"header:{HEADERS[word]}")
        elif word in ("fonttbl", "colortbl", *LISTS):
            group.destination = word
            group.look, group.shape = {}, {}
            if word == "colortbl":
                self.colours.clear()
        elif word in ("shp", "shpgrp", "shptxt", "shpinst", "do", "dptxbxtext", "sp", "sn", "sv", "background"):
            self._shape_word(group, word)
        elif word == "upr":  # the same text twice, for old readers and for new ones
            group.around, group.destination = group.destination, "quiet"
        elif word == "ud":
            group.destination = group.around
        elif word == "footnote":
            self._enter(group, "footnote")
        elif word == "field":
            group.field = Field(group.destination)
        elif word == "fldinst" and group.destination != "skip":
            group.destination = "fldinst"
        elif word == "fldrslt":
            self._enter_field_result(group)
        elif word == "pict" and group.destination not in LISTS:
            group.destination = "pict"
            self._picture = Picture()
        elif word in ("listtext", "pntext"):
            group.destination = "mark"
        elif word == "nesttableprops":  # the row around has a definition that is needed again
            group.destination = "nested_row"
            self._rows.append(self.row)
        elif word == "pn":
            group.destination = "old_list"
        elif word in ("pntxtb", "pntxta"):
            group.destination = word
        else:
            return word in TRANSPARENT
        return True

    def _shape_word(self, group: Group, word: str) -> None:
        match word:
            case "shp" | "shpgrp" | "do" | "background":
                group.drawing = Shape(outer=group.drawing if group.destination == "shape" else None)
                group.destination = "background" if word == "background" else "shape"
            case "shptxt" | "dptxbxtext":
                self._enter(group, "box")
            case "sn" | "sv" if group.drawing is not None:
                group.destination = "shape_name" if word == "sn" else "shape_value"
                if word == "sn":
                    group.drawing.name = ""
            case _:
                pass

    def _enter(self, group: Group, destination: str) -> None:
        """A flow of its own begins."""
        self.blocks.enter()
        group.destination = destination
        group.shape, group.look = {}, {}

    def _enter_field_result(self, group: Group) -> None:
        field = group.field
        if field is None:
            return
        group.destination = field.where
        shown = fields.page(field.instruction)
        if shown and field.where not in _QUIET:
            markup = writer.page_field(self._look(group.look), shown)
            self.blocks.flow.pieces.append(Piece("", [], markup=markup))
            group.destination = "quiet"
        link = fields.link(field.instruction)
        if link and len(self._package.links) < MAX_LINKS:
            self._package.links.append(link)
            group.look = group.look | {"_link": f"rL{len(self._package.links)}"}

    def _leave(self, group: Group, outer: Group) -> None:
        """A group ends: what it gathered goes where it belongs."""
        if group.destination == outer.destination and group.drawing is outer.drawing:
            if group.destination == "listtable" and outer.destination == "listtable":
                self._lists.end_level(group)
            if group.field is not outer.field:
                self._end_field(group, outer)
            return
        match group.destination:
            case "pict" if outer.destination != "skip":
                self._end_picture(group)
            case "footnote":
                self._end_note(group, outer)
            case "box":
                blocks = self.blocks.leave(group.shape)
                if group.drawing is not None:
                    group.drawing.blocks += blocks
            case "shape" | "background" if group.drawing is not None and group.drawing is not outer.drawing:
                self._end_shape(group.drawing, outer)
            case "nested_row":
                self.row = self._rows.pop()
            case "old_list":
                outer.shape = outer.shape | {"old_list": group.shape.get("old_list", {})}
            case _ if group.destination.startswith("header:"):
                self.section.headers[group.destination.partition(":")[2]] = self.blocks.leave(group.shape)
            case _:
                pass

    def _end_field(self, group: Group, outer: Group) -> None:
        sign = fields.symbol(group.field.instruction) if group.field else None
        if sign:
            self._emit(outer, sign)

    def _end_note(self, group: Group, outer: Group) -> None:
        blocks = self.blocks.leave(group.shape)
        self._package.notes.append(blocks or "<w:p/>")
        number = len(self._package.notes) + 1
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        if outer.destination not in _QUIET:
            self.blocks.flow.pieces.append(Piece("", [], markup=mark))

    def _end_picture(self, group: Group) -> None:
        found = pictures.content(self._picture)
        if found is None or len(self._package.pictures) >= MAX_PICTURES:
            return
        where = self._groups[-1]
        if where.drawing is not None and where.destination in ("shape", "shape_value", "shape_name"):
            where.drawing.picture = found
            return
        if group.look.get("v") or group.look.get("deleted"):
            return
        self._package.pictures.append(found)
        markup = pictures.markup(len(self._package.pictures), self._picture)
        self.blocks.flow.pieces.append(Piece("", [], markup=markup))

    def _end_shape(self, shape: Shape, outer: Group) -> None:
        if outer.destination == "background":
            self._background = shapes.background(shape)
            return
        if shapes.is_hidden(shape) or outer.destination == "skip":
            return
        relation = None
        if shape.picture is not None and len(self._package.pictures) < MAX_PICTURES:
            self._package.pictures.append(shape.picture)
            relation = f"rP{len(self._package.pictures)}"
        self._shapes += 1
        markup = shapes.markup(shape, relation, 1000 + self._shapes)
        flow = self.blocks.flow
        if markup:
            flow.pieces.append(Piece("", [], markup=markup))
        elif shape.blocks:  # text without a size stands in the flow
            flow.blocks.append(shape.blocks)

    # ---- text

    def _emit(self, group: Group, text: str) -> None:
        """Text to where it belongs."""
        where = group.destination
        if where == "fonttbl":
            font = self.fonts.setdefault(group.look.get("f", 0), Font())
            font.name = (font.name + text)[:200]
        elif where == "colortbl":
            words.end_colours(self, group, text)
        elif where == "fldinst":
            if group.field is not None:
                group.field.instruction = (group.field.instruction + text)[:4000]
        elif where == "leveltext":
            self._lists.text(text)
        elif where in ("shape_name", "shape_value"):
            if group.drawing is not None:
                shapes.text(group.drawing, where, text)
        elif where in ("pntxtb", "pntxta"):
            name = "before" if where == "pntxtb" else "after"
            old = self._groups[-2].shape if len(self._groups) > 1 else {}
            self._groups[-2].shape = old | {"old_list": old.get("old_list", {}) | {name: text[:20]}}
        elif where not in _QUIET and where not in ("shape", "background"):
            self._show(group, text)

    def _show(self, group: Group, text: str) -> None:
        self._shown += len(text)
        if self._shown > MAX_LETTERS:
            raise Full
        if group.look.get("deleted"):
            return
        if group.look.get("v"):
            self._hidden.add(text)
            return
        if text:
            self._hidden.end()
        if _PRIVATE.search(text):
            text = signs(text, self.fonts.get(group.look.get("f", self.default_font), Font()).name)
        flow = self.blocks.flow
        self._add(group, text, flow.mark if group.destination == "mark" else flow.pieces)

    def _add(self, group: Group, text: str, pieces: list[Piece]) -> None:
        if not text:
            return
        look, link = self._look(group.look), group.look.get("_link")
        last = pieces[-1] if pieces else None
        if last is not None and last.look is look and last.link == link and not last.markup:
            last.texts.append(text)
        else:
            pieces.append(Piece(look, [text], link))

    def _look(self, values: Values) -> str:
        """The markup of a look, made once: looks are replaced, never changed. Equal markup is the same object."""
        known = self._looks.get(id(values))
        if known is None or known[0] is not values:
            if len(self._looks) >= _LOOKS:
                self._looks.clear()
            markup = self._writer.look(values, self.default_font)
            known = self._looks[id(values)] = (values, self._markups.setdefault(markup, markup))
        return known[1]

    def _break(self, group: Group, word: str) -> bool:
        where = group.destination
        if where in _QUIET or where in ("fldinst", "shape", "background"):
            return False
        blocks, shape = self.blocks, group.shape
        blocks.look = group.look
        match word:
            case "par":
                if group.look.get("v") or group.look.get("deleted"):
                    self._show(group, "\n")  # the paragraph goes on behind a hidden end
                else:
                    blocks.end_paragraph(shape)
            case "sect":
                self._end_section(shape)
            case "tab" | "line":
                self._show(group, "\t" if word == "tab" else "\n")
            case "page":
                blocks.end_open_paragraph(shape)
                blocks.flow.page_break = True
            case "column":
                blocks.flow.pieces.append(Piece("", [], markup='<w:r><w:br w:type="column"/></w:r>'))
            case "cell":
                blocks.end_cell(shape, 1)
            case "nestcell":
                blocks.end_cell(shape, max(2, shape.get("itap", 2)))
            case "row":
                blocks.end_row(self.row, 1)
            case "nestrow":
                blocks.end_row(self.row, max(2, len(blocks.flow.levels)))
            case "chpgn":
                blocks.flow.pieces.append(Piece("", [], markup=writer.page_field(self._look(group.look), "PAGE")))
            case "chftn":
                if where == "footnote":
                    look = '<w:vertAlign w:val="superscript"/>'
                    markup = f"<w:r><w:rPr>{look}</w:rPr><w:footnoteRef/></w:r>"
                    blocks.flow.pieces.append(Piece("", [], markup=markup))
            case _:
                return False
        return True

    def _end_section(self, shape: Values) -> None:
        if not self.blocks.is_body:
            self.blocks.end_paragraph(shape)
            return
        self.blocks.end_section(shape, self.section, self.page)
        self.section = Section()
