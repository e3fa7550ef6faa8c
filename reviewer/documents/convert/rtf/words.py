"""What the formatting words of rtf do to the state: characters, paragraphs, tables, sections, the document."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reviewer.documents.convert.rtf.charsets import CHARSETS, code_page
from reviewer.documents.convert.rtf.model import Cell, Font, Group, Row, Values
from reviewer.documents.convert.rtf.names import SIDES

if TYPE_CHECKING:
    from reviewer.documents.convert.rtf.reader import Reader

MAX_CELLS = 64
_MAX_TABS = 40
_MAX_COLUMNS = 16
_PARTS = ("red", "green", "blue")

_Change = Callable[[int | None], Any]


def _toggle(number: int | None) -> bool:
    return number != 0


def _value(number: int | None) -> int:
    return number or 0


def _always(value: Any) -> _Change:  # noqa: ANN401 - whatever the property holds
    return lambda _: value


def _when_on(value: str) -> _Change:
    return lambda number: "" if number == 0 else value


_UNDERLINES = {
    "ul": "single", "uld": "dotted", "uldb": "double", "ulw": "words", "uldash": "dash", "uldashd": "dotDash",
    "uldashdd": "dotDotDash", "ulth": "thick", "ulwave": "wave", "ulhwave": "wave", "ululdbwave": "wave",
    "ulldash": "dashLong", "ulthd": "dottedHeavy", "ulthdash": "dashedHeavy", "ulhair": "single", "ulnone": "",
}  # fmt: skip

_LOOK: dict[str, tuple[str, _Change]] = {
    **{word: (word, _toggle) for word in ("b", "i", "caps", "scaps", "strike", "v", "deleted", "outl")},
    "striked": ("dstrike", _toggle),
    "mvf": ("deleted", _toggle),
    **{word: ("ul", _when_on(kind)) for word, kind in _UNDERLINES.items()},
    "super": ("va", _when_on("superscript")),
    "sub": ("va", _when_on("subscript")),
    "nosupersub": ("va", _always("")),
    "up": ("position", lambda number: 6 if number is None else number),
    "dn": ("position", lambda number: -(6 if number is None else number)),
    "expndtw": ("spacing", _value),
    "charscalex": ("w", _value),
    **{word: (word, _value) for word in ("f", "fs", "cf", "ulc")},
    **dict.fromkeys(("cb", "highlight", "chcbpat"), ("back", _value)),
    "rtlch": ("rtl", _always(True)),
    "ltrch": ("rtl", _always(False)),
}

# Paragraphs with a place of their own, which stand in frames: where it is, and from what it is measured.
_FRAME_ACROSS = {"xc": "center", "xi": "inside", "xo": "outside", "xl": "left", "xr": "right"}
_FRAME_DOWN = {"yt": "top", "yc": "center", "yb": "bottom", "yin": "inside", "yout": "outside", "yil": "inline"}
_FRAME_FROM = {"mrg": "margin", "pg": "page", "col": "text", "para": "text"}

_SHAPE: dict[str, tuple[str, _Change]] = {
    **{word: (word, _value) for word in ("li", "ri", "fi", "sb", "sa", "sl", "slmult", "cbpat", "itap", "ls", "ilvl")},
    "lin": ("li", _value),
    "rin": ("ri", _value),
    "shading": ("shading", _value),
    **{word: (word, _toggle) for word in ("intbl", "keep", "keepn", "pagebb", "sbauto", "saauto", "contextualspace")},
    "ql": ("q", _always("left")),
    "qr": ("q", _always("right")),
    "qc": ("q", _always("center")),
    **{word: ("q", _always("both")) for word in ("qj", "qd", "qk", "qt")},
    "rtlpar": ("rtl", _always(True)),
    "ltrpar": ("rtl", _always(False)),
    "tqr": ("tab_kind", _always("right")),
    "tqc": ("tab_kind", _always("center")),
    "tqdec": ("tab_kind", _always("decimal")),
    "tldot": ("tab_leader", _always("dot")),
    "tlmdot": ("tab_leader", _always("middleDot")),
    "tlhyph": ("tab_leader", _always("hyphen")),
    "tlul": ("tab_leader", _always("underscore")),
    "tlth": ("tab_leader", _always("heavy")),
    **{word: (word, _value) for word in ("absw", "absh", "posx", "posy", "dropcapli", "dropcapt")},
    "posnegx": ("posx", _value),
    "posnegy": ("posy", _value),
    **{f"pos{side}": ("posx", _always(place)) for side, place in _FRAME_ACROSS.items()},
    **{f"pos{side}": ("posy", _always(place)) for side, place in _FRAME_DOWN.items()},
    **{f"ph{name}": ("across_from", _always(place)) for name, place in _FRAME_FROM.items()},
    **{f"pv{name}": ("down_from", _always(place)) for name, place in _FRAME_FROM.items()},
    "nowrap": ("frame_wrap", _always("notBeside")),
}

_CELL: dict[str, tuple[str, _Change]] = {
    **{word: (word, _toggle) for word in ("clmgf", "clmrg", "clvmgf", "clvmrg")},
    **{word: (word, _value) for word in ("clcbpat", "clshdng")},
    "clvertalt": ("align", _always("top")),
    "clvertalc": ("align", _always("center")),
    "clvertalb": ("align", _always("bottom")),
    "cltxtbrl": ("turn", _always("tbRl")),
    "cltxbtlr": ("turn", _always("btLr")),
    # Word writes the left padding of a cell as its top padding, and the other way round.
    "clpadl": ("pad_top", _value),
    "clpadt": ("pad_left", _value),
    "clpadr": ("pad_right", _value),
    "clpadb": ("pad_bottom", _value),
}

_ROW: dict[str, tuple[str, _Change]] = {
    "trleft": ("left", _value),
    "trgaph": ("gap", _value),
    "trrh": ("height", _value),
    "trhdr": ("repeat", _toggle),
    "trkeep": ("keep", _toggle),
    "trql": ("q", _always("left")),
    "trqc": ("q", _always("center")),
    "trqr": ("q", _always("right")),
    "rtlrow": ("rtl", _always(True)),
    "trpaddl": ("pad_left", _value),
    "trpaddt": ("pad_top", _value),
    "trpaddr": ("pad_right", _value),
    "trpaddb": ("pad_bottom", _value),
}

_BORDER_KINDS = {
    "brdrs": "single", "brdrth": "thick", "brdrdb": "double", "brdrdot": "dotted", "brdrdash": "dashed",
    "brdrdashsm": "dashSmallGap", "brdrhair": "single", "brdrsh": "single", "brdrtriple": "triple",
    "brdrdashd": "dotDash", "brdrdashdd": "dotDotDash", "brdrwavy": "wave", "brdrwavydb": "doubleWave",
    "brdrinset": "inset", "brdroutset": "outset", "brdremboss": "threeDEmboss", "brdrengrave": "threeDEngrave",
    "brdrtnthsg": "thinThickSmallGap", "brdrthtnsg": "thickThinSmallGap", "brdrnone": "", "brdrnil": "", "brdrtbl": "",
}  # fmt: skip
_BORDER_NUMBERS = {"brdrw": "width", "brdrcf": "colour", "brsp": "space"}

_PAGE = {
    **{word: word for word in ("paperw", "paperh", "margl", "margr", "margt", "margb", "headery", "footery")},
    "pgwsxn": "paperw", "pghsxn": "paperh", "marglsxn": "margl", "margrsxn": "margr", "margtsxn": "margt",
    "margbsxn": "margb", "guttersxn": "gutter", "gutter": "gutter",
}  # fmt: skip
_OF_DOCUMENT = frozenset(("paperw", "paperh", "margl", "margr", "margt", "margb", "gutter"))
_BREAKS = {"sbknone": "continuous", "sbkcol": "nextColumn", "sbkpage": "nextPage", "sbkeven": "evenPage",
           "sbkodd": "oddPage"}  # fmt: skip
_PAGE_NUMBERS = {"pgndec": "decimal", "pgnucrm": "upperRoman", "pgnlcrm": "lowerRoman", "pgnucltr": "upperLetter",
                 "pgnlcltr": "lowerLetter"}  # fmt: skip


def formatting(reader: "Reader", group: Group, word: str, number: int | None) -> None:
    """Apply a word; one that is not known changes nothing."""
    if (found := _LOOK.get(word)) is not None:
        group.look = group.look | {found[0]: found[1](number)}
    elif (found := _SHAPE.get(word)) is not None:
        group.shape = group.shape | {found[0]: found[1](number)}
    elif word in ("plain", "pard"):
        _reset(reader, group, word)
    elif word in ("tx", "tb"):
        _tab(group, number or 0)
    elif not (word.startswith(("brdr", "brsp", "chbrdr", "pgbrdr", "box")) and _border(reader, group, word, number)):
        _ = _table(reader, word, number) or _section(reader, word, number) or _document(reader, word, number)


def _reset(reader: "Reader", group: Group, word: str) -> None:
    if word == "plain":
        group.look = {name: group.look[name] for name in ("_link",) if name in group.look}
    else:
        group.shape = {}
        reader.border = ""


def _tab(group: Group, at: int) -> None:
    shape = group.shape
    stops = shape.get("tabs", ())[:_MAX_TABS]
    stop = (shape.get("tab_kind", "left"), at, shape.get("tab_leader", ""))
    group.shape = shape | {"tabs": (*stops, stop), "tab_kind": "left", "tab_leader": ""}


# ---- borders

_ALL_SIDES = ("top", "left", "bottom", "right")


def _border(reader: "Reader", group: Group, word: str, number: int | None) -> bool:
    """Where a border lies, and what it is like. The words for the latter go to the place that was named last."""
    if word in ("brdrt", "brdrl", "brdrb", "brdrr", "box", "brdrbtw", "chbrdr") or word.startswith("pgbrdr"):
        sides = "all" if word in ("box", "chbrdr") else "between" if word == "brdrbtw" else SIDES.get(word[-1], "")
        kind = "look" if word == "chbrdr" else "page" if word.startswith("pgbrdr") else "shape"
        reader.border = f"{kind}:{sides}" if sides else ""
        _set_border(reader, group, {"kind": "single"})
    elif word in _BORDER_KINDS:
        _set_border(reader, group, {"kind": _BORDER_KINDS[word]})
    elif word in _BORDER_NUMBERS:
        _set_border(reader, group, {_BORDER_NUMBERS[word]: number or 0})
    else:
        return False
    return True


def _set_border(reader: "Reader", group: Group, change: Values) -> None:
    where, _, sides = reader.border.partition(":")
    for side in _ALL_SIDES if sides == "all" and where != "look" else (sides,) if sides else ():
        name = f"border_{side}"
        match where:
            case "shape":
                group.shape = group.shape | {name: group.shape.get(name, {}) | change}
            case "look":
                group.look = group.look | {"border": group.look.get("border", {}) | change}
            case "cell":
                reader.row.cell = reader.row.cell | {name: reader.row.cell.get(name, {}) | change}
            case "row":
                reader.row.values = reader.row.values | {name: reader.row.values.get(name, {}) | change}
            case _:
                values = reader.section.values
                reader.section.values = values | {name: values.get(name, {}) | change}


# ---- tables

_EDGES = {"t": "top", "l": "left", "b": "bottom", "r": "right", "h": "insideH", "v": "insideV"}


def _table(reader: "Reader", word: str, number: int | None) -> bool:
    row = reader.row
    if word == "trowd":
        reader.row, reader.border = Row(), ""
    elif word == "cellx":
        if len(row.definitions) < MAX_CELLS:
            row.definitions.append(Cell(number or 0, row.cell))
        row.cell, reader.border = {}, ""
    elif word.startswith(("clbrdr", "trbrdr")) and word[-1] in _EDGES:
        reader.border = f"{'cell' if word.startswith('cl') else 'row'}:{_EDGES[word[-1]]}"
        _set_border(reader, Group(), {"kind": "single"})
    elif (found := _CELL.get(word)) is not None:
        row.cell = row.cell | {found[0]: found[1](number)}
    elif (found := _ROW.get(word)) is not None:
        row.values = row.values | {found[0]: found[1](number)}
    else:
        return False
    return True


# ---- sections and the document


def _section(reader: "Reader", word: str, number: int | None) -> bool:
    section = reader.section
    value = number or 0
    change: Values | None = None
    if word == "sectd":
        section.values = {}
        return True
    if word in _PAGE and (word not in _OF_DOCUMENT):
        change = {_PAGE[word]: value}
    elif word in _BREAKS:
        change = {"break": _BREAKS[word]}
    elif word in ("cols", "colsx", "linebetcol", "titlepg", "pgnstarts", "pgnrestart", "lndscpsxn"):
        change = {word: 1 if number is None else value}
    elif word == "colno":
        change = {"colno": value}
    elif word in ("colw", "colsr"):
        at = section.values.get("colno", 1)
        if 0 < at <= _MAX_COLUMNS:
            change = {f"{word}{at}": value}
    elif word in _PAGE_NUMBERS:
        change = {"page_numbers": _PAGE_NUMBERS[word]}
    if change is None:
        return False
    section.values = section.values | change
    return True


def _document(reader: "Reader", word: str, number: int | None) -> bool:
    value = number or 0
    if word in _PAGE:
        reader.page[_PAGE[word]] = value
    elif word in ("facingp", "landscape"):
        reader.page[word] = 1
    elif word == "ansicpg" and value > 0:
        reader.encoding = code_page(value)
    elif word == "mac":
        reader.encoding = "mac_roman"
    elif word in ("pc", "pca"):
        reader.encoding = "cp437" if word == "pc" else "cp850"
    elif word == "deff":
        reader.default_font = reader.blocks.default_font = value
    elif word == "deftab":
        reader.page["deftab"] = value
    else:
        return False
    return True


# ---- fonts and colours


def tables(reader: "Reader", group: Group, word: str, number: int | None) -> None:
    """Words inside the tables of fonts and colours."""
    value = number or 0
    font = reader.fonts.get(group.look.get("f", 0))
    if word == "f":
        group.look = group.look | {"f": value}
        reader.fonts[value] = Font()
    elif word == "fcharset" and font is not None:
        font.encoding = font.encoding or CHARSETS.get(value)
    elif word == "cpg" and font is not None and value > 0:
        font.encoding = code_page(value)
    elif word in _PARTS:
        group.look = group.look | {word: value}


def end_colours(reader: "Reader", group: Group, text: str) -> None:
    """Each semicolon ends a colour; one without parts is "automatic"."""
    for _ in range(text.count(";")):
        given = any(part in group.look for part in _PARTS)
        red, green, blue = (int(group.look.get(part, 0)) for part in _PARTS)
        reader.colours.append((red, green, blue) if given else None)
        group.look = {name: value for name, value in group.look.items() if name not in _PARTS}
