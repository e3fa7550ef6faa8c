"""Frames, the text boxes of Word before 1997: dxpdf 0.8.1 sets their paragraphs in the flow.

Page numbers, letterheads and photos of many older files stand in them, and so do capitals at the start of a text that
go down several lines. They become text boxes at their place, held by the paragraph behind them.
"""

from collections.abc import Iterable, Sequence

from reviewer.documents.convert.docx.drawing import Box, Place, run_of, text_box
from reviewer.documents.convert.docx.layout import EMU, MOST_TWIPS
from reviewer.documents.convert.docx.names import WP, Element, W, new

_FIRST = 90_000
_HOLDERS = (W + "body", W + "hdr", W + "ftr")
_ACROSS_FROM = {"page": "page", "margin": "margin", "text": "column"}
_DOWN_FROM = {"page": "page", "margin": "margin", "text": "paragraph"}
_ACROSS = {"left": "left", "inside": "left", "center": "center", "right": "right", "outside": "right"}
_DOWN = {"top": "top", "inside": "top", "center": "center", "bottom": "bottom", "outside": "bottom"}
_WRAPS = {"none": "topAndBottom", "notBeside": "topAndBottom", "through": "none"}
_UNPLACED = frozenset(
    W + name for name in ("w", "h", "hRule", "dropCap", "lines", "wrap", "hSpace", "vSpace", "anchorLock")
)
"""What is said of a frame besides its place."""
_USUAL_SIZE, _FIELD_LETTERS = 22, 2
_LETTER, _LINE = 6.0, 12.0
"""Twips of a letter's width and of a line, for each half point of its size."""
_SPARE = 1.3
"""A line that is all there is must not be broken, be its letters as wide as they may."""
_NARROWEST, _WIDEST, _TALLEST = 240, 9_600, 20_000
_NO_INSETS = (0, 0, 0, 0)


def place_frames(root: Element) -> None:
    """Put paragraphs that stand in a frame into a text box where the frame stands."""
    number = _FIRST
    for holder in root.iter(*_HOLDERS):
        gathered: list[Element] = []
        for child in [*list(holder), None]:
            frame = _frame(child) if child is not None else None
            if gathered and (frame is None or not _is_same(frame, _frame(gathered[0]))):
                number += 1
                _place(holder, gathered, number)
                gathered = []
            if child is not None and frame is not None:
                gathered.append(child)


def _frame(element: Element) -> Element | None:
    """The frame of a paragraph that stands in one and can be moved."""
    frame = element.find(f"{W}pPr/{W}framePr") if element.tag == W + "p" else None
    if frame is None or element.find(f"{W}pPr/{W}sectPr") is not None:
        return None
    drops = frame.get(W + "dropCap") in ("drop", "margin")
    placed = any(frame.get(name) is not None for name in frame.attrib if name not in _UNPLACED)
    return frame if (drops or placed) and next(element.iter(WP + "anchor"), None) is None else None


def _is_same(frame: Element, other: Element | None) -> bool:
    return other is not None and dict(frame.attrib) == dict(other.attrib)


def _place(holder: Element, paragraphs: Sequence[Element], number: int) -> None:
    frame = _frame(paragraphs[0])
    assert frame is not None
    across, down = _extent(frame, paragraphs)
    content = new(W + "txbxContent")
    after = _behind(holder, paragraphs[-1])
    for paragraph in paragraphs:
        holder.remove(paragraph)
    if not any(map(_letters, paragraphs)) and not _pictures(paragraphs):
        return
    for paragraph in paragraphs:
        properties, own = paragraph.find(W + "pPr"), paragraph.find(f"{W}pPr/{W}framePr")
        if properties is not None and own is not None:
            properties.remove(own)
            _align(properties, frame)
        content.append(paragraph)
    made = text_box(content, across * EMU, down * EMU, _where(frame), Box(None, None, _NO_INSETS), number)
    properties = after.find(W + "pPr")
    after.insert(after.index(properties) + 1 if properties is not None else 0, run_of(made))


def _behind(holder: Element, last: Element) -> Element:
    """The paragraph behind a frame, which it is held by; made where there is none."""
    at = holder.index(last) + 1
    following = list(holder)[at : at + 1]
    if following and following[0].tag == W + "p" and _frame(following[0]) is None:
        return following[0]
    made = new(W + "p")
    holder.insert(at, made)
    return made


def _align(properties: Element, frame: Element) -> None:
    """A frame as wide as its text and at the right of something ends there, whatever width it is given here."""
    side = _ACROSS.get(frame.get(W + "xAlign") or "")
    if side in ("center", "right") and frame.get(W + "w") is None and properties.find(W + "jc") is None:
        alignment = new(W + "jc")
        alignment.set(W + "val", side)
        properties.append(alignment)


def _where(frame: Element) -> Place:
    drops = frame.get(W + "dropCap") in ("drop", "margin")
    across: float | str = _ACROSS.get(frame.get(W + "xAlign") or "") or _twips(frame, "x", 0) * EMU
    down: float | str = _DOWN.get(frame.get(W + "yAlign") or "") or _twips(frame, "y", 0) * EMU
    return Place(
        across_from="column" if drops else _ACROSS_FROM.get(frame.get(W + "hAnchor") or "", "column"),
        across=across,
        down_from="paragraph" if drops else _DOWN_FROM.get(frame.get(W + "vAnchor") or "", "paragraph"),
        down=down,
        behind=False,
        wrap=_WRAPS.get(frame.get(W + "wrap") or "", "square"),
    )


def _extent(frame: Element, paragraphs: Sequence[Element]) -> tuple[int, int]:
    """Width and height in twips: as the frame says, or about what the text takes."""
    size = max(_sizes(paragraphs), default=_USUAL_SIZE)
    lengths = [_letters(paragraph) for paragraph in paragraphs]
    pictures = _pictures(paragraphs)
    natural = max([int(max(lengths) * size * _LETTER * _SPARE), *(wide for wide, _ in pictures)])
    if len(paragraphs) == 1 and frame.get(W + "dropCap") in ("drop", "margin"):
        natural = max(natural, int(size * _LETTER * _SPARE))
    across = _twips(frame, "w", 0) or max(_NARROWEST, min(natural, _WIDEST))
    a_line = max(1, int(across / (size * _LETTER)))
    lines = sum(1 + (length - 1) // a_line if length else 1 for length in lengths)
    needed = int(lines * size * _LINE) + sum(high for _, high in pictures)
    told = _twips(frame, "h", 0)
    lines_down = _twips(frame, "lines", 0)
    if lines_down and not told:
        told = int(size * _LINE * 0.95)
    down = told if told and (frame.get(W + "hRule") == "exact" or lines_down) else max(told, needed)
    return across, max(_NARROWEST, min(down, _TALLEST))


def _letters(paragraph: Element) -> int:
    fields = sum(1 for _ in paragraph.iter(W + "fldSimple", W + "instrText"))
    return sum(len(text.text or "") for text in paragraph.iter(W + "t")) + fields * _FIELD_LETTERS


def _sizes(paragraphs: Iterable[Element]) -> Iterable[int]:
    for paragraph in paragraphs:
        for size in paragraph.iter(W + "sz"):
            value = size.get(W + "val") or ""
            if value.isdecimal() and int(value) < 2_000:
                yield max(2, int(value))


def _pictures(paragraphs: Iterable[Element]) -> list[tuple[int, int]]:
    """Widths and heights of the pictures in paragraphs, in twips."""
    found: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        for extent in paragraph.iter(WP + "extent"):
            sides = [extent.get("cx") or "", extent.get("cy") or ""]
            if all(side.isdecimal() for side in sides):
                across, down = (min(int(side) // EMU, _TALLEST) for side in sides)
                found.append((across, down))
    return found


def _twips(frame: Element, name: str, usual: int) -> int:
    value = frame.get(W + name) or ""
    if not value.lstrip("-").isdecimal() or len(value) > 8:
        return usual
    return max(-MOST_TWIPS, min(MOST_TWIPS, int(value)))
