"""Just as much of style sheets as documents use: rules for a tag, a class or both, and style attributes."""

import re
from collections.abc import Callable, Mapping

Styles = dict[str, str]

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,20000})\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?$")
_MOST_RULES = 5_000
_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s*(pt|px|in|cm|mm|pc|em|rem|ex|%)?$")
_TWIPS = {"pt": 20.0, "px": 15.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "pc": 240.0, "": 15.0}
_SIZES = {"xx-small": 7, "x-small": 7.5, "small": 10, "medium": 12, "large": 13.5, "x-large": 18, "xx-large": 24}
_COLOURS = {
    "black": 0x000000, "white": 0xFFFFFF, "red": 0xFF0000, "green": 0x008000, "blue": 0x0000FF, "navy": 0x000080,
    "gray": 0x808080, "grey": 0x808080, "silver": 0xC0C0C0, "maroon": 0x800000, "teal": 0x008080, "purple": 0x800080,
    "olive": 0x808000, "yellow": 0xFFFF00, "orange": 0xFFA500, "aqua": 0x00FFFF, "lime": 0x00FF00, "fuchsia": 0xFF00FF,
    "windowtext": 0x000000, "darkblue": 0x00008B, "darkgray": 0xA9A9A9, "lightgrey": 0xD3D3D3, "lightgray": 0xD3D3D3,
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")


class Sheet:
    """The rules of a page."""

    def __init__(self, text: str) -> None:
        self._rules: dict[tuple[str, str], Styles] = {}
        self.page: Styles = {}
        for selectors, body in _RULE.findall(_COMMENT.sub(" ", text))[:_MOST_RULES]:
            found = declarations(body)
            for selector in selectors.split(","):
                name = selector.strip().lower()
                if name.startswith("@page") and "size" in found:
                    self.page = found
                elif simple := _SIMPLE.match(name):
                    key = (simple.group(1) or "", simple.group(2) or "")
                    self._rules[key] = self._rules.get(key, {}) | found

    def of(self, tag: str, classes: str, own: str) -> Styles:
        """The styles of an element by its tag, its classes and its own attribute."""
        out = dict(self._rules.get((tag, ""), {}))
        for name in classes.lower().split()[:8]:
            out |= self._rules.get(("", name), {})
            out |= self._rules.get((tag, name), {})
        return out | declarations(own)


def declarations(text: str) -> Styles:
    """The declarations of a rule or a style attribute; margins are taken apart."""
    out: Styles = {}
    for declaration in text[:20_000].split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().removesuffix("!important").strip()
        value = value if name == "font-family" else value.lower()
        if colon and name == "margin":
            sides = value.split() or ["0"]
            top = sides[0]
            right = sides[1] if len(sides) > 1 else top
            bottom = sides[2] if len(sides) > 2 else top
            left = sides[3] if len(sides) > 3 else right
            for side, given in (("top", top), ("right", right), ("bottom", bottom), ("left", left)):
                out[f"margin-{side}"] = given
        elif colon:
            out[name] = value
    return out


def twips(value: str | None, size: float = 240, whole: float = 0) -> int | None:
    """A length in twips; `size`: that of the letters, `whole`: what a share is of."""
    found = _LENGTH.match((value or "").strip().lower())
    if not found:
        return None
    number, unit = float(found.group(1)), found.group(2) or ""
    if unit in ("em", "rem", "ex"):
        return round(number * size)
    if unit == "%":
        return round(number * whole / 100) if whole else None
    return max(-31_000, min(31_000, round(number * _TWIPS[unit])))


def half_points(value: str, before: int) -> int:
    """A size of letters in half points."""
    if value in _SIZES:
        return round(_SIZES[value] * 2)
    if value in ("smaller", "larger"):
        return round(before * (0.83 if value == "smaller" else 1.2))
    found = twips(value, before * 10, before * 10)
    return max(2, min(400, round(found / 10))) if found and found > 0 else before


def colour(value: str | None) -> tuple[int, int, int] | None:
    """A colour; None where none is named or known."""
    text = (value or "").strip().lower()
    if found := _RGB.match(text):
        red, green, blue = (min(255, int(part)) for part in found.groups())
        return red, green, blue
    number = _COLOURS.get(text)
    digits = text.removeprefix("#")
    if number is None and re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", digits) and (text != digits or len(digits) == 6):
        number = int(digits if len(digits) == 6 else "".join(c * 2 for c in digits), 16)
    return (number >> 16, number >> 8 & 0xFF, number & 0xFF) if number is not None else None


_SWITCHES: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "font-weight": ("b", lambda v: v in ("bold", "bolder") or (v.isdigit() and int(v) >= 600)),
    "font-style": ("i", lambda v: v in ("italic", "oblique")),
    "text-transform": ("caps", lambda v: v == "uppercase"),
    "font-variant": ("scaps", lambda v: v == "small-caps"),
}
_DECORATIONS = ("text-decoration", "text-decoration-line")
_RAISED = {"super": "superscript", "sub": "subscript"}


def switches(styles: Styles) -> dict[str, object]:
    """What styles say of letters, but for their font, size and colour."""
    out: dict[str, object] = {name: test(styles[of]) for of, (name, test) in _SWITCHES.items() if of in styles}
    for name in _DECORATIONS:
        if name in styles:
            out["ul"] = "single" if "underline" in styles[name] else ""
            out["strike"] = "line-through" in styles[name]
    if styles.get("vertical-align") in _RAISED:
        out["va"] = _RAISED[styles["vertical-align"]]
    return out


def is_hidden(styles: Styles) -> bool:
    """Whether an element is not to be seen."""
    return styles.get("display") == "none" or styles.get("visibility") == "hidden" or styles.get("mso-hide") == "all"
