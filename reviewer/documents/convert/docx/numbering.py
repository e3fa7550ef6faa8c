"""Where lists are indented: dxpdf 0.8.1 lets a paragraph's style win over the level of its list.

Word does so only where the style itself names the list. Its own style for lists has an indent, so that all levels of
most lists stood at the left one below the other.
"""

from reviewer.documents.convert.docx.names import Element, W, new, parse
from reviewer.documents.convert.docx.styles import Styles
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused

_SIDES = ("left", "right", "firstLine", "hanging")
_ALSO = {"left": "start", "right": "end"}
_NO_LIST = "0"
_DEEPEST = 8

Indent = dict[str, str]


class Lists:
    """The lists of a docx, by the markup of its part of numbering."""

    def __init__(self, markup: bytes) -> None:
        try:
            root = parse(markup) if markup else None
        except (Refused, *PARSER_ERRORS):
            root = None
        self._lists: dict[str, Element] = {}
        self._abstract: dict[str, Element] = {}
        for element in root if root is not None else ():
            if element.tag == W + "num":
                self._lists[element.get(W + "numId") or ""] = element
            elif element.tag == W + "abstractNum":
                self._abstract[element.get(W + "abstractNumId") or ""] = element

    def indent(self, number: str, level: str) -> Indent:
        """What a level of a list says of its indent; empty where it says nothing."""
        found = self._lists.get(number)
        if found is None:
            return {}
        for override in found.iterfind(W + "lvlOverride"):
            given = override.find(W + "lvl")
            if override.get(W + "ilvl") == level and given is not None:
                return _indent_of(given)
        named = found.find(W + "abstractNumId")
        abstract = self._abstract.get((named.get(W + "val") or "") if named is not None else "")
        of_level = abstract.iterfind(W + "lvl") if abstract is not None else ()
        return next((_indent_of(each) for each in of_level if each.get(W + "ilvl") == level), {})

    def indent_paragraphs(self, root: Element, styles: Styles) -> None:
        """Write the indent of its level at each paragraph that names a list itself and has a style with an indent."""
        if not self._lists:
            return
        for numbers in root.iter(W + "numPr"):
            properties = numbers.getparent()
            paragraph = properties.getparent() if properties is not None else None
            number, level = numbers.find(W + "numId"), numbers.find(W + "ilvl")
            if properties is None or paragraph is None or paragraph.tag != W + "p" or number is None:
                continue
            value = number.get(W + "val") or _NO_LIST
            depth = (level.get(W + "val") or "0") if level is not None else "0"
            if value == _NO_LIST or not depth.isdecimal() or int(depth) > _DEEPEST or not _by_style(paragraph, styles):
                continue
            _write(properties, self.indent(value, depth))


def _by_style(paragraph: Element, styles: Styles) -> bool:
    """Whether an indent comes from anywhere but the paragraph itself."""
    return any(styles.said(paragraph, "ind", name) is not None for side in _SIDES for name in _names(side))


def _write(properties: Element, indent: Indent) -> None:
    """Add what a level says to what a paragraph says, which wins."""
    if not indent:
        return
    own = properties.find(W + "ind")
    if own is None:
        own = new(W + "ind")
        properties.append(own)
    first_given = any(own.get(W + name) is not None for name in ("firstLine", "hanging"))
    for side, value in indent.items():
        given = any(own.get(W + name) is not None for name in _names(side))
        if not given and not (first_given and side in ("firstLine", "hanging")):
            own.set(W + side, value)


def _indent_of(level: Element) -> Indent:
    found = level.find(f"{W}pPr/{W}ind")
    if found is None:
        return {}
    given = (
        (side, next((v for name in _names(side) if (v := found.get(W + name)) is not None), None)) for side in _SIDES
    )
    return {side: value for side, value in given if value is not None}


def _names(side: str) -> tuple[str, ...]:
    return (side, _ALSO[side]) if side in _ALSO else (side,)
