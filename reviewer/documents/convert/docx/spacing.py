"""Spaces that dxpdf 0.8.1 leaves out: above the first paragraph of a section, and between the lines of a grid."""

import math

from reviewer.documents.convert.docx.names import W_URI as _W_URI
from reviewer.documents.convert.docx.names import Element, W, ancestor, is_on, new, own
from reviewer.documents.convert.docx.styles import Styles

_NEXT_TO_NOTHING = (
    f'<w:p xmlns:w="{_W_URI}"><w:pPr><w:pageBreakBefore w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
_GRIDS = ("lines", "linesAndChars", "snapToChars")
_LEAST_PITCH, _MOST_PITCH = 200, 1_000
_IN_TABLES = b"adjustLineHeightInTable"
_SINGLE = 240
_HEIGHT, _EAST_ASIAN_HEIGHT = 12.0, 14.5
"""Twips of a line, for each half point of its letters."""
_FIRST_EAST_ASIAN = "\u2e80"


def keep_first_space(root: Element, styles: Styles) -> None:
    """The space above a section's first paragraph is dropped: another paragraph, of next to no height, comes first."""
    body = root.find(W + "body")
    if body is None:
        return
    begins = True
    for block in list(body):
        if begins and block.tag == W + "p" and _has_space_above(block, styles):
            at = body.index(block)
            body.insert(at, own(_NEXT_TO_NOTHING))
            _stay_on_page(block)
        if block.tag in (W + "p", W + "tbl"):
            begins = block.tag == W + "p" and block.find(f"{W}pPr/{W}sectPr") is not None


def _has_space_above(paragraph: Element, styles: Styles) -> bool:
    if styles.said(paragraph, "spacing", "beforeAutospacing") in ("1", "true", "on"):
        return False
    before = styles.said(paragraph, "spacing", "before") or "0"
    return before.isdecimal() and int(before) > 0


def _stay_on_page(paragraph: Element) -> None:
    """It is where its page begins: a break before it would now leave a page empty."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = new(W + "pPr")
        paragraph.insert(0, properties)
    told = properties.find(W + "pageBreakBefore")
    if told is None:
        told = new(W + "pageBreakBefore")
        properties.insert(1 if properties.find(W + "pStyle") is not None else 0, told)
    told.set(W + "val", "0")


def snap_to_grid(root: Element, styles: Styles, settings: bytes) -> None:
    """Lines of sections with a grid, as East Asian documents have, are as high as its steps."""
    body = root.find(W + "body")
    if body is None or not any(grid.get(W + "type") in _GRIDS for grid in root.iter(W + "docGrid")):
        return
    waiting: list[Element] = []
    for block in body:
        if block.tag == W + "sectPr":
            _snap(waiting, block, styles)
            break
        paragraphs = block.iter(W + "p") if block.tag == W + "p" or _IN_TABLES in settings else ()
        waiting += [each for each in paragraphs if ancestor(each, W + "txbxContent") is None]
        ends = block.find(f"{W}pPr/{W}sectPr")
        if ends is not None:
            _snap(waiting, ends, styles)
            waiting = []


def _snap(paragraphs: list[Element], section: Element, styles: Styles) -> None:
    grid = section.find(W + "docGrid")
    pitch = (grid.get(W + "linePitch") or "") if grid is not None and grid.get(W + "type") in _GRIDS else ""
    if not pitch.isdecimal() or not _LEAST_PITCH <= int(pitch) <= _MOST_PITCH:
        return
    for paragraph in paragraphs:
        free = paragraph.find(f"{W}pPr/{W}snapToGrid")
        if free is not None and not is_on(free):
            continue
        if styles.said(paragraph, "spacing", "lineRule") in ("exact", "atLeast"):
            continue
        line = styles.said(paragraph, "spacing", "line") or ""
        share = int(line) / _SINGLE if line.isdecimal() and int(line) else 1.0
        sizes = [styles.size(run) for run in paragraph.iter(W + "r")]
        high = any(max(text.text or " ") >= _FIRST_EAST_ASIAN for text in paragraph.iter(W + "t"))
        height = max(sizes, default=0) * (_EAST_ASIAN_HEIGHT if high else _HEIGHT)
        steps = math.ceil(height / int(pitch)) or 1
        _set_line(paragraph, round(int(pitch) * steps * share))


def _set_line(paragraph: Element, twips: int) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = new(W + "pPr")
        paragraph.insert(0, properties)
    spacing = properties.find(W + "spacing")
    if spacing is None:
        spacing = new(W + "spacing")
        properties.append(spacing)
    spacing.set(W + "line", str(min(twips, 20_000)))
    spacing.set(W + "lineRule", "atLeast")
