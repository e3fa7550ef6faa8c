"""Whether passages are found again when another engine reads the document, and never in a document of others.

From the words that one engine draws passages are chosen at random; they are looked for in the words of every other
engine, and in another document.
"""

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pymupdf

from benchmarks.report import figures, show
from reviewer import paths
from reviewer.documents.protocol import ENGINES
from reviewer.domain import evidence
from reviewer.domain.anchoring import Located, ReadText, fold
from reviewer.domain.evidence import Passage
from reviewer.services.inspection import Inspection

SUMMARY = "passages of evidence found again by another engine"
SUFFIXES = (".docx", ".doc", ".rtf")
FOUND, WRONG = 0.98, 0.005
"""Least share found again of passages whose words the other engine draws at all; most found where they are not."""
ALIKE, PART, THERE = 0.7, 0.35, 0.85
"""Share of letters by which what was found is what was looked for, or a good part of it; share of words by which they
are there."""

Pages = Mapping[int, Sequence[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the samples")
    parser.add_argument("--passages", type=int, default=20, help="passages of each document (20)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Read each document with each engine, choose, look."""
    folder = arguments.documents or paths.samples()
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    read = {engine: words_of(files, engine) for engine in ENGINES}
    chance = random.Random(7)
    tried = found = exact = part = left_out = strange = wrong = 0
    times: list[float] = []
    texts = {(engine, file): ReadText(pages) for engine, documents in read.items() for file, pages in documents.items()}
    for (engine, file), pages in ((key, read[key[0]][key[1]]) for key in texts):
        others = [key for key in texts if key[1] != file and key[0] == engine]
        for passage in chosen(pages, arguments.passages, chance):
            for other in ENGINES:
                if other == engine or (other, file) not in texts:
                    continue
                if not drawn(passage, texts[other, file]):
                    left_out += 1
                    continue
                begun = time.perf_counter()
                located = texts[other, file].locate(passage)
                times.append((time.perf_counter() - begun) * 1000)
                tried += 1
                share = alike(passage, said(read[other][file], located)) if located is not None else 0.0
                found += share >= PART
                part += PART <= share < ALIKE
                exact += located is not None and located.exact and share >= ALIKE
            if others and len(fold(passage.quote)) >= 30:
                strange += 1
                elsewhere = chance.choice(others)
                located = texts[elsewhere].locate(passage)
                wrong += located is not None and alike(passage, said(read[elsewhere[0]][elsewhere[1]], located)) < PART
    result: dict[str, Any] = {
        "documents": len({file for _, file in texts}),
        "passages looked for in another engine's text": tried,
        "found": round(found / tried, 4),
        "of these letter by letter": round(exact / max(1, found), 4),
        "of these in part": round(part / max(1, found), 4),
        "not looked for: the other engine leaves out words": left_out,
        "looked for in another document": strange,
        "something else taken for it there": round(wrong / max(1, strange), 4),
        **figures("looking for one", times),
    }
    result["within the limits"] = found / tried >= FOUND and wrong <= WRONG * strange
    show(result)
    return result


def words_of(files: Sequence[Path], engine: str) -> dict[Path, Pages]:
    """The words of each file's pages as one engine draws them; files that it cannot read are absent."""
    inspection = Inspection(2)
    read: dict[Path, Pages] = {}

    try:
        for _, _, found in inspection.examine(files, engine):
            if found.info is None:
                continue
            with pymupdf.open(stream=inspection.pdf(found), filetype="pdf") as document:
                read[found.path] = {
                    number: [str(word[4]) for word in document[number].get_text("words")]
                    for number in range(document.page_count)
                }
    finally:
        inspection.close()
    return read


def chosen(pages: Pages, count: int, chance: random.Random) -> list[Passage]:
    """Passages of 3 to 40 words, anywhere in a document."""
    passages: list[Passage] = []
    full = [page for page in pages if len(pages[page]) > 50]
    for _ in range(count if full else 0):
        page = chance.choice(full)
        text = " ".join(" ".join(pages[number]) for number in pages if number >= page)
        first = chance.randrange(len(pages[page]) - 3)
        start = sum(len(word) + 1 for word in pages[page][:first])
        end = start + len(" ".join(text[start:].split()[: chance.randint(3, 40)]))
        passage = evidence.passage("0" * 64, text, start, end, page)
        if passage is not None and fold(passage.quote):
            passages.append(passage)
    return passages


def said(pages: Pages, located: Located) -> str:
    """What stands at a place."""
    start, end = located.start, located.end
    return " ".join(
        word[start.letter if (page, number) == start[:2] else 0 : end.letter if (page, number) == end[:2] else None]
        for page in pages
        for number, word in enumerate(pages[page])
        if start[:2] <= (page, number) <= end[:2]
    )


def drawn(passage: Passage, text: ReadText) -> bool:
    """Whether an engine draws the words of a passage, wherever that may be."""
    words = [folded for word in passage.quote.split() if (folded := fold(word))]
    return sum(word in text.letters for word in words) >= THERE * len(words)


def alike(passage: Passage, text: str) -> float:
    """How much of a passage a text is."""
    one, other = fold(passage.quote), fold(text)
    matching = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matching) / len(one)
