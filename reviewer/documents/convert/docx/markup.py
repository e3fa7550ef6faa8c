"""Repairs of markup: what Word tolerates, or offers in several forms, and dxpdf 0.8.1 refuses. Found in real files."""

import re

from reviewer.documents.convert.docx.names import MC, PLACEHOLDER, WP, XML, Element, V, W, ancestor, new

_PROPERTIES = (
    *(W + "rPr", W + "pPr", W + "tcPr", W + "tblPr", W + "trPr", W + "sectPr", W + "tblPrEx", W + "numPr", W + "style"),
    *(W + "tblCellMar", W + "tcMar", W + "tblBorders", W + "tcBorders", W + "pBdr", W + "lvl"),
)
_MAY_REPEAT = frozenset(
    W + name for name in ("headerReference", "footerReference", "tblStylePr", "tab", "lvlOverride", "cnfStyle")
)
_RUN_CONTENT = frozenset(
    (
        *(W + "t", W + "delText", W + "tab", W + "ptab", W + "br", W + "cr", W + "softHyphen", W + "noBreakHyphen"),
        *(W + "lastRenderedPageBreak", W + "drawing", W + "pict", W + "sym", W + "instrText", W + "fldChar", W + "rPr"),
        *(W + "footnoteReference", W + "endnoteReference", W + "footnoteRef", W + "endnoteRef", W + "separator"),
        *(W + "continuationSeparator", W + "commentReference", MC + "AlternateContent"),
    )
)
_NUMBERED = tuple(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
)
_NUMBER = re.compile(r"-?\d{1,9}")
_SIDES = {"start": "left", "end": "right"}
_FIRST_FREE_ID = 900_000


def drop_doubled_properties(root: Element) -> None:
    """A property given twice: Word takes the first, strict readers refuse the file (15 of 100 real resumes)."""
    for element in root.iter(*_PROPERTIES):
        seen: set[str] = set()
        for child in list(element):
            tag = child.tag
            if not isinstance(tag, str) or tag in _MAY_REPEAT:
                continue
            if tag in seen:
                element.remove(child)
            seen.add(tag)


def keep_inherited_spaces(root: Element) -> None:
    """xml:space said once, around all text: it is inherited, but some readers look at the text's own element only."""
    for text in root.iter(W + "t", W + "delText"):
        if not text.text or text.text == text.text.strip() or text.get(XML + "space") is not None:
            continue
        said = next((s for e in text.iterancestors() if (s := e.get(XML + "space")) is not None), None)
        if said == "preserve":
            text.set(XML + "space", "preserve")


def take_fallbacks(root: Element) -> None:
    """Alternate content without a drawing, inside a run or a level of a list: the fallback, plain text or a kind of
    number that is known, takes its place."""
    for alternate in list(root.iter(MC + "AlternateContent")):
        run = alternate.getparent()
        if (
            run is None
            or run.tag not in (W + "r", W + "lvl")
            or next(alternate.iter(W + "drawing", W + "pict"), None) is not None
        ):
            continue
        fallback = alternate.find(MC + "Fallback")
        at = run.index(alternate)
        for child in list(fallback) if fallback is not None else []:
            run.insert(at, child)
            at += 1
        run.remove(alternate)


def drop_placeholders(root: Element) -> None:
    """The letter that stands for an object that could not be taken along, which is drawn as a box of four letters."""
    for text in root.iter(W + "t"):
        if text.text and PLACEHOLDER in text.text:
            text.text = text.text.replace(PLACEHOLDER, "")


def spell_out_readings(root: Element) -> None:
    """Words with their reading above them (ruby) have it behind them, in brackets."""
    for ruby in list(root.iter(W + "ruby")):
        run = ruby.getparent()
        if run is None:
            continue
        base = "".join(text.text or "" for text in ruby.iterfind(f"{W}rubyBase//{W}t"))
        reading = "".join(text.text or "" for text in ruby.iterfind(f"{W}rt//{W}t"))
        spelt = new(W + "t")
        spelt.text = f"{base}({reading})" if base and reading else base or reading
        run.insert(run.index(ruby), spelt)
        run.remove(ruby)


def drop_unknown_run_content(root: Element) -> None:
    """A run may hold many things; a strict reader refuses the whole file over one it does not know.

    Of an embedded object its picture stays.
    """
    for run in list(root.iter(W + "r")):
        for child in list(run):
            if not isinstance(child.tag, str) or child.tag in _RUN_CONTENT:
                continue
            if child.tag == W + "object" and child.find(V + "shape") is not None:
                child.tag = W + "pict"
                child.attrib.clear()
                for part in list(child):
                    if part.tag not in (V + "shape", V + "shapetype", V + "rect"):
                        child.remove(part)
                continue
            run.remove(child)


def part_fields(root: Element) -> None:
    """A field that has no result says so by having no separator; the rest of the paragraph is taken for its
    instruction. It gets one."""
    parted: list[bool] = []
    for mark in list(root.iter(W + "fldChar")):
        kind, run = mark.get(W + "fldCharType"), mark.getparent()
        if kind == "begin":
            parted.append(False)
        elif kind == "separate" and parted:
            parted[-1] = True
        elif kind == "end" and parted and not parted.pop() and run is not None:
            separator = new(W + "fldChar")
            separator.set(W + "fldCharType", "separate")
            run.insert(run.index(mark), separator)


def drop_what_strict_readers_refuse(root: Element) -> None:
    """Table captions, drawings without a size, and roundings of corners that are no whole number."""
    for element in list(root.iter(W + "tblCaption", W + "tblDescription")):
        _remove(element)
    for drawing in list(root.iter(W + "drawing")):
        if next(drawing.iter(WP + "extent"), None) is None:
            _remove(drawing)
    for element in root.iter(V + "roundrect"):
        if "arcsize" in element.attrib:
            del element.attrib["arcsize"]


def use_plain_values(root: Element) -> None:
    """Values of newer or looser dialects in the form that every reader knows.

    Tabs at start and end are left and right; header references say of which kind they are; ids of marks are numbers;
    cell margins and the spaces between paragraphs are not negative.
    """
    for element in root.iter(W + "tab", W + "jc", W + "lvlJc"):
        side = _SIDES.get(element.get(W + "val") or "")
        if side:
            element.set(W + "val", side)
    for element in root.iter(W + "headerReference", W + "footerReference"):
        if element.get(W + "type") not in ("default", "first", "even"):
            element.set(W + "type", "default")
    ids: dict[str, int] = {}
    for element in root.iter(*_NUMBERED):
        id_ = element.get(W + "id")
        if id_ is not None and not _NUMBER.fullmatch(id_):
            element.set(W + "id", str(ids.setdefault(id_, _FIRST_FREE_ID + len(ids))))
    for element in root.iter(*(W + side for side in ("left", "right", "top", "bottom", "start", "end"))):
        if (element.get(W + "w") or "").startswith("-"):
            element.set(W + "w", "0")
    for element in root.iter(W + "spacing"):
        for name in ("before", "after"):
            if (element.get(W + name) or "").startswith("-"):
                del element.attrib[W + name]


def turn_raised_over(root: Element) -> None:
    """Words that are raised are lowered, and the other way round."""
    for position in root.iter(W + "position"):
        value = position.get(W + "val") or ""
        if _NUMBER.fullmatch(value):
            position.set(W + "val", str(-int(value)))


def is_alternative(element: Element) -> bool:
    """Whether an element stands inside alternate content, where the modern drawing stands beside it already."""
    return ancestor(element, MC + "AlternateContent") is not None


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
