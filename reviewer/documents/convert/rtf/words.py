"""What the formatting words of rtf do to the state: characters, paragraphs, tables, pages, pictures."""

from typing import TYPE_CHECKING

from reviewer.documents.convert.rtf.model import Cell, Font, Group, Picture
from reviewer.documents.convert.rtf.names import (
    ALIGNMENTS,
    CHARSETS,
    PAGE_WORDS,
    SECTION_PAGE_WORDS,
    SIDES,
    TAB_KINDS,
    UNDERLINES,
)

if TYPE_CHECKING:
    from reviewer.documents.convert.rtf.reader import Reader

_MAX_CELLS = 64
_MAX_TABS = 40
_TOGGLES = frozenset(("b", "i", "caps", "scaps", "strike", "v", "deleted"))
_SHAPE_NUMBERS = {"li": "li", "ri": "ri", "fi": "fi", "sb": "sb", "sa": "sa", "sl": "sl", "slmult": "slmult",
                  "cbpat": "cbpat", "lin": "li", "rin": "ri"}  # fmt: skip
_PICTURE_KINDS = frozenset(("pngblip", "jpegblip", "emfblip", "wmetafile", "dibitmap", "macpict"))
_PICTURE_SIZES = frozenset(("picwgoal", "pichgoal", "picscalex", "picscaley", "picw", "pich"))
_PARTS = ("red", "green", "blue")
_UTF8 = 65001


def formatting(reader: "Reader", group: Group, word: str, number: int | None) -> None:
    """Apply a word; one that is not known changes nothing."""
    _ = _character(group, word, number) or _paragraph(reader, group, word, number)
    _ = _table(reader, word, number) or _document(reader, word, number)


def tables(reader: "Reader", group: Group, word: str, number: int | None) -> None:
    """Words inside the tables of fonts and colours."""
    value = number or 0
    if word == "f":
        group.look = group.look | {"f": value}
        reader.fonts[value] = Font()
    elif word == "fcharset":
        reader.fonts.setdefault(group.look.get("f", 0), Font()).encoding = CHARSETS.get(value)
    elif word in _PARTS:
        group.look = group.look | {word: value}


def end_colours(reader: "Reader", group: Group, text: str) -> None:
    """Each semicolon ends a colour; one without parts is "automatic"."""
    for _ in range(text.count(";")):
        given = any(part in group.look for part in _PARTS)
        red, green, blue = (int(group.look.get(part, 0)) for part in _PARTS)
        reader.colours.append((red, green, blue) if given else None)
        group.look = {name: value for name, value in group.look.items() if name not in _PARTS}


def picture(shown: Picture, word: str, number: int | None) -> None:
    """Words inside a picture."""
    if word in _PICTURE_KINDS:
        shown.kind = word
    elif word in _PICTURE_SIZES:
        shown.sizes[word] = number or 0


def picture_size(shown: Picture) -> tuple[float, float]:
    """Width and height in twips."""
    sizes = shown.sizes
    width, height = sizes.get("picwgoal", 0), sizes.get("pichgoal", 0)
    if width <= 0 or height <= 0:
        width, height = (max(1, sizes.get(word, 100)) * 15 for word in ("picw", "pich"))
    across, down = ((sizes.get(word) or 100) / 100 for word in ("picscalex", "picscaley"))
    return max(1.0, width * across), max(1.0, height * down)


def _character(group: Group, word: str, number: int | None) -> bool:
    look = group.look
    if word == "plain":
        group.look = {"_link": look["_link"]} if "_link" in look else {}
    elif word in _TOGGLES:
        group.look = look | {word: number != 0}
    elif word in UNDERLINES:
        group.look = look | {"ul": number != 0}
    elif word == "ulnone":
        group.look = look | {"ul": False}
    elif word in ("super", "sub"):
        group.look = look | {"va": f"{word}script"}
    elif word == "nosupersub":
        group.look = look | {"va": ""}
    elif word in ("f", "fs", "cf", "highlight", "chcbpat"):
        group.look = look | {word: number or 0}
    elif word in ("rtlch", "ltrch"):
        group.look = look | {"rtl": word == "rtlch"}
    else:
        return False
    return True


def _paragraph(reader: "Reader", group: Group, word: str, number: int | None) -> bool:
    shape = group.shape
    if word == "pard":
        group.shape = {}
        reader.border = ""
    elif word in ALIGNMENTS:
        group.shape = shape | {"q": ALIGNMENTS[word]}
    elif word in _SHAPE_NUMBERS:
        group.shape = shape | {_SHAPE_NUMBERS[word]: number or 0}
    elif word == "intbl":
        group.shape = shape | {"intbl": True}
    elif word == "itap":
        group.shape = shape | {"intbl": number != 0}
    elif word in ("brdrt", "brdrl", "brdrb", "brdrr"):
        reader.border = f"border_{SIDES[word[-1]]}"
        group.shape = shape | {reader.border: True}
    elif word in ("brdrnone", "brdrnil") and reader.border in shape:
        group.shape = shape | {reader.border: False}
    elif word in TAB_KINDS:
        group.shape = shape | {"tab_kind": TAB_KINDS[word]}
    elif word == "tx":
        stops = shape.get("tabs", ())[:_MAX_TABS]
        group.shape = shape | {"tabs": (*stops, (shape.get("tab_kind", "left"), number or 0)), "tab_kind": "left"}
    elif word in ("rtlpar", "ltrpar"):
        group.shape = shape | {"rtl": word == "rtlpar"}
    else:
        return False
    return True


def _table(reader: "Reader", word: str, number: int | None) -> bool:
    if word == "trowd":
        reader.cells, reader.cell, reader.row_left, reader.border = [], {}, 0, ""
    elif word == "trleft":
        reader.row_left = number or 0
    elif word == "cellx":
        if len(reader.cells) < _MAX_CELLS:
            reader.cells.append(Cell(number or 0, reader.cell))
        reader.cell = {}
        reader.border = ""
    elif word in ("clbrdrt", "clbrdrl", "clbrdrb", "clbrdrr"):
        reader.border = f"border_{SIDES[word[-1]]}"
        reader.cell = reader.cell | {reader.border: True}
    elif word in ("brdrnone", "brdrnil"):
        reader.cell = reader.cell | {reader.border: False}
    elif word in ("clcbpat", "clvmgf", "clvmrg"):
        reader.cell = reader.cell | {word: 1 if number is None else number}
    else:
        return False
    return True


def _document(reader: "Reader", word: str, number: int | None) -> bool:
    value = number or 0
    if word in PAGE_WORDS:
        reader.page[PAGE_WORDS[word]] = value
    elif word in SECTION_PAGE_WORDS:
        reader.page.setdefault(SECTION_PAGE_WORDS[word], value)
    elif word == "ansicpg":
        reader.encoding = "utf-8" if value == _UTF8 else f"cp{value}" if value > 0 else "cp1252"
    elif word == "mac":
        reader.encoding = "mac_roman"
    elif word in ("pc", "pca"):
        reader.encoding = "cp437" if word == "pc" else "cp850"
    elif word == "deff":
        reader.default_font = value
    else:
        return False
    return True
