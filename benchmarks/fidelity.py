"""How true the pages of Word, rtf and text documents are, against LibreOffice's pages of the same documents.

Documents go through a real worker, warm, one after the other, as the window's do. A document counts as damaged when
it is not what its name says, is encrypted, was broken on purpose by its makers (`sample_documents.damage`), is of
Word 6 or 95, or when LibreOffice cannot open it either; all others must open.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

import psutil

from benchmarks import sample_documents
from benchmarks.libreoffice import LibreOffice
from benchmarks.likeness import Likeness, compare
from benchmarks.report import show, within
from reviewer.documents import child, limits
from reviewer.documents.convert import coverage, fonts
from reviewer.documents.convert.docx.names import W, parse
from reviewer.documents.convert.docx.package import is_main, unpack
from reviewer.documents.convert.docx.text import part_text
from reviewer.documents.convert.failures import Refused
from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format
from reviewer.documents.slab import Slab

SUMMARY = "pages of docx, doc, rtf and txt against LibreOffice's: words, places, pictures, tables, time"
RECALL = {Format.DOCX: 0.985, Format.DOC: 0.96, Format.RTF: 0.96}
"""Least mean share of LibreOffice's words that is on our pages."""
OWN_MEAN, OWN_LEAST = 0.997, 0.92
"""Least share of a document's own words on its pages: mean of a format, and of any document."""
MEDIAN_MS, P95_MS = 300, 500
_SLAB_BYTES = 1 << 20


@dataclass(slots=True)
class Found:
    """What became of one document."""

    path: Path
    format: Format
    damage: str
    trouble: str = ""
    engine: str = ""
    warnings: tuple[str, ...] = ()
    own: float | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    resident: int = 0
    pdf: bytes = b""
    text: str = ""
    likeness: Likeness | None = None


class Bench:
    """One worker, replaced as the window's are."""

    def __init__(self) -> None:
        self._slab = Slab(_SLAB_BYTES)
        self._child: child.Child | None = None
        self._serial = 0

    def convert(self, found: Found, data: bytes) -> None:
        """Convert one document, and note what came and what it took."""
        worker = self._warm()
        format_ = recognise(data)
        assert isinstance(format_, Format)
        serial = self._next()  # the key as well: two files may be the same, and each is to be converted
        request = {"do": "info", "key": f"{serial:064x}", "made": False, "format": format_.value}
        process = psutil.Process(worker.process.pid)
        began, used = time.perf_counter(), sum(process.cpu_times()[:2])
        try:
            reply, payloads = worker.ask(
                {**request, "avoid": [], "page": 0, "id": serial}, [data], limits.CONVERT_SECONDS, lambda _: None
            )
        except child.Died:
            found.trouble = "crashed"
            self.close()
            return
        found.seconds, found.cpu_seconds = time.perf_counter() - began, sum(process.cpu_times()[:2]) - used
        found.resident = int(reply["rss"])
        found.trouble = str(reply.get("trouble", ""))
        if not found.trouble:
            info = reply["info"]
            found.engine, found.own, found.warnings = info["engine"], info["own_words_drawn"], tuple(info["warnings"])
            found.pdf, found.text = payloads[0], payloads[1].decode("utf-8")
        tired = reply["conversions"] >= limits.CONVERSIONS_TO_RECYCLE or found.resident > limits.RSS_TO_RECYCLE
        if tired:
            self.close()

    def close(self) -> None:
        """End the worker; the next conversion starts another."""
        if self._child is not None:
            self._child.bury()
            self._child = None

    def free(self) -> None:
        """End the worker and give the shared memory back."""
        self.close()
        self._slab.close()

    def _warm(self) -> child.Child:
        if self._child is None:
            self._child = child.Child(child.command(self._slab.name), tempfile.gettempdir())
            self._child.ask({"do": "warm", "id": self._next()}, [], limits.CONVERT_SECONDS, lambda _: None)
        return self._child

    def _next(self) -> int:
        self._serial += 1
        return self._serial


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The documents, and what is written of them."""
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the corpus")
    parser.add_argument("--format", choices=[f.value for f in Format], default=None, help="one format only")
    parser.add_argument("--worst", type=int, default=0, help="name so many of the worst of each format")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for our pages and LibreOffice's, as PDF")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Convert, compare, judge. Times are in milliseconds, memory in MB."""
    folder: Path = arguments.documents or sample_documents.CORPUS
    if not folder.is_dir():
        raise SystemExit("There are no documents to compare: name a folder of them with --documents.")
    documents = sample_documents.gather(folder)
    if arguments.format:
        documents = {path: data for path, data in documents.items() if path.suffix.lower() == f".{arguments.format}"}
    origins = sample_documents.origins(folder)
    fonts.offer()
    office = LibreOffice({"FONTCONFIG_FILE": os.environ.get("FONTCONFIG_FILE", "")})
    bench = Bench()
    try:
        everything = _converted(bench, documents, folder, origins)
        if not arguments.format and not any(path.suffix.lower() == ".txt" for path in documents):
            made = sample_documents.texts(found.text for found in everything if found.format is Format.DOCX)
            everything += _converted(bench, made, folder, {})
            documents = {**documents, **made}
    finally:
        bench.free()
    references = office.pages({f.path: documents[f.path] for f in everything if f.format is not Format.TXT})
    for found in everything:
        reference = references.get(found.path)
        if reference is None and found.format is not Format.TXT:
            found.damage = found.damage or "LibreOffice cannot open it"
        elif reference is not None and found.pdf:
            found.likeness = compare(found.pdf, reference, leave_out=_deleted(documents[found.path]))
        if arguments.keep:
            _keep(arguments.keep, found, reference)
    result: dict[str, Any] = {"LibreOffice": office.version}
    passes = True
    for format_ in dict.fromkeys(found.format for found in everything):
        of_format = [found for found in everything if found.format is format_]
        figures, good = _figures(format_, of_format)
        result |= {f"{format_.value}: {name}": value for name, value in figures.items()}
        passes &= good
        if arguments.worst:
            _name_worst(of_format, arguments.worst)
    result["passes"] = passes
    show(result)
    return result


def _converted(bench: Bench, documents: Mapping[Path, bytes], folder: Path, origins: dict[str, str]) -> list[Found]:
    everything: list[Found] = []
    for path, data in documents.items():
        name = path.relative_to(folder).as_posix() if path.is_absolute() else path.as_posix()
        found = Found(path, sample_documents.named(path), sample_documents.damage(path, data, origins.get(name, "")))
        if isinstance(recognise(data), Format):
            bench.convert(found, data)
        else:
            found.trouble = "not recognised"
        if found.trouble in ("locked", "unsupported"):
            found.damage = found.damage or found.trouble
        everything.append(found)
    return everything


def _figures(format_: Format, everything: list[Found]) -> tuple[dict[str, Any], bool]:
    """The figures of a format, and whether it passes."""
    sound = [found for found in everything if not found.damage]
    opened = [found for found in sound if not found.trouble]
    own = [found.own for found in opened if found.own is not None]
    alike = [found.likeness for found in opened if found.likeness is not None]
    recall = [each.recall for each in alike if each.recall is not None]
    wall = [found.seconds * 1000 for found in opened]
    stopped = sum(found.trouble in ("crashed", "memory", "timeout", "too_large") for found in sound)
    figures: dict[str, Any] = {
        "documents, damaged": f"{len(everything)}, {len(everything) - len(sound)}",
        "opened of the undamaged": f"{len(opened)} of {len(sound)}",
        "crashes and limits hit": stopped,
        "damaged ones opened all the same": sum(not f.trouble for f in everything if f.damage),
        "own words drawn: mean": round(fmean(own), 4),
        "own words drawn: least": round(min(own), 3),
    }
    if alike:
        figures |= {
            "words of LibreOffice's: mean": round(fmean(recall), 4),
            "words at their place: mean": _mean(alike, "placed"),
            "pictures kept: mean": _mean(alike, "pictures"),
            "tables kept: mean": _mean(alike, "tables"),
            "same pages": round(fmean(each.pages == each.reference_pages for each in alike), 3),
            "same pages, one more or less": round(fmean(abs(e.pages - e.reference_pages) <= 1 for e in alike), 3),
        }
    figures |= {
        "by text alone": sum("text_only" in found.warnings for found in opened),
        "by the second engine": sum("other_engine" in found.warnings for found in opened),
        "time: median, 95 % within, most": f"{median(wall):.0f}, {within(wall, 0.95):.0f}, {max(wall):.0f}",
        "processor time: median, 95 % within": _both([found.cpu_seconds * 1000 for found in opened]),
        "memory: median, most": f"{median(f.resident for f in opened) / 1e6:.0f}, "
        f"{max(f.resident for f in opened) / 1e6:.0f}",
    }
    good = (
        len(opened) == len(sound)
        and not stopped
        and fmean(own) >= OWN_MEAN
        and min(own) >= OWN_LEAST
        and (not recall or fmean(recall) >= RECALL.get(format_, 0.0))
        and median(wall) <= MEDIAN_MS
        and within(wall, 0.95) <= P95_MS
    )
    return figures, good


def _mean(alike: list[Likeness], name: str) -> float | None:
    values = [value for each in alike if (value := getattr(each, name)) is not None]
    return round(fmean(values), 3) if values else None


def _both(times: list[float]) -> str:
    return f"{median(times):.0f}, {within(times, 0.95):.0f}"


def _deleted(data: bytes) -> Counter[str]:
    """Words that a docx says are deleted or moved away, and that it has nowhere else.

    LibreOffice prints them struck through; we show the document as accepted.
    """
    words: Counter[str] = Counter()
    try:
        parts = unpack(data)
    except Refused:
        return words
    for name, content in parts.items():
        if is_main(name):
            root = parse(content)
            gone = [text.text or "" for text in root.iter(W + "delText")]
            gone += [text.text or "" for moved in root.iter(W + "moveFrom") for text in moved.iter(W + "t")]
            words.update(coverage.words(" ".join(gone)))
            words -= coverage.words(part_text(root))
    return words


def _name_worst(everything: list[Found], count: int) -> None:
    def badness(found: Found) -> float:
        recall = found.likeness.recall if found.likeness is not None and found.likeness.recall is not None else 1.0
        return min(recall, found.own if found.own is not None else 1.0) if not found.trouble else -1.0

    for found in sorted((f for f in everything if not f.damage), key=badness)[:count]:
        print(
            f"  {found.path.name}: {found.trouble or found.engine} own {found.own} {found.warnings} {found.likeness} "
            f"{found.seconds * 1000:.0f} ms",
            file=sys.stderr,
        )
    for found in everything:
        if found.damage:
            print(f"  {found.path.name}: damaged ({found.damage}), {found.trouble or 'opened'}", file=sys.stderr)


def _keep(folder: Path, found: Found, reference: bytes | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, pdf in (("ours", found.pdf), ("office", reference)):
        if pdf:
            (folder / f"{found.path.name}.{kind}.pdf").write_bytes(pdf)
