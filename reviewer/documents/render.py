"""Pages to pixels: MuPDF draws straight into the shared slab, without a copy. Worker side."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pymupdf
from pymupdf import mupdf

from reviewer.documents.grounds import Grounds
from reviewer.documents.limits import MAX_PAGE_POINTS, MAX_PAGES, TILE, pixel_size, tile_size, tiled_size
from reviewer.documents.protocol import DocumentInfo, Format, HiddenKind, TroubleCode
from reviewer.documents.protocol import Warning as Note

OPEN_DOCUMENTS = 12
LISTS_KEPT = 8
"""Display lists kept for each open document: zooming and going back do not read the page again."""
PAGES_LOOKED_AT_FOR_TEXT = 3
STORE_PERCENT_KEPT = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text that is not seen. `places` are rectangles in points of the page as it is shown."""

    page: int
    kind: HiddenKind
    text: str
    places: tuple[tuple[float, float, float, float], ...] = ()


class CannotShow(Exception):
    """A document or page cannot be shown; carries the code for the parent."""

    def __init__(self, code: TroubleCode, kind: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind


class NeedsRoom(Exception):
    """The pixels do not fit the place they were given; carries the bytes needed."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


@dataclass(slots=True)
class Opened:
    """An open PDF with what has been read of its pages."""

    document: pymupdf.Document
    lists: OrderedDict[int, pymupdf.DisplayList] = field(default_factory=OrderedDict)
    hidden: tuple[Passage, ...] | None = None
    """What `hidden.of` found; None: nobody has looked."""
    hidden_on: dict[int, tuple[Passage, ...]] = field(default_factory=dict)
    """What `hidden.on_page` found, by page."""
    source: tuple[Passage, ...] = ()
    """Hidden text of the document that this PDF was made of, which is not in the PDF."""
    grounds: Grounds = field(default_factory=Grounds)
    """What that document says its words stand on."""


class Shelf:
    """The documents this worker has open, the least recently used ones closed again."""

    def __init__(self) -> None:
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        self._rgb = mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB)

    def get(self, key: str) -> Opened | None:
        """An open document."""
        opened = self._opened.get(key)
        if opened is not None:
            self._opened.move_to_end(key)
        return opened

    def put(self, key: str, opened: Opened) -> list[str]:
        """Keep a document open; the keys of those closed for it come back."""
        self._opened[key] = opened
        closed: list[str] = []
        while len(self._opened) > OPEN_DOCUMENTS:
            old, gone = self._opened.popitem(last=False)
            gone.lists.clear()
            gone.document.close()
            closed.append(old)
        return closed

    def draw(
        self, opened: Opened, page: int, width: int, rotation: int, into: memoryview, tile: Sequence[int] | None = None
    ) -> tuple[int, int, int]:
        """Draw a page, or one tile (column, row) of it, into memory; answers (width, height, stride).

        Raises CannotShow, NeedsRoom.
        """
        shown = display_list(opened, page)
        rect = shown.rect
        turned = rotation % 180 != 0
        across, down = (rect.height, rect.width) if turned else (rect.width, rect.height)
        left = top = 0
        if tile is None:
            w, h = pixel_size(across, down, width)
            matrix = pymupdf.Matrix(w / across, h / down)
        else:
            w, h = tile_size(across, down, width, (tile[0], tile[1]))
            left, top = tile[0] * TILE, tile[1] * TILE
            whole = tiled_size(across, down, width)
            matrix = pymupdf.Matrix(whole[0] / across, whole[1] / down)
        if not w or not h:
            raise CannotShow(TroubleCode.DAMAGED)
        stride = (w * 3 + 3) & ~3  # the window's images want lines of whole 32-bit words
        if stride * h > len(into):
            raise NeedsRoom(stride * h)
        matrix = pymupdf.Matrix(rotation) * matrix if rotation else matrix
        corner = rect * matrix
        matrix = matrix * pymupdf.Matrix(1, 0, 0, 1, -corner.x0 - left, -corner.y0 - top)
        pixmap = mupdf.fz_new_pixmap_with_data(
            self._rgb, w, h, mupdf.FzSeparations(), 0, stride, mupdf.python_mutable_buffer_data(into[: stride * h])
        )
        mupdf.fz_clear_pixmap_with_value(pixmap, 255)
        device = mupdf.fz_new_draw_device(mupdf.FzMatrix(*matrix), pixmap)
        everywhere = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
        mupdf.fz_run_display_list(shown.this, device, mupdf.FzMatrix(), everywhere, mupdf.FzCookie())
        mupdf.fz_close_device(device)
        return w, h, stride

    def shed(self) -> None:
        """Give back memory: display lists, decoded pictures."""
        for opened in self._opened.values():
            opened.lists.clear()
        pymupdf.TOOLS.store_shrink(100 - STORE_PERCENT_KEPT)


def start() -> None:
    """Make MuPDF quiet: what it says of a document goes nowhere."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def open_pdf(data: bytes) -> Opened:
    """Open a PDF. Raises CannotShow when it is locked, broken beyond repair or without a page."""
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise _translated(error) from error
    if document.needs_pass:
        raise CannotShow(TroubleCode.LOCKED)
    if not document.page_count:
        raise CannotShow(TroubleCode.DAMAGED)
    return Opened(document)


def describe(opened: Opened, made: DocumentInfo | None = None, measured: int = MAX_PAGES) -> DocumentInfo:
    """What the window must know before it draws. `made` is what the converter says of a PDF that it made.

    Only the first `measured` pages are measured; the others are told to be as large as the first.
    """
    document = opened.document
    try:
        pages = _sizes(document, measured)
        scanned = made is None and not _has_text(document)
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise _translated(error) from error
    warnings = made.warnings if made else ()
    if document.page_count > MAX_PAGES:
        warnings = (*warnings, Note.PAGES_CUT.value)
    return DocumentInfo(
        format=made.format if made else Format.PDF,
        engine=made.engine if made else f"mupdf {pymupdf.__version__}",
        pages=pages,
        warnings=warnings,
        own_words_drawn=made.own_words_drawn if made else None,
        scanned=scanned,
        repaired=made is None and bool(document.is_repaired),
    )


def display_list(opened: Opened, page: int) -> pymupdf.DisplayList:
    """A page as MuPDF's list of what to draw. Raises CannotShow."""
    kept = opened.lists.get(page)
    if kept is not None:
        opened.lists.move_to_end(page)
        return kept
    if not 0 <= page < min(opened.document.page_count, MAX_PAGES):
        raise CannotShow(TroubleCode.DAMAGED)
    try:
        made = opened.document[page].get_displaylist()
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise _translated(error) from error
    opened.lists[page] = made
    while len(opened.lists) > LISTS_KEPT:
        opened.lists.popitem(last=False)
    return made


def _sizes(document: pymupdf.Document, measured: int) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, from its boxes alone: three times as fast as reading the pages."""
    made = mupdf.pdf_document_from_fz_document(document.this)
    sizes: list[tuple[float, float]] = []
    count = min(document.page_count, MAX_PAGES)
    for number in range(min(count, measured)):
        box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
        mupdf.pdf_page_obj_transform(mupdf.pdf_lookup_page_obj(made, number), box, matrix)
        shown = mupdf.fz_transform_rect(box, matrix)
        sizes.append((_side(shown.x1 - shown.x0), _side(shown.y1 - shown.y0)))
    return (*sizes, *sizes[:1] * (count - len(sizes)))


def _side(points: float) -> float:
    return round(min(max(points, 1.0), MAX_PAGE_POINTS), 2)


def _has_text(document: pymupdf.Document) -> bool:
    """Whether the first pages name a font at all: cheap, and true for a scan that has been through text recognition."""
    pages = range(min(document.page_count, PAGES_LOOKED_AT_FOR_TEXT))
    return any(document.get_page_fonts(number, full=True) for number in pages) or not any(
        document.get_page_images(number, full=True) for number in pages
    )


def _translated(error: Exception) -> CannotShow:
    memory = isinstance(error, mupdf.FzErrorSystem) and "alloc" in str(error)
    return CannotShow(TroubleCode.MEMORY if memory else TroubleCode.DAMAGED)
