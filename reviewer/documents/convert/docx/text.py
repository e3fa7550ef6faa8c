"""A docx's own text, from its source: what search, find and the self-check go by."""

import re
from collections.abc import Iterable

from reviewer.documents.convert.docx.names import MC, Element, W, is_on
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


def part_text(root: Element) -> str:
    """The visible text of a part: a line for each paragraph, cells apart by tabs, deleted and hidden text left out."""
    out: list[str] = []
    _walk(root, out)
    return "".join(out)


def joined(texts: Iterable[tuple[int, str]]) -> str:
    """The texts of parts in reading order as one."""
    whole = "\n".join(text.strip("\n") for _, text in sorted(texts, key=lambda pair: pair[0]) if text.strip())
    return _BLANK_LINES.sub("\n\n", whole)[:MAX_TEXT_BYTES]


def _walk(root: Element, out: list[str]) -> None:
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
            out.append(item.text or "")
            continue
        if tag in single:
            out.append(single[tag])
            continue
        if tag == W + "txbxContent":  # stands in the middle of a paragraph
            out.append("\n")
        if tag == W + "r" and is_on(item.find(f"{W}rPr/{W}vanish")):
            continue
        if tag in after:
            stack.append(after[tag])
        stack.extend(reversed(item))
