"""The second look: what of the identifiers can still be read from a page or file, in whichever way a machine reads."""

import re
from collections.abc import Iterable

import pymupdf

from reviewer.domain.anonymity import Identifiers, IdentityKind, find, fold, name_parts

_SURE = 5
"""Letters of a name from which on it is also looked for without any spaces: shorter ones are in many words."""
_MOST_OBJECTS = 50_000
_MOST_BYTES = 4 << 20
_STRING = re.compile(rb"\(((?:\\.|[^\\()]){3,400})\)|<([0-9A-Fa-f\s]{6,800})>")


def left_on(page: pymupdf.Page, identifiers: Identifiers) -> set[str]:
    """The kinds of what is left on a page: read in the order of its content, by place, and without spaces."""
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE
    texts = [str(page.get_text("text", flags=flags)), str(page.get_text("text", flags=flags, sort=True))]
    found = {match.kind.value for text in texts for match in find(text, identifiers)}
    if IdentityKind.NAME.value not in found and _names_within("".join(texts[0].split()), identifiers):
        # Without spaces a name may also come about between two words that stay: only whole runs of letters count.
        spaced = fold(" ".join(texts[0].split()))
        if any(re.search(r"[\s.,-]?".join(map(re.escape, part)), spaced) for part in _long_parts(identifiers)):
            found.add(IdentityKind.NAME.value)
    return found


def left_beside(pdf: bytes, identifiers: Identifiers) -> list[str]:
    """The kinds of what is left in a file beside its pages: properties, objects, strings of its content."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        texts = [str(value) for value in (document.metadata or {}).values() if value]
        texts += [title for _, title, *_ in document.get_toc()]
        texts += [document.get_xml_metadata(), *document.embfile_names()]
        for number in range(document.page_count):
            page: pymupdf.Page = document[number]
            texts += [str(link.get("uri") or link.get("file") or "") for link in page.get_links()]
            texts += [value for note in page.annots() for value in note.info.values() if value]
        texts += list(_strings_of(document))
    found = {match.kind.value for text in texts for match in find(text, identifiers) if _counts(match.kind)}
    return sorted(found)


def _counts(kind: IdentityKind) -> bool:
    """Whether what is found in raw strings of a file counts: numbers there are lengths and places, never telephones."""
    return kind not in (IdentityKind.PHONE, IdentityKind.LOCATION)


def _strings_of(document: pymupdf.Document) -> Iterable[str]:
    """Strings in objects and content streams, where they are not in a font's own coding."""
    for xref in range(1, min(document.xref_length(), _MOST_OBJECTS)):
        yield from _strings_in(document.xref_object(xref, compressed=True).encode("latin-1", "replace"))
        if document.xref_is_stream(xref) and document.xref_get_key(xref, "Subtype")[1] in ("null", "/Form"):
            content = document.xref_stream(xref) or b""
            if len(content) <= _MOST_BYTES and (b" Tj" in content or b"TJ" in content or b"BDC" in content):
                yield from _strings_in(content)


def _strings_in(content: bytes) -> Iterable[str]:
    for plain, coded in _STRING.findall(content):
        if plain:
            yield plain.decode("latin-1")
            continue
        digits = b"".join(coded.split())
        raw = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        yield raw.decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")


def _names_within(text: str, identifiers: Identifiers) -> bool:
    folded = fold(text)
    return any(part in folded for part in _long_parts(identifiers))


def _long_parts(identifiers: Identifiers) -> list[str]:
    return [part for name in identifiers.names for part in name_parts(name) if len(part) >= _SURE]
