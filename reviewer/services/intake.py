"""Taking files and folders in: what is found, read by the document workers, and handed to the database in batches.

Everything happens on the calling thread but the waiting for workers. Memory is bounded: applications are read ahead of
the one that is next only up to a number of bytes, and a batch goes to the database before it grows beyond that number.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.documents.limits import CONVERT_SECONDS
from reviewer.documents.notices import hidden_lines
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import TroubleCode
from reviewer.documents.troubles import sentence, sentence_for
from reviewer.domain.arrival import Arrival
from reviewer.domain.identifiers import now
from reviewer.domain.track import Track
from reviewer.errors import Cancelled, IntakeTrouble
from reviewer.intake import arrival, description, files, folder
from reviewer.intake.arrival import LeftOut, ReadFile
from reviewer.intake.description import Description
from reviewer.intake.folder import FoundApplication, FoundFile
from reviewer.intake.report import IntakeReport, Note, Step, Taken
from reviewer.services.arrivals import ArrivalService
from reviewer.services.tracks import TrackService

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all (0: not known yet) and what is being done; may raise Cancelled."""

_BATCH = 50
"""Applications that go to the database in one transaction, and that are asked about at once."""
_AHEAD = 50
"""Applications that are read ahead."""
_BYTES = 48 << 20
"""Bytes of documents that are read ahead, and those of a batch."""
_READERS = 6
"""Threads that wait for workers: more than there are workers, so that none of these waits."""
_TICK_SECONDS = 0.1
"""How often progress is told, and so a wish to stop heard, while nothing is ready."""
_UNREADABLE = "This file cannot be opened; check that you may read it, and import again."
_TOO_LARGE = sentence(TroubleCode.TOO_LARGE)


class IntakeService:
    """Takes new applications in from files and folders; the files themselves are never touched."""

    def __init__(self, pool: Pool, arrivals: ArrivalService, tracks: TrackService) -> None:
        self._pool = pool
        self._arrivals = arrivals
        self._tracks = tracks

    def take(
        self,
        paths: Iterable[Path],
        track: str | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> IntakeReport:
        """Take in what lies at `paths`. `track` is the slug for applications that do not name one themselves.

        When `progress` raises Cancelled, or the pool is closed, what was read so far is still saved, stays, and is in
        the report.

        Raises:
            IntakeTrouble: something of `paths` is not there, or there is no such track.
            DatabaseTrouble: the database cannot take them; what was saved before stays.
        """
        began = time.monotonic()
        tracks = self._tracks.all()
        chosen = _slug(track, tracks) if track else None
        if track and chosen is None:
            known = ", ".join(each.slug for each in tracks)
            raise IntakeTrouble(f"There is no track “{track}”. Choose one of: {known}.")
        work = _Work(self._pool, self._arrivals, tracks, chosen, dry_run, progress or _quiet)
        cancelled = False
        try:
            work.run(paths)
        except Cancelled:
            cancelled = True
            work.save()
        return IntakeReport(
            added=tuple(work.added),
            known=work.known,
            documents=sum(taken.documents for taken in work.added),
            notes=tuple(work.notes),
            seconds=time.monotonic() - began,
            dry_run=dry_run,
            cancelled=cancelled,
        )


def _quiet(_done: int, _total: int, _step: str) -> None:
    pass


def _slug(name: str, tracks: Sequence[Track]) -> str | None:
    """The slug of the track that somebody means."""
    wanted = name.casefold()
    return next(
        (each.slug for each in tracks if wanted in (each.slug, each.title.casefold(), each.short.casefold())), None
    )


@dataclass(frozen=True)
class _Planned:
    """An application that is new, on its way through the workers."""

    found: FoundApplication
    description: Description
    left_out: tuple[LeftOut, ...]
    reads: tuple["Future[ReadFile | LeftOut | OSError]", ...]
    size: int


@dataclass
class _Work:
    """One intake."""

    pool: Pool
    arrivals: ArrivalService
    tracks: Sequence[Track]
    track: str | None
    dry_run: bool
    progress: Progress
    added: list[Taken] = field(default_factory=list[Taken])
    notes: list[Note] = field(default_factory=list[Note])
    known: int = 0
    _batch: list[tuple[Arrival, Taken]] = field(default_factory=list[tuple[Arrival, Taken]])
    _seen: set[bytes] = field(default_factory=set[bytes])
    _done: int = 0
    _total: int = 0

    def run(self, paths: Iterable[Path]) -> None:
        """Take everything in. Raises Cancelled through `progress`."""
        found = folder.find(paths, lambda: self.progress(0, 0, Step.LOOKING))
        self.notes.extend(found.notes)
        self._total = sum(len(each.files) for each in found.applications)
        readers = ThreadPoolExecutor(_READERS, "intake")
        try:
            self._flow(found.applications, readers)
        finally:
            readers.shutdown(wait=False, cancel_futures=True)
        self.progress(self._done, self._total, Step.SAVING)
        self.save()

    def save(self) -> None:
        """Hand the batch to the database."""
        batch, self._batch = self._batch, []
        if batch and not self.dry_run:
            received = self.arrivals.receive([each for each, _ in batch])
            self.known += received.known
        self.added.extend(taken for _, taken in batch)

    def _flow(self, applications: Sequence[FoundApplication], readers: ThreadPoolExecutor) -> None:
        """Keep the readers busy ahead of the application that is next; applications come out in their order."""
        ahead: deque[_Planned] = deque()
        size = 0
        for planned in self._plan(applications, readers):
            ahead.append(planned)
            size += planned.size
            while len(ahead) > _AHEAD or (size > _BYTES and len(ahead) > 1):
                size -= ahead[0].size
                self._finish(ahead.popleft())
        while ahead:
            self._finish(ahead.popleft())

    def _plan(self, applications: Sequence[FoundApplication], readers: ThreadPoolExecutor) -> Iterator[_Planned]:
        """Begin to read what the database does not know yet."""
        for start in range(0, len(applications), _BATCH):
            looked = [each for found in applications[start : start + _BATCH] if (each := self._look(found))]
            known = self.arrivals.known([fingerprint for fingerprint, *_ in looked])
            for fingerprint, found, described, left_out in looked:
                if fingerprint in known or fingerprint in self._seen:
                    self.known += 1
                    self._done += len(found.files)
                    continue
                self._seen.add(fingerprint)
                for line in described.sentences:
                    where = found.description.name if found.description else ""
                    self.notes.append(Note(f"{found.place}/{where}", line))
                out = {each.file for each in left_out}
                inside = [file for file in found.files if file not in out]
                reads = tuple(readers.submit(self._read, file) for file in inside)
                yield _Planned(found, described, left_out, reads, sum(file.size for file in inside))

    def _look(self, found: FoundApplication) -> tuple[bytes, FoundApplication, Description, tuple[LeftOut, ...]] | None:
        """What identifies an application; None when a file cannot be opened, so that it comes whole another time."""
        self.progress(self._done, self._total, Step.READING)
        digests: list[bytes] = []
        left_out: list[LeftOut] = []
        described = description.read(found.description) if found.description else Description()
        for file in found.files:
            try:
                digests.append(files.digest(file.path))
            except files.TooLarge:
                left_out.append(LeftOut(file, _TOO_LARGE))
            except OSError:
                self._hold_back(found, file)
                self._done += len(found.files)
                return None
        fingerprint = arrival.fingerprint(digests, described, [each.file for each in left_out])
        return fingerprint, found, described, tuple(left_out)

    def _hold_back(self, found: FoundApplication, file: FoundFile) -> None:
        self.notes.append(Note(file.place, _UNREADABLE))
        if not found.loose:
            self.notes.append(
                Note(found.place, "This application was not taken in, because a file of it cannot be opened.")
            )

    def _read(self, file: FoundFile) -> ReadFile | LeftOut | OSError:
        """A file with its text; on a thread of its own."""
        try:
            data = files.read(file.path)
        except files.TooLarge:
            return LeftOut(file, _TOO_LARGE)
        except OSError as error:
            return error
        extraction = self.pool.extract(data, CONVERT_SECONDS)
        trouble = extraction.trouble
        return ReadFile(
            file=file,
            data=data,
            sha256=files.hashed(data),
            format=extraction.format,
            trouble=trouble and trouble.code.value,
            sentence=sentence_for(trouble) if trouble else "",
            text=extraction.text,
            pages=len(extraction.info.pages) if extraction.info else None,
            hidden=hidden_lines(extraction.hidden),
        )

    def _finish(self, planned: _Planned) -> None:
        """Wait for an application's documents, and put it into the batch."""
        waiting = set(planned.reads)
        while waiting:
            before = len(waiting)
            waiting = wait(waiting, _TICK_SECONDS).not_done
            self._done += before - len(waiting)
            self.progress(self._done, self._total, Step.READING)
        found = planned.found
        read: list[ReadFile] = []
        left_out = list(planned.left_out)
        for outcome in (future.result() for future in planned.reads):
            match outcome:
                case ReadFile(trouble=TroubleCode.MISSING):
                    raise Cancelled  # the program is being closed: nothing is the matter with the document
                case ReadFile():
                    read.append(outcome)
                case LeftOut():
                    left_out.append(outcome)
                case OSError():
                    self._hold_back(found, found.files[0])
                    return
        self._done += len(planned.left_out)
        self.notes.extend(Note(each.file.place, each.sentence) for each in read if each.trouble)
        self.notes.extend(Note(each.file.place, each.sentence) for each in left_out)
        if not arrival.is_application(found, read, left_out):
            if not found.loose:
                self.notes.append(Note(found.place, "There is no document in this folder."))
            return
        made = arrival.make(found, planned.description, read, left_out, track=self._track(planned), at=now())
        self._batch.append((made, Taken(found.place, made.name, made.track, len(read), bool(made.flags))))
        if len(self._batch) >= _BATCH or sum(len(d.data) for a, _ in self._batch for d in a.documents) > _BYTES:
            self.progress(self._done, self._total, Step.SAVING)
            self.save()

    def _track(self, planned: _Planned) -> str | None:
        """The track that the description names, else the one chosen for this intake."""
        wanted = planned.description.track
        slug = _slug(wanted, self.tracks) if wanted else None
        if wanted and slug is None and wanted.casefold() != "unsure":
            self.notes.append(
                Note(planned.found.place, f"There is no track “{wanted}”; route this application to the right one.")
            )
            return None
        return slug or (None if wanted else self.track)
