"""What is noticed about a document, in words: the evidence of flags, the lines above a page."""

from collections.abc import Iterable

from reviewer.documents.protocol import HiddenKind, HiddenPassage

_SHOWN = 80
_LINES = 12
_HOW = {
    HiddenKind.COLOUR: "in the background's colour",
    HiddenKind.COVERED: "covered or cut away",
    HiddenKind.TRANSPARENT: "transparent",
    HiddenKind.UNPAINTED: "not painted",
    HiddenKind.TINY: "too small to read",
    HiddenKind.OUTSIDE: "outside of the page",
    HiddenKind.LAYER: "in a layer that is off",
    HiddenKind.READS_OTHERWISE: "read otherwise than it looks",
    HiddenKind.MARKED_HIDDEN: "marked as hidden",
    HiddenKind.INVISIBLE_LETTERS: "in letters without width",
    HiddenKind.PROPERTIES: "in the file's properties",
    HiddenKind.NOTE: "in a note",
    HiddenKind.INSTRUCTION: "written to a machine",
}
_WITHOUT_PAGE = (HiddenKind.MARKED_HIDDEN, HiddenKind.PROPERTIES, HiddenKind.INVISIBLE_LETTERS)


def hidden_line(passage: HiddenPassage, *, whole: bool = False) -> str:
    """A passage in one line: how many words, where, how hidden, what they say."""
    text = passage.text if whole or len(passage.text) <= _SHOWN else passage.text[: _SHOWN - 1].rstrip() + "…"
    words = f"{passage.words:,} word{'' if passage.words == 1 else 's'}"
    where = "" if passage.kind in _WITHOUT_PAGE and not passage.places else f", page {passage.page + 1}"
    how = _HOW[passage.kind]
    if passage.instructs and passage.kind is not HiddenKind.INSTRUCTION:
        how += ", written to a machine"
    return f"{words}{where}, {how}: “{text}”"


def hidden_lines(passages: Iterable[HiddenPassage]) -> tuple[str, ...]:
    """The evidence of a flag: a line a passage, the first of them."""
    return tuple(hidden_line(passage) for passage in list(passages)[:_LINES])
