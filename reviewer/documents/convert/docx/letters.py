"""Letters written as they are to be shown: dxpdf 0.8.1 knows neither capitals nor small capitals."""

import copy
import itertools

from reviewer.documents.convert.docx.names import XML, Element, W, new
from reviewer.documents.convert.docx.styles import Styles

_SMALL_SHARE = 0.8
"""Height of small capitals, as a share of the run's size: Word's own."""


def write_capitals(root: Element, styles: Styles) -> None:
    """Text that is to be shown in capitals is written in capitals, small ones in a smaller size."""
    if not styles.mention(root, "caps", "smallCaps"):
        return
    for run in list(root.iter(W + "r")):
        if run.find(W + "t") is None:
            continue
        if styles.is_on(run, "caps"):
            for text in run.iter(W + "t"):
                text.text = (text.text or "").upper()
        elif styles.is_on(run, "smallCaps"):
            _write_small(run, styles.size(run))


def _write_small(run: Element, size: int) -> None:
    """Split a run into runs of letters that are capitals anyway, and of smaller ones in their place."""
    parent = run.getparent()
    if parent is None:
        return
    properties = run.find(W + "rPr")
    at = parent.index(run) + 1
    for child in list(run):
        if child is properties:
            continue
        run.remove(child)
        pieces = _pieces(child.text or "") if child.tag == W + "t" else [None]
        for piece in pieces:
            made = new(W + "r")
            if properties is not None:
                made.append(copy.deepcopy(properties))
            if piece is None:
                made.append(child)
            else:
                capitals = piece.upper()
                text = new(W + "t")
                text.text = capitals
                text.set(XML + "space", "preserve")
                if capitals != piece:
                    _set_size(made, max(2, round(size * _SMALL_SHARE)))
                made.append(text)
            parent.insert(at, made)
            at += 1
    parent.remove(run)


def _pieces(text: str) -> list[str | None]:
    """A text in stretches of small letters and of others."""
    return ["".join(group) for _, group in itertools.groupby(text, str.islower)]


def _set_size(run: Element, half_points: int) -> None:
    properties = run.find(W + "rPr")
    if properties is None:
        properties = new(W + "rPr")
        run.insert(0, properties)
    size = properties.find(W + "sz")
    if size is None:
        size = new(W + "sz")
        properties.append(size)
    size.set(W + "val", str(half_points))
