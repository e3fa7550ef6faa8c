"""Drawn shapes: pictures and text boxes at their places, lines and filled rectangles."""

from typing import Any

from reviewer.documents.convert.docx.drawing import Box, Place, picture, text_box
from reviewer.documents.convert.docx.names import W_URI, markup_of, own
from reviewer.documents.convert.rtf.model import Shape

_EMU = 635
_MOST = 31_000
_WORDS = frozenset(
    (
        *("shpleft", "shptop", "shpright", "shpbottom", "shpwr", "shpfblwtxt"),
        *("dpx", "dpy", "dpxsize", "dpysize"),
    )
)
_ACROSS = {"shpbxpage": "page", "shpbxmargin": "margin", "shpbxcolumn": "column", "dobxpage": "page",
           "dobxmargin": "margin", "dobxcolumn": "column"}  # fmt: skip
_DOWN = {"shpbypage": "page", "shpbymargin": "margin", "shpbypara": "paragraph", "dobypage": "page",
         "dobymargin": "margin", "dobypara": "paragraph"}  # fmt: skip
_POSRELH = {"0": "margin", "1": "page", "2": "column", "3": "column"}
_POSRELV = {"0": "margin", "1": "page", "2": "paragraph", "3": "paragraph"}
_POSH = {"1": "left", "2": "center", "3": "right"}
_POSV = {"1": "top", "2": "center", "3": "bottom"}
_WRAPS = {1: "topAndBottom", 2: "square", 4: "square", 5: "square"}
_INSETS = {"dxTextLeft": 91_440, "dyTextTop": 45_720, "dxTextRight": 91_440, "dyTextBottom": 45_720}
_LINE, _RECTANGLES = 20, (1, 2, 202)
_WHITE = 0xFFFFFF
_HAIR = 9_525
_LONGEST = 60
_MAX_PROPERTIES = 400


def word(shape: Shape, name: str, number: int | None) -> bool:
    """A word about a shape's place; whether it was one."""
    if name in _WORDS:
        shape.words[name] = number or 0
    elif name in _ACROSS:
        shape.words["across_from"] = _ACROSS[name]
    elif name in _DOWN:
        shape.words["down_from"] = _DOWN[name]
    else:
        return False
    return True


def text(shape: Shape, where: str, text: str) -> None:
    """The name of a property (`shape_name`), or its value."""
    if where == "shape_name":
        shape.name = (shape.name + text)[:_LONGEST]
    elif len(shape.properties) < _MAX_PROPERTIES:
        shape.properties[shape.name] = (shape.properties.get(shape.name, "") + text.strip())[:_LONGEST]


def is_hidden(shape: Shape) -> bool:
    """Whether a shape is not to be seen."""
    return shape.properties.get("fHidden") == "1"


def background(shape: Shape) -> str | None:
    """The colour of a shape that is the page's background."""
    return _colour(shape.properties.get("fillColor")) if shape.properties.get("fFilled") != "0" else None


def markup(shape: Shape, relation: str | None, number: int) -> str:
    """The markup of a run with the shape; empty where there is nothing to see or no size.

    `relation`: that of the shape's picture, if it has one.
    """
    left, top, width, height = _box(shape)
    kind = _number(shape.properties.get("shapeType"), 0)
    if kind == _LINE or (width > 0) != (height > 0):
        return _line(shape, (left, top, width, height), number) if kind == _LINE else ""
    if width <= 0 or height <= 0:
        return ""
    place = _place(shape, left, top)
    across, down = (int(min(side, _MOST) * _EMU) for side in (width, height))
    if relation is not None:
        return f"<w:r>{markup_of(picture(relation, across, down, place, number))}</w:r>"
    fill = _colour(shape.properties.get("fillColor")) if shape.properties.get("fFilled") != "0" else None
    if not shape.blocks and (kind not in _RECTANGLES or fill is None or fill == "FFFFFF"):
        return ""
    line = None
    if shape.properties.get("fLine") != "0" and kind in _RECTANGLES:
        line = _colour(shape.properties.get("lineColor", "0"))
    insets = tuple(max(0, _number(shape.properties.get(name), usual)) for name, usual in _INSETS.items())
    box = Box(fill, line, (insets[0], insets[1], insets[2], insets[3]))
    content = own(f'<w:txbxContent xmlns:w="{W_URI}" {_R}>{shape.blocks or "<w:p/>"}</w:txbxContent>')
    return f"<w:r>{markup_of(text_box(content, across, down, place, box, number))}</w:r>"


_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def _line(shape: Shape, box: tuple[float, float, float, float], number: int) -> str:
    """A level or upright line, as a box as thin as it."""
    left, top, width, height = box
    thick = max(_HAIR, min(200_000, _number(shape.properties.get("lineWidth"), _HAIR)))
    if min(abs(width), abs(height)) * _EMU > thick * 2 or max(width, height) <= 0:
        return ""  # a slanted one
    across, down = (max(thick, int(min(side, _MOST) * _EMU)) for side in (width, height))
    colour = _colour(shape.properties.get("lineColor", "0"))
    content = own(f'<w:txbxContent xmlns:w="{W_URI}"><w:p/></w:txbxContent>')
    drawn = text_box(content, across, down, _place(shape, left, top), Box(colour, None, (0, 0, 0, 0)), number)
    return f"<w:r>{markup_of(drawn)}</w:r>"


def _box(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, width and height in twips; a shape of a group is placed within the group."""
    words = shape.words
    if shape.outer is not None and "relLeft" in shape.properties:
        left, top, width, height = _box(shape.outer)
        x0, y0, x1, y1 = (
            _number(shape.outer.properties.get(name), usual)
            for name, usual in (("groupLeft", 0), ("groupTop", 0), ("groupRight", 1), ("groupBottom", 1))
        )
        if "relLeft" in shape.outer.properties and not width:
            return 0, 0, 0, 0
        a, b, c, d = (_number(shape.properties.get(name), 0) for name in ("relLeft", "relTop", "relRight", "relBottom"))
        wide, high = width / max(1, x1 - x0), height / max(1, y1 - y0)
        return left + (a - x0) * wide, top + (b - y0) * high, (c - a) * wide, (d - b) * high
    if "dpxsize" in words:
        return words.get("dpx", 0), words.get("dpy", 0), words["dpxsize"], words.get("dpysize", 0)
    left, top = words.get("shpleft", 0), words.get("shptop", 0)
    return left, top, words.get("shpright", 0) - left, words.get("shpbottom", 0) - top


def _place(shape: Shape, left: float, top: float) -> Place:
    outermost = shape
    while outermost.outer is not None:
        outermost = outermost.outer
    words, properties = outermost.words, outermost.properties
    across: Any = _POSH.get(properties.get("posh", "")) if outermost is shape else None
    down: Any = _POSV.get(properties.get("posv", "")) if outermost is shape else None
    return Place(
        across_from=_POSRELH.get(properties.get("posrelh", "")) or words.get("across_from", "column"),
        across=across or max(-_MOST, min(_MOST, left)) * _EMU,
        down_from=_POSRELV.get(properties.get("posrelv", "")) or words.get("down_from", "paragraph"),
        down=down or max(-_MOST, min(_MOST, top)) * _EMU,
        behind=words.get("shpfblwtxt") == 1,
        wrap=_WRAPS.get(words.get("shpwr", 3), "none"),
    )


def _colour(value: str | None) -> str | None:
    """RRGGBB of a number whose lowest byte is red; None where none or no plain colour is given."""
    number = _number(value, -1)
    if not 0 <= number <= _WHITE:
        return None
    return f"{number & 0xFF:02X}{number >> 8 & 0xFF:02X}{number >> 16 & 0xFF:02X}"


def _number(value: str | None, usual: int) -> int:
    try:
        return int(value) if value is not None and len(value) < 12 else usual
    except ValueError:
        return usual
