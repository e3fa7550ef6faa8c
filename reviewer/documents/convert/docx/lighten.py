"""Leaving out what no page shows and dxpdf 0.8.1 spends its time on: four fifths of a usual letter's."""

import re
from collections.abc import Iterable

from reviewer.documents.convert.docx.names import A_URI, Element, W

_TABLE_STYLE_USE = re.compile(rb'tblStyle\s+(?:\w+:)?val="([^"]{1,200})"')


def drop_theme_scripts(root: Element) -> None:
    """A theme names a font for each of thirty scripts, and dxpdf looks for every one (350 ms where few are installed).

    The system finds a font for a letter by itself.
    """
    for font in list(root.iter(f"{{{A_URI}}}font")):
        parent = font.getparent()
        if parent is not None:
            parent.remove(font)


def used_table_styles(parts: Iterable[bytes]) -> frozenset[str]:
    """The ids of table styles that the parts name."""
    return frozenset(id_.decode("utf-8", "replace") for part in parts for id_ in _TABLE_STYLE_USE.findall(part))


def drop_unused_styles(root: Element, used: frozenset[str]) -> None:
    """Table styles that no table has (Word's templates bring a hundred, 300 KB of markup), and latent styles."""
    styles = {id_: style for style in root.iter(W + "style") if (id_ := style.get(W + "styleId"))}
    kept = set(used)
    for id_ in used:
        while (style := styles.get(id_)) is not None:
            based = style.find(W + "basedOn")
            id_ = (based.get(W + "val") or "") if based is not None else ""
            if id_ in kept:
                break
            kept.add(id_)
    unused = [
        style
        for id_, style in styles.items()
        if style.get(W + "type") == "table" and id_ not in kept and style.get(W + "default") is None
    ]
    for element in (*unused, *root.iter(W + "latentStyles")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
