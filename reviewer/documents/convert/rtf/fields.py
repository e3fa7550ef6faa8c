"""Fields: which of their instructions say more than the result that stands beside them."""

import re

from reviewer.documents.convert.rtf.charsets import signs

_LINK = re.compile(r'HYPERLINK\s+"?([^"\s\\]{3,800})', re.IGNORECASE)
_SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_PAGE = re.compile(r"\s*(PAGE|NUMPAGES)\b", re.IGNORECASE)
_SYMBOL = re.compile(r'\s*SYMBOL\s+(\d{1,5}|0x[0-9a-f]{1,4})\b(?:.*\\f\s*"?([^"\\]{1,60}))?', re.IGNORECASE)
_BYTE = 0x100


def link(instruction: str) -> str | None:
    """Where a field leads, if that is the web or a mailbox."""
    found = _LINK.search(instruction)
    return found.group(1) if found and _SAFE_LINK.match(found.group(1)) else None


def page(instruction: str) -> str | None:
    """PAGE or NUMPAGES, where the field shows such a number."""
    found = _PAGE.match(instruction)
    return found.group(1).upper() if found else None


def symbol(instruction: str) -> str | None:
    """The sign that a field shows by its number in a font."""
    found = _SYMBOL.match(instruction)
    if found is None:
        return None
    code = int(found.group(1), 16 if found.group(1)[:2].lower() == "0x" else 10)
    return signs(chr(0xF000 + code) if code < _BYTE else chr(code), found.group(2) or "")
