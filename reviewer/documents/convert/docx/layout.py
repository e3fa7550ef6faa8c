"""Repairs of layout: what dxpdf 0.8.1 drops or cuts off although the markup is right."""

import copy
import re
from dataclasses import dataclass

from reviewer.documents.convert.docx.names import WP, Element, W, new

LONG_ROW_LETTERS = 1_200
"""Letters from which a table row may well be taller than a page."""
MAX_BODY_BLOCKS = 12_000
"""Paragraphs and tables of a body; two hundred pages, which is what is shown, hold fewer."""

EMU = 635
"""Of a twip."""
MOST_TWIPS = 31_000
_SHARES = {"left": 0.0, "inside": 0.0, "center": 0.5, "right": 1.0, "outside": 1.0}
_PAPER = re.compile(rb"<w:pgSz [^>]{0,300}>")
_MARGINS = re.compile(rb"<w:pgMar [^>]{0,400}>")
_ATTRIBUTES = re.compile(rb'w:(w|left|right)="(\d{1,9})"')
_WRAPPERS = (
    (W + "sdt", W + "sdtContent"),
    (W + "smartTag", None),
    (W + "customXml", None),
    *((W + name, None) for name in ("bdo", "dir")),
)
_NO_CONTENT = (W + "smartTagPr", W + "customXmlPr")
_INLINE_ATTRIBUTES = ("distT", "distB", "distL", "distR")


def join_bodies(root: Element) -> None:
    """A document of several bodies, as some programs write, is refused: what the later ones hold goes to the first."""
    first, *others = list(root.iterfind(W + "body")) or [None]
    for other in others:
        assert first is not None
        assert other is not None
        first.extend(list(other))
        root.remove(other)


def cut_endless(root: Element) -> bool:
    """Cut a body that would take minutes to lay out; whether it was cut."""
    body = root.find(W + "body")
    if body is None or len(body) <= MAX_BODY_BLOCKS:
        return False
    for child in list(body)[MAX_BODY_BLOCKS:]:
        if child.tag != W + "sectPr":
            body.remove(child)
    return True


def put_notes_behind_tables(root: Element, notes: Element) -> None:
    """Footnotes of tables are dropped: they stand behind their table, and the numbers in it are drawn anyway."""
    body = root.find(W + "body")
    by_id = {note.get(W + "id"): note for note in notes.iter(W + "footnote") if note.get(W + "type") is None}
    for table in list(body.iterfind(W + "tbl")) if body is not None else ():
        for reference in reversed(list(table.iter(W + "footnoteReference"))):
            note = by_id.get(reference.get(W + "id"))
            if note is None:
                continue
            for paragraph in reversed(list(note.iterfind(W + "p"))):
                behind = copy.deepcopy(paragraph)
                for mark in list(behind.iter(W + "footnoteRef")):
                    _remove(mark)
                table.addnext(behind)


@dataclass(frozen=True, slots=True)
class Paper:
    """The width of a page and its left and right margins, in twips."""

    width: int
    left: int
    right: int


def paper_of(main: bytes) -> Paper:
    """The paper of a document, which is that of its last section."""
    sizes, margins = _PAPER.findall(main), _MARGINS.findall(main)
    width = _ATTRIBUTES.findall(sizes[-1]) if sizes else []
    sides = _ATTRIBUTES.findall(margins[-1]) if margins else []
    found = {name.decode(): min(int(value), MOST_TWIPS) for name, value in (*width, *sides)}
    return Paper(found.get("w") or 12_240, found.get("left", 1440), found.get("right", 1440))


def align_in_headers(root: Element, paper: Paper) -> None:
    """Drawings of headers and footers that are aligned to the margins or the text: dxpdf takes these for a line without
    width there. They get the place that this comes to on the page."""
    if root.tag not in (W + "hdr", W + "ftr"):
        return
    for across in root.iter(WP + "positionH"):
        anchor, align, share = across.getparent(), across.find(WP + "align"), None
        if across.get("relativeFrom") in ("margin", "column") and align is not None:
            share = _SHARES.get(align.text or "")
        extent = anchor.find(WP + "extent") if anchor is not None else None
        wide = (extent.get("cx") or "") if extent is not None else ""
        if align is None or share is None or not wide.isdecimal():
            continue
        room = (paper.width - paper.left - paper.right) * EMU
        offset = new(WP + "posOffset")
        offset.text = str(int(paper.left * EMU + (room - min(int(wide), MOST_TWIPS * EMU)) * share))
        across.set("relativeFrom", "page")
        across.remove(align)
        across.append(offset)


def place_floating_tables(root: Element, paper: Paper) -> None:
    """A floating table stands as far from the left as it says: dxpdf heeds its height and its alignment alone, but
    indents it as any other table."""
    for floating in root.iter(W + "tblpPr"):
        properties, across = floating.getparent(), floating.get(W + "tblpX") or ""
        if properties is None or floating.get(W + "tblpXSpec") or not across.lstrip("-").isdecimal():
            continue
        indent = int(across[:6]) - (paper.left if floating.get(W + "horzAnchor") == "page" else 0)
        told = properties.find(W + "tblInd")
        if told is None:
            told = new(W + "tblInd")
            properties.append(told)
        told.set(W + "w", str(max(-MOST_TWIPS, min(MOST_TWIPS, indent))))
        told.set(W + "type", "dxa")


def lift_wrapped_content(root: Element) -> None:
    """Content controls (all of Word's resume templates have them), smart tags, custom XML and what is set in one
    direction (telephone numbers, as mail programs copy them) are dropped inside a line, with what they hold: that takes
    their place."""
    for tag, inner in _WRAPPERS:
        for wrapper in list(root.iter(tag)):
            parent = wrapper.getparent()
            if parent is None:
                continue
            source = wrapper.find(inner) if inner else wrapper
            at = parent.index(wrapper)
            for child in list(source) if source is not None else []:
                if child.tag in _NO_CONTENT:
                    continue
                parent.insert(at, child)
                at += 1
            parent.remove(wrapper)


def split_tall_rows(root: Element) -> None:
    """A row that must not be split, or holds a floating drawing, is cut at the page's end: two-column resumes in one
    row lose most of their words. A long row may be split, and its drawings stand in the line."""
    for row in root.iter(W + "tr"):
        if sum(len(text.text or "") for text in row.iter(W + "t")) < LONG_ROW_LETTERS:
            continue
        for element in list(row.iter(W + "cantSplit")):
            _remove(element)
        for element in list(row.iterfind(f"{W}trPr/{W}trHeight")):
            if element.get(W + "hRule") != "exact":
                _remove(element)
        for anchor in list(row.iter(WP + "anchor")):
            anchor.tag = WP + "inline"
            for name in list(anchor.attrib):
                if name not in _INLINE_ATTRIBUTES:
                    del anchor.attrib[name]
            for child in list(anchor):
                tag = child.tag
                if isinstance(tag, str) and tag.startswith((WP + "simplePos", WP + "position", WP + "wrap")):
                    anchor.remove(child)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
