"""The names of Word's XML, and the one place where lxml is spoken to: it has no types, so Element gives it one."""

from collections.abc import Iterable, Iterator, MutableMapping
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - compiled, without types

from reviewer.documents.convert.failures import Refused

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A_URI = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP_URI = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"

W = f"{{{W_URI}}}"
R = f"{{{R_URI}}}"
WP = f"{{{WP_URI}}}"
WPS = f"{{{WPS_URI}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
W10 = "{urn:schemas-microsoft-com:office:word}"
XML = "{http://www.w3.org/XML/1998/namespace}"

PLACEHOLDER = "\ufffc"
"""The letter of Unicode for an object that is not there."""

# Word's "Strict" files say the same in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_URI.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R_URI.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


class Element(Protocol):
    """What is used of lxml's elements. The tag of a processing instruction is not a string."""

    tag: object
    text: str | None

    @property
    def attrib(self) -> MutableMapping[str, str]:
        """Its attributes."""
        ...

    def __iter__(self) -> Iterator["Element"]: ...
    def __reversed__(self) -> Iterator["Element"]: ...
    def __len__(self) -> int: ...
    def get(self, key: str, /) -> str | None: ...
    def set(self, key: str, value: str, /) -> None: ...
    def find(self, path: str, /) -> "Element | None": ...
    def iterfind(self, path: str, /) -> Iterator["Element"]: ...
    def iter(self, *tags: str) -> Iterator["Element"]: ...
    def iterancestors(self, *tags: str) -> Iterator["Element"]: ...
    def getparent(self) -> "Element | None": ...
    def index(self, child: "Element", /) -> int: ...
    def insert(self, index: int, child: "Element", /) -> None: ...
    def append(self, child: "Element", /) -> None: ...
    def extend(self, children: Iterable["Element"], /) -> None: ...
    def remove(self, child: "Element", /) -> None: ...
    def addnext(self, element: "Element", /) -> None: ...


def parse(data: bytes) -> Element:
    """Parse a part: no entities, no network, no trees deeper than a document has. Raises Refused."""
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Refused
    return cast("Element", root)


def own(markup: str) -> Element:
    """An element of markup that we have written ourselves."""
    return cast("Element", etree.fromstring(markup))


def new(tag: str) -> Element:
    """An empty element."""
    return cast("Element", etree.Element(tag))


def serialise(root: Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def markup_of(element: Element) -> str:
    """An element as markup."""
    return etree.tostring(element, encoding="unicode")


def is_on(element: Element | None) -> bool:
    """The value of a switch such as w:b: present means on, unless it says otherwise."""
    return element is not None and (element.get(W + "val") or "true") not in ("0", "false", "off", "none")


def ancestor(element: Element, tag: str) -> Element | None:
    """The nearest element around this one with that tag."""
    return next(element.iterancestors(tag), None)
