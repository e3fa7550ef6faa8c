"""One worker process as the parent sees it: started, asked, killed. Parent side."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from reviewer.documents import limits, wire, workplace
from reviewer.documents.sandbox import CONFINEMENTS, windows

START_SECONDS = 30.0
_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_PIPE_BYTES = 1 << 20

# A worker gets no more of the environment than it takes to run: no addresses, no passwords of databases.
_ENVIRONMENT = frozenset(
    (
        *("HOME", "USERPROFILE", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LANG", "LANGUAGE", "TZ"),
        *("LOCALAPPDATA", "APPDATA", "PROGRAMDATA", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "FONTCONFIG_FILE"),
        *("FONTCONFIG_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CACHE_HOME", "PYTHONHOME"),
        *("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"),
    )
)


class Died(Exception):
    """The worker's pipe broke: it crashed, was killed, or spoke nonsense."""


class LateDeath(Died):
    """The worker was killed by the parent's clock."""


def command(slab: str) -> list[str]:
    """How a worker is started."""
    return [sys.executable, "-P", "-m", "reviewer.documents.worker", slab]


class Child:
    """A worker process. One thread asks it; any thread may kill it."""

    def __init__(self, arguments: Sequence[str], scratch: str) -> None:
        self.process = subprocess.Popen(
            list(arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(scratch),
            start_new_session=os.name == "posix",  # Ctrl+C in a terminal is for the program, which ends its workers
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to = _wide(self.process.stdin)
        self._from = _wide(self.process.stdout)
        self._job = _held(self.process)
        self._scratch = Path(scratch)
        self.ready = False
        self.confined: frozenset[str] = frozenset()
        """What shuts this worker in, as it says itself."""
        self.holds: set[str] = set()
        """Documents this worker has open."""
        self.deadline: float | None = None
        """time.monotonic() after which the pool's clock kills this worker."""
        self.was_late = False
        self.on_deadline: Callable[[float], None] | None = None

    def wait_ready(self) -> None:
        """Return when the worker has started. Raises Died."""
        if self.ready:
            return
        self._set_deadline(START_SECONDS)
        header, _ = self._receive()
        if header.get("ready") is not True:
            raise Died
        said = header.get("confined")
        self.confined = frozenset(said if isinstance(said, list) else ()) & frozenset(CONFINEMENTS)
        self.ready = True
        self.deadline = None

    def ask(
        self, header: wire.Header, payloads: Sequence[bytes], seconds: float, note: Callable[[str], None]
    ) -> tuple[wire.Header, list[bytes]]:
        """Send a request, wait for its reply. `note` hears which engine runs. Raises Died, LateDeath."""
        self.wait_ready()
        self._set_deadline(seconds)
        try:
            wire.send(self._to, header, *payloads)
        except (OSError, ValueError) as error:
            raise self._death() from error
        while True:
            reply, found = self._receive()
            engine = reply.get("note")
            if isinstance(engine, str):
                note(engine[:40])
                continue
            self.deadline = None
            if reply.get("id") != header["id"]:
                raise Died
            return reply, found

    def kill(self) -> None:
        """End the process at once; from any thread."""
        self.process.kill()

    def bury(self) -> None:
        """Kill, wait, close the pipes; only from the thread that asks, or after it has ended."""
        self.process.kill()
        self.process.wait()
        workplace.forget(self._scratch, self.process.pid)
        if self._job is not None:
            windows.release(self._job)
            self._job = None
        for stream in (self._to, self._from):
            try:
                stream.close()
            except OSError:
                continue  # what was not yet written has nobody to read it

    def _set_deadline(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        if self.on_deadline is not None:
            self.on_deadline(self.deadline)

    def _receive(self) -> tuple[wire.Header, list[bytes]]:
        try:
            frame = wire.receive(self._from)
        except (wire.BadFrame, OSError, ValueError) as error:
            raise self._death() from error
        if frame is None:
            raise self._death()
        return frame

    def _death(self) -> Died:
        return LateDeath() if self.was_late else Died()


def _held(process: subprocess.Popen[bytes]) -> int | None:
    """On Windows a job around the process; the systems of others bind a process from within."""
    handle = getattr(process, "_handle", None) if sys.platform == "win32" else None
    return windows.hold(int(handle), limits.MEMORY_BYTES + limits.RSS_TO_RECYCLE) if handle is not None else None


def _environment(scratch: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k.upper() in _ENVIRONMENT or k.startswith("LC_")}
    if os.name == "nt" and "PATH" in os.environ:
        kept["PATH"] = os.environ["PATH"]  # libraries are found along it
    return kept | {"PYTHONPATH": str(_PACKAGE_PARENT)} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)


def _wide(stream: IO[bytes]) -> IO[bytes]:
    """The same pipe with room for a whole small document, where the system has a call for it (Linux)."""
    try:
        import fcntl

        fcntl.fcntl(stream.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        pass
    return stream
