"""How fast, and in how much memory, applications are taken in: mixed documents of all five formats, with their texts.

The reference reads the same PDF, docx and txt files with PyMuPDF and lxml alone: one process, no limits, no database,
nothing that would survive a hostile file.
"""

import argparse
import io
import os
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from benchmarks.report import show
from reviewer import app, paths, settings
from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from reviewer.services.intake import IntakeService

SUMMARY = "import of mixed documents, with text extraction"
LEAST_RATE = 30
"""Documents a second, on two cores."""
MOST_BYTES = 900_000_000
"""Memory of all processes together."""
_SAMPLE_SECONDS = 0.05
_FORMATS = tuple(Format)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--count", type=int, default=1000, help="documents to import (1000)")
    parser.add_argument("--scans", action="store_true", help="read scans too, where the extra `ocr` is installed")
    parser.add_argument("--documents", type=Path, default=None, help="a folder of documents instead of the samples")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Import, measure, compare. Rates are documents a second, memory is in MB."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
        folder = Path(name) / "applications"
        formats = make(arguments.documents or paths.samples(), folder, arguments.count)
        with _Peak() as peak, _intake(Path(name), scans=arguments.scans) as intake:
            report = intake.take([folder])
        with _intake(Path(name), scans=arguments.scans) as intake:
            again = intake.take([folder])
        read, seconds = bare(folder)
        rate = report.documents / report.seconds
        result: dict[str, Any] = {
            "documents": report.documents,
            "applications": len(report.added),
            "formats": formats,
            "with trouble": len(report.notes),
            "seconds": round(report.seconds, 2),
            "documents a second": round(rate, 1),
            "peak memory of all processes, MB": round(peak.all_bytes / 1e6),
            "peak memory of this process, MB": round(peak.own_bytes / 1e6),
            "added by importing again": len(again.added),
            "seconds to import again": round(again.seconds, 2),
            "reference documents": read,
            "reference documents a second": round(read / seconds, 1) if seconds else None,
            "ratio to reference": round(rate * seconds / read, 2) if read else None,
        }
    result["within the limits"] = bool(
        rate >= LEAST_RATE and peak.all_bytes < MOST_BYTES and not again.added and report.documents == arguments.count
    )
    show(result)
    return result


def _intake(folder: Path, *, scans: bool) -> "AbstractContextManager[IntakeService]":
    return app.build_intake(folder / "bench.sqlite", settings.Settings(scans=scans))


def make(samples: Path, folder: Path, count: int) -> dict[str, int]:
    """Fill a folder with applications of two documents each, of all formats in turn; how many there are of each."""
    by_format: dict[Format, list[bytes]] = {each: [] for each in _FORMATS}
    for path in sorted(samples.rglob("*")):
        if path.is_file() and path.suffix != ".toml" and not path.name.startswith("."):
            data = path.read_bytes()
            format_ = recognise(data)
            if isinstance(format_, Format):
                by_format[format_].append(data)
    kinds = [each for each in _FORMATS if by_format[each]]
    if not kinds:
        raise SystemExit("There is no document of a known format in that folder.")
    made = dict.fromkeys((each.value for each in kinds), 0)
    for number in range(count):
        format_ = kinds[number % len(kinds)]
        originals = by_format[format_]
        data = varied(originals[number // len(kinds) % len(originals)], format_, number)
        # Five formats, two documents to a folder: neighbours are of different formats, and every pair comes up.
        at = folder / f"{number // 2:05}"
        at.mkdir(parents=True, exist_ok=True)
        (at / f"{'resume' if number % 2 == 0 else 'letter'}.{format_.value}").write_bytes(data)
        made[format_.value] += 1
    return made


def varied(data: bytes, format_: Format, number: int) -> bytes:
    """The same document with other bytes, so that it has a hash of its own."""
    mark = f"variation {number}".encode()
    match format_:
        case Format.PDF:
            return data + b"\n% " + mark + b"\n"
        case Format.DOCX:
            copy = io.BytesIO(data)
            with zipfile.ZipFile(copy, "a") as archive:
                archive.comment = mark
            return copy.getvalue()
        case Format.DOC:
            return data + mark.ljust(512, b"\0")
        case Format.HTML | Format.XML:
            return data + b"\n<!-- " + mark + b" -->\n"
        case Format.RTF:
            return data + b"\n" + b" " * (number + 1)
        case Format.TXT:
            encoding = "utf-16-le" if data[:2] == b"\xff\xfe" else "utf-16-be" if data[:2] == b"\xfe\xff" else "ascii"
            return data + ("\n" + mark.decode()).encode(encoding)


def bare(folder: Path) -> tuple[int, float]:
    """Documents read by the bare libraries, and the seconds it took; what they cannot read is not counted."""
    readers: dict[Format, Callable[[bytes], int]] = {
        Format.PDF: _bare_pdf,
        Format.DOCX: _bare_docx,
        Format.TXT: lambda data: len(data.decode("utf-8", "replace")),
    }
    read, seconds = 0, 0.0
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        began = time.perf_counter()
        data = path.read_bytes()
        format_ = recognise(data)
        if not isinstance(format_, Format) or format_ not in readers:
            continue
        readers[format_](data)
        seconds += time.perf_counter() - began
        read += 1
    return read, seconds


def _bare_pdf(data: bytes) -> int:
    import pymupdf

    try:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            return sum(len(page.get_text("text")) for page in document)
    except (pymupdf.FileDataError, ValueError, RuntimeError):
        return 0


def _bare_docx(data: bytes) -> int:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - it has no types

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            tree = etree.fromstring(archive.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return 0
    return sum(len(text) for text in tree.itertext())


class _Peak:
    """The most memory that this process and those below it occupy together; shared pages count once for each."""

    def __init__(self) -> None:
        self.all_bytes = 0
        self.own_bytes = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak", daemon=True)

    def __enter__(self) -> "_Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process(os.getpid())
        while not self._end.wait(_SAMPLE_SECONDS):
            mine = own.memory_info().rss
            below = 0
            for child in own.children(recursive=True):
                try:
                    below += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.own_bytes = max(self.own_bytes, mine)
            self.all_bytes = max(self.all_bytes, mine + below)


def main() -> None:
    """Run alone: `python -m benchmarks.intake`."""
    parser = argparse.ArgumentParser(description=SUMMARY)
    add_arguments(parser)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
