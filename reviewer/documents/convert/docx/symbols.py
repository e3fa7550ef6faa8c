"""Letters of symbol fonts, which have places of their own, written as what they show: bullets, ticks, telephones.

Symbol and Wingdings are on no bare Linux, and what a search or a copy finds of them means nothing anywhere.
"""

import re

from reviewer.documents.convert import families, fonts
from reviewer.documents.convert.docx.names import XML, Element, W, new

_PRIVATE, _LAST = 0xF000, 0xF0FF
_SLOTS = tuple(W + name for name in ("ascii", "hAnsi", "cs", "eastAsia"))
_SYMBOLS = re.compile("[\uf000-\uf0ff]")
_BULLETS = {0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✔", 0x6E: "■", 0x71: "□", 0x76: "❖"}
"""What is meant where the font has got lost: the marks of lists."""

# From 0x20 and from 0xA0, as the font has them; Wingdings from 0x20 throughout.
_SYMBOL = (
    " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ ",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
_WINGDINGS = (
    " ✏✂✁👓🕭🕮🕯☎✆✉🖃📪📫📬📭📁📂📄🗏🗐🗄⏳🖮🖰🖲🖳🖴🖫🖬✇✍"
    "🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉"
    "♊♋♌♍♎♏♐♑♒♓🙰🙵●○■□□❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷▯"
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•"
    "▪○○○◉◎○▪□🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"
    "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈➲⮉⮋←"
    "→↑↓↖↗↙↘🡸➔🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂🢬🢭✗✔☒☑⊞"
)
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x96: "●", 0x97: "●", 0x98: "●", 0xA0: "■", 0xA3: "□"}
_WINGDINGS_3 = {0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷", 0x7D: "▶"}
_WEBDINGS = {0x48: "🏠", 0x9A: "✉", 0xC8: "📞", 0x59: "♥", 0x61: "✔", 0x72: "✖", 0x6E: "●", 0x67: "■", 0x34: "▶"}

_TABLES: dict[str, dict[int, str]] = {
    "symbol": {
        **{0x20 + n: c for n, c in enumerate(_SYMBOL[0])},
        **{0xA0 + n: c for n, c in enumerate(_SYMBOL[1])},
    },
    "wingdings": {0x20 + n: c for n, c in enumerate(_WINGDINGS)},
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def write_symbols(root: Element) -> None:
    """Write symbols as what they show: those of their own element, of runs in a symbol font, and of lists."""
    for symbol in list(root.iter(W + "sym")):
        font = (symbol.get(W + "font") or "").lower()
        shown = _shown(_code(symbol.get(W + "char")), font if font in _TABLES else None)
        run = symbol.getparent()
        if shown and run is not None:
            text = new(W + "t")
            text.text = shown
            text.set(XML + "space", "preserve")
            run.insert(run.index(symbol), text)
            run.remove(symbol)
    for run in root.iter(W + "r"):
        properties = run.find(W + "rPr")
        font = _font_of(properties)
        changed = False
        for text in run.iter(W + "t"):
            written = _written(text.text or "", font)
            changed |= written != text.text
            text.text = written
        if changed and font is not None:
            _use_letters(properties)
    for level in root.iter(W + "lvl"):
        text, properties = level.find(W + "lvlText"), level.find(W + "rPr")
        value = text.get(W + "val") if text is not None else None
        if text is None or not value:
            continue
        font = _font_of(properties)
        written = _written(value, font)
        if written != value:
            text.set(W + "val", written)
            if font is not None:
                _use_letters(properties)


def _written(text: str, font: str | None) -> str:
    """A text with its symbols as what they show. Usual letters are left, which Word shows in another font, unless
    there is one alone, as in lists of older files."""
    if (font is None and not _SYMBOLS.search(text)) or (text.isascii() and len(text) > 1):
        return text
    return "".join(c if c.isascii() and len(text) > 1 else _shown(ord(c), font) or c for c in text)


def _shown(code: int | None, font: str | None) -> str | None:
    if code is None:
        return None
    if _PRIVATE <= code <= _LAST:
        code -= _PRIVATE
        if font is None:
            return _BULLETS.get(code)
    elif font is None or code > 0xFF:
        return None
    return _TABLES.get(font or "", {}).get(code)


def _code(value: str | None) -> int | None:
    try:
        return int(value or "", 16)
    except ValueError:
        return None


def _font_of(properties: Element | None) -> str | None:
    """The symbol font of a run, in small letters; None for any other."""
    given = properties.find(W + "rFonts") if properties is not None else None
    name = (given.get(W + "ascii") or given.get(W + "hAnsi") or "").lower() if given is not None else ""
    return name if name in _TABLES else None


def _use_letters(properties: Element | None) -> None:
    given = properties.find(W + "rFonts") if properties is not None else None
    if given is None:
        return
    usual = fonts.SANS if fonts.SANS.lower() in families.installed() else "Arial"
    for slot in _SLOTS:
        if slot in given.attrib:
            given.set(slot, usual)
