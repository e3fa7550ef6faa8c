"""The rtf reader: tokens in, a docx and the text out. Bounded in depth, text and pictures."""

import re
from dataclasses import dataclass

from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.rtf import words, writer
from reviewer.documents.convert.rtf.model import Cell, Flow, Font, Group, Picture, Piece, Row, Values
from reviewer.documents.convert.rtf.names import (
    CHARACTERS,
    HEADERS,
    KEPT_STARRED,
    LEFT_OUT,
    SYMBOL,
    SYMBOLS,
    TRANSPARENT,
)
from reviewer.documents.convert.rtf.tokens import Kind, Token, tokens
from reviewer.documents.protocol import TroubleCode

MAX_DEPTH = 500
MAX_LETTERS = 3_000_000
MAX_PICTURES = 60
MAX_PICTURE_BYTES = 20 << 20
MAX_LINKS = 500
MAX_PARAGRAPHS = 20_000
_MAX_CELLS = 64
_FALLBACK_LETTERS = 16
_LINK = re.compile(r'HYPERLINK\s+"?([^"\s\\]{3,800})')
_SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_NOT_HEXADECIMAL = re.compile(rb"[^0-9a-fA-F]")
_BODY_LIKE = "body"


@dataclass(frozen=True, slots=True)
class Read:
    """A docx of the document, and its text."""

    docx: bytes
    text: str
    cut: bool
    hidden: tuple[str, ...] = ()
    """Hidden text, a stretch each; not in the text."""


class _Full(Exception):
    """More than is shown; what has been read so far is used."""


def read(data: bytes) -> Read:
    """Read a document. Raises Refused."""
    if not data.lstrip(b"\xef\xbb\xbf\x00\t\r\n ")[:6].lower().startswith((b"{\\rtf", b"{\\urtf")):
        raise Refused
    return Reader().read(data)


class Reader:
    """Reads one document."""

    def __init__(self) -> None:
        self.fonts: dict[int, Font] = {}
        self.colours: list[writer.Colour] = []
        self.encoding = "cp1252"
        self.default_font = 0
        self.page: dict[str, int] = {}
        self.flows: dict[str, Flow] = {"body": Flow()}
        self.flow = self.flows["body"]
        self.cells: list[Cell] = []
        self.cell: Values = {}
        self.border = ""
        self.row_left = 0
        self.picture = Picture()
        self._groups = [Group()]
        self._outer_flow = self.flow
        self._pictures: list[tuple[str, bytes]] = []
        self._links: list[str] = []
        self._link: str | None = None
        self._instruction = ""
        self._pending: list[bytes] = []
        self._to_skip = 0
        self._surrogate = 0
        self._letters = 0
        self._hidden: list[str] = []
        self._hidden_letters = 0
        self._hidden_at = -1
        self._paragraphs = 0
        self._looks: dict[int, tuple[Values, str]] = {}

    def read(self, data: bytes) -> Read:
        """Read it all."""
        cut = False
        try:
            for token in tokens(data):
                if not self._take(token):
                    break
        except _Full:
            cut = True
        self._flush()
        self.flow = self.flows["body"]
        if self.flow.pieces:
            self.end_paragraph(Group())
        self.end_table()
        docx = writer.package(self.flows, self.page, self._pictures, self._links)
        return Read(docx, self._text(), cut, tuple(text for text in self._hidden if text.strip()))

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
                self._to_skip = 0
                if len(self._groups) == 1:
                    return False
                self._leave(self._groups.pop(), self._groups[-1])
                return len(self._groups) > 1
            case _ if group.destination == "skip":
                pass
            case Kind.BYTES:
                self._bytes(group, token)
            case Kind.SYMBOL:
                self._symbol(group, token.value)
            case Kind.WORD:
                self._word(group, token.value.decode("ascii"), token.number)
            case Kind.BINARY:
                if group.destination == "pict":
                    self.picture.binary = token.value[:MAX_PICTURE_BYTES]
        return True

    def _bytes(self, group: Group, token: Token) -> None:
        value = token.value
        if group.destination == "pict":
            self.picture.hexadecimal.append(value)
            return
        if self._to_skip:
            skipped = min(self._to_skip, len(value))
            self._to_skip -= skipped
            value = value[skipped:]
        if value:
            self._pending.append(value)

    def _symbol(self, group: Group, symbol: bytes) -> None:
        if symbol == b"*":
            group.starred = True
        elif self._to_skip:
            self._to_skip -= 1
        elif symbol in SYMBOLS:
            self._flush()
            self._emit(group, SYMBOLS[symbol])
        elif symbol in b"\\{}\t":
            self._pending.append(symbol)
        elif symbol in b"\r\n":
            self._flush()
            self.end_paragraph(group)

    def _word(self, group: Group, word: str, number: int | None) -> None:
        self._flush()
        if word == "u" and number is not None:
            self._unicode(group, number & 0xFFFF if number < 0 else number)
            self._to_skip = min(group.fallback_letters, _FALLBACK_LETTERS)
            return
        if word == "uc":
            group.fallback_letters = max(0, min(_FALLBACK_LETTERS, 1 if number is None else number))
            return
        self._to_skip = 0
        if self._destination(group, word):
            return
        if group.destination == "pict":
            words.picture(self.picture, word, number)
        elif group.destination in ("fonttbl", "colortbl"):
            words.tables(self, group, word, number)
        elif word in CHARACTERS:
            self._emit(group, CHARACTERS[word])
        elif not self._break(group, word):
            words.formatting(self, group, word, number)

    def _unicode(self, group: Group, code: int) -> None:
        """A character by number; two halves of a pair make one."""
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000:
            high, self._surrogate = self._surrogate, 0
            if not high:
                return
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        if code < 0x110000:
            self._emit(group, chr(code))

    def _flush(self) -> None:
        """Decode the bytes that have gathered: a letter may take two of them, one escaped and one not."""
        if not self._pending:
            return
        value = b"".join(self._pending)
        self._pending.clear()
        group = self._groups[-1]
        font = self.fonts.get(group.look.get("f", self.default_font))
        encoding = (font.encoding if font else None) or self.encoding
        if encoding == SYMBOL:
            text = "".join(chr(0xF000 + c) if c > 32 else chr(c) for c in value)
        else:
            try:
                text = value.decode(encoding, "replace")
            except LookupError:
                text = value.decode("cp1252", "replace")
        self._emit(group, text)

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
        elif word in ("fonttbl", "colortbl"):
            group.destination = word
            if word == "colortbl":
                self.colours = []
        elif word in ("sn", "sv", "shpinst"):
            group.destination = "quiet"
        elif word == "shptxt":
            group.destination = _BODY_LIKE
            self.end_open_paragraph(group)
        elif word == "upr":  # the same text twice, for old readers and for new ones
            group.around, group.destination = group.destination, "quiet"
        elif word == "ud":
            group.destination = group.around
        elif word in HEADERS:
            self._enter_header(group, HEADERS[word])
        elif word == "footnote":
            self._add(group, " [")
            group.destination = "footnote"
        elif word == "field":
            self._instruction = ""
        elif word == "fldinst":
            group.destination = "fldinst"
            self._instruction = ""
        elif word == "fldrslt":
            self._enter_field_result(group)
        elif word == "pict":
            group.destination = "pict"
            self.picture = Picture()
        else:
            return word in TRANSPARENT
        return True

    def _enter_header(self, group: Group, name: str) -> None:
        group.destination = f"flow:{name}"
        group.shape = {}
        self._outer_flow = self.flow
        self.flow = self.flows[name] = Flow()

    def _enter_field_result(self, group: Group) -> None:
        if group.destination in ("fldinst", "quiet"):
            group.destination = _BODY_LIKE
        found = _LINK.search(self._instruction)
        if found and _SAFE_LINK.match(found.group(1)) and len(self._links) < MAX_LINKS:
            self._links.append(found.group(1))
            self._link = f"rL{len(self._links)}"
            group.look = group.look | {"_link": self._link}

    def _leave(self, group: Group, outer: Group) -> None:
        if group.destination.startswith("flow:") and not outer.destination.startswith("flow:"):
            self.end_open_paragraph(group)
            self.end_table()
            self.flow = self._outer_flow
        elif group.destination == "footnote" and outer.destination != "footnote":
            self._add(group, "]")
        elif group.destination == "pict" and outer.destination != "pict":
            self._end_picture(outer)
        if group.look.get("_link") and not outer.look.get("_link"):
            self._link = None

    # ---- text

    def _emit(self, group: Group, text: str) -> None:
        """Text to where it belongs."""
        match group.destination:
            case "fonttbl":
                font = self.fonts.setdefault(group.look.get("f", 0), Font())
                font.name = (font.name + text)[:200]
            case "colortbl":
                words.end_colours(self, group, text)
            case "fldinst":
                self._instruction = (self._instruction + text)[:4000]
            case "skip" | "quiet" | "pict":
                pass
            case _:
                self._letters += len(text)
                if self._letters > MAX_LETTERS:
                    raise _Full
                if group.look.get("v"):
                    self._hide(text)
                elif not group.look.get("deleted"):
                    self._add(group, text.upper() if group.look.get("caps") else text)

    def _hide(self, text: str) -> None:
        """Keep hidden text apart: what follows without anything seen in between is one stretch."""
        seen = self._letters - len(text) - self._hidden_letters
        if self._hidden and self._hidden_at == seen:
            self._hidden[-1] += text
        else:
            self._hidden.append(text)
        self._hidden_letters += len(text)
        self._hidden_at = seen

    def _add(self, group: Group, text: str) -> None:
        if not text:
            return
        look = self._look(group.look)
        last = self.flow.pieces[-1] if self.flow.pieces else None
        if last is not None and last.look is look and last.link == self._link and not last.markup:
            last.texts.append(text)
        else:
            self.flow.pieces.append(Piece(look, [text], self._link))

    def _look(self, values: Values) -> str:
        """The markup of a look, made once: looks are replaced, never changed, so the table is the same object."""
        known = self._looks.get(id(values))
        if known is None or known[0] is not values:
            known = self._looks[id(values)] = (values, writer.look(values, self.fonts, self.colours, self.default_font))
        return known[1]

    def _break(self, group: Group, word: str) -> bool:
        if group.destination in ("skip", "quiet", "fldinst"):
            return False
        match word:
            case "par" | "sect":
                self.end_paragraph(group)
            case "tab" | "nestcell":
                self._add(group, "\t")
            case "line" | "nestrow":
                self._add(group, "\n")
            case "page":
                self.end_open_paragraph(group)
                self.flow.page_break = True
            case "cell":
                self._end_cell(group)
            case "row":
                self._end_row()
            case "chpgn":
                self.flow.pieces.append(Piece("", [], markup=writer.PAGE_NUMBER))
            case _:
                return False
        return True

    # ---- blocks

    def end_paragraph(self, group: Group) -> None:
        """Finish the paragraph: into the cell when inside a table."""
        markup = self._paragraph(group)
        if group.shape.get("intbl"):
            self.flow.cell.append(markup)
        else:
            self.end_table()
            self.flow.blocks.append(markup)
        self.flow.text.append("\n")

    def end_open_paragraph(self, group: Group) -> None:
        """Finish the paragraph if anything is in it."""
        if self.flow.pieces:
            self.end_paragraph(group)

    def _paragraph(self, group: Group) -> str:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise _Full
        flow = self.flow
        markup = writer.paragraph(flow.pieces, group.shape, self.colours, page_break=flow.page_break)
        for piece in flow.pieces:
            flow.text.extend(piece.texts)
        flow.pieces, flow.page_break = [], False
        return markup

    def _end_cell(self, group: Group) -> None:
        flow = self.flow
        flow.cell.append(self._paragraph(group))
        flow.cells.append("".join(flow.cell))
        flow.cell = []
        flow.text.append("\t")

    def _end_row(self) -> None:
        flow = self.flow
        if flow.cell:
            flow.cells.append("".join(flow.cell))
            flow.cell = []
        if flow.cells:
            definitions = self.cells[:_MAX_CELLS]
            first = definitions[0].right if definitions else 2000
            flow.rows.append(Row(flow.cells[:_MAX_CELLS], definitions, max(-2000, min(self.row_left, first - 20))))
            flow.cells = []
        flow.text.append("\n")

    def end_table(self) -> None:
        """Finish the table, if there is one."""
        flow = self.flow
        if flow.cell or flow.cells:
            self._end_row()
        if flow.rows:
            flow.blocks.append(writer.table(flow.rows, self.colours))
            flow.rows = []

    def _end_picture(self, outer: Group) -> None:
        kind = {"pngblip": "png", "jpegblip": "jpeg"}.get(self.picture.kind)
        if kind is None or len(self._pictures) >= MAX_PICTURES or outer.destination == "skip":
            return
        content = self.picture.binary or _from_hexadecimal(self.picture.hexadecimal)
        width, height = words.picture_size(self.picture)
        if len(content) < 20:
            return
        self._pictures.append((kind, content))
        self.flow.pieces.append(Piece("", [], markup=writer.picture(len(self._pictures), width, height)))

    def _text(self) -> str:
        order = ("header_first", "header", "body", "footer_first", "footer")
        texts = ("".join(self.flows[name].text).strip("\n") for name in order if name in self.flows)
        return "\n".join(text for text in texts if text.strip())


def _from_hexadecimal(pieces: list[bytes]) -> bytes:
    digits = _NOT_HEXADECIMAL.sub(b"", b"".join(pieces))[: MAX_PICTURE_BYTES * 2]
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
