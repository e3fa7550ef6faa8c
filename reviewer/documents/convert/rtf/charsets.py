"""Code pages by rtf's numbers, and what the letters of symbol fonts stand for."""

import codecs
import re

SYMBOL = "symbol"
_WESTERN = "cp1252"

CHARSETS: dict[int, str | None] = {
    0: "cp1252", 1: None, 2: SYMBOL, 77: "mac_roman", 78: "shift_jis", 79: "johab", 80: "gb2312", 81: "big5",
    85: "mac_greek", 86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""\\fcharset to Python's name; None means the document's own."""

_CODE_PAGES = {
    708: "iso8859_6", 709: "iso8859_6", 711: "iso8859_6", 819: "cp1252", 936: "gbk", 1361: "johab", 10000: "mac_roman",
    10001: "shift_jis", 10002: "big5", 10003: "cp949", 10006: "mac_greek", 10007: "mac_cyrillic", 10008: "gb2312",
    10029: "mac_latin2", 10079: "mac_iceland", 10081: "mac_turkish", 20127: "cp1252", 20866: "koi8_r", 20932: "euc_jp",
    20936: "gb2312", 21866: "koi8_u", 28591: "cp1252", 50220: "iso2022_jp", 51932: "euc_jp", 51949: "euc_kr",
    54936: "gb18030", 65001: "utf-8",
}  # fmt: skip
_ISO = range(28592, 28606)

_FIRST, _SECOND = 0x20, 0xA0
_SYMBOL_LOW = " !∀#∃%&∍()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x2B: "✉", 0x41: "✌", 0x46: "☞", 0x4A: "☺",
    0x4C: "☹", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x7C: "•", 0x9E: "·", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDC: "➲",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_SYMBOLS = dict(enumerate(_SYMBOL_LOW, _FIRST)) | dict(enumerate(_SYMBOL_HIGH, _SECOND))
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_SYMBOL_FONTS = re.compile(r"(wingdings|webdings|zapf ?dingbats)|symbol", re.IGNORECASE)
_OF_CHARSET = re.compile(r"\s*(?:\b(?:CE|CYR|Cyr|Greek|Tur|TUR|Baltic)|\((?:Hebrew|Arabic|Vietnamese|Thai|Baltic)\))$")


def code_page(number: int) -> str:
    """Python's name for a code page; Western where it has none."""
    name = _CODE_PAGES.get(number) or (f"iso8859_{number - 28590}" if number in _ISO else f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _WESTERN


def decoded(value: bytes, encoding: str, font: str) -> str:
    """The text of bytes in an encoding; those of a symbol font as the signs they look like."""
    if encoding == SYMBOL:
        return signs("".join(chr(0xF000 + c) if c >= _FIRST else chr(c) for c in value), font)
    return value.decode(encoding, "replace")


def signs(text: str, font: str) -> str:
    """Text with the private letters of symbol fonts as the signs they look like; a bullet where that is not known."""
    found = _SYMBOL_FONTS.search(font)
    table = _WINGDINGS if found and found.group(1) else _SYMBOLS
    return _PRIVATE.sub(lambda match: table.get(ord(match.group()) - 0xF000, "•"), text)


def is_symbols(font: str) -> bool:
    """Whether a font's letters are signs."""
    return _SYMBOL_FONTS.match(font) is not None


def plain_name(font: str) -> str:
    """A font's name without the script that old programs put behind it."""
    return _OF_CHARSET.sub("", font.partition(";")[0].strip())
