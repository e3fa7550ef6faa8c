"""Charts and diagrams: dxpdf 0.8.1 draws none. What they say stands in their place, in a box of their size."""

import posixpath
from collections.abc import Iterable

from reviewer.documents.convert.docx.drawing import Box, Place, text_box
from reviewer.documents.convert.docx.names import A_URI, WP, XML, Element, R, W, ancestor, new, parse
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_A, _C, _DGM = f"{{{A_URI}}}", f"{{{_CHART}}}", f"{{{_DIAGRAM}}}"
_MOST_LINES = 60
_MOST_LETTERS = 300
_USUAL = 2_000_000
_FIRST = 60_000
_BELOW = Place("column", 0.0, "paragraph", 0.0, behind=False, wrap="topAndBottom")
_LOOK = Box(fill=None, line="A0A0A0", insets=(91_440, 45_720, 91_440, 45_720))
_SIZE = "16"
"""Half points of the letters."""


def tell_graphics(root: Element, part: str, parts: dict[str, bytes]) -> None:
    """Put boxes with their texts in the place of charts and diagrams."""
    number = _FIRST
    for data in list(root.iter(_A + "graphicData")):
        uri, graphic = data.get("uri"), data.getparent()
        if uri not in (_CHART, _DIAGRAM) or graphic is None or len(data) == 0:
            continue
        reference = next(iter(data))
        id_ = reference.get(R + "id") if uri == _CHART else reference.get(R + "dm")
        content = parts.get(_target(part, id_ or "", parts), b"")
        lines = list(_lines(content, uri))[:_MOST_LINES] if content else []
        drawing = ancestor(data, W + "drawing")
        if drawing is None or not lines:
            continue
        number += 1
        frame, holder = graphic.getparent(), drawing.getparent()
        if frame is None or holder is None:
            continue
        across, down = _extent(frame)
        made = text_box(_content(lines), across, down, _BELOW, _LOOK, number)
        if frame.tag == WP + "anchor":  # stands where it stood
            box = next(made.iter(_A + "graphic"))
            frame.insert(frame.index(graphic), box)
            frame.remove(graphic)
        else:
            holder.insert(holder.index(drawing), made)
            holder.remove(drawing)


def _target(part: str, id_: str, parts: dict[str, bytes]) -> str:
    """The name of the part that a relationship of a part leads to; empty where there is none."""
    folder, _, name = part.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    if not relations or not id_:
        return ""
    found = next((r for r in parse(relations) if r.get("Id") == id_), None)
    target = (found.get("Target") or "") if found is not None else ""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _lines(content: bytes, uri: str) -> Iterable[str]:
    try:
        root = parse(content)
    except (Refused, *PARSER_ERRORS):
        return
    for line in _of_chart(root) if uri == _CHART else _of_diagram(root):
        text = " ".join(line.split())[:_MOST_LETTERS]
        if text:
            yield text


def _of_chart(root: Element) -> Iterable[str]:
    """The title, then a line for each category with the values of all series."""
    title = root.find(f"{_C}chart/{_C}title")
    if title is not None:
        yield "".join(text.text or "" for text in title.iter(_A + "t"))
    every = list(root.iter(_C + "ser"))
    names = [" ".join(_values(series.find(_C + "tx"))) for series in every]
    yield ", ".join(name for name in names if name)
    categories = _values(every[0].find(_C + "cat")) if every else []
    values = [_values(series.find(_C + "val")) for series in every]
    for number in range(max((len(each) for each in (categories, *values)), default=0)):
        of_series = ", ".join(each[number] for each in values if number < len(each))
        yield f"{categories[number] if number < len(categories) else ''}: {of_series}".strip(": ")


def _values(element: Element | None) -> list[str]:
    return [_plain(value.text or "") for value in element.iter(_C + "v")] if element is not None else []


def _plain(value: str) -> str:
    """A value as a person writes it: 2.4, not 2.4000000000000004."""
    try:
        return f"{float(value):.6g}"
    except ValueError:
        return value


def _of_diagram(root: Element) -> Iterable[str]:
    """The texts of its points, in the order in which they were made."""
    for point in root.iter(_DGM + "pt"):
        for paragraph in point.iter(_A + "p"):
            yield "".join(text.text or "" for text in paragraph.iter(_A + "t"))


def _content(lines: Iterable[str]) -> Element:
    content = new(W + "txbxContent")
    for line in lines:
        paragraph, run, text, properties, size = (new(W + name) for name in ("p", "r", "t", "rPr", "sz"))
        size.set(W + "val", _SIZE)
        text.text = line
        text.set(XML + "space", "preserve")
        properties.append(size)
        run.extend((properties, text))
        paragraph.append(run)
        content.append(paragraph)
    return content


def _extent(frame: Element) -> tuple[int, int]:
    """Width and height of a drawing in EMU."""
    extent = frame.find(WP + "extent")
    return (_length(extent.get("cx")), _length(extent.get("cy"))) if extent is not None else (_USUAL, _USUAL)


def _length(value: str | None) -> int:
    return min(int(value), 50_000_000) if value and value.isdecimal() else _USUAL
