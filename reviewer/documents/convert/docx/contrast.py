"""Shades, and letters upon them: dxpdf 0.8.1 draws no tints, and automatic letters black, on whatever they stand."""

import re

from reviewer.documents.convert.docx.names import Element, W, ancestor, new
from reviewer.documents.convert.docx.styles import Styles

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_TINT = re.compile(r"pct(\d{1,2})")
_DARK = 62
"""Luminance, of 255, up to which automatic letters are white; LibreOffice's bound, near to Word's."""
_BLACK, _WHITE = "000000", "FFFFFF"


def blend_shades(root: Element) -> None:
    """A tint of one colour over another becomes the colour that it looks like."""
    for shade in root.iter(W + "shd"):
        kind = shade.get(W + "val") or ""
        tint = _TINT.fullmatch(kind)
        if (tint is None and kind != "solid") or shade.get(W + "themeFill") or shade.get(W + "themeColor"):
            continue
        share = int(tint.group(1)) / 100 if tint is not None else 1.0
        over, under = _parts(shade.get(W + "color"), _BLACK), _parts(shade.get(W + "fill"), _WHITE)
        mixed = (round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True))
        shade.set(W + "val", "clear")
        shade.set(W + "fill", "".join(f"{part:02X}" for part in mixed))


def lighten_on_dark(root: Element, styles: Styles) -> None:
    """Letters whose colour is left to the program are white where they stand on a dark shade."""
    if not styles.mention(root, "shd"):
        return
    known: dict[Element, bool] = {}
    for run in root.iter(W + "r"):
        if run.find(W + "t") is None:
            continue
        own = _fill(styles.of(run, "shd"))
        if own is None and styles.of(run, "highlight") is not None:
            continue
        paragraph = ancestor(run, W + "p")
        if own is not None:
            dark = _is_dark(own)
        elif paragraph is not None:
            if paragraph not in known:
                known[paragraph] = _stands_on_dark(paragraph, styles)
            dark = known[paragraph]
        else:
            dark = False
        if dark and _is_automatic(run, styles):
            _make_white(run)


def _stands_on_dark(paragraph: Element, styles: Styles) -> bool:
    fill = styles.said(paragraph, "shd", "fill")
    if fill is not None and _COLOUR.fullmatch(fill):
        return _is_dark(fill)
    around = paragraph.getparent()
    if around is None or around.tag != W + "tc":
        return False
    of_cell = _fill(around.find(f"{W}tcPr/{W}shd"))
    return of_cell is not None and _is_dark(of_cell)


def _fill(shade: Element | None) -> str | None:
    value = (shade.get(W + "fill") or "") if shade is not None else ""
    return value if _COLOUR.fullmatch(value) else None


def _is_dark(colour: str) -> bool:
    red, green, blue = _parts(colour, _WHITE)
    return (red * 77 + green * 151 + blue * 28) >> 8 <= _DARK


def _is_automatic(run: Element, styles: Styles) -> bool:
    colour = styles.of(run, "color")
    if colour is not None:
        return colour.get(W + "val") == "auto" and colour.get(W + "themeColor") is None
    table = ancestor(run, W + "tbl")
    style = table.find(f"{W}tblPr/{W}tblStyle") if table is not None else None
    return style is None or not styles.has(style.get(W + "val"), "color")


def _make_white(run: Element) -> None:
    properties = run.find(W + "rPr")
    if properties is None:
        properties = new(W + "rPr")
        run.insert(0, properties)
    colour = properties.find(W + "color")
    if colour is None:
        colour = new(W + "color")
        properties.append(colour)
    colour.set(W + "val", _WHITE)


def _parts(value: str | None, otherwise: str) -> tuple[int, int, int]:
    colour = value if value is not None and _COLOUR.fullmatch(value) else otherwise
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
