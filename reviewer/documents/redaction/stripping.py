"""What a PDF holds beside its pages, taken out: links, notes, forms, attachments, properties, alternative texts."""

import re

import pymupdf

_CATALOG = (
    *("Outlines", "Names", "OpenAction", "AA", "AcroForm", "PageLabels", "StructTreeRoot", "MarkInfo", "Metadata"),
    *(
        "Dests",
        "Threads",
        "URI",
        "Collection",
        "AF",
        "Perms",
        "Legal",
        "PieceInfo",
        "SpiderInfo",
        "OCProperties",
        "Lang",
    ),
)
_OF_PAGES = ("Annots", "AA", "Thumb", "PieceInfo", "Metadata", "AF", "StructParents", "B", "ID", "UserUnitName")
_TELLING = (
    "ActualText",
    "Alt",
    "E",
    "T",
    "TU",
    "Contents",
    "RC",
    "NM",
    "Title",
    "Author",
    "Subject",
    "Keywords",
    "Desc",
)
"""Keys whose strings are for people or machines beside the page, wherever they stand."""
_LETTERS = re.compile(rb"/(?:ActualText|Alt|E)\s*(?:\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)")
_MOST_OBJECTS = 50_000


def strip(document: pymupdf.Document) -> None:
    """Take it out, in place."""
    catalog = document.pdf_catalog()
    for key in _CATALOG:
        if document.xref_get_key(catalog, key)[0] != "null":
            document.xref_set_key(catalog, key, "null")
    for number in range(document.page_count):
        page: pymupdf.Page = document[number]
        for key in _OF_PAGES:
            if document.xref_get_key(page.xref, key)[0] != "null":
                document.xref_set_key(page.xref, key, "null")
    for xref in range(1, min(document.xref_length(), _MOST_OBJECTS)):
        if document.xref_is_stream(xref):
            _strip_stream(document, xref)
        for key in set(document.xref_get_keys(xref)) & set(_TELLING):
            if document.xref_get_key(xref, key)[0] in ("string", "xref") and not _is_page(document, xref):
                document.xref_set_key(xref, key, "null")
    document.set_metadata({})
    document.del_xml_metadata()


def _strip_stream(document: pymupdf.Document, xref: int) -> None:
    """Take alternative texts out of a content stream; others are left as they are."""
    if document.xref_get_key(xref, "Subtype")[1] not in ("null", "/Form"):
        return
    if document.xref_get_key(xref, "Type")[1] in ("/XRef", "/ObjStm", "/Metadata"):
        return
    content = document.xref_stream(xref)
    if content and any(key in content for key in (b"/ActualText", b"/Alt", b"/E")):
        document.update_stream(xref, _LETTERS.sub(b"", content))


def _is_page(document: pymupdf.Document, xref: int) -> bool:
    return document.xref_get_key(xref, "Type")[1] == "/Page"
