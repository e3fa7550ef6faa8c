"""A document worker: one process, frames in, frames out, pixels straight into the shared slab.

Started as `python -m reviewer.documents.worker SLAB_NAME`. It imports neither the window nor the database. An error
that is not named here ends the process; the parent starts another and counts a strike against the document.
"""

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from multiprocessing import resource_tracker, shared_memory
from pathlib import Path
from typing import IO

import reviewer
from reviewer import paths
from reviewer.documents import (
    aligned,
    extras,
    grounds,
    hidden,
    limits,
    locks,
    ocr,
    pages,
    readers,
    render,
    sandbox,
    seen,
    text,
    wire,
)
from reviewer.documents.convert.failures import Refused
from reviewer.documents.protocol import DocumentInfo, Format, HiddenKind, TroubleCode
from reviewer.documents.render import CannotShow, NeedsRoom, Opened, Shelf

_SHARE_FOR_RECOGNITION = 0.6
"""Of the time that an extraction has, for the pages of a scan: what is read by then is its text."""


class Worker:
    """Answers requests until the pipe ends."""

    def __init__(self, slab: memoryview, source: IO[bytes], sink: IO[bytes], confined: Sequence[str] = ()) -> None:
        self._slab = slab
        self._source = source
        self._sink = sink
        self._confined = list(confined)
        self._shelf = Shelf()
        self._conversions = 0

    def run(self) -> None:
        """Serve. Returns when the parent hangs up."""
        wire.send(self._sink, {"ready": True, "confined": self._confined})
        while (frame := wire.receive(self._source)) is not None:
            request, payloads = frame
            limits.grant_cpu()
            reply, out = self._answer(request, payloads)
            resident = limits.resident_bytes()
            if resident > limits.RSS_TO_RECYCLE // 2:
                self._shelf.shed()
            reply |= {"id": request["id"], "rss": resident, "conversions": self._conversions}
            wire.send(self._sink, reply, *out)

    def _answer(self, request: wire.Header, payloads: list[bytes]) -> tuple[wire.Header, list[bytes]]:
        try:
            return self._done(request, payloads)
        except (CannotShow, Refused) as error:
            return {"trouble": error.code.value, "kind": error.kind}, []
        except MemoryError:
            return {"trouble": TroubleCode.MEMORY.value}, []

    def _done(self, request: wire.Header, payloads: list[bytes]) -> tuple[wire.Header, list[bytes]]:
        if request["do"] == "warm":
            pages.warm()
            return {}, []
        if request["do"] == "unlock":
            return {}, [locks.unlock(payloads[0], request["password"])]
        if request["do"] == "prepare":
            docx = pages.prepared(payloads[0], Format(request["format"]), frozenset(request["avoid"]), self._note)
            return {}, [] if docx is None else [docx]
        if request["do"] == "extract":
            return self._extract(payloads[0], request)
        reply: wire.Header = {}
        out: list[bytes] = []
        opened = self._shelf.get(request["key"])
        if opened is None:
            if not payloads:
                return {"missing": True}, []
            opened, reply, out = self._open(request, payloads)
        try:
            self._serve(request, opened, reply, out)
        except NeedsRoom as need:
            reply["room"] = need.size
        except CannotShow as error:  # this page only: the document itself has been opened
            reply |= {"trouble": error.code.value, "kind": error.kind}
        return reply, out

    def _open(self, request: wire.Header, payloads: list[bytes]) -> tuple[Opened, wire.Header, list[bytes]]:
        """Open a document, converting it first when it is no PDF and has not been converted before."""
        data, *others = payloads
        out: list[bytes] = []
        reply: wire.Header = {}
        format_ = Format(request["format"])
        if format_ is Format.PDF or request["made"]:
            opened = render.open_pdf(data)
            opened.source = tuple(render.Passage(0, HiddenKind(kind), said) for kind, said in request.get("hidden", ()))
            if request["made"]:
                opened.grounds = grounds.of_made(opened.document)
            else:
                reply["info"] = as_json(render.describe(opened, measured=limits.PAGES_MEASURED))
                reply["guessed"] = len(reply["info"]["pages"]) > limits.PAGES_MEASURED
        else:
            made = pages.make(data, format_, frozenset(request["avoid"]), self._note, next(iter(others), None))
            self._conversions += 1
            opened = render.open_pdf(made.pdf)
            opened.source, opened.grounds = made.hidden, made.grounds
            reply["info"] = as_json(render.describe(opened, made.info))
            out = [made.pdf, made.text.encode("utf-8", "replace")[: limits.MAX_TEXT_BYTES]]
            out.append(readers.passages(made.hidden))
        reply["closed"] = self._shelf.put(request["key"], opened)
        return opened, reply, out

    def _serve(self, request: wire.Header, opened: Opened, reply: wire.Header, out: list[bytes]) -> None:
        match request["do"]:
            case "page":
                start = request["offset"]
                into = self._slab[start : start + request["room"]]
                reply["drawn"] = self._shelf.draw(
                    opened, request["page"], request["width"], request["rotation"], into, request["tile"]
                )
            case "words":
                rows = text.words(opened, request["page"])
                rows = aligned.laid_over(rows, aligned.of_page(opened.document, request["page"]))
                rows = seen.words(rows, hidden.on_page(opened, request["page"]))
                reply["picture"] = not rows and ocr.is_picture(opened, request["page"])
                out.append(readers.as_payload(rows))
            case "sizes":
                reply["whole"] = as_json(render.describe(opened))
            case "recognise":
                out.append(readers.as_payload(ocr.recognise(opened, request["page"])))
            case "reading":
                parameters = json.loads(request["parameters"] or "{}")
                out += readers.READERS[request["reading"]](opened, request["page"], parameters)
            case _:
                pass

    def _extract(self, data: bytes, request: wire.Header) -> tuple[wire.Header, list[bytes]]:
        format_ = Format(request["format"])
        reply: wire.Header = {}
        if format_ is Format.PDF:
            opened = render.open_pdf(data)
            reply["info"] = as_json(render.describe(opened))
            passages = hidden.of(opened)
            found = seen.text(text.plain(opened.document), passages)
            if request["recognises"] and not found.strip() and extras.recognises_scans():
                found = ocr.text(opened, request["seconds"] * _SHARE_FOR_RECOGNITION)
            opened.document.close()
        else:
            found, passages = pages.source_text(data, format_, self._note)
        encoded = found.encode("utf-8", "replace")[: limits.MAX_TEXT_BYTES]
        return reply, [encoded, readers.passages(passages)]

    def _note(self, engine: str) -> None:
        """Tell the parent which engine runs now, so that it can do without it should this process die of it."""
        wire.send(self._sink, {"note": engine})


def as_json(info: DocumentInfo) -> wire.Header:
    """An info for the pipe."""
    return {
        "format": info.format.value,
        "engine": info.engine,
        "pages": info.pages,
        "warnings": info.warnings,
        "own_words_drawn": info.own_words_drawn,
        "scanned": info.scanned,
        "repaired": info.repaired,
    }


def attach(name: str) -> shared_memory.SharedMemory:
    """The parent's slab; it stays the parent's to remove (track=False needs Python 3.13)."""
    resource_tracker.register = _not_ours
    return shared_memory.SharedMemory(name=name)


def _not_ours(name: str, rtype: str) -> None:
    pass


def main(slab_name: str) -> None:
    """Serve on standard input and output until the parent hangs up."""
    # Native code may print: what was standard output becomes ours alone, and everybody else's goes nowhere.
    sink = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    source = os.fdopen(os.dup(0), "rb", buffering=1 << 20)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    confined = sandbox.end_with_parent()
    slab = attach(slab_name)
    render.start()
    limits.bind()
    confined += sandbox.confine(Path(tempfile.gettempdir()), (Path(reviewer.__file__).parent, paths.resources()))
    try:
        assert slab.buf is not None
        Worker(slab.buf, source, sink, confined).run()
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the parent is gone
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        os._exit(0)  # MuPDF still points into the slab: unmapping it in good order is not worth it


if __name__ == "__main__":
    main(sys.argv[1])
