"""Word's own XML as a docx: a docx in one file (flat OPC), and the XML of Word 2003, whose words differ a little."""

import base64
import binascii
import io
import re
import zipfile

from reviewer.documents.convert.docx.names import W_URI, Element, R, W, new, own, parse, serialise
from reviewer.documents.convert.docx.package import MAX_TOTAL_BYTES
from reviewer.documents.convert.failures import Refused
from reviewer.documents.convert.rtf.package import Package
from reviewer.documents.protocol import TroubleCode

_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_AUXILIARY = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_CHANGE = "{http://schemas.microsoft.com/aml/2001/core}"
_WX_TEXT, _WX_MARK = _AUXILIARY + "t", _AUXILIARY + "val"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_HYPHEN = re.compile(r"-([a-z])")
_NAMES = {"fareast": "eastAsia", "hAnsi": "hAnsi"}
_LOWER = frozenset((W + "tblOverlap", W + "tblLayout"))
"""Elements whose values have small letters since."""
_SAFE_LINK = re.compile(r"(https?://|mailto:)\S{2,800}$", re.IGNORECASE)
_SEMANTIC = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPE = _FLAT + "contentType"


def to_docx(data: bytes) -> bytes:
    """The document as docx. Raises Refused."""
    root = parse(data.lstrip(b"\xef\xbb\xbf\r\n\t ").replace(_OLD, W_URI.encode()))
    if root.tag == _FLAT + "package":
        return _from_flat(root)
    if root.tag == W + "wordDocument":
        return _from_2003(root)
    raise Refused(TroubleCode.UNSUPPORTED, "xml")


def _from_flat(root: Element) -> bytes:
    out = io.BytesIO()
    overrides = ""
    total = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in root.iter(_FLAT + "part"):
            name = (part.get(_FLAT + "name") or "").lstrip("/")
            inner = part.find(f"{_FLAT}xmlData/*")
            binary = part.find(_FLAT + "binaryData")
            packed = binary.text if binary is not None else None
            content = serialise(inner) if inner is not None else _unpacked(packed)
            total += len(content)
            if total > MAX_TOTAL_BYTES or not name or ".." in name:
                raise Refused
            archive.writestr(name, content)
            kind = (part.get(_CONTENT_TYPE) or "").replace('"', "").replace("<", "").replace("&", "")
            overrides += f'<Override PartName="/{_quoted(name)}" ContentType="{kind}"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_SEMANTIC}">{overrides}</Types>')
    return out.getvalue()


def _from_2003(root: Element) -> bytes:
    body = root.find(W + "body")
    if body is None:
        raise Refused
    package = Package()
    pictures: dict[str, str] = {}
    for binary in root.iter(W + "binData"):
        content = _unpacked(binary.text)
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg" if content.startswith(b"\xff\xd8") else ""
        if kind:
            package.pictures.append((kind, content))
            pictures[binary.get(W + "name") or ""] = f"rP{len(package.pictures)}"
    for image in root.iter(_IMAGE):
        relation = pictures.get(image.get("src") or "")
        if relation:
            image.set(R + "id", relation)
    _link(body, package)
    _write_marks(body)
    _unwrap(root)
    for element in root.iter():
        _rename(element)
    section = body.find(W + "sectPr")
    for part in list(section) if section is not None else ():
        if part.tag in (W + "hdr", W + "ftr"):
            _take_header(section, part, package)
    styles = root.find(W + "styles")
    inner = b"".join(serialise(child).split(b"?>", 1)[1] for child in body)
    return package.write(
        inner.decode("utf-8"), None, "", serialise(styles).decode("utf-8") if styles is not None else None
    )


def _link(body: Element, package: Package) -> None:
    for link in list(body.iter(W + "hlink")):
        target = link.get(W + "dest") or ""
        link.tag = W + "hyperlink"
        if _SAFE_LINK.match(target):
            package.links.append(target)
            link.set(R + "id", f"rL{len(package.links)}")


def _write_marks(body: Element) -> None:
    """The number or bullet of a list's paragraph stands beside its properties."""
    for numbered in list(body.iter(W + "listPr")):
        mark = numbered.find(_WX_TEXT)
        properties = numbered.getparent()
        text = (mark.get(_WX_MARK) or "") if mark is not None else ""
        if properties is None:
            continue
        properties.remove(numbered)
        if text:
            run, written, tab = new(W + "r"), new(W + "t"), new(W + "tab")
            written.text = "•" if "\uf000" <= text[:1] <= "\uf0ff" or text == "·" else text
            run.append(written)
            run.append(tab)
            properties.addnext(run)


def _unwrap(root: Element) -> None:
    """What stands around content without being of it: hints, and changes, taken as accepted."""
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None or not isinstance(element.tag, str):
            continue
        deleted = element.tag == _CHANGE + "annotation" and "Deletion" in (element.get(W + "type") or "")
        if element.tag.startswith((_AUXILIARY, _CHANGE)):
            at = parent.index(element)
            for number, child in enumerate(list(element) if not deleted else ()):
                parent.insert(at + number, child)
            parent.remove(element)


def _rename(element: Element) -> None:
    if not isinstance(element.tag, str) or not element.tag.startswith(W):
        return
    element.tag = W + _camel(element.tag.removeprefix(W))
    for name, value in list(element.attrib.items()):
        if name.startswith(W) and (changed := W + _camel(name.removeprefix(W))) != name:
            del element.attrib[name]
            element.set(changed, value)
    if element.tag in _LOWER:
        for name, value in element.attrib.items():
            element.set(name, value.lower())


def _camel(name: str) -> str:
    name = _HYPHEN.sub(lambda match: match.group(1).upper(), name)
    return _NAMES.get(name, name)


def _take_header(section: Element | None, part: Element, package: Package) -> None:
    if section is None:
        return
    kind = "header" if part.tag == W + "hdr" else "footer"
    which = {"odd": "default", "first": "first"}.get(part.get(W + "type") or "odd")
    section.remove(part)
    if which is not None:
        markup = b"".join(serialise(child).split(b"?>", 1)[1] for child in part).decode("utf-8")
        package.headers.append((kind, markup))
        made = own(f'<w:{kind}Reference xmlns:w="{W_URI}" w:type="{which}"/>')
        made.set(R + "id", f"rH{len(package.headers)}")
        section.insert(0, made)


def _unpacked(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "")
    except (binascii.Error, ValueError):
        return b""


def _quoted(name: str) -> str:
    return name.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
