"""From runs that are not seen to passages that are told; and what is seen, yet not meant for readers. Worker side."""

from collections.abc import Sequence
from typing import Any

import pymupdf

from reviewer.documents.hidden.drawings import LIGHT
from reviewer.documents.hidden.runs import Run, area, direct, holds, place_of, shared, text_of, turning
from reviewer.documents.protocol import HiddenKind
from reviewer.documents.render import Passage
from reviewer.documents.wording import LEAST_LETTERS, instruction, key_of, smuggled

DOUBLED_SHARE = 0.5
"""A run is doubled when so much of it lies under one that says the same."""
SCAN_SHARE = 0.7
"""A page is a scan when a picture covers this share of it."""


def untraced(page: pymupdf.Page, number: int, runs: Sequence[Run]) -> list[Passage]:
    """Words that are read from a page and that no run paints: text that only makes a clip."""
    read = key_of(str(page.get_text("text", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)))
    if len(read) - sum(len(run.key) for run in runs) < LEAST_LETTERS:
        return []
    turned = turning(page)
    read_words: list[Any] = list(page.get_text("words"))
    places = [(str(word[4]), turned((word[0], word[1], word[2], word[3]))) for word in read_words]
    words = [(text, box) for text, box in places if not any(holds(run.box, box) for run in runs)]
    if len("".join(key_of(text) for text, _ in words)) < LEAST_LETTERS:
        return []
    text = " ".join(text for text, _ in words)
    return [Passage(number, HiddenKind.UNPAINTED, text, tuple(place_of(box) for _, box in words))]


def told(page: pymupdf.Page, number: int, runs: Sequence[Run], unseen: Sequence[Run]) -> list[Passage]:
    """The passages of a page: runs that follow one another and are hidden in one way make one."""
    never = {id(run) for run in unseen}
    whole = place_of(page.rect)
    kinds = [direct(whole, run) or (_how(run) if id(run) in never else None) for run in runs]
    if _is_recognised(page, runs, kinds):
        kinds = [None if kind is HiddenKind.UNPAINTED else kind for kind in kinds]
    shown = [run for run, kind in zip(runs, kinds, strict=True) if kind is None]
    kinds = [None if kind and _is_doubled(run, shown) else kind for run, kind in zip(runs, kinds, strict=True)]
    seen = "".join(run.key for run in shown)
    joined: list[tuple[HiddenKind, list[Run]]] = []
    before: HiddenKind | None = None
    for run, kind in zip(runs, kinds, strict=True):
        if kind is not None and run.key:
            if joined and kind is before:
                joined[-1][1].append(run)
            else:
                joined.append((kind, [run]))
        before = kind if run.key else before
    passages: list[Passage] = []
    for kind, parts in joined:
        text, key = text_of(parts), "".join(run.key for run in parts)
        copied = bool(seen) and key in seen and kind is not HiddenKind.UNPAINTED
        if len(key) >= LEAST_LETTERS and not copied:
            passages.append(Passage(number, kind, text, tuple(place_of(run.box) for run in parts)))
    return [*passages, *in_plain_sight(number, " ".join(run.text for run in shown))]


def _is_doubled(run: Run, shown: Sequence[Run]) -> bool:
    """Whether the same words are seen at the same place: the filling of letters whose outline is drawn."""
    return any(
        other.key == run.key and shared(other.box, run.box) > DOUBLED_SHARE * area(run.box) > 0 for other in shown
    )


def in_plain_sight(page: int, text: str) -> list[Passage]:
    """What a reader could see and does not read: instructions to a machine, and letters without width that spell."""
    said = instruction(text)
    return [*spelt(page, text), *([Passage(page, HiddenKind.INSTRUCTION, said)] if said else [])]


def spelt(page: int, text: str) -> list[Passage]:
    """What letters without width spell in a text."""
    said = smuggled(text)
    return [Passage(page, HiddenKind.INVISIBLE_LETTERS, said)] if len(key_of(said)) >= LEAST_LETTERS else []


def _how(run: Run) -> HiddenKind:
    return HiddenKind.COLOUR if min(run.colour) >= LIGHT else HiddenKind.COVERED


def _is_recognised(page: pymupdf.Page, runs: Sequence[Run], kinds: Sequence[HiddenKind | None]) -> bool:
    """Whether the page is a scan and its unpainted text what was recognised on it."""
    unpainted = sum(run.letters for run, kind in zip(runs, kinds, strict=True) if kind is HiddenKind.UNPAINTED)
    if unpainted < 0.6 * sum(run.letters for run in runs):
        return False
    whole = abs(page.rect)
    return any(abs(pymupdf.Rect(image["bbox"]) & page.rect) > SCAN_SHARE * whole for image in page.get_image_info())
