"""What is to be drawn on the made PDF, read from the docx, and the marks that tell where (see `convert/retouch.py`)."""

import re

from reviewer.documents.convert.docx.links import Relations, link
from reviewer.documents.convert.docx.names import Element, W, is_on, parse
from reviewer.documents.convert.docx.styles import Styles
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused
from reviewer.documents.convert.retouch import SECTION, STRUCK, STRUCK_TWICE, Border, Plan, Section

_SIDES = ("top", "left", "bottom", "right")
_HOLDERS = (W + "p", W + "ins", W + "moveTo")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_NO_LINE = ("none", "nil")
_THINNEST, _THICKEST = 0.25, 6.0
_FARTHEST = 31.0
"""Points; as far as Word lets a border be from what it is measured from."""
_USUAL_MARGIN = 1440
_WHITE = "FFFFFF"


def mark_struck(root: Element, styles: Styles, relations: Relations) -> bool:
    """Put a mark around each run that is struck through; whether there are any."""
    if not styles.mention(root, "strike", "dstrike"):
        return False
    found = False
    for run in list(root.iter(W + "r")):
        parent = run.getparent()
        if parent is None or parent.tag not in _HOLDERS or run.find(W + "t") is None:
            continue
        twice = styles.is_on(run, "dstrike")
        if not twice and not styles.is_on(run, "strike"):
            continue
        made = link(STRUCK_TWICE if twice else STRUCK, relations)
        parent.insert(parent.index(run), made)
        made.append(run)
        found = True
    return found


def sections(root: Element, relations: Relations) -> tuple[Section, ...]:
    """The sections' borders; where they differ, each section but the first is marked where it begins."""
    properties = list(root.iter(W + "sectPr"))
    found = tuple(_section(each) for each in properties)
    if not any(section.borders for section in found):
        return ()
    if len(set(found)) == 1:
        return found[:1]
    body = root.find(W + "body")
    index, waiting = 0, False
    for block in list(body) if body is not None else ():
        if waiting and _mark_first_words(block, f"{SECTION}{index}", relations):
            waiting = False
        if block.tag == W + "p" and block.find(f"{W}pPr/{W}sectPr") is not None:
            index, waiting = index + 1, True
    return found


def background(root: Element, settings: bytes | None) -> str | None:
    """The colour of the pages, where the document says that it is to be seen; taken out, for dxpdf does not ask."""
    element = root.find(W + "background")
    if element is None:
        return None
    root.remove(element)
    colour = element.get(W + "color") or ""
    if not _COLOUR.fullmatch(colour) or colour.upper() == _WHITE or not settings:
        return None
    try:
        shown = parse(settings).find(W + "displayBackgroundShape")
    except (Refused, *PARSER_ERRORS):
        return None
    return colour.upper() if is_on(shown) else None


def plan(root: Element, settings: bytes | None, relations: Relations) -> Plan:
    """What there is to do with the pages after the engine."""
    return Plan(background(root, settings), sections(root, relations))


def _mark_first_words(block: Element, address: str, relations: Relations) -> bool:
    for run in block.iter(W + "r"):
        parent = run.getparent()
        text = run.find(W + "t")
        if parent is None or parent.tag not in _HOLDERS or text is None or not (text.text or "").strip():
            continue
        made = link(address, relations)
        parent.insert(parent.index(run), made)
        made.append(run)
        return True
    return False


def _section(properties: Element) -> Section:
    borders = properties.find(W + "pgBorders")
    if borders is None:
        return Section()
    from_text = borders.get(W + "offsetFrom") != "page"
    margins = properties.find(W + "pgMar")
    found: list[Border] = []
    for side in _SIDES:
        line = borders.find(W + side)
        kind = (line.get(W + "val") or "none") if line is not None else "none"
        if line is None or kind in _NO_LINE:
            continue
        space = min(_number(line.get(W + "space"), 0), _FARTHEST)
        width = min(max(_number(line.get(W + "sz"), 4) / 8, _THINNEST), _THICKEST)
        margin = abs(_number(margins.get(W + side) if margins is not None else None, _USUAL_MARGIN)) / 20
        colour = line.get(W + "color") or ""
        found.append(
            Border(
                side,
                width,
                max(margin - space - width, 0) if from_text else space + width / 2,
                colour.upper() if _COLOUR.fullmatch(colour) else "000000",
                double="double" in kind or "triple" in kind or ("thick" in kind.lower() and "thin" in kind.lower()),
                dashed="dash" in kind.lower() or "dot" in kind.lower(),
            )
        )
    return Section(tuple(found), borders.get(W + "display") or "allPages")


def _number(value: str | None, otherwise: float) -> float:
    try:
        found = float(value or otherwise)
    except ValueError:
        return otherwise
    return found if abs(found) < 1e6 else otherwise
