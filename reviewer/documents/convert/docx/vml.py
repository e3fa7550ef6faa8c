"""Repairs of VML, the drawing language of Word before 2010.

Photos, names and side columns of many resumes are drawn in it, and dxpdf 0.8.1 draws little of it: they become
DrawingML.
"""

import copy
import re
from dataclasses import dataclass

from reviewer.documents.convert.docx.drawing import Box, Place, picture, run_of, text_box
from reviewer.documents.convert.docx.markup import is_alternative
from reviewer.documents.convert.docx.names import W10, Element, R, V, W, ancestor, new

_EMU = {"pt": 12_700.0, "px": 9_525.0, "cm": 360_000.0, "mm": 36_000.0, "pc": 152_400.0, "in": 914_400.0}
_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*(pt|px|in|cm|mm|pc)?\s*")
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_LARGEST = 5e7
"""EMU; some 55 inches."""
_INSETS = (91_440, 45_720, 91_440, 45_720)
_FIRST_PICTURE, _FIRST_TEXT_BOX = 70_000, 80_000
_DEEPEST_GROUP = 20
_ACROSS_FROM = {"page": "page", "margin": "margin", "text": "column", "char": "character"}
_DOWN_FROM = {"page": "page", "margin": "margin", "text": "paragraph", "line": "line"}
_SHAPES = tuple(V + name for name in ("shape", "rect", "group", "line", "oval", "roundrect"))
_KEPT_OF_GROUP = ("mso-position-horizontal-relative", "mso-position-vertical-relative", "z-index")

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """From the coordinates inside a group to EMU: x0 + (x - left) * across."""

    x0: float
    y0: float
    left: float
    top: float
    across: float
    down: float

    def place(self, style: Style) -> tuple[float, float, float, float]:
        """Left, top, width and height of a member in EMU."""
        left, top, width, height = (_bare(style.get(name)) for name in ("left", "top", "width", "height"))
        x = self.x0 + (left - self.left) * self.across
        y = self.y0 + (top - self.top) * self.down
        return x, y, width * self.across, height * self.down


def length(value: str | None) -> float | None:
    """A CSS length in EMU; bare numbers are pixels."""
    found = _LENGTH.fullmatch(value or "")
    return float(found.group(1)) * _EMU[found.group(2) or "px"] if found else None


def style_of(element: Element) -> Style:
    """The style attribute as a table."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def free_grouped_text(root: Element) -> None:
    """Text boxes in a group are not drawn (names and side columns of a dozen real resumes): each stands by itself."""
    for group in [g for g in root.iter(V + "group") if not _is_group(g.getparent())]:
        run = ancestor(group, W + "r")
        if run is None or is_alternative(group) or next(group.iter(W + "txbxContent"), None) is None:
            continue
        top = style_of(group)
        x0, y0 = (length(top.get(f"margin-{side}") or top.get(side)) or 0.0 for side in ("left", "top"))
        scale = _scale(group, x0, y0, length(top.get("width")), length(top.get("height")))
        if scale is None:
            continue
        kept = "".join(f";{name}:{top[name]}" for name in _KEPT_OF_GROUP if name in top)
        after = run
        for shape, (x, y, width, height) in _members_with_text(group, scale, 0):
            parent = shape.getparent()
            if parent is None:
                continue
            parent.remove(shape)
            place = f"margin-left:{_pt(x)};margin-top:{_pt(y)};width:{_pt(width)};height:{_pt(height)}"
            shape.set("style", f"position:absolute;{place}{kept}")
            if shape.tag not in _SHAPES:
                shape.tag = V + "rect"
            holder = new(W + "pict")
            holder.append(shape)
            made = run_of(holder)
            after.addnext(made)
            after = made


def draw_text_boxes(root: Element) -> None:
    """A floating VML text box becomes a DrawingML one, with its place, size, colours and insets."""
    number = _FIRST_TEXT_BOX
    for box in list(root.iter(V + "textbox")):
        content, shape = box.find(W + "txbxContent"), box.getparent()
        if content is None or shape is None or _is_group(shape.getparent()) or is_alternative(shape):
            continue
        run = ancestor(shape, W + "r")
        if run is None or ancestor(shape, W + "txbxContent") is not None:
            continue
        style = style_of(shape)
        across, down = length(style.get("width")), length(style.get("height"))
        if not _sensible(across) or not _sensible(down) or style.get("position") != "absolute":
            continue
        assert across is not None
        assert down is not None
        number += 1
        look = Box(
            fill=_colour(shape.get("fillcolor")) if shape.get("filled") not in ("f", "false") else None,
            line=(_colour(shape.get("strokecolor")) or "000000")
            if shape.get("stroked") not in ("f", "false")
            else None,
            insets=_insets(box.get("inset")),
        )
        parent = shape.getparent()
        assert parent is not None
        parent.remove(shape)
        place = _place(style, shape.find(W10 + "wrap"), 0.0, 0.0, aligned=True)
        run.addnext(run_of(text_box(content, int(across), int(down), place, look, number)))


def draw_pictures(root: Element) -> None:
    """A VML picture becomes a DrawingML one: Word 2007 and PDF converters keep photos so (20 of 121 were lost)."""
    number = _FIRST_PICTURE
    for data in list(root.iter(V + "imagedata")):
        shape = data.getparent()
        relation = data.get(R + "id")
        if relation is None or shape is None or is_alternative(shape):
            continue
        run = ancestor(shape, W + "r")
        if run is None:
            continue
        found = _picture_place(shape)
        if found is None:
            continue
        across, down, place = found
        number += 1
        parent = shape.getparent()
        assert parent is not None
        parent.remove(shape)
        made = run_of(picture(relation, int(across), int(down), place, number))
        properties = run.find(W + "rPr")
        if properties is not None:
            made.insert(0, copy.deepcopy(properties))
        run.addnext(made)
    for shell in list(root.iter(W + "pict")):
        parent = shell.getparent()
        if parent is not None and next(shell.iter(*_SHAPES), None) is None:
            parent.remove(shell)


def _picture_place(shape: Element) -> tuple[float, float, Place | None] | None:
    """Width, height and place of a picture, alone or in a group; None for what has no sensible size."""
    style = style_of(shape)
    group = shape.getparent() if _is_group(shape.getparent()) else None
    x = y = 0.0
    top = style
    if group is None:
        across, down = length(style.get("width")), length(style.get("height"))
    else:
        if _is_group(group.getparent()):
            return None
        top = style_of(group)
        scale = _scale(group, 0.0, 0.0, length(top.get("width")), length(top.get("height")))
        if scale is None:
            return None
        x, y, across, down = scale.place(style)
    if not _sensible(across) or not _sensible(down):
        return None
    assert across is not None
    assert down is not None
    if top.get("position") == "absolute":
        wrap = next((group if group is not None else shape).iter(W10 + "wrap"), None)
        return across, down, _place(top, wrap, x, y, aligned=group is None)
    if group is not None and (x or y):
        return across, down, Place("column", x, "paragraph", y, behind=False, wrap="")
    return across, down, None


def _members_with_text(
    group: Element, scale: Scale, depth: int
) -> list[tuple[Element, tuple[float, float, float, float]]]:
    found: list[tuple[Element, tuple[float, float, float, float]]] = []
    for member in list(group):
        if not isinstance(member.tag, str):
            continue
        place = scale.place(style_of(member))
        if member.tag == V + "group":
            inner = _scale(member, place[0], place[1], place[2], place[3]) if depth < _DEEPEST_GROUP else None
            if inner is not None:
                found += _members_with_text(member, inner, depth + 1)
        elif next(member.iter(W + "txbxContent"), None) is not None:
            found.append((member, place))
    return found


def _scale(group: Element, x0: float, y0: float, width: float | None, height: float | None) -> Scale | None:
    try:
        across, down = _pair(group.get("coordsize"), "1000,1000")
        left, top = _pair(group.get("coordorigin"), "0,0")
    except ValueError:
        return None
    if not width or not height or not across or not down:
        return None
    return Scale(x0, y0, left, top, width / across, height / down)


def _pair(value: str | None, default: str) -> tuple[float, float]:
    first, _, second = (value or default).partition(",")
    return float(first or 0), float(second or 0)


def _place(style: Style, wrap: Element | None, x: float, y: float, *, aligned: bool) -> Place:
    """Where an absolutely placed shape stands. `aligned`: words such as "center" count, as outside of groups."""
    across, down = style.get("mso-position-horizontal"), style.get("mso-position-vertical")
    return Place(
        across_from=_ACROSS_FROM.get(style.get("mso-position-horizontal-relative", ""), "column"),
        across=across
        if aligned and across in ("left", "right", "center")
        else (length(style.get("margin-left") or style.get("left")) or 0.0) + x,
        down_from=_DOWN_FROM.get(style.get("mso-position-vertical-relative", ""), "paragraph"),
        down=down
        if aligned and down in ("top", "bottom", "center")
        else (length(style.get("margin-top") or style.get("top")) or 0.0) + y,
        behind=style.get("z-index", "0").startswith("-"),
        wrap=(wrap.get("type") or "") if wrap is not None else "",
    )


def _insets(value: str | None) -> tuple[int, int, int, int]:
    given = [length(part) for part in (value or "").split(",")][:4]
    given += [None] * (4 - len(given))
    left, top, right, bottom = (int(_INSETS[n] if v is None else min(max(v, 0), _LARGEST)) for n, v in enumerate(given))
    return left, top, right, bottom


def _sensible(value: float | None) -> bool:
    return value is not None and 0 < value < _LARGEST


def _colour(value: str | None) -> str | None:
    found = _COLOUR.match(value or "")
    return found.group(1).upper() if found else None


def _bare(value: str | None) -> float:
    """A number in a group's own coordinates; a unit, if there is one, means nothing there."""
    try:
        return float(re.sub(r"[a-z]+$", "", value or "0") or 0)
    except ValueError:
        return 0.0


def _pt(emu: float) -> str:
    return f"{emu / _EMU['pt']:.2f}pt"


def _is_group(element: Element | None) -> bool:
    return element is not None and element.tag == V + "group"
