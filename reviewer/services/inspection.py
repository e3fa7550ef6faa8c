"""What the readers of documents make of files: for the command that support asks a user to run. No database."""

import hashlib
import os
import time
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from reviewer.documents import limits
from reviewer.documents.formats import recognise
from reviewer.documents.office import Office
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import (
    BACKGROUND,
    HIDDEN,
    SUMMARY,
    Blind,
    DocumentInfo,
    Format,
    HiddenPassage,
    PageImage,
    Summary,
    Trouble,
    TroubleCode,
)
from reviewer.domain.anonymity import Identifiers
from reviewer.errors import DocumentTrouble
from reviewer.services.redaction import RedactionService

IN_FLIGHT = 4
"""Files that are read at once for each worker: enough to keep it busy, and little enough for the memory."""


@dataclass(frozen=True)
class Found:
    """What was found out about one file."""

    place: str
    """Relative to what was asked for, with slashes."""
    path: Path
    sha256: str
    size: int
    """Bytes."""
    seconds: float
    """From the first look at the file to the last answer."""
    trouble: Trouble | None = None
    info: DocumentInfo | None = None
    summary: Summary | None = None
    hidden: tuple[HiddenPassage, ...] | None = None
    """Text that a person does not see; None: nobody asked."""
    blind: Blind | None = None
    """Without what tells who the candidate is, where that was asked for."""


class Inspection:
    """Reads files through the same workers as the window."""

    def __init__(self, workers: int, *, libreoffice: bool = False) -> None:
        self._paths: dict[str, Path] = {}
        self._workers = workers
        self.pool = Pool(self._fetch, workers, reserve=False, office=Office() if libreoffice else None)

    def close(self) -> None:
        """End the workers."""
        self.pool.close()

    def examine(
        self,
        paths: Sequence[Path],
        engine: str | None = None,
        *,
        hidden: bool = False,
        identifiers: Identifiers | None = None,
    ) -> Generator[tuple[int, int, Found]]:
        """Each file below `paths`, in order: how many are done, of how many, and what was found.

        Only a few are in memory at a time. `engine`: make pages with no other. `hidden`: look for text that
        a person does not see. `identifiers`: make the documents blind for these.

        Raises:
            DocumentTrouble: there is no such file or folder.
        """
        several = len(paths) > 1
        files = [file for path in paths for file in _files_of(path, f"{path.resolve().name}/" if several else "")]
        waiting: deque[Future[Found]] = deque()
        with ThreadPoolExecutor(self._workers + 1, "inspection") as threads:
            try:
                done = 0
                for place, path in files:
                    waiting.append(threads.submit(self._examine, place, path, engine, hidden, identifiers))
                    if len(waiting) >= IN_FLIGHT * self._workers:
                        done += 1
                        yield done, len(files), waiting.popleft().result()
                while waiting:
                    done += 1
                    yield done, len(files), waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _examine(
        self, place: str, path: Path, engine: str | None, hidden: bool, identifiers: Identifiers | None
    ) -> Found:
        begun = time.monotonic()
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= limits.MAX_DOCUMENT_BYTES else b""
        except OSError:
            return Found(place, path, "", 0, 0.0, Trouble(TroubleCode.MISSING))
        if size > limits.MAX_DOCUMENT_BYTES:
            return Found(place, path, "", size, 0.0, Trouble(TroubleCode.TOO_LARGE))
        key = hashlib.sha256(data).hexdigest()
        self._paths[key] = path
        recognised = recognise(data)
        del data
        if isinstance(recognised, Trouble):
            return Found(place, path, key, size, time.monotonic() - begun, recognised)
        if engine is not None:
            self.pool.use_only(key, engine)
        info = self.pool.describe(key, BACKGROUND)
        if isinstance(info, Trouble):
            return Found(place, path, key, size, time.monotonic() - begun, info)
        summary = self.pool.ask(key, SUMMARY)
        known = summary if isinstance(summary, Summary) else None
        unseen = self.pool.ask(key, HIDDEN) if hidden else None
        blind = RedactionService(self.pool).make(key, identifiers) if identifiers is not None else None
        return Found(
            place,
            path,
            key,
            size,
            time.monotonic() - begun,
            blind if isinstance(blind, Trouble) else None,
            info,
            known,
            unseen if isinstance(unseen, tuple) else None,
            blind if isinstance(blind, Blind) else None,
        )

    def pdf(self, found: Found) -> bytes:
        """The pages of a file as PDF: its own bytes where it is one.

        Raises:
            DocumentTrouble: they are not at hand any more.
        """
        assert found.info is not None
        if found.blind is not None:
            return found.blind.pdf
        made = self.pool.made_pdf(found.sha256)
        if found.info.format is Format.PDF:
            return found.path.read_bytes()
        if made is None:
            raise DocumentTrouble("Its pages are not at hand any more. Ask for this file alone.")
        return made

    def text(self, found: Found) -> str:
        """The text of a file, as search has it."""
        return found.blind.text if found.blind is not None else self.pool.extract(found.path.read_bytes()).text

    def picture(self, found: Found, page: int, width: int) -> PageImage | None:
        """A page in pixels; None when it cannot be drawn."""
        key = found.sha256
        if found.blind is not None and found.info is not None:
            key = f"blind {found.sha256}"
            if self.pool.made_pdf(key) is None:
                self.pool.adopt(key, found.blind, found.info)
        image = self.pool.draw(key, page, width)
        return image if isinstance(image, PageImage) else None

    def _fetch(self, key: str) -> bytes:
        return self._paths[key].read_bytes()


def _files_of(path: Path, within: str) -> Generator[tuple[str, Path]]:
    """A file, or all files below a folder in the order of their names, without those whose names begin with a dot.

    `within` stands before the places of a folder's files.
    """
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    file = Path(folder, name)
                    yield within + file.relative_to(path).as_posix(), file
    elif path.exists():
        yield path.name, path
    else:
        raise DocumentTrouble(f"There is no file or folder “{path.name}”. Check its name.")
