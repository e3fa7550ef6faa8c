"""Page pixels to PNG files: all that it takes is in the standard library, and commands load neither Qt nor MuPDF."""

import struct
import zlib

from reviewer.documents.protocol import PageImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB_8 = (8, 2, 0, 0, 0)
"""Bit depth, colour type, compression, filter and interlace methods of 24-bit colour (ISO/IEC 15948)."""


def png(image: PageImage, dots_per_metre: int = 0) -> bytes:
    """The image as a PNG file."""
    rows = (image.buffer[y * image.stride : y * image.stride + image.width * 3] for y in range(image.height))
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 6)
    header = struct.pack(">IIBBBBB", image.width, image.height, *_RGB_8)
    density = struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)
    middle = _chunk(b"pHYs", density) if dots_per_metre else b""
    return _SIGNATURE + _chunk(b"IHDR", header) + middle + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
