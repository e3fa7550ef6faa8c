"""Documents made blind: how long a worker takes, what is left over, and what is lost beside the identifiers.

The samples in their five formats with the records that come with them, and ordinary resumes made at random. A document
is open before the clock starts, as it is when a reviewer has it on the screen; the time is what a caller waits.
"""

import argparse
import hashlib
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks import resumes, resumes_docx
from benchmarks.report import figures, show
from reviewer import paths
from reviewer.documents.formats import recognise
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import Blind, Format, Trouble
from reviewer.domain import anonymity
from reviewer.domain.anonymity import Identifiers
from reviewer.services.redaction import RedactionService

SUMMARY = "documents made blind, in the workers"
MEDIAN_MS = 150
LOST_SHARE = 0.002
"""Of all words that are not part of an identifier."""
_WORD = re.compile(r"\w+")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--resumes", type=int, default=150, help="resumes of each of the two ways (150)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Make blind, look again, count."""
    times: list[float] = []
    by_format: Counter[str] = Counter()
    scanned = left = lost = words = 0
    files: dict[str, bytes] = {}
    with_pool = Pool(files.__getitem__, reserve=False, recognises=False)
    service = RedactionService(with_pool)
    for data, who in _documents(arguments.resumes):
        format_ = recognise(data)
        if not isinstance(format_, Format):
            continue
        key = hashlib.sha256(data).hexdigest()
        files[key] = data
        if isinstance(with_pool.describe(key), Trouble):
            continue
        begun = time.perf_counter()
        made = service.make(key, who)
        took = (time.perf_counter() - begun) * 1000
        if not isinstance(made, Blind):
            left += 1
            continue
        by_format[format_.value] += 1
        times.append(took)
        kinds = {kind for _, kind in made.left}
        scanned += "scanned" in kinds
        left += bool(kinds - {"scanned"})
        before = _words(_text(with_pool, key), who)
        words += before.total()
        lost += (before - _words(made.text, who)).total()
        del files[key]
    with_pool.close()
    result: dict[str, Any] = {
        "documents": len(times),
        "of each format": dict(by_format),
        "scans, told and not shown as blind": scanned,
        "documents of which something is left": left,
        "words beside the identifiers": words,
        "of these lost": lost,
    }
    result |= figures("making one blind", times)
    result["within the limits"] = (
        result["making one blind: median, ms"] <= MEDIAN_MS and not left and lost <= LOST_SHARE * words
    )
    show(result)
    return result


def _documents(count: int) -> Iterator[tuple[bytes, Identifiers]]:
    """Documents with what is known of whom they are by."""
    for record in sorted(paths.samples().rglob("application.toml")):
        said = tomllib.loads(record.read_text("utf-8"))
        names, emails, phones, locations = (
            tuple(filter(None, (said.get(name),))) for name in ("name", "email", "phone", "location")
        )
        who = Identifiers(names, emails, phones, (), locations)
        for name in said.get("documents", {}).values():
            yield (record.parent / name).read_bytes(), who
    invented = Identifiers(
        names=resumes.PEOPLE,
        emails=tuple(f"{name.split()[0].lower()}@example.org" for name in resumes.PEOPLE),
        links=("https://example.org/me",),
    )
    for seed in range(count):
        yield resumes.pdf(seed), invented
        yield resumes_docx.docx(seed), invented


def _text(pool: Pool, key: str) -> str:
    """What a reader gets out of the document as it was: the words of its pages."""
    info = pool.describe(key)
    assert not isinstance(info, Trouble)
    found: list[str] = []
    for page in range(len(info.pages)):
        pool.want_words(key, page)
        while (words := pool.words(key, page)) is None:
            time.sleep(0.001)
        found += [word.text for word in words]
    return " ".join(found)


def _words(text: str, who: Identifiers) -> Counter[str]:
    """The words of a text that are no part of an identifier."""
    for match in reversed(anonymity.find(text, who)):
        text = f"{text[: match.start]} {text[match.end :]}"
    return Counter(_WORD.findall(text.replace(anonymity.MARK, " ")))


def main() -> None:
    """Run alone: `python -m benchmarks.redaction`."""
    parser = argparse.ArgumentParser(description=SUMMARY)
    add_arguments(parser)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
