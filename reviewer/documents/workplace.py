"""The one folder that workers may write to: in memory where the system has such a place, empty again at the end.

A program that is killed cannot clean up. So each folder holds a file that its owner keeps locked; the system lets go of
the lock with the process, and the next program that starts removes what nobody holds.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
_PREFIX = "reviewer-work-"
_LOCK = "held"
PREFIX = "document-"
"""Begins the names of folders in which a worker has files of a document; its process number follows."""


class Workplace:
    """A private folder, held for as long as this process lives or until `close`."""

    def __init__(self, within: Path | None = None) -> None:
        self._within = within or (MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None)
        sweep(Path(self._within or tempfile.gettempdir()))
        # The lock lies in the outer folder, which workers may not write to: none of them can let it go.
        self._outer = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._within))
        self._held = _hold(self._outer / _LOCK)
        self.folder = self._outer / "scratch"
        self.folder.mkdir(mode=0o700)

    def close(self) -> None:
        """Remove it."""
        if self._held is not None:
            self._held.close()
            self._held = None
        shutil.rmtree(self._outer, ignore_errors=True)


def forget(folder: Path, pid: int) -> None:
    """Remove what a worker that is gone has left in the folder of the workers."""
    for left in folder.glob(f"{PREFIX}{pid}-*"):
        shutil.rmtree(left, ignore_errors=True)


def sweep(within: Path) -> None:
    """Remove the folders in `within` that programs left behind which were killed."""
    for folder in within.glob(f"{_PREFIX}*"):
        lock = folder / _LOCK
        if not lock.exists():
            continue  # somebody is making it just now
        held = _hold(lock)
        if held is None:
            continue
        held.close()
        shutil.rmtree(folder, ignore_errors=True)


def _hold(lock: Path) -> IO[bytes] | None:
    """The file, locked by this process; None while another has it, or it is another user's."""
    try:
        file = lock.open("ab")
    except OSError:
        return None
    try:
        if os.name == "nt":
            import msvcrt

            getattr(msvcrt, "locking")(file.fileno(), getattr(msvcrt, "LK_NBLCK"), 1)  # noqa: B009
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
