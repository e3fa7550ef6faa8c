"""Underlined tabs, the lines of forms and under headings: dxpdf 0.8.1 underlines letters alone.

A tab stop may have a leader, and the underscore is one: it is set at the stops that such tabs lead to.
"""

import copy

from reviewer.documents.convert.docx.layout import Paper
from reviewer.documents.convert.docx.names import Element, W, new
from reviewer.documents.convert.docx.styles import Styles

_NO_LINE = ("none", "words")
_USUAL_STEP = 720
"""Twips between the stops that every line has."""
_MOST_STOPS = 60


def underline_tabs(root: Element, styles: Styles, paper: Paper) -> None:
    """Lead underlined tabs with a line."""
    if not styles.mention(root, "u"):
        return
    for paragraph in root.iter(W + "p"):
        tabs = [run for tab in paragraph.iter(W + "tab") if (run := tab.getparent()) is not None and run.tag == W + "r"]
        if not tabs:
            continue
        lined = [_is_underlined(run, styles) for run in tabs]
        if any(lined):
            _lead(paragraph, lined, styles, paper.width - paper.left - paper.right)


def _is_underlined(run: Element, styles: Styles) -> bool:
    line = styles.of(run, "u")
    return line is not None and (line.get(W + "val") or "single") not in _NO_LINE


def _lead(paragraph: Element, lined: list[bool], styles: Styles, room: int) -> None:
    """Which stop a tab leads to depends on the words before it: where all are underlined, all stops get the line,
    otherwise those whose number is that of an underlined tab. `room`: width of the text in twips."""
    given = styles.stops(paragraph)
    everywhere = all(lined)
    if not everywhere and len(given) < len(lined):
        return
    stops = {
        place: _lined(stop, on=everywhere or (number < len(lined) and lined[number]))
        for number, (place, stop) in enumerate(given)
    }
    if everywhere:
        first = (max(stops, default=0) // _USUAL_STEP + 1) * _USUAL_STEP
        for place in range(first, room + 1, _USUAL_STEP):
            stops[place] = _lined(_stop(place), on=True)
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = new(W + "pPr")
        paragraph.insert(0, properties)
    told = properties.find(W + "tabs")
    if told is None:
        told = new(W + "tabs")
        properties.append(told)
    for stop in list(told):
        if (stop.get(W + "val") or "") != "clear":
            told.remove(stop)
    told.extend(stops[place] for place in sorted(stops)[:_MOST_STOPS])


def _lined(stop: Element, *, on: bool) -> Element:
    made = copy.deepcopy(stop)
    if on and made.get(W + "leader") in (None, "none"):
        made.set(W + "leader", "underscore")
    return made


def _stop(place: int) -> Element:
    made = new(W + "tab")
    made.set(W + "val", "left")
    made.set(W + "pos", str(place))
    return made
