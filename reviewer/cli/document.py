"""`reviewer document`: what the readers of documents make of files, a line or a JSON object a file."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reviewer.cli.arguments import Options
from reviewer.cli.pictures import png
from reviewer.cli.progress import INTERRUPTED, Line, stoppable
from reviewer.documents.notices import hidden_lines
from reviewer.documents.protocol import Trouble, TroubleCode
from reviewer.documents.protocol import Warning as Note
from reviewer.documents.troubles import sentence_for
from reviewer.domain import anonymity
from reviewer.errors import Cancelled, SettingsTrouble
from reviewer.services.inspection import Found, Inspection

CODES = {
    TroubleCode.NOT_A_DOCUMENT: 10,
    TroubleCode.UNSUPPORTED: 10,
    TroubleCode.EMPTY: 11,
    TroubleCode.TOO_LARGE: 12,
    TroubleCode.LOCKED: 13,
    TroubleCode.DAMAGED: 14,
    TroubleCode.TIMEOUT: 15,
    TroubleCode.MEMORY: 16,
    TroubleCode.CRASHED: 17,
    TroubleCode.MISSING: 18,
}
"""Exit code by kind of trouble; the help lists them."""
NOT_BLIND = 19
"""Exit code: something is left that tells who the candidate is."""

_NOTES = {
    Note.PAGES_CUT.value: "only the first pages are shown",
    Note.TEXT_CUT.value: "only the beginning of a very long text is shown",
    Note.OTHER_ENGINE.value: "not by the first engine",
    Note.TEXT_ONLY.value: "text alone, without layout",
    Note.WORDS_MISSING.value: "words are missing",
}
_UNREADABLE = "This file cannot be read from the disk; check that you may read it."
_CANNOT_WRITE = "The results cannot be kept there. Name a place that you may write to and that has room."
_POINTS_A_METRE = 72 / 0.0254


def run(options: Options, inspection: Inspection) -> int:
    """Look at what the options name. The exit code: the highest of the files', or 130 after Ctrl+C.

    Raises:
        KnownTrouble: a file that was asked for does not exist, or results cannot be written.
    """
    line, code = Line(), 0
    wanted = anonymity.identifiers_from(options.redact.split(",")) if options.redact is not None else None
    several = len(options.paths) > 1 or any(path.is_dir() for path in options.paths)
    with stoppable(line):
        try:
            for done, total, found in inspection.examine(
                options.paths, options.engine, hidden=options.hidden, identifiers=wanted
            ):
                line.clear()
                extra = _results(options, inspection, found, several=several)
                if options.as_json:
                    extra["confined"] = list(inspection.pool.stats().confined)
                print(as_json(found, extra) if options.as_json else as_text(found, extra))
                code = max(code, _code(found))
                line.show(done, total, "Looking at documents")
        except Cancelled:
            code = INTERRUPTED
    line.clear()
    return code


def _code(found: Found) -> int:
    if found.trouble is not None:
        return CODES[found.trouble.code]
    return NOT_BLIND if found.blind is not None and found.blind.left else 0


def as_text(found: Found, extra: dict[str, Any]) -> str:
    """A line about a file for people, and its text below where that was asked for."""
    parts = [_sentence(found.trouble)] if found.trouble else [", ".join(_facts(found))]
    lines = [f"{found.place}: {'; '.join((*parts, *_remarks(found)))}"]
    if extra.get("text"):
        lines += ["", extra["text"].replace("\f", "\n\n").rstrip(), ""]
    return "\n".join(lines)


def as_json(found: Found, extra: dict[str, Any]) -> str:
    """A line about a file for programs."""
    info, summary = found.info, found.summary
    said: dict[str, Any] = {"file": found.place, "sha256": found.sha256, "bytes": found.size}
    if found.trouble is not None:
        said |= {"trouble": found.trouble.code, "kind": found.trouble.kind, "sentence": _sentence(found.trouble)}
    if info is not None:
        said |= {
            "format": info.format,
            "engine": info.engine,
            "pages": len(info.pages),
            "own_words_drawn": info.own_words_drawn,
            "warnings": list(info.warnings),
            "scanned": info.scanned,
            "repaired": info.repaired,
        }
    if summary is not None:
        said |= {"words": summary.words, "pictures": summary.pictures, "links": summary.links}
    if found.hidden is not None:
        said["hidden"] = [asdict(passage) for passage in found.hidden]
    if found.blind is not None:
        said["redacted"] = {
            "blind": not found.blind.left,
            "taken": dict(found.blind.taken),
            "photos": found.blind.photos,
            "left": found.blind.left,
        }
    return json.dumps(said | extra | {"seconds": round(found.seconds, 3)}, ensure_ascii=False)


def _facts(found: Found) -> list[str]:
    info, summary = found.info, found.summary
    assert info is not None
    facts = [info.format.value, info.engine, _counted(len(info.pages), "page")]
    if summary is not None:
        facts.append(_counted(summary.words, "word"))
    if info.own_words_drawn is not None:
        facts.append(f"{info.own_words_drawn:.1%} drawn")
    if summary is not None:
        facts += [_counted(summary.pictures, "picture"), _counted(summary.links, "link")]
    return [*facts, f"{found.seconds:.2f} s"]


def _remarks(found: Found) -> list[str]:
    info = found.info
    if info is None:
        return []
    odd = [text for held, text in ((info.scanned, "scanned"), (info.repaired, "was damaged and is mended")) if held]
    odd += [_NOTES[warning] for warning in info.warnings]
    if found.hidden is not None:
        odd += [f"hidden: {line}" for line in hidden_lines(found.hidden)] or ["nothing hidden"]
    if found.blind is not None:
        counts = (*found.blind.taken, ("photo", found.blind.photos))
        taken = ", ".join(f"{number} {kind}" for kind, number in counts if number)
        odd.append(f"taken out: {taken or 'nothing'}")
        odd += [f"left: {kind}" + (f" on page {page + 1}" if page >= 0 else "") for page, kind in found.blind.left]
    return odd


def _sentence(trouble: Trouble) -> str:
    return _UNREADABLE if trouble.code is TroubleCode.MISSING else sentence_for(trouble)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _results(options: Options, inspection: Inspection, found: Found, *, several: bool) -> dict[str, Any]:
    """Write what was asked for, and give what is to be printed besides."""
    if found.info is None:
        return {}
    extra: dict[str, Any] = {}
    try:
        if options.pdf is not None:
            target = options.pdf / f"{found.place}.pdf" if several else options.pdf
            _write(target, inspection.pdf(found))
            extra["pdf"] = os.fspath(target)
        if options.png is not None:
            extra["png"] = _pictures(options.png, options.width, inspection, found)
    except OSError as error:
        raise SettingsTrouble(_CANNOT_WRITE) from error
    if options.text:
        extra["text"] = inspection.text(found)
    return extra


def _pictures(folder: Path, width: int, inspection: Inspection, found: Found) -> list[str]:
    """Keep a picture of each page; the names of those that could be drawn."""
    assert found.info is not None
    names: list[str] = []
    for number, (across, _) in enumerate(found.info.pages):
        image = inspection.picture(found, number, width)
        if image is not None:
            target = folder / f"{found.place}-{number + 1:03d}.png"
            _write(target, png(image, round(image.width / across * _POINTS_A_METRE)))
            names.append(os.fspath(target))
    return names


def _write(target: Path, content: bytes) -> None:
    """Write aside and rename: a file is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(target)
