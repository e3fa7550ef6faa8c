"""One job asked of one worker: the request, the place for its pixels, the reply looked at and kept. Parent side."""

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reviewer.documents import checks, limits, readings, wire
from reviewer.documents.child import Child
from reviewer.documents.formats import recognise
from reviewer.documents.jobs import Job
from reviewer.documents.kept import Known, Made, Read
from reviewer.documents.protocol import (
    LIBREOFFICE,
    NEAR,
    NEXT,
    OFFERED,
    Event,
    Extraction,
    Failed,
    Format,
    InfoReady,
    PageReady,
    ReadingReady,
    Trouble,
    Unlocked,
    WordsReady,
)
from reviewer.documents.slab import Slab, Slot

if TYPE_CHECKING:
    from reviewer.documents.office import Office  # loaded only where it is asked for

_TALLEST_GUESS = 1.5
"""Height by width of a page whose size is not known yet: A4 and letter fit, a rarer one is asked for again."""
_ASKED_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """Times and sizes that the parent holds its workers to; tests shorten them."""

    draw_seconds: float = limits.DRAW_SECONDS
    convert_seconds: float = limits.CONVERT_SECONDS
    recycle_bytes: int = limits.RSS_TO_RECYCLE
    recycle_conversions: int = limits.CONVERSIONS_TO_RECYCLE


def done_without(job: Job, trouble: Trouble, known: Known) -> list[Event] | None:
    """Keep that what is read beside the pages cannot be had; None: the job is for the pages, and the trouble theirs.

    The document can be shown all the same. What is to be told comes back; the pool's lock is held.
    """
    match job.do:
        case "reading" if job.key in known.infos:
            known.readings.put((job.key, job.reading, job.page, job.parameters), Read(trouble, 0))
            events: list[Event] = [ReadingReady(job.key, job.reading, job.page, job.parameters)]
        case "recognise":
            known.words.put((job.key, job.page), ())
            events = [WordsReady(job.key, job.page)]
        case "sizes":
            known.guessed.discard(job.key)  # they stay as they were guessed
            events = []
        case _:
            return None
    known.strikes.pop(job.key, None)
    return events


class Attempt:
    """A job on its way through a worker. `events` are to be told afterwards, without the lock."""

    def __init__(
        self,
        job: Job,
        child: Child,
        lock: threading.Lock,
        slab: Slab,
        known: Known,
        bounds: Bounds,
        *,
        recognises: bool = False,
        office: "Office | None" = None,
    ) -> None:
        self._job = job
        self._child = child
        self._lock = lock
        self._slab = slab
        self._known = known
        self._bounds = bounds
        self._recognises = recognises
        self._office = office
        self._offered: bytes | None = None
        self._slot: Slot | None = None
        self._width = job.width
        self.events: list[Event] = []
        self.counts: list[str] = []
        self.follow: list[Job] = []
        """What the answer showed to be due: to be queued afterwards."""
        self.engine = ""
        """The engine that ran last, as the worker said."""
        self.tired = False
        """The worker has done enough and should be replaced."""

    def run(self) -> None:
        """Ask, and keep what comes. Raises Died, LateDeath and Lied: then the worker must be replaced."""
        if self._office is not None:
            self._offered = self._offer(self._office)
        for _ in range(_ASKED_AT_MOST):
            request, payloads, seconds = self._request()
            if request is None:
                return
            reply, found = self._child.ask(request, payloads, seconds, self._note)
            self._weary(reply)
            if self._done(reply, found, converted=bool(payloads) and not request["made"]):
                return
        raise checks.Lied

    def _offer(self, office: "Office") -> bytes | None:
        """Pages by LibreOffice, of a docx that the worker prepares; None where it has none, or is not to be asked."""
        key = self._job.key
        with self._lock:
            found = self._known.file(key)
            avoid = sorted(self._known.avoid.get(key, ()))
            if self._job.data is not None or key in self._child.holds or key in self._known.made or found is None:
                return None
        format_, data = found
        if format_ not in OFFERED or LIBREOFFICE in avoid:
            return None
        request: wire.Header = {"id": self._job.serial, "do": "prepare", "format": format_.value, "avoid": avoid}
        reply, payloads = self._child.ask(request, [data], self._bounds.convert_seconds, self._note)
        if checks.trouble(reply) is not None:
            return None
        if not payloads:
            return office.to_pdf(data, "doc") if format_ is Format.DOC else None
        return office.to_pdf(checks.docx(payloads[0]), "docx")

    def give_back(self) -> None:
        """Give the unused place for pixels back; under the lock."""
        if self._slot is not None:
            self._slab.release(self._slot)
            self._slot = None

    def _note(self, engine: str) -> None:
        self.engine = engine

    def _request(self) -> tuple[wire.Header | None, list[bytes], float]:
        """The request, its payloads and the seconds it may take."""
        job, key = self._job, self._job.key
        request: wire.Header = {"id": job.serial, "do": job.do, "key": key, "made": False, "format": "pdf", "avoid": []}
        with self._lock:
            avoid = sorted(self._known.avoid.get(key, ()))
            if job.data is not None and job.format is not None:
                seconds = min(job.seconds or limits.CONVERT_SECONDS, self._bounds.convert_seconds)
                request |= {"format": job.format.value, "avoid": avoid, "seconds": seconds}
                request |= {"password": job.password} if job.do == "unlock" else {}
                request |= {"recognises": self._recognises} if job.do == "extract" else {}
                return request, [job.data], seconds
            seconds = self._bounds.draw_seconds
            if job.do == "recognise":
                seconds = max(seconds, limits.RECOGNISE_SECONDS)
            if job.do == "reading":
                seconds = max(seconds, readings.READINGS[job.reading].seconds)
                request |= {"reading": job.reading, "parameters": job.parameters}
            payloads: list[bytes] = []
            if key not in self._child.holds:
                made = self._known.made.get(key)
                found = self._known.file(key)
                if made is not None:
                    payloads, request["made"] = [made.pdf], True
                    request["hidden"] = [[passage.kind, passage.text] for passage in made.hidden]
                elif found is not None:
                    payloads = [found[1], *([self._offered] if self._offered is not None else [])]
                    request |= {"format": found[0].value, "avoid": avoid}
                    seconds += 0 if found[0] is Format.PDF else self._bounds.convert_seconds
                else:
                    return None, [], 0  # forgotten meanwhile: whoever still needs it asks again
            if job.do == "page":
                if not self._place():
                    return None, [], 0
                assert self._slot is not None
                request |= {"offset": self._slot.offset, "room": self._slot.size}
            request |= {"page": job.page, "width": self._width, "rotation": job.rotation, "tile": job.tile}
        return request, payloads, seconds

    def _place(self) -> bool:
        """Find a place for the pixels; smaller ones than asked for where the screen holds nearly all there is."""
        if self._slot is not None:
            return True
        for _ in range(3):
            self._slot = self._slab.reserve(self._bytes_needed())
            if self._slot is not None:
                return True
            if self._job.tile is not None:
                break
            self._width = max(1, self._width // 2)
        return False

    def _bytes_needed(self) -> int:
        job = self._job
        if job.tile is not None:
            return (limits.TILE * 3 + 4) * limits.TILE
        info = self._known.infos.get(job.key)
        if info is not None and job.page < len(info.pages):
            across, down = info.pages[job.page]
            if job.rotation % 180:
                across, down = down, across
        else:
            across, down = 1.0, _TALLEST_GUESS
        w, h = limits.pixel_size(across, down, self._width)
        return (w * 3 + 4) * (h + 2)

    def _weary(self, reply: wire.Header) -> None:
        worn = checks.count(reply.get("conversions", 0)) >= self._bounds.recycle_conversions
        self.tired = worn or checks.count(reply.get("rss", 0)) > self._bounds.recycle_bytes

    def _done(self, reply: wire.Header, found: list[bytes], *, converted: bool) -> bool:
        """Keep what a reply brings; False when the worker must be asked again."""
        job, key = self._job, self._job.key
        if job.do == "extract":
            self._extracted(reply, found)
            return True
        if job.do == "unlock":
            self.events.append(Unlocked(key, self._unlocked(reply, found)))
            return True
        with self._lock:
            if reply.get("missing") is True:
                self._child.holds.discard(key)
                return False
            if "closed" in reply:
                self._child.holds.difference_update(checks.keys(reply["closed"]))
                self._child.holds.add(key)
            rest = self._described(reply, found) if "info" in reply else found
            if "room" in reply:
                self.give_back()
                self._slot = self._slab.reserve(checks.room(reply["room"]))
                return False
            trouble = checks.trouble(reply)
            if trouble is not None:
                events = done_without(job, trouble, self._known)
                if events is None:
                    self._known.troubles.put(key, trouble)
                    events = [Failed(key, trouble)]
                self.events += events
                return True
            self._answered(reply, rest)
            self._known.strikes.pop(key, None)
        return True

    def _described(self, reply: wire.Header, found: list[bytes]) -> list[bytes]:
        """Keep a newly opened document's info and, if converted, the PDF and the text; the other payloads come back."""
        key = self._job.key
        info = checks.info(reply["info"])
        file = self._known.file(key)
        if file is not None and info.format is not file[0]:
            raise checks.Lied
        if info.format is not Format.PDF:
            if len(found) < 3:
                raise checks.Lied
            made = Made(checks.pdf(found[0]), checks.text(found[1]), readings.hidden(found[2:3]))
            self._known.made.put(key, made)
            self.counts.append("converted")
            found = found[3:]
        if key not in self._known.infos:
            self._known.infos.put(key, info)
            self.events.append(InfoReady(key, info))
            if reply.get("guessed") is True:
                self._known.guessed.add(key)
                self.follow.append(Job("sizes", key, urgency=max(self._job.urgency, NEAR)))
        return found

    def _answered(self, reply: wire.Header, found: list[bytes]) -> None:
        job = self._job
        if job.do == "page":
            if self._slot is None:
                raise checks.Lied
            across = min(self._width, limits.TILE if job.tile is not None else limits.MAX_WIDTH)
            image = checks.drawn(reply.get("drawn"), across, self._slot.size)
            # Kept before anything is told: a listener may ask again at once.
            self._slab.keep((job.key, job.page, job.width, job.rotation, job.tile), self._slot, image)
            self._slot = None
            self.counts.append("drawn")
            self.events.append(PageReady(job.key, job.page, job.width, job.rotation, job.tile))
        elif job.do == "sizes":
            info, told = checks.info(reply.get("whole")), self._known.infos.get(job.key)
            self._known.guessed.discard(job.key)
            if told is not None and told.pages != info.pages:
                measured = replace(told, pages=info.pages)
                self._known.infos.put(job.key, measured)
                self.events.append(InfoReady(job.key, measured))
        elif job.do in ("words", "recognise"):
            if not found:
                raise checks.Lied
            if self._recognises and job.do == "words" and reply.get("picture") is True:
                self.follow.append(Job("recognise", job.key, job.page, urgency=max(job.urgency, NEXT)))
                return
            self._known.words.put((job.key, job.page), checks.words(found[-1]))
            self.events.append(WordsReady(job.key, job.page))
        elif job.do == "reading":
            self._read(readings.checked(job.reading, found), sum(len(payload) for payload in found))

    def _read(self, value: object, size: int) -> None:
        job = self._job
        self._known.readings.put((job.key, job.reading, job.page, job.parameters), Read(value, size))
        self.events.append(ReadingReady(job.key, job.reading, job.page, job.parameters))

    def _unlocked(self, reply: wire.Header, found: list[bytes]) -> Trouble | None:
        """Keep a document that was opened with its password, as what it turns out to be."""
        key = self._job.key
        trouble = checks.trouble(reply)
        if trouble is not None:
            return trouble
        if len(found) != 1:
            raise checks.Lied
        format_ = recognise(found[0])
        with self._lock:
            if isinstance(format_, Trouble):
                self._known.troubles.put(key, format_)
                return format_
            self._known.forget_trouble(key)
            self._known.unlocked.put(key, (format_, found[0]))
        return None

    def _extracted(self, reply: wire.Header, found: list[bytes]) -> None:
        trouble = checks.trouble(reply)
        if trouble is not None:
            self._job.extraction = Extraction(self._job.format, None, "", trouble)
            return
        if len(found) != 2:
            raise checks.Lied
        info = checks.info(reply["info"]) if "info" in reply else None
        hidden = readings.hidden(found[1:])
        self._job.extraction = Extraction(self._job.format, info, checks.text(found[0]), hidden=hidden)
        self.counts.append("extracted")
        with self._lock:
            self._known.strikes.pop(self._job.key, None)
