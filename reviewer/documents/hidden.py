"""Text that a machine reads in a PDF and a person does not see. Worker side.

MuPDF's trace of a page tells of each run of text how it is painted: not at all, transparent, tiny, outside of the page.
Whatever else hides text - the background's colour, a picture or box over it, a clip - is found by one test, whatever
the trick: the page is drawn with and without its text, and letters that make no difference are not seen. That is only
done for runs that something on the page makes suspect, for it takes as long as drawing.

Precision comes first: icons, copies of text that is also seen (shadows), blanks and single letters are passed over, and
the text layer under a scan is not hidden but a service to the reader.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents.convert.failures import PARSER_ERRORS
from reviewer.documents.grounds import Grounds
from reviewer.documents.limits import MAX_PAGES
from reviewer.documents.protocol import HiddenKind
from reviewer.documents.render import Opened, Passage
from reviewer.documents.wording import instruction, instructs, key_of, smuggled, word_count

PAGES_LOOKED_AT = 50
"""Pages of a document that are looked at; nobody hides words behind the fiftieth."""
SECONDS = 3.0
"""After which no further page is drawn to look for what is covered."""
TINY_POINTS = 2.0
UNSEEN_OPACITY = 0.05
LIGHT = 0.80
"""Share of white in the darkest part of a colour from which on it may not be seen on paper."""
NOTICED = 10
"""Difference of a colour part (of 255) from which on a reader sees something."""
SEEN_SHARE = 0.25
"""A run is seen when this share of its letters makes a difference."""
OUTSIDE_SHARE = 0.3
"""A run is outside of the page when less than this share of it is on the page."""
RUNS_OFF_POINTS = 72.0
COVER_SHARE = 0.3
DOUBLED_SHARE = 0.5
DOTS_PER_INCH = 100
SCAN_SHARE = 0.7
LEAST_LETTERS = 6
"""Letters and digits that hidden text has at least to be told: fewer are slips, marks and fillers of forms."""
PHRASE_WORDS = 3
"""Words that one glyph must stand for to be told: icons have names, and ligatures have letters."""

_UNPAINTED = (3, 7)
"""Kinds of a text trace that paint nothing: ignored, and clip alone."""
_FILLS = ("fill-path", "fill-image", "fill-shade", "fill-imgmask")
_LEAVE, _REMOVE_TEXT = 0, 0
"""PyMuPDF's PDF_REDACT_IMAGE_NONE, PDF_REDACT_LINE_ART_NONE, PDF_REDACT_TEXT_REMOVE, which its types do not know."""
_NOT_SEEN = 0b100010
"""Flags Hidden and NoView of an annotation: ISO 32000-2, table 167."""
_PRIVATE = range(0xE000, 0xF900)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom. Plain numbers: PyMuPDF's own rectangles take a hundred times as long to intersect."""


@dataclass(slots=True)
class _Run:
    """A run of text as the page paints it."""

    text: str
    key: str
    box: Box
    glyphs: list[Box]
    """One for each glyph that has ink of its own."""
    letters: int
    colour: tuple[float, ...]
    size: float
    opacity: float
    painted: int
    order: int


def of(opened: Opened) -> tuple[Passage, ...]:
    """All passages of a document; looked for once, then kept with it."""
    if opened.hidden is None:
        found = _look(opened.document, layered=opened.grounds.layered)
        opened.hidden = (*(each for each in found if not _is_explained(each, opened.grounds)), *opened.source)
    return opened.hidden


def on_page(opened: Opened, page: int) -> tuple[Passage, ...]:
    """The passages of one page."""
    return tuple(passage for passage in of(opened) if passage.page == page)


def _is_explained(passage: Passage, grounds: Grounds) -> bool:
    """Whether it is for the engine's faults that a passage of a made page is not seen."""
    if passage.kind not in (HiddenKind.COLOUR, HiddenKind.COVERED):
        return False
    return grounds.explain(passage.text, LEAST_LETTERS)


def _look(document: pymupdf.Document, *, layered: bool) -> tuple[Passage, ...]:
    end = time.monotonic() + SECONDS
    found: list[Passage] = []
    bare: pymupdf.Document | None = None
    for number in range(min(document.page_count, MAX_PAGES, PAGES_LOOKED_AT)):
        try:
            page: pymupdf.Page = document[number]
            runs = list(_runs(page))
            if not runs:
                continue
            suspects = _suspects(page, runs)
            if suspects and time.monotonic() < end:
                bare = bare or pymupdf.open(stream=document.tobytes(), filetype="pdf")
                suspects = _unseen(page, bare, runs, suspects, layered=layered)
            else:
                suspects = []
            found += [*_told(page, number, runs, suspects), *_untraced(page, number, runs)]
        except (mupdf.FzErrorBase, *PARSER_ERRORS):
            continue  # a page that cannot be looked at is drawn as it is, or told as damaged
    if bare is not None:
        bare.close()
    return (*found, *_in_layers(document, found), *_beside_the_pages(document))


def _runs(page: pymupdf.Page) -> Iterable[_Run]:
    turned = _turning(page)
    for span in page.get_texttrace():
        chars = [c for c in span["chars"] if c[0] > 32 and c[0] not in _PRIVATE]
        if not chars:
            continue
        text = "".join(chr(c[0]) if c[0] > 0 else " " for c in span["chars"])
        inked = [c for c in chars if c[1] >= 0] or chars
        yield _Run(
            text=text,
            key=key_of(text),
            box=turned(span["bbox"]),
            glyphs=[turned(c[3]) for c in inked],
            letters=len(chars),
            colour=tuple(span["color"] or (0.0,)),
            size=float(span["size"]),
            opacity=float(span.get("opacity", 1.0)),
            painted=int(span["type"]),
            order=int(span["seqno"]),
        )


def _turning(page: pymupdf.Page) -> Callable[[Box], Box]:
    """What takes a box of the page as it is stored to the page as it is shown."""
    if not page.rotation:
        return lambda box: (box[0], box[1], box[2], box[3])
    a, b, c, d, e, f = page.rotation_matrix

    def turned(box: Box) -> Box:
        across = (a * box[0] + c * box[1] + e, a * box[2] + c * box[3] + e)
        down = (b * box[0] + d * box[1] + f, b * box[2] + d * box[3] + f)
        return min(across), min(down), max(across), max(down)

    return turned


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _direct(page: Box, run: _Run) -> HiddenKind | None:
    """What the way of painting alone tells; `page` is the page's own box."""
    if run.painted in _UNPAINTED:
        return HiddenKind.UNPAINTED
    if run.opacity < UNSEEN_OPACITY:
        return HiddenKind.TRANSPARENT
    if (_shared(run.box, page) < OUTSIDE_SHARE * _area(run.box) and not _runs_off(page, run)) or not _area(run.box):
        return HiddenKind.OUTSIDE
    across, down = run.box[2] - run.box[0], run.box[3] - run.box[1]
    if min(run.size, down, max(across, down)) < TINY_POINTS:
        return HiddenKind.TINY
    if run.letters > 6 * len(run.glyphs) and word_count(run.text) >= PHRASE_WORDS:
        return HiddenKind.READS_OTHERWISE
    return None


def _runs_off(page: Box, run: _Run) -> bool:
    """Whether it is one endless word, of which a good part is on the page."""
    across = min(run.box[2], page[2]) - max(run.box[0], page[0])
    return len(run.text.split()) == 1 and across > RUNS_OFF_POINTS and _shared(run.box, page) > 0


def _suspects(page: pymupdf.Page, runs: Sequence[_Run]) -> list[_Run]:
    """Runs that are painted, and may yet not be seen: something lies over or under them, they are light, or cut."""
    turned, whole = _turning(page), _place(page.rect)
    fills = [turned(box) for kind, box, *_ in page.get_bboxlog() if kind in _FILLS]
    fills = [box for box in fills if min(box[2] - box[0], box[3] - box[1]) > TINY_POINTS]  # not the rules of a table
    cut = _is_cut(page)
    found: list[_Run] = []
    for run in runs:
        if run.key and _direct(whole, run) is None:
            light = min(run.colour) >= LIGHT if len(run.colour) != 4 else max(run.colour) <= 1 - LIGHT
            if (
                light
                or cut
                or run.opacity < 1 - LIGHT
                or any(_shared(run.box, box) >= COVER_SHARE * _area(run.box) for box in fills)
            ):
                found.append(run)
    return found


def _is_cut(page: pymupdf.Page) -> bool:
    """Whether letters of the page are outside of the clip they are painted in."""
    everything = str(page.get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE))
    inside = str(page.get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CLIP))
    return len("".join(inside.split())) < len("".join(everything.split()))


def _unseen(
    page: pymupdf.Page, bare: pymupdf.Document, runs: Sequence[_Run], suspects: Sequence[_Run], *, layered: bool
) -> list[_Run]:
    """Those of the suspects whose letters make no difference to the page.

    `layered`: what lies over words may belong under them, so that it counts whether they would be seen on it.
    """
    number = page.number
    assert number is not None
    other: pymupdf.Page = bare[number]
    everywhere = other.rect + (-3000, -3000, 3000, 3000)  # noqa: RUF005 - a rectangle grows
    other.add_redact_annot(everywhere * other.derotation_matrix, cross_out=False)
    other.apply_redactions(images=_LEAVE, graphics=_LEAVE, text=_REMOVE_TEXT)
    other = bare[number]
    left = {(round(span["bbox"][0]), round(span["bbox"][1])) for span in other.get_texttrace()}
    whole, without = _drawn(page), _drawn(other)
    if (whole.width, whole.height) != (without.width, without.height):
        return []
    scale = whole.width / page.rect.width
    back = page.derotation_matrix
    pair = _Pair(whole, without)
    found: list[_Run] = []
    for run in suspects:
        corner = pymupdf.Rect(run.box) * back
        if (round(corner.x0), round(corner.y0)) in left:
            continue  # could not be taken out: no verdict
        others = [other.box for other in runs if other is not run and _shared(other.box, run.box)]
        paint = _as_rgb(run.colour)
        seen = sum(
            pair.stands_out(_scaled(glyph, scale), paint)
            if layered or any(_shared(box, glyph) for box in others)
            else pair.differ(_scaled(glyph, scale))
            for glyph in run.glyphs
        )
        if seen < SEEN_SHARE * len(run.glyphs):
            found.append(run)
    return found


def _scaled(box: Box, by: float) -> Box:
    return box[0] * by, box[1] * by, box[2] * by, box[3] * by


def _as_rgb(colour: Sequence[float]) -> tuple[int, int, int]:
    """A colour of one, three or four parts (grey, RGB, CMYK) as red, green, blue of 255."""
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        parts = [(1 - part) * (1 - black) for part in (cyan, magenta, yellow)]
    else:
        parts = list(colour) if len(colour) == 3 else [colour[0]] * 3
    red, green, blue = (round(255 * part) for part in parts)
    return red, green, blue


def _drawn(page: pymupdf.Page) -> pymupdf.Pixmap:
    return page.get_pixmap(dpi=DOTS_PER_INCH, colorspace=pymupdf.csRGB, alpha=False, annots=False)


class _Pair:
    """Two drawings of one page."""

    def __init__(self, one: pymupdf.Pixmap, other: pymupdf.Pixmap) -> None:
        self._one, self._other = memoryview(one.samples_mv), memoryview(other.samples_mv)
        self._width, self._height, self._stride = one.width, one.height, one.stride

    def differ(self, box: Box) -> bool:
        """Whether a reader sees a difference within a box in pixels."""
        x0, x1 = max(0, int(box[0])), min(self._width, int(box[2]) + 1)
        for y in range(max(0, int(box[1])), min(self._height, int(box[3]) + 1)):
            row = slice(y * self._stride + x0 * 3, y * self._stride + x1 * 3)
            one, other = bytes(self._one[row]), bytes(self._other[row])
            if one != other and max(map(abs, map(sub, one, other)), default=0) > NOTICED:
                return True
        return False

    def stands_out(self, box: Box, colour: tuple[int, int, int]) -> bool:
        """Whether a colour is another than what is under the text in a box: for letters that others lie over."""
        x0, x1 = max(0, int(box[0])), min(self._width, int(box[2]) + 1)
        for y in range(max(0, int(box[1])), min(self._height, int(box[3]) + 1)):
            row = bytes(self._other[y * self._stride + x0 * 3 : y * self._stride + x1 * 3])
            if max(map(abs, map(sub, row, colour * (len(row) // 3))), default=0) > NOTICED:
                return True
        return False


def _untraced(page: pymupdf.Page, number: int, runs: Sequence[_Run]) -> list[Passage]:
    """Words that are read from a page and that no run paints: text that only makes a clip."""
    read = key_of(str(page.get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)))
    if len(read) - sum(len(run.key) for run in runs) < LEAST_LETTERS:
        return []
    turned = _turning(page)
    read_words: list[Any] = list(page.get_text("words"))
    places = [(str(word[4]), turned((word[0], word[1], word[2], word[3]))) for word in read_words]
    words = [(text, box) for text, box in places if not any(_holds(run.box, box) for run in runs)]
    if len("".join(key_of(text) for text, _ in words)) < LEAST_LETTERS:
        return []
    text = " ".join(text for text, _ in words)
    return [Passage(number, HiddenKind.UNPAINTED, text, tuple(_place(box) for _, box in words))]


def _holds(run: Box, word: Box) -> bool:
    """Whether the middle of a word is in a run, to a point."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return run[0] - 1 <= x <= run[2] + 1 and run[1] - 1 <= y <= run[3] + 1


def _told(page: pymupdf.Page, number: int, runs: Sequence[_Run], unseen: Sequence[_Run]) -> list[Passage]:
    """The passages of a page: runs that follow one another and are hidden in one way make one."""
    never = {id(run) for run in unseen}
    whole = _place(page.rect)
    kinds = [_direct(whole, run) or (_how(run) if id(run) in never else None) for run in runs]
    if _is_recognised(page, runs, kinds):
        kinds = [None if kind is HiddenKind.UNPAINTED else kind for kind in kinds]
    shown = [run for run, kind in zip(runs, kinds, strict=True) if kind is None]
    kinds = [None if kind and _is_doubled(run, shown) else kind for run, kind in zip(runs, kinds, strict=True)]
    seen = "".join(run.key for run in shown)
    joined: list[tuple[HiddenKind, list[_Run]]] = []
    before: HiddenKind | None = None
    for run, kind in zip(runs, kinds, strict=True):
        if kind is not None and run.key:
            if joined and kind is before:
                joined[-1][1].append(run)
            else:
                joined.append((kind, [run]))
        before = kind if run.key else before
    passages: list[Passage] = []
    for kind, parts in joined:
        text, key = _text_of(parts), "".join(run.key for run in parts)
        copied = bool(seen) and key in seen and kind is not HiddenKind.UNPAINTED
        if len(key) >= LEAST_LETTERS and not copied:
            passages.append(Passage(number, kind, text, tuple(_place(run.box) for run in parts)))
    return [*passages, *in_plain_sight(number, " ".join(run.text for run in shown))]


def _is_doubled(run: _Run, shown: Sequence[_Run]) -> bool:
    """Whether the same words are seen at the same place: the filling of letters whose outline is drawn."""
    return any(
        other.key == run.key and _shared(other.box, run.box) > DOUBLED_SHARE * _area(run.box) > 0 for other in shown
    )


def in_plain_sight(page: int, text: str) -> list[Passage]:
    """What a reader could see and does not read: instructions to a machine, and letters without width that spell."""
    said = instruction(text)
    return [*spelt(page, text), *([Passage(page, HiddenKind.INSTRUCTION, said)] if said else [])]


def spelt(page: int, text: str) -> list[Passage]:
    """What letters without width spell in a text."""
    said = smuggled(text)
    return [Passage(page, HiddenKind.INVISIBLE_LETTERS, said)] if len(key_of(said)) >= LEAST_LETTERS else []


def _text_of(parts: Sequence[_Run]) -> str:
    """Runs as one text: a space where they stand apart or on another line."""
    text = parts[0].text
    for before, run in pairwise(parts):
        near = abs(run.box[0] - before.box[2]) < before.size * 0.15
        close = near and abs(run.box[3] - before.box[3]) < before.size
        text += ("" if close else " ") + run.text
    return " ".join(text.split())


def _how(run: _Run) -> HiddenKind:
    return HiddenKind.COLOUR if min(run.colour) >= LIGHT else HiddenKind.COVERED


def _is_recognised(page: pymupdf.Page, runs: Sequence[_Run], kinds: Sequence[HiddenKind | None]) -> bool:
    """Whether the page is a scan and its unpainted text what was recognised on it."""
    unpainted = sum(run.letters for run, kind in zip(runs, kinds, strict=True) if kind is HiddenKind.UNPAINTED)
    if unpainted < 0.6 * sum(run.letters for run in runs):
        return False
    whole = abs(page.rect)
    return any(abs(pymupdf.Rect(image["bbox"]) & page.rect) > SCAN_SHARE * whole for image in page.get_image_info())


def _place(box: pymupdf.Rect | Box) -> Box:
    x0, y0, x1, y1 = box
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


def _in_layers(document: pymupdf.Document, found: Sequence[Passage]) -> list[Passage]:
    """Text in layers that are switched off: what comes to light when all are on."""
    try:
        off = (document.get_layer() or {}).get("off") or []
        if not off:
            return []
        with pymupdf.open(stream=document.tobytes(), filetype="pdf") as switched:
            switched.set_layer(-1, on=list(switched.get_ocgs() or ()), off=[])
            whole = switched.tobytes()  # what is switched holds from the next opening on
        with pymupdf.open(stream=whole, filetype="pdf") as shown:
            passages: list[Passage] = []
            known = {passage.text for passage in found}
            for number in range(min(document.page_count, MAX_PAGES, PAGES_LOOKED_AT)):
                before = {(run.key, _place(run.box)) for run in _runs(document[number])}
                fresh = [run for run in _runs(shown[number]) if run.key and (run.key, _place(run.box)) not in before]
                text = _text_of(fresh) if fresh else ""
                if len("".join(run.key for run in fresh)) >= LEAST_LETTERS and text not in known:
                    places = tuple(_place(run.box) for run in fresh)
                    passages.append(Passage(number, HiddenKind.LAYER, text, places))
            return passages
    except (mupdf.FzErrorBase, *PARSER_ERRORS):
        return []


def _beside_the_pages(document: pymupdf.Document) -> list[Passage]:
    """Instructions to a machine where no page shows them: properties, notes and fields that are switched off."""
    found: list[Passage] = []
    try:
        values = [value for value in (document.metadata or {}).values() if isinstance(value, str) and instructs(value)]
        found += [Passage(0, HiddenKind.PROPERTIES, " ".join(value.split())) for value in values]
        for number in range(min(document.page_count, MAX_PAGES, PAGES_LOOKED_AT)):
            page: pymupdf.Page = document[number]
            for note in (*page.annots(), *page.widgets()):
                text = _written_on(note)
                flags = document.xref_get_key(note.xref, "F")[1]
                off = flags.isdecimal() and int(flags) & _NOT_SEEN
                if (off and len(key_of(text)) >= LEAST_LETTERS) or instructs(text):
                    places = (_place(note.rect),) if note.rect is not None else ()
                    found.append(Passage(number, HiddenKind.NOTE, " ".join(text.split()), places))
    except (mupdf.FzErrorBase, *PARSER_ERRORS):
        return found
    return found


def _written_on(note: Any) -> str:  # noqa: ANN401 - PyMuPDF's annotations and fields have no common type
    if isinstance(note, pymupdf.Widget):
        return str(note.field_value or "")
    return str(note.info.get("content") or "")
