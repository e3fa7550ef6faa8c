"""Pictures: their words, their size, and what can be drawn of them. Metafiles give the largest bitmap in them."""

import re
import struct
from collections.abc import Iterator

import pymupdf
from pymupdf import mupdf

from reviewer.documents.convert.docx.drawing import picture as drawing
from reviewer.documents.convert.docx.names import markup_of
from reviewer.documents.convert.rtf.model import Picture

MAX_PICTURE_BYTES = 20 << 20
_LEAST_BYTES = 20
_MAX_PIXELS = 40_000_000
_KINDS = frozenset(("pngblip", "jpegblip", "emfblip", "wmetafile", "dibitmap", "wbitmap", "macpict"))
_SIZES = frozenset(
    (
        *("picwgoal", "pichgoal", "picscalex", "picscaley", "picw", "pich"),
        *("piccropl", "piccropr", "piccropt", "piccropb"),
    )
)
_NOT_HEXADECIMAL = re.compile(rb"[^0-9a-fA-F]")
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_EMU = 635
_WIDEST, _TALLEST = 10_000, 14_000


def word(shown: Picture, name: str, number: int | None) -> None:
    """A word inside a picture."""
    if name in _KINDS:
        shown.kind = name
    elif name in _SIZES:
        shown.sizes[name] = number or 0


def content(shown: Picture) -> tuple[str, bytes] | None:
    """What can be drawn: `png` or `jpeg`, and the bytes; None where nothing can."""
    data = shown.binary or _from_hexadecimal(shown.hexadecimal)
    if len(data) < _LEAST_BYTES:
        return None
    if data.startswith(_PNG):
        return "png", data
    if data.startswith(_JPEG):
        return "jpeg", data
    match shown.kind:
        case "dibitmap":
            bitmap = _bitmap(data, None)
        case "wmetafile":
            return _largest(_in_wmf(data))
        case "emfblip":
            return _largest(_in_emf(data))
        case _:
            bitmap = None
    return ("png", bitmap) if bitmap else None


def markup(number: int, shown: Picture) -> str:
    """The markup of picture `number` of the package."""
    sizes = shown.sizes
    width, height = sizes.get("picwgoal", 0), sizes.get("pichgoal", 0)
    if width <= 0 or height <= 0:
        width, height = (max(1, sizes.get(name, 100)) * 15 for name in ("picw", "pich"))
    left, right, top, bottom = (sizes.get(f"piccrop{side}", 0) for side in "lrtb")
    crops = [(left, width), (top, height), (right, width), (bottom, height)]
    cut = [max(0, min(90_000, round(100_000 * crop / side))) for crop, side in crops]
    if cut[0] + cut[2] < 95_000 and cut[1] + cut[3] < 95_000:
        width *= 1 - (cut[0] + cut[2]) / 100_000
        height *= 1 - (cut[1] + cut[3]) / 100_000
    else:
        cut = [0, 0, 0, 0]
    across, down = ((sizes.get(name) or 100) / 100 for name in ("picscalex", "picscaley"))
    width, height = max(1.0, width * across), max(1.0, height * down)
    shrink = min(1.0, _WIDEST / width, _TALLEST / height)
    wide, high = (max(1, int(side * shrink * _EMU)) for side in (width, height))
    made = markup_of(drawing(f"rP{number}", wide, high, None, number))
    if any(cut):
        source = '<a:srcRect l="{}" t="{}" r="{}" b="{}"/><a:stretch>'.format(*cut)
        made = made.replace("<a:stretch>", source, 1)
    return f"<w:r>{made}</w:r>"


def _from_hexadecimal(pieces: list[bytes]) -> bytes:
    digits = _NOT_HEXADECIMAL.sub(b"", b"".join(pieces))[: MAX_PICTURE_BYTES * 2]
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


# ---- bitmaps

_FILE_HEAD = 14
_CORE_HEAD = 12


def _bitmap(head: bytes, bits: bytes | None) -> bytes | None:
    """A device-independent bitmap as png; `bits` None: they follow the head."""
    if len(head) < _CORE_HEAD:
        return None
    size = int.from_bytes(head[:4], "little")
    if size == _CORE_HEAD:
        width, height, _, depth = struct.unpack_from("<HHHH", head, 4)
        colours, masks = (3 << depth if depth <= 8 else 0), 0
    elif len(head) >= 40 and size >= 40:
        width, height, _, depth, packing, _, _, _, used = struct.unpack_from("<iiHHIIiiI", head, 4)
        colours = 4 * (used or (1 << depth if depth <= 8 else 0))
        masks = 12 if packing == 3 and size == 40 else 0
    else:
        return None
    if not 0 < width * abs(height) <= _MAX_PIXELS or colours > 4096:
        return None
    start = size + masks + colours if bits is None else len(head)
    whole = head + (bits or b"")
    data = b"BM" + struct.pack("<IHHI", _FILE_HEAD + len(whole), 0, 0, _FILE_HEAD + start) + whole
    try:
        return pymupdf.Pixmap(data).tobytes("png")
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return None


def _largest(found: Iterator[tuple[str, bytes]]) -> tuple[str, bytes] | None:
    return max(found, key=lambda pair: len(pair[1]), default=None)


_WMF_BITMAPS = {0x0F43: 28, 0x0B41: 26, 0x0940: 22}
"""Functions of a Windows metafile that draw a bitmap, and where in their record it begins."""
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_MAX_RECORDS = 200_000


def _in_wmf(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = (22 if data.startswith(_PLACEABLE) else 0) + 18
    for _ in range(_MAX_RECORDS):
        if at + 6 > len(data):
            return
        size, function = struct.unpack_from("<IH", data, at)
        if size < 3:
            return
        start = _WMF_BITMAPS.get(function)
        if start is not None and (made := _bitmap(data[at + start : at + size * 2], None)):
            yield "png", made
        at += size * 2


_EMF_BITMAPS = {81: 48, 76: 84, 77: 84}
"""Records of an enhanced metafile that draw a bitmap, and where in them its offsets stand."""
_EMF_COMMENT = 70


def _in_emf(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    for _ in range(_MAX_RECORDS):
        if at + 8 > len(data):
            return
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8:
            return
        record = data[at : at + size]
        start = _EMF_BITMAPS.get(kind)
        if start is not None and len(record) >= start + 16:
            head, head_size, bits, bits_size = struct.unpack_from("<IIII", record, start)
            made = _bitmap(record[head : head + head_size], record[bits : bits + bits_size])
            if made:
                yield "png", made
        elif kind == _EMF_COMMENT:
            for mark, name in ((_PNG, "png"), (_JPEG, "jpeg")):
                found = record.find(mark)
                if found >= 0:
                    yield name, record[found:]
        at += size
