"""The names of Word's XML, and the one way in which it is parsed."""

from lxml import etree

from reviewer.documents.convert.failures import Refused

Element = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - lxml has no public name for it

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

# Word's "Strict" files say the same in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_URI.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R_URI.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def parse(data: bytes) -> Element:
    """Parse a part: no entities, no network, no trees deeper than a document has. Raises Refused."""
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    root = etree.fromstring(data, parser)
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Refused
    return root


def serialise(root: Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def is_on(element: Element | None) -> bool:
    """The value of a switch such as w:b: present means on, unless it says otherwise."""
    return element is not None and (element.get(W + "val") or "true") not in ("0", "false", "off", "none")


def ancestor(element: Element, tag: str) -> Element | None:
    """The nearest element around this one with that tag."""
    return next(element.iterancestors(tag), None)
