"""What styles say of runs and paragraphs that say nothing themselves: dxpdf 0.8.1 leaves some of it out."""

from reviewer.documents.convert.docx.names import Element, W, ancestor, is_on, parse
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused

_LONGEST_CHAIN = 12
_LONGEST_NUMBER = 5
_USUAL_SIZE = 20
"""Half points, where nobody says anything."""


class Styles:
    """The styles of a docx, asked for one property of a run or a paragraph at a time."""

    def __init__(self, markup: bytes) -> None:
        try:
            root = parse(markup) if markup else None
        except (Refused, *PARSER_ERRORS):
            root = None
        every = list(root.iter(W + "style")) if root is not None else []
        self._by_id = {id_: style for style in every if (id_ := style.get(W + "styleId"))}
        self._usual = next(
            (s.get(W + "styleId") for s in every if s.get(W + "type") == "paragraph" and is_on_attribute(s, "default")),
            None,
        )
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._spaces = root.find(f"{W}docDefaults/{W}pPrDefault") if root is not None else None
        self._tags: set[str] | None = None
        self._known: dict[tuple[str | None, str], Element | None] = {}

    def is_on(self, run: Element, name: str) -> bool:
        """Whether a switch such as `caps` or `strike` is on for a run."""
        return is_on(self.of(run, name))

    def mention(self, root: Element, *names: str) -> bool:
        """Whether anything, in this part or in the styles, says one of these properties: most documents do not."""
        tags = [W + name for name in names]
        if self._tags is None:
            self._tags = {str(element.tag) for style in self._by_id.values() for element in style.iter()}
        return not self._tags.isdisjoint(tags) or next(root.iter(*tags), None) is not None

    def that_are(self, name: str) -> frozenset[str]:
        """The ids of styles in which a switch is on, by themselves or by what they are based on."""
        return frozenset(id_ for id_ in self._by_id if is_on(self._by_style(id_, name)))

    def size(self, run: Element) -> int:
        """The size of a run's letters, in half points."""
        value = (element.get(W + "val") or "") if (element := self.of(run, "sz")) is not None else ""
        return int(value) if value.isdecimal() else _USUAL_SIZE

    def has(self, id_: str | None, name: str) -> bool:
        """Whether a style, or what it is based on, says a property of anything: words, paragraphs, cells, rows."""
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(id_ or "")
            if style is None:
                return False
            if next(style.iter(W + name), None) is not None:
                return True
            based = style.find(W + "basedOn")
            id_ = based.get(W + "val") if based is not None else None
        return False

    def said(self, paragraph: Element, name: str, attribute: str) -> str | None:
        """An attribute of a paragraph's property by itself, its style, the document's defaults, whoever gives it."""
        path, wanted = f"{W}pPr/{W}{name}", W + attribute
        own = paragraph.find(path)
        if own is not None and (value := own.get(wanted)) is not None:
            return value
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        id_ = style.get(W + "val") if style is not None else self._usual
        for _ in range(_LONGEST_CHAIN):
            of_style = self._by_id.get(id_ or "")
            if of_style is None:
                break
            found = of_style.find(path)
            if found is not None and (value := found.get(wanted)) is not None:
                return value
            based = of_style.find(W + "basedOn")
            id_ = based.get(W + "val") if based is not None else None
        default = self._spaces.find(path) if self._spaces is not None else None
        return default.get(wanted) if default is not None else None

    def stops(self, paragraph: Element) -> list[tuple[int, Element]]:
        """The tab stops of a paragraph by their places in twips, with those of its style that it does not clear."""
        found: dict[int, Element] = {}
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        id_ = style.get(W + "val") if style is not None else self._usual
        levels = [paragraph]
        for _ in range(_LONGEST_CHAIN):
            of_style = self._by_id.get(id_ or "")
            if of_style is None:
                break
            levels.append(of_style)
            based = of_style.find(W + "basedOn")
            id_ = based.get(W + "val") if based is not None else None
        for level in reversed(levels):
            for stop in level.iterfind(f"{W}pPr/{W}tabs/{W}tab"):
                place = stop.get(W + "pos") or ""
                if not place.isdecimal() or len(place) > _LONGEST_NUMBER:
                    continue
                if stop.get(W + "val") == "clear":
                    found.pop(int(place), None)
                elif stop.get(W + "val") not in ("num", "bar"):
                    found[int(place)] = stop
        return sorted(found.items())

    def of(self, run: Element, name: str) -> Element | None:
        """A property by the run itself, its style, its paragraph's style, the document's defaults."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return own
        style = run.find(f"{W}rPr/{W}rStyle")
        found = self._by_style(style.get(W + "val"), name) if style is not None else None
        if found is not None:
            return found
        paragraph = ancestor(run, W + "p")
        style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
        found = self._by_style(style.get(W + "val") if style is not None else self._usual, name)
        if found is None and self._defaults is not None:
            found = self._defaults.find(W + name)
        return found

    def _by_style(self, id_: str | None, name: str) -> Element | None:
        if (id_, name) in self._known:
            return self._known[id_, name]
        asked, found = id_, None
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(id_ or "")
            if style is None:
                break
            found = style.find(f"{W}rPr/{W}{name}")
            if found is not None:
                break
            based = style.find(W + "basedOn")
            id_ = based.get(W + "val") if based is not None else None
        self._known[asked, name] = found
        return found


def hidden_styles(markup: bytes) -> frozenset[str]:
    """The ids of styles whose text is hidden."""
    return Styles(markup).that_are("vanish")


def is_on_attribute(element: Element, name: str) -> bool:
    """The value of an attribute that is a switch; off where it is absent."""
    return (element.get(W + name) or "0") in ("1", "true", "on")
