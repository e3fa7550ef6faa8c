"""Which pale words of a docx stand on colour, and whether drawings lie under its words: read from the source alone."""

import re
from collections.abc import Iterator

from reviewer.documents.convert.docx.names import A_URI, MC, WP, WPS, Element, V, W, is_on
from reviewer.documents.convert.docx.styles import Styles
from reviewer.documents.wording import key_of

_A = f"{{{A_URI}}}"
_PALE = 0xC0
"""The darkest part of a colour from which on words need a ground to be seen."""
_MAY_BE_PALE = re.compile(
    rb"""w:color\b[^>]*w:val=["'](?:[C-F][0-9A-F]){3}|themeColor=["'](?:background|light|bg|lt)|"""
    rb"""<w:(?:emboss|imprint|outline)\b""",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"position\s*:\s*absolute")
_BEHIND = re.compile(r"z-index\s*:\s*-")
_SHAPES = tuple(V + name for name in ("shape", "rect", "roundrect", "oval", "group"))
_FILLS = tuple(_A + name for name in ("solidFill", "gradFill", "pattFill", "blipFill"))
_OUTLINES = (_A + "ln", W + "rPr")
_SWITCHES = ("emboss", "imprint", "outline")
_TINY = 4
"""Half points of letters that nobody reads."""
_MAY_BE_TINY = re.compile(rb"""<w:sz\b[^>]*w:val=["'][0-4]["']""")
_LEAST_LETTERS = 6
"""Letters that are worth a closer look: fewer are slips, and fillers of forms."""
_FEW_LAYERS = 2
"""Floating drawings up to which nothing lies over anything else that matters."""
_MOST_LETTERS = 200_000


class GroundReader:
    """Reads part by part; `styles` is the markup of the document's styles."""

    def __init__(self, styles: Styles, markup: bytes) -> None:
        self._styles = styles
        self._of_styles = _MAY_BE_PALE.search(markup) is not None
        self._tiny_by_style = _MAY_BE_TINY.search(markup) is not None
        self._letters = self._tiny = 0
        self._undrawn = False
        self._bare: list[str] = []
        self._floating = 0
        self._behind = False
        self._dressed: list[str] = []

    @property
    def layered(self) -> bool:
        """Whether drawings lie under the words, or so many of them that some lie over others."""
        return self._behind or self._floating > _FEW_LAYERS

    @property
    def dressed(self) -> tuple[str, ...]:
        """The letters of the pale stretches that stand on colour, or may: dxpdf 0.8.1 draws no gradients, patterns and
        fillings by style, so that with such a drawing under the words all of them may."""
        return (*self._dressed, *(self._bare if self._undrawn else ()))

    @property
    def unseen_on_paper(self) -> bool:
        """Whether letters may not be seen on white paper: pale ones without a ground, and tiny ones."""
        return self._letters > _MOST_LETTERS or sum(map(len, self._bare)) + self._tiny >= _LEAST_LETTERS

    def read(self, root: Element, markup: bytes) -> None:
        """Look at a part as it is, before anything is repaired."""
        for drawing in _shown(root, WP + "anchor"):
            self._floating += 1
            if drawing.get("behindDoc") in ("1", "true"):
                self._behind = True
                self._undrawn |= any(fill.tag != _A + "solidFill" for fill in _fillings(drawing))
        for shape in _shown(root, *_SHAPES):
            style = shape.get("style") or ""
            self._floating += _ABSOLUTE.search(style) is not None
            self._behind |= _BEHIND.search(style) is not None
        if self._of_styles or _MAY_BE_PALE.search(markup):
            self._read_runs(root)
        if self._tiny_by_style or _MAY_BE_TINY.search(markup):
            runs = (run for run in root.iter(W + "r") if self._styles.size(run) <= _TINY)
            self._tiny += sum(len(key_of(part.text or "")) for run in runs for part in run.iterfind(W + "t"))

    def _read_runs(self, root: Element) -> None:
        everywhere = root.find(W + "background") is not None
        filled = next(_fillings(root), None) is not None
        known: dict[Element, bool] = {}
        before: tuple[Element | None, bool] | None = None
        for run in root.iter(W + "r"):
            text = key_of("".join(part.text or "" for part in run.iterfind(W + "t")))
            if not text or not self._is_pale(run):
                continue
            self._letters += len(text)
            if self._letters > _MOST_LETTERS:
                return
            into = self._dressed if everywhere or self._is_on_colour(run, known, filled=filled) else self._bare
            if into and before == (run.getparent(), into is self._dressed):
                into[-1] += text
            else:
                into.append(text)
            before = (run.getparent(), into is self._dressed)

    def _is_pale(self, run: Element) -> bool:
        if any(self._styles.is_on(run, switch) for switch in _SWITCHES):
            return True
        colour = self._styles.of(run, "color")
        if colour is not None:
            return _is_pale_value(colour.get(W + "val")) or (colour.get(W + "themeColor") or "").lower().startswith(
                ("background", "light", "bg", "lt")
            )
        return any(self._styles.has(style, "color") for style in _table_styles(run))

    def _is_on_colour(self, run: Element, known: dict[Element, bool], *, filled: bool) -> bool:
        """Whether anything around a run is shaded or filled; `known` has what was found for elements around others."""
        if any(is_on(self._styles.of(run, switch)) for switch in _SWITCHES):
            return True  # drawn by its edges
        if _is_shade(self._styles.of(run, "shd")) or self._styles.of(run, "highlight") is not None:
            return True
        for element in run.iterancestors(W + "p", W + "tc", W + "tbl", W + "txbxContent"):
            if element not in known:
                known[element] = filled if element.tag == W + "txbxContent" else self._is_shaded(element)
            if known[element]:
                return True
        return False

    def _is_shaded(self, element: Element) -> bool:
        for properties in ("pPr", "tcPr", "tblPr"):
            own = element.find(W + properties)
            if own is None:
                continue
            if _is_shade(own.find(W + "shd")):
                return True
            style = own.find(W + ("pStyle" if properties == "pPr" else "tblStyle"))
            if style is not None and self._styles.has(style.get(W + "val"), "shd"):
                return True
        return False


def _shown(root: Element, *tags: str) -> Iterator[Element]:
    """The elements with these tags that are not the older way to say the same."""
    return (each for each in root.iter(*tags) if next(each.iterancestors(MC + "Fallback"), None) is None)


def _table_styles(run: Element) -> Iterator[str]:
    for table in run.iterancestors(W + "tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if style is not None and (id_ := style.get(W + "val")):
            yield id_


def _is_shade(shade: Element | None) -> bool:
    """Whether a shade is more than white."""
    if shade is None or shade.get(W + "val") == "nil":
        return False
    if any(shade.get(W + name) for name in ("themeFill", "themeColor")):
        return True
    solid = (shade.get(W + "val") or "clear") != "clear"
    fill, colour = shade.get(W + "fill") or "auto", shade.get(W + "color") or "auto"
    return (fill != "auto" and not _is_pale_value(fill)) or (solid and not _is_pale_value(colour))


def _is_pale_value(value: str | None) -> bool:
    try:
        number = int(value or "", 16)
    except ValueError:
        return False
    return min(number >> 16 & 255, number >> 8 & 255, number & 255) >= _PALE


def _fillings(root: Element) -> Iterator[Element]:
    """What fills a shape with a colour, or may."""
    for fill in root.iter(*_FILLS):
        if fill.getparent() is not None and next(fill.iterancestors(*_OUTLINES), None) is None:
            plain = fill.find(_A + "srgbClr") if fill.tag == _A + "solidFill" else None
            if plain is None or not _is_pale_value(plain.get("val")):
                yield fill
    for style in root.iter(WPS + "style"):
        reference = style.find(_A + "fillRef")
        if reference is not None and reference.get("idx") not in (None, "0"):
            yield reference
    for shape in root.iter(*_SHAPES):
        own = shape.find(V + "fill")
        colours = (shape.get("fillcolor"), own.get("color") if own is not None else None)
        coloured = any(colour and not _is_white(colour) for colour in colours)
        if shape.get("filled") not in ("f", "false") and (coloured or own is not None):
            yield shape


def _is_white(colour: str) -> bool:
    said = colour.split()[0].lower() if colour.strip() else ""
    return said in ("white", "window", "#fff", "none") or (said.startswith("#") and _is_pale_value(said[1:7]))
