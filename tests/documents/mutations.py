"""Documents with faults put into them by chance, the same for the same seed: bits, pieces, lengths, parts inside."""

import io
import random
import re
import zipfile
import zlib

from tests import builders_documents as build

_NUMBERS = re.compile(rb"\d+")
_WEIRD = (b"0", b"-1", b"2147483647", b"99999999999999999999", b"65535", b"1e9", b"")


def originals() -> dict[str, bytes]:
    """A document of each format, with some things in it."""
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return {
        **build.of_each_format(),
        "docx": build.docx(build.paragraph(build.WORDS, run="<w:b/>") + table + build.paragraph("more")),
        "rtf": build.rtf(rf"{build.WORDS}\par\trowd\cellx900 a\cell\row \u8364? {{\b x}} {{\pict\pngblip 00ff}}"),
    }


def mutated(name: str, data: bytes, seed: int) -> bytes:
    """The document with faults by this seed."""
    chance = random.Random(f"{name} {seed}")
    if name == "docx" and chance.random() < 0.7:
        return _within_zip(data, chance)
    if name == "pdf" and chance.random() < 0.4:
        return _within_streams(data, chance)
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        if len(found) < 4:
            break
        at = chance.randrange(len(found))
        match chance.randrange(7):
            case 0:
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                found[at] = chance.choice((0, 0x7F, 0xFF, 0x80))
            case 2:
                del found[at : at + chance.randrange(1, 64)]
            case 3:
                found[at:at] = found[max(0, at - chance.randrange(1, 400)) : at]
            case 4:
                del found[at:]
            case 5:
                found[at : at + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80")
                )
            case _:
                numbers = list(_NUMBERS.finditer(bytes(found[at : at + 2000])))
                if numbers:
                    number = chance.choice(numbers)
                    found[at + number.start() : at + number.end()] = chance.choice(_WEIRD)
    return bytes(found)


def _within_zip(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        names = archive.namelist()
        victim = chance.choice(names)
        for name in names:
            content = archive.read(name)
            if name == victim:
                content = _changed(content, chance)
            if name != victim or chance.random() < 0.9:
                made.writestr(name, content)
    return out.getvalue()


def _within_streams(data: bytes, chance: random.Random) -> bytes:
    start = data.find(b"stream\n")
    end = data.find(b"endstream", start)
    if start < 0 or end < 0:
        return _changed(data, chance)
    inside = data[start + 7 : end]
    try:
        inside = zlib.compress(_changed(zlib.decompress(inside), chance))
    except zlib.error:
        inside = _changed(inside, chance)
    return data[: start + 7] + inside + data[end:]
