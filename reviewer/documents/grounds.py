"""What the source of a made PDF says of the ground that words stand on. Worker side.

An engine leaves shades and fillings out, and paints pictures over words that lie behind them. Pale words on a dark cell
then look hidden, and are not: the source knows better. What it says travels inside the made PDF, as an attachment that
the window never shows.
"""

import json
from dataclasses import dataclass
from typing import Any, cast

import pymupdf
from pymupdf import mupdf

from reviewer.documents.wording import instructs, key_of

NAME = "reviewer-grounds"
_LEAST_LETTERS = 4
"""Letters of a stretch on colour from which on it is looked for in what seems hidden: less is anywhere."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """`dressed`: the letters (`wording.key_of`) of pale stretches that stand on colour. `layered`: the source has
    drawings under its words or over one another, and an engine may turn their order round."""

    dressed: tuple[str, ...] = ()
    layered: bool = False

    def explain(self, text: str, least: int) -> bool:
        """Whether pale words are seen on a good page: all of them but fewer than `least` letters stand on colour.

        What speaks to a machine is never explained away.
        """
        if not self.dressed or instructs(text):
            return False
        left = key_of(text)
        for stretch in self.dressed:
            if left in stretch:
                return True
            if len(stretch) >= _LEAST_LETTERS:
                left = left.replace(stretch, "")
        return len(left) < least


def attach(document: pymupdf.Document, grounds: Grounds) -> None:
    """Put what the source says into a made PDF."""
    said = json.dumps([grounds.layered, *grounds.dressed], ensure_ascii=False)
    document.embfile_add(NAME, said.encode("utf-8", "replace"))


def of_made(document: pymupdf.Document) -> Grounds:
    """What the source of a made PDF says; to be asked of PDFs that were made here alone, for anyone can attach."""
    try:
        if not document.embfile_count() or NAME not in cast("list[str]", document.embfile_names()):
            return Grounds()
        told: Any = json.loads(document.embfile_get(NAME))
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return Grounds()
    match told:
        case [bool(layered), *stretches] if all(isinstance(stretch, str) for stretch in stretches):
            return Grounds(tuple(stretches), layered)
        case _:
            return Grounds()
