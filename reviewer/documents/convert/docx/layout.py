"""Repairs of layout: what dxpdf 0.8.1 drops or cuts off although the markup is right."""

import copy

from reviewer.documents.convert.docx.names import WP, Element, W

LONG_ROW_LETTERS = 1_200
"""Letters from which a table row may well be taller than a page."""
MAX_BODY_BLOCKS = 12_000
"""Paragraphs and tables of a body; two hundred pages, which is what is shown, hold fewer."""

_WRAPPERS = ((W + "sdt", W + "sdtContent"), (W + "smartTag", None), (W + "customXml", None))
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


def lift_wrapped_content(root: Element) -> None:
    """Content controls (all of Word's resume templates have them), smart tags and custom XML inside a line are dropped
    with what they hold: what they hold takes their place."""
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
