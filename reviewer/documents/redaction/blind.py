"""Finding, removing, looking again; at most twice, then the page as a picture."""

from dataclasses import dataclass
from enum import StrEnum

import pymupdf
from pymupdf import mupdf

from reviewer.documents import hidden, ocr
from reviewer.documents.convert.failures import PARSER_ERRORS
from reviewer.documents.limits import MAX_PAGES
from reviewer.documents.protocol import HiddenKind, TroubleCode
from reviewer.documents.redaction.letters import Box, PageLetters, boxes_of, letters_of, matches_on, slimmed, stored
from reviewer.documents.redaction.looking import left_beside, left_on
from reviewer.documents.redaction.stripping import strip
from reviewer.documents.render import CannotShow, Opened
from reviewer.domain.anonymity import Identifiers

_NEUTRAL = (0.91, 0.91, 0.92)
"""Grey of the box that shows where something was: nothing is under it."""
_PHOTO_SIDES = (36.0, 300.0)
"""Points: sides of a photograph of a person; smaller ones are icons, larger ones are decoration or pages."""
_PHOTO_SHAPES = (0.7, 1.9)
"""Height by width: upright, square, or a little wide."""
_PHOTO_SHARE = 0.30
_PHOTO_PIXELS = 48
_LEAVE, _REMOVE_TEXT, _REMOVE_PICTURES, _PIXELS, _LEAVE_TEXT = 0, 0, 1, 2, 1
"""PyMuPDF's PDF_REDACT_..., which its types do not know."""
_PICTURE_DPI = 150


class Left(StrEnum):
    """What may be left over."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    LOCATION = "location"
    SCANNED = "scanned"  # a picture of a page: what is in it cannot be looked for


@dataclass(frozen=True, slots=True)
class Blinded:
    """A PDF without identifiers. `left`: page (-1: beside the pages) and kind of what the second look found.

    `taken`: how many places were taken out, by kind. `photos`: pictures taken for photographs.
    """

    pdf: bytes
    text: str
    taken: dict[str, int]
    photos: int
    left: tuple[tuple[int, str], ...]


def make_blind(opened: Opened, identifiers: Identifiers) -> Blinded:
    """Take out what tells who the candidate is. Raises CannotShow when the document cannot be worked on."""
    try:
        with pymupdf.open(stream=opened.document.tobytes(), filetype="pdf") as document:
            return _blinded(opened, document, identifiers)
    except (mupdf.FzErrorBase, *PARSER_ERRORS) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error


def _blinded(opened: Opened, document: pymupdf.Document, identifiers: Identifiers) -> Blinded:
    taken: dict[str, int] = {}
    photos = 0
    unseen = [passage for passage in hidden.of(opened) if passage.kind is not HiddenKind.INSTRUCTION]
    scanned: list[int] = []
    while document.page_count > MAX_PAGES:
        document.delete_page(-1)
    _flatten(document)
    for number in range(document.page_count):
        page: pymupdf.Page = document[number]
        letters = letters_of(page)
        if not letters.text.strip() and ocr.is_picture(Opened(document), number):
            scanned.append(number)
        boxes = _boxes(letters, identifiers, taken)
        places = [place for passage in unseen if passage.page == number for place in passage.places]
        boxes += stored(places, page)
        _remove(page, boxes)
        if number == 0:
            photos = _remove_photos(document[number])
    strip(document)
    left = _second_look(document, identifiers)
    if left:
        _try_harder(document, sorted({page for page, _ in left if page >= 0}), identifiers)
        left = _second_look(document, identifiers)
    pdf = document.tobytes(garbage=4, deflate=True)
    beside = left_beside(pdf, identifiers)
    found = (*left, *((-1, kind) for kind in beside), *((number, Left.SCANNED.value) for number in scanned))
    texts = [letters_of(document[number]).text for number in range(document.page_count)]
    return Blinded(pdf, "\f".join(texts), taken, photos, tuple(dict.fromkeys(found)))


def _flatten(document: pymupdf.Document) -> None:
    """Make notes and fields part of their pages, so that what they show is found there, and what they say goes."""
    if document.is_form_pdf or any(True for page in document for _ in page.annots()):
        document.bake()


def _boxes(letters: PageLetters, identifiers: Identifiers, taken: dict[str, int], whole: float = 1.0) -> list[Box]:
    boxes: list[Box] = []
    for match in matches_on(letters, identifiers):
        taken[match.kind.value] = taken.get(match.kind.value, 0) + 1
        boxes += [slimmed(box, whole) for box in boxes_of(letters, match)]
    return boxes


def _remove(page: pymupdf.Page, boxes: list[Box]) -> None:
    if not boxes:
        return
    for box in boxes:
        page.add_redact_annot(box, fill=_NEUTRAL, cross_out=False)
    page.apply_redactions(images=_PIXELS, graphics=_LEAVE, text=_REMOVE_TEXT)


def _remove_photos(page: pymupdf.Page) -> int:
    """Take pictures of a person's shape and size off the first page; how many."""
    whole = abs(page.rect)
    least, most = _PHOTO_SIDES
    places: list[Box] = []
    for image in page.get_image_info():
        box = pymupdf.Rect(image["bbox"])
        fits = least <= min(box.width, box.height) and max(box.width, box.height) <= most
        shaped = fits and _PHOTO_SHAPES[0] <= box.height / box.width <= _PHOTO_SHAPES[1]
        if shaped and abs(box) < _PHOTO_SHARE * whole and min(image["width"], image["height"]) >= _PHOTO_PIXELS:
            places.append((box.x0, box.y0, box.x1, box.y1))
    if places:
        for place in places:
            page.add_redact_annot(place, fill=_NEUTRAL, cross_out=False)
        page.apply_redactions(images=_REMOVE_PICTURES, graphics=_LEAVE, text=_LEAVE_TEXT)
    return len(places)


def _second_look(document: pymupdf.Document, identifiers: Identifiers) -> list[tuple[int, str]]:
    return [
        (number, kind)
        for number in range(document.page_count)
        for kind in sorted(left_on(document[number], identifiers))
    ]


def _try_harder(document: pymupdf.Document, pages: list[int], identifiers: Identifiers) -> None:
    """Once more with whole lines, and where that is not enough the page becomes a picture, its places blanked."""
    for number in pages:
        page: pymupdf.Page = document[number]
        _remove(page, _boxes(letters_of(page), identifiers, {}, whole=1.4))
        page = document[number]
        if left_on(page, identifiers):
            _become_picture(document, number, identifiers)


def _become_picture(document: pymupdf.Document, number: int, identifiers: Identifiers) -> None:
    page: pymupdf.Page = document[number]
    letters = letters_of(page)
    pixels = page.get_pixmap(dpi=_PICTURE_DPI, colorspace=pymupdf.csRGB, alpha=False)
    scale = pymupdf.Matrix(_PICTURE_DPI / 72, _PICTURE_DPI / 72)
    for match in matches_on(letters, identifiers):
        for box in boxes_of(letters, match):
            place = pymupdf.Rect(box) * page.rotation_matrix * scale
            pixels.set_rect(place.irect, (232, 232, 235))
    width, height = page.rect.width, page.rect.height
    document.delete_page(number)
    fresh = document.new_page(number, width=width, height=height)
    fresh.insert_image(fresh.rect, pixmap=pixels)
