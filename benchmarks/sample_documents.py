"""Which documents are compared, and which of them count as damaged: those that nobody expects to open."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format, Trouble

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
"""Public sample documents beside the checkout, if at all."""
_SUFFIXES = {f".{format_.value}": format_ for format_ in (Format.DOC, Format.DOCX, Format.RTF, Format.TXT)}
# Broken on purpose, by what its makers call it.
_FUZZED = re.compile(r"fuzz|crash|truncated|corrupt", re.IGNORECASE)
_TEXTS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
_TEXT_COUNT = 40
_TEXT_LETTERS = 30_000
"""Ten pages; longer than a letter is."""


def gather(folder: Path) -> dict[Path, bytes]:
    """The word-processor documents of a folder by path."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    return {path: path.read_bytes() for path in paths}


def named(path: Path) -> Format:
    """What a document's name says that it is."""
    return _SUFFIXES[path.suffix.lower()]


def origins(folder: Path) -> dict[str, str]:
    """The original names of a corpus, by its own: what its list of sources says."""
    listed = folder / "SOURCES.tsv"
    if not listed.exists():
        return {}
    with listed.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["path there"] for row in csv.DictReader(file, delimiter="\t")}


def damage(path: Path, data: bytes, origin: str) -> str:
    """Why a document need not open, by its content and origin; empty where it must."""
    if _FUZZED.search(origin):
        return "broken on purpose"
    found = recognise(data)
    if isinstance(found, Trouble):
        return f"{found.code.value} {found.kind}".strip()
    if found is not named(path):
        return f"is {found.value}"
    return ""


def texts(sources: Iterable[str]) -> Mapping[Path, bytes]:
    """Text files of texts, in the encodings in turn: for a corpus that has none."""
    made: dict[Path, bytes] = {}
    for text in sources:
        text = text[:_TEXT_LETTERS]
        encoding = _TEXTS[len(made) % len(_TEXTS)]
        try:
            data = text.replace("\n", "\r\n").encode(encoding)
        except UnicodeEncodeError:
            data = text.encode()
        if len(text) > 200:
            made[Path(f"{len(made):03} {encoding}.txt")] = data
        if len(made) == _TEXT_COUNT:
            break
    return made
