"""Whether hidden text is found however it is hidden, nothing else is taken for it, and how long that takes.

Ordinary resumes are made at random, as PDF and by way of a word processor; what hides words is what the tests have.
"""

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import resumes, resumes_docx
from benchmarks.report import figures, show
from reviewer.documents import hidden, pages, render
from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format, Trouble
from reviewer.documents.render import Passage
from tests.documents.hidden_cases import HIDDEN, made

SUMMARY = "hidden text found, and ordinary resumes left alone"
FLAGGED = 0.01
MEDIAN_MS, MOST_MS = 150, 350


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--resumes", type=int, default=300, help="resumes of each of the two ways (300)")
    parser.add_argument("--documents", type=Path, default=None, help="a folder to be looked through as well")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for what was flagged")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Make, look, count."""
    times: list[float] = []
    result: dict[str, Any] = {}
    within = True
    for name, make in (("pdf", resumes.pdf), ("docx", resumes_docx.docx)):
        ordinary = ((f"{seed}.{name}", make(seed)) for seed in range(arguments.resumes))
        flagged = _flagged(ordinary, times, arguments.keep)
        result[f"ordinary resumes, {name}"] = arguments.resumes
        result[f"of these flagged, {name}"] = len(flagged)
        within &= len(flagged) <= FLAGGED * arguments.resumes
    hiding = [(name, kind, made(draw, rotation=turned)) for name, (kind, draw) in HIDDEN.items() for turned in (0, 90)]
    missed = [name for name, kind, data in hiding if [passage.kind for passage in _look(data, times)] != [kind]]
    result |= {"ways to hide words, upright and turned": len(hiding), "of these missed": ", ".join(missed) or 0}
    result |= figures("looking through one", times)
    within &= not missed and result["looking through one: median, ms"] <= MEDIAN_MS
    within &= result["looking through one: 95 % within, ms"] <= MOST_MS
    if arguments.documents:
        files = sorted(file for file in arguments.documents.rglob("*") if file.is_file())
        times = []
        flagged = _flagged(((file.name, file.read_bytes()) for file in files), times, None)
        result |= {"documents of the folder": len(times), "of these flagged, of the folder": len(flagged)}
        result |= figures("one of the folder", times) if times else {}
    result["within the limits"] = within
    show(result)
    return result


def _flagged(documents: Iterable[tuple[str, bytes]], times: list[float], keep: Path | None) -> Sequence[str]:
    """The names of the documents in which something is found; says what."""
    flagged: list[str] = []
    for name, data in documents:
        found = _look(data, times)
        if found:
            flagged.append(name)
            for passage in found:
                print(f"    {name}, page {passage.page + 1}, {passage.kind.value}: {passage.text[:90]}")
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / name).write_bytes(data)
    return flagged


def _look(data: bytes, times: list[float]) -> Sequence[Passage]:
    """What is hidden in a document. The time is the processor's, for looking alone."""
    format_ = recognise(data)
    if isinstance(format_, Trouble):
        return ()
    made_of_it: pages.Made | None = None
    try:
        if format_ is not Format.PDF:
            made_of_it = pages.make(data, format_, frozenset(), lambda _: None)
            data = made_of_it.pdf
        opened = render.open_pdf(data)
    except (pages.Refused, render.CannotShow):
        return ()
    if made_of_it is not None:
        opened.source, opened.grounds = made_of_it.hidden, made_of_it.grounds
    begun = time.process_time()
    found = hidden.of(opened)
    times.append((time.process_time() - begun) * 1000)
    opened.document.close()
    return found
