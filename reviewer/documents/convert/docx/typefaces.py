"""Names of fonts that this computer lacks, replaced by those of fonts that look like them.

dxpdf 0.8.1 has substitutes for ten names and takes any other for a sans. The document itself says of what kind a font
is, in its font table.
"""

from reviewer.documents.convert import families, fonts
from reviewer.documents.convert.docx.names import A_URI, Element, W, parse
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused

_SLOTS = tuple(W + name for name in ("ascii", "hAnsi", "cs", "eastAsia"))
_EMBEDDED = tuple(W + name for name in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"))
_KINDS = {"roman": fonts.SERIF, "modern": fonts.MONO}

Replaced = dict[str, str]


class Replacing:
    """What takes the place of which font, for one document."""

    def __init__(self, table: bytes) -> None:
        self._kinds: dict[str, str] = {}
        self._embedded: set[str] = set()
        self._known: Replaced = {}
        try:
            root = parse(table) if table else None
        except (Refused, *PARSER_ERRORS):
            root = None
        for font in root.iter(W + "font") if root is not None else ():
            name, kind = (font.get(W + "name") or "").lower(), font.find(W + "family")
            if any(font.find(tag) is not None for tag in _EMBEDDED):
                self._embedded.add(name)
            if kind is not None:
                self._kinds[name] = kind.get(W + "val") or ""

    def rule(self, root: Element) -> None:
        """Put fonts that there are in the place of those that are missing, in one part."""
        if not families.installed():
            return
        for element in root.iter(W + "rFonts"):
            for slot in _SLOTS:
                name = element.get(slot)
                if name is not None:
                    element.set(slot, self._of(name))
        for element in root.iter(f"{{{A_URI}}}latin"):
            name = element.get("typeface")
            if name and not name.startswith("+"):
                element.set("typeface", self._of(name))

    def _of(self, name: str) -> str:
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._found(name)
        return found

    def _found(self, name: str) -> str:
        lower, there = name.strip().lower(), families.installed()
        if lower in there or lower in self._embedded:
            return name
        stand_in = fonts.instead_of(lower)
        if stand_in is not None and stand_in.lower() in there:
            return stand_in
        kind = _KINDS.get(self._kinds.get(lower, ""))
        return kind if kind is not None and kind.lower() in there else name
