"""A docx's own text, from its source: what search, find and the self-check go by."""

import re
from collections.abc import Collection, Iterable

from reviewer.documents.convert.docx.names import MC, PLACEHOLDER, Element, W, ancestor, is_on
from reviewer.documents.convert.docx.package import is_main
from reviewer.documents.limits import MAX_TEXT_BYTES

_PART = re.compile(r"word/(header|document|footnotes|endnotes|footer)\d*\.xml$")
_ORDER = {"header": 0, "document": 1, "footnotes": 2, "endnotes": 2, "footer": 3}
_BLANK_LINES = re.compile(r"\n{3,}")


def part_rank(name: str) -> int | None:
    """Where a part's text stands in the whole; None for parts without text. Contact details often are in the header."""
    found = _PART.match(name)
    return _ORDER[found.group(1)] if found else None


def counts_as_own(name: str) -> bool:
    """Whether the words of a part must be on the pages. A header for even pages may rightly be on none."""
    return is_main(name) or "notes" in name


def part_text(root: Element, hiding: Collection[str] = (), hidden: list[str] | None = None) -> str:
    """The visible text of a part: a line for each paragraph, cells apart by tabs, deleted and hidden text left out.

    `hiding`: the styles whose text is hidden. What is hidden is added to `hidden`, a text for each stretch of it.
    """
    out: list[str] = []
    _walk(root, out, hiding, hidden if hidden is not None else [])
    return "".join(out)


def joined(texts: Iterable[tuple[int, str]]) -> str:
    """The texts of parts in reading order as one."""
    whole = "\n".join(text.strip("\n") for _, text in sorted(texts, key=lambda pair: pair[0]) if text.strip())
    return _BLANK_LINES.sub("\n\n", whole)[:MAX_TEXT_BYTES]


def _walk(root: Element, out: list[str], hiding: Collection[str], hidden: list[str]) -> None:
    """In document order, without recursion: the depth is the document's."""
    skipped = {
        MC + "Fallback",
        W + "del",
        W + "moveFrom",
        W + "instrText",
        W + "delText",
        W + "rPr",
        W + "pPr",
        W + "sectPr",
    }
    after = {W + "p": "\n", W + "tc": "\t", W + "tr": "\n"}
    single = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
    open_stretch = -1  # how much had been seen where hidden text ended last
    stack: list[Element | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if item == "\t" and out and out[-1] == "\n":  # the last paragraph of a cell ends with the cell
                out.pop()
            out.append(item)
            continue
        tag = item.tag
        if tag in skipped or not isinstance(tag, str):
            continue
        if tag == W + "t":
            out.append((item.text or "").replace(PLACEHOLDER, ""))
            continue
        if tag in single:
            out.append(single[tag])
            continue
        if tag == W + "txbxContent":  # stands in the middle of a paragraph
            out.append("\n")
        if tag == W + "r" and _is_hidden(item, hiding):
            said = "".join(text.text or "" for text in item.iter(W + "t"))
            if hidden and open_stretch == len(out):
                hidden[-1] += said
            elif said.strip():
                hidden.append(said)
            open_stretch = len(out)
            continue
        if tag in after:
            stack.append(after[tag])
        stack.extend(reversed(item))


def _is_hidden(run: Element, hiding: Collection[str]) -> bool:
    """Whether a run is hidden text: by itself, or by the style of its characters or its paragraph."""
    own = run.find(f"{W}rPr/{W}vanish")
    if own is not None:
        return is_on(own)
    if not hiding:
        return False
    named = run.find(f"{W}rPr/{W}rStyle")
    paragraph = ancestor(run, W + "p")
    of_paragraph = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return any(style is not None and style.get(W + "val") in hiding for style in (named, of_paragraph))
