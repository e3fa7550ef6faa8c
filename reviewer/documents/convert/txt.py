"""Text files of any encoding: marks first, then UTF-8, then UTF-16 by its look, then by statistics."""

import codecs

LONGEST = 5 << 20
"""Bytes that are read; the rest of a longer file is left out."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LOOKED_AT = 65_536
_FEW_CONTROLS = 0.01


def decode(data: bytes) -> tuple[str, bool]:
    """The text of a file, and whether it was cut."""
    cut = len(data) > LONGEST
    data = data[:LONGEST]
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), cut
    head = data[:_LOOKED_AT]
    if b"\x1b$" in head or b"\x1b(" in head:
        try:
            return data.decode("iso2022_jp_2"), cut
        except UnicodeDecodeError:
            pass
    sample = head[:8000]
    if sum(c < 9 or 13 < c < 32 for c in sample) <= len(sample) * _FEW_CONTROLS:
        try:
            return data.decode("utf-8"), cut
        except UnicodeDecodeError as error:
            if cut and error.start > len(data) - 4:
                return data.decode("utf-8", "ignore"), cut
    else:
        encoding = _utf16(data)
        if encoding:
            return data.decode(encoding, "replace"), cut
    return data.decode(guess(head), "replace"), cut


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 without a mark it is: by its letters, else by the side on which the zeros are."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:8000].decode(encoding, "replace")
        good = sum(c.isalnum() or c in " \r\n\t.,;:-()" for c in text)
        if good > 0.9 * max(1, len(text)) and len({ord(c) >> 8 for c in text}) <= 4:
            return encoding
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.2 and odd > 4 * even:
        return "utf-16-le"
    if even > len(sample) * 0.2 and even > 4 * odd:
        return "utf-16-be"
    return None


def guess(head: bytes) -> str:
    import chardet  # here, for it is needed by few files

    found = chardet.detect(head)["encoding"]
    try:
        return codecs.lookup(found).name if found else "cp1252"
    except LookupError:
        return "cp1252"
