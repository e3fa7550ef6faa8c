"""Unpacking a docx within limits, leaving out what pages do not need: macros, embedded files, outside links."""

import io
import re
import zipfile
import zlib

from reviewer.documents.convert.docx.names import parse, serialise
from reviewer.documents.convert.failures import Refused
from reviewer.documents.protocol import TroubleCode

MAX_PARTS = 2_000
MAX_TOTAL_BYTES = 200 << 20
MAX_PART_BYTES = 64 << 20
MAX_XML_BYTES = 32 << 20
MAX_RATIO = 200
RATIO_MATTERS_FROM = 24 << 20

_LEFT_OUT = re.compile(
    r"(vbaproject\.bin|vbadata\.xml|/styleswitheffects\.xml|/websettings\.xml)$"
    r"|/(embeddings|activex|afchunk|glossary)|^(customxml|docprops)/"
)
_LINKS_LEFT_OUT = re.compile(
    r"vbaProject|oleObject|/package$|control|aFChunk|attachedTemplate|stylesWithEffects|glossaryDocument|webSettings"
    r"|customXml|(core|extended|custom)-?[pP]roperties|thumbnail"
)
_MAIN = re.compile(r"word/document\d*\.xml$")
_ENCRYPTED = 0x1

Parts = dict[str, bytes]


def unpack(data: bytes) -> Parts:
    """The parts of a docx by name. Raises Refused for what is damaged, locked, or blows up when unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused from error
    members = archive.infolist()
    if len(members) > MAX_PARTS or sum(m.file_size for m in members) > MAX_TOTAL_BYTES:
        raise Refused(TroubleCode.TOO_LARGE, "unpacked")
    parts: Parts = {}
    total = 0
    for member in members:
        name = member.filename.replace("\\", "/")
        lower = name.lower()
        if member.is_dir() or name in parts or _LEFT_OUT.search(lower):
            continue
        if member.flag_bits & _ENCRYPTED:
            raise Refused(TroubleCode.LOCKED)
        content = _content(archive, member, lower)
        if content is None:
            continue
        total += len(content)
        if total > MAX_TOTAL_BYTES:
            raise Refused(TroubleCode.TOO_LARGE, "unpacked")
        parts[name] = _without_outside_links(content) if lower.endswith(".rels") else content
    if not any(_MAIN.match(name) for name in parts):
        parts = _under_usual_names(parts)
    return parts


def pack(parts: Parts) -> bytes:
    """A docx of its parts, fast rather than small: it lives for one conversion."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def is_main(name: str) -> bool:
    """Whether a part is the document's body."""
    return _MAIN.match(name) is not None


def _under_usual_names(parts: Parts) -> Parts:
    """A package whose body has another name than Word gives it, which its first relationship tells (ECMA-376-2, 9.3).

    The body and all that lies beside it get the names by which they are known here. Raises Refused: there is no body.
    """
    links = parse(parts.get("_rels/.rels", b"<none/>"))
    targets = [link.get("Target") or "" for link in links if (link.get("Type") or "").endswith("/officeDocument")]
    main = next((name for target in targets if (name := target.lstrip("/")) in parts), None)
    if main is None or main.startswith(("ppt/", "xl/")):
        raise Refused
    folder, _, file = main.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    beside = [name for name in parts if name.startswith(prefix) and not name.startswith(("_rels/", "[Content"))]
    renamed = {name: f"word/{name[len(prefix) :]}" for name in beside}
    renamed[main] = "word/document.xml"
    renamed[f"{prefix}_rels/{file}.rels"] = "word/_rels/document.xml.rels"
    moved = {renamed.get(name, name): content for name, content in parts.items()}
    for name in [name for name in moved if name.endswith(".rels")]:
        moved[name] = _with_targets(moved[name], renamed, from_root=name == "_rels/.rels")
    types = parse(moved.get("[Content_Types].xml", b"<none/>"))
    for override in types:
        name = (override.get("PartName") or "").lstrip("/")
        if name in renamed:
            override.set("PartName", f"/{renamed[name]}")
    moved["[Content_Types].xml"] = serialise(types)
    return moved


def _with_targets(content: bytes, renamed: dict[str, str], *, from_root: bool) -> bytes:
    """Relationships that name parts from the root, with the new names; others are beside what names them, as before."""
    root = parse(content)
    for link in root:
        target = link.get("Target") or ""
        name = target.lstrip("/")
        if link.get("TargetMode") != "External" and name in renamed and (from_root or target.startswith("/")):
            link.set("Target", f"/{renamed[name]}")
    return serialise(root)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, lower: str) -> bytes | None:
    """One part; None where a lesser part is damaged, which the pages do without."""
    bound = MAX_XML_BYTES if lower.endswith((".xml", ".rels")) else MAX_PART_BYTES
    squeezed = member.compress_size and member.file_size / member.compress_size > MAX_RATIO
    if member.file_size > bound or (squeezed and member.file_size > RATIO_MATTERS_FROM):
        raise Refused(TroubleCode.TOO_LARGE, "unpacked")
    try:
        with archive.open(member) as file:
            content = file.read(bound + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, zlib.error) as error:
        if _MAIN.match(lower) or lower.startswith("[content"):
            raise Refused from error
        return None
    if len(content) > bound:
        raise Refused(TroubleCode.TOO_LARGE, "unpacked")
    return content


def _without_outside_links(content: bytes) -> bytes:
    """Relationships without those that would fetch something: only hyperlinks, which nobody follows unasked, stay."""
    root = parse(content)
    for link in list(root):
        kind = link.get("Type") or ""
        outside = link.get("TargetMode") == "External" and not kind.endswith("/hyperlink")
        if outside or _LINKS_LEFT_OUT.search(kind):
            root.remove(link)
    return serialise(root)
