"""The words in which the program and its workers speak of documents. Standard library only: both sides import it.

Only codes cross the pipe from a worker, never sentences: what a hostile document makes a parser say is not for people.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    """What a document is, by its content."""

    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"
    RTF = "rtf"
    TXT = "txt"
    HTML = "html"
    """A web page that Word wrote, or that was written for it; no other."""
    XML = "xml"
    """Word's own XML: that of 2003, or a docx in one file."""


class TroubleCode(StrEnum):
    """Why a document cannot be shown."""

    NOT_A_DOCUMENT = "not_a_document"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    MISSING = "missing"


class Warning(StrEnum):  # noqa: A001 - the word of the domain; the built-in is not used here
    """What a reader may want to know about pages that could be made all the same."""

    PAGES_CUT = "pages_cut"  # only the first pages are shown
    TEXT_CUT = "text_cut"  # only the beginning of a very long text is shown
    OTHER_ENGINE = "other_engine"  # the first choice failed, the layout may differ
    TEXT_ONLY = "text_only"  # no layout could be made, only the text is shown
    WORDS_MISSING = "words_missing"  # some words of the document are not on the pages


class HiddenKind(StrEnum):
    """How text is kept from a reader's eyes."""

    COLOUR = "colour"  # the background's colour, or nearly
    COVERED = "covered"  # a picture or box over it, or a clip around it
    TRANSPARENT = "transparent"
    UNPAINTED = "unpainted"  # text render mode 3
    TINY = "tiny"
    OUTSIDE = "outside"  # of the page
    LAYER = "layer"  # in a layer that is switched off
    READS_OTHERWISE = "reads_otherwise"  # a glyph stands for a phrase that it does not show
    MARKED_HIDDEN = "marked_hidden"  # hidden text of a word processor
    INVISIBLE_LETTERS = "invisible_letters"  # letters without width that spell something
    PROPERTIES = "properties"  # instructions in a document's title, subject or keywords
    NOTE = "note"  # a note or field that is switched off, or instructs a machine
    INSTRUCTION = "instruction"  # seen, and yet written to a machine


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document cannot be shown; `kind` tells what an unsupported one is: html, odt, image, zip, pages ..."""

    code: TroubleCode
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document as its pages are shown.

    `pages`: width and height of each page in points. `own_words_drawn`: share of the document's own words that are on
    the made pages, None where the pages are the document's own (PDF). `scanned`: pictures of pages, without text.
    """

    format: Format
    engine: str
    pages: tuple[tuple[float, float], ...]
    warnings: tuple[str, ...] = ()
    own_words_drawn: float | None = None
    scanned: bool = False
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place on a page, in points from the top left corner; words of a line share `line`."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    line: int
    block: int


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads somewhere: to an address (`uri`) or to a page of the same document (`page`)."""

    x0: float
    y0: float
    x1: float
    y1: float
    uri: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a document's outline. `level` counts from 1; `y` is in points from the top of the page."""

    level: int
    title: str
    page: int
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What is on the shown pages of a document: words, pictures (each once, however often it is shown), links."""

    words: int
    pictures: int
    links: int


@dataclass(frozen=True, slots=True)
class HiddenPassage:
    """Text that a person does not see: where, how, what it says (its beginning), how many words it has.

    `places` are rectangles in points of the page, where it has any. `instructs`: it speaks to a machine.
    """

    page: int
    kind: HiddenKind
    text: str
    words: int
    instructs: bool
    places: tuple[tuple[float, float, float, float], ...] = ()


HIDDEN = "hidden"
"""Reading: the hidden text of a document, a tuple of `HiddenPassage`; its page is 0."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A document without what tells who the candidate is.

    `left` is what a second look still found: page (-1: beside the pages) and kind: name, email, phone, link, location,
    or scanned, for a page that is a picture. Only a document of which nothing is left may be shown as blind. `taken`
    counts places by kind, `photos` the pictures that were taken for photographs.
    """

    pdf: bytes = field(repr=False)
    text: str = field(repr=False)
    pages: tuple[tuple[float, float], ...]
    taken: tuple[tuple[str, int], ...]
    photos: int
    left: tuple[tuple[int, str], ...]


BLIND = "blind"
"""Reading: a `Blind`; its page is 0, its parameters are `domain.anonymity.Identifiers` as JSON."""
SUMMARY = "summary"
"""Reading: a `Summary`; its page is 0."""
LINKS = "links"
"""Reading: the links of a page, a tuple of `Link`."""
OUTLINE = "outline"
"""Reading: the outline of a document, a tuple of `Heading`; its page is 0."""


Tile = tuple[int, int]
"""Column and row, from 0, of a part of a page that is too large to be drawn in one piece; see `limits.TILE`."""


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class PageImage:
    """The pixels of a page or tile: RGB, 8 bits each, `stride` bytes a row, in memory shared with the workers.

    They stay as they are for as long as this object is referenced: hold it beside whatever paints from `buffer`, let it
    go when the page leaves the screen.
    """

    width: int
    height: int
    stride: int
    buffer: memoryview = field(repr=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What intake gets from a document: its text, and its pages where they are known without converting (PDF)."""

    format: Format | None
    info: DocumentInfo | None
    text: str
    """Without what a person does not see."""
    trouble: Trouble | None = None
    hidden: "tuple[HiddenPassage, ...]" = ()


@dataclass(frozen=True, slots=True)
class InfoReady:
    """`Pool.info(key)` answers now."""

    key: str
    info: DocumentInfo


@dataclass(frozen=True, slots=True)
class PageReady:
    """`Pool.image(key, page, width, rotation, tile)` answers now."""

    key: str
    page: int
    width: int
    rotation: int = 0
    tile: Tile | None = None


@dataclass(frozen=True, slots=True)
class WordsReady:
    """`Pool.words(key, page)` answers now."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class ReadingReady:
    """`Pool.reading(key, name, page, parameters)` answers now."""

    key: str
    name: str
    page: int
    parameters: str = ""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What came of `Pool.unlock(key, password)`: None, the document can be asked for again; else why not."""

    key: str
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing can be shown of this document; `Pool.trouble(key)` says the same."""

    key: str
    trouble: Trouble


Event = InfoReady | PageReady | WordsReady | ReadingReady | Unlocked | Failed

LIBREOFFICE = "libreoffice"
"""The engine that is the user's own program; asked only where a setting or an option says so."""
ENGINES = ("dxpdf", "officework", "mupdf", LIBREOFFICE)
"""What makes pages of documents that have none, in the order in which they are tried; the last draws the text alone."""

OFFERED = frozenset((Format.DOC, Format.DOCX, Format.RTF))
"""Formats that it is asked for."""

NOW = 0
"""Urgency: on screen now."""
NEAR = 1
"""Urgency: beside what is on screen: neighbouring pages, words."""
NEXT = 2
"""Urgency: the applications that come next."""
BACKGROUND = 3
"""Urgency: intake and other work that nobody waits for at the screen."""
