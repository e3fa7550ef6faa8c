"""Fields that show something although the file holds no result of them: boxes of forms, lists to choose from, symbols.

dxpdf 0.8.1 draws the result alone. Word writes these fields without one.
"""

import copy
import re

from reviewer.documents.convert.docx.names import XML, Element, W, is_on, new

_BOX, _TICKED = "\u2610", "\u2612"
_SYMBOL = re.compile(r"\s*SYMBOL\s+(\d{1,5}|0x[0-9A-Fa-f]{1,4})\b(.*)", re.IGNORECASE)
_FONT = re.compile(r'\\f\s*"?([^"\\]{1,60})')
_LAST_CODE = 0xFFFF
_PRIVATE = 0xF000


def fill_in(root: Element) -> None:
    """Write before each such field what it shows."""
    for mark in list(root.iter(W + "fldChar")):
        run = mark.getparent()
        if mark.get(W + "fldCharType") != "begin" or run is None:
            continue
        data = mark.find(W + "ffData")
        shown = _of_form(data) if data is not None else None
        if shown is not None:
            _write(run, shown)
    for instruction in list(root.iter(W + "instrText")):
        found = _SYMBOL.match(instruction.text or "")
        run = instruction.getparent()
        if found is not None and run is not None and not _has_result(run):
            font = _FONT.search(found.group(2))
            _write_symbol(run, int(found.group(1), 0), font.group(1).strip() if font is not None else "")


def _of_form(data: Element) -> str | None:
    """What a field of a form shows; None for fields of text, which have results."""
    box, choice = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        said = box.find(W + "checked")
        return _TICKED if is_on(said if said is not None else box.find(W + "default")) else _BOX
    if choice is None:
        return None
    entries = [entry.get(W + "val") or "" for entry in choice.iterfind(W + "listEntry")]
    chosen = choice.find(W + "result")
    chosen = chosen if chosen is not None else choice.find(W + "default")
    number = (chosen.get(W + "val") or "0") if chosen is not None else "0"
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else None


def _has_result(run: Element) -> bool:
    """Whether a field goes on with a result of its own."""
    parent = run.getparent()
    following = list(parent)[parent.index(run) + 1 :] if parent is not None else []
    parted = False
    for element in following:
        mark = element.find(W + "fldChar")
        kind = mark.get(W + "fldCharType") if mark is not None else None
        if kind == "end":
            break
        if parted and any(part.text for part in element.iter(W + "t")):
            return True
        parted |= kind == "separate"
    return False


def _write(run: Element, shown: str) -> None:
    text = new(W + "t")
    text.text = shown
    text.set(XML + "space", "preserve")
    _put_before(run, text)


def _write_symbol(run: Element, code: int, font: str) -> None:
    if not 0 < code <= _LAST_CODE:
        return
    symbol = new(W + "sym")
    symbol.set(W + "font", font)
    symbol.set(W + "char", f"{code | _PRIVATE:04X}")
    first = _beginning(run)
    _put_before(first, symbol)


def _beginning(run: Element) -> Element:
    """The run in which a field begins, by one that stands in it."""
    parent = run.getparent()
    before = list(parent)[: parent.index(run) + 1] if parent is not None else []
    for element in reversed(before):
        mark = element.find(W + "fldChar")
        if mark is not None and mark.get(W + "fldCharType") == "begin":
            return element
    return run


def _put_before(run: Element, child: Element) -> None:
    parent = run.getparent()
    if parent is None:
        return
    made, properties = new(W + "r"), run.find(W + "rPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.append(child)
    parent.insert(parent.index(run), made)
