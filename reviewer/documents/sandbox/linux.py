"""Linux: Landlock for files and TCP, a system-call filter for all else. Worker side.

Both are for processes without privileges to shut themselves in, and need nothing installed. Landlock is in the kernel
since 5.13 and may be switched off; the filter is as old as 3.5. https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from reviewer.documents.sandbox import seccomp

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_DUMPABLE = 1, 38, 4

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_FILES_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All rights over files that a version knows: what is not granted then is refused."""
_TCP = 0b11
"""bind and connect, from version 4."""
_SCOPES = 0b11
"""Abstract Unix sockets and signals stay inside, from version 6."""
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

_SYSTEM = (
    # libraries that converters load when they are first needed
    *("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/etc/ld.so.cache"),
    # fonts and what says where they are
    *("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig"),
    *("/usr/share/zoneinfo", "/etc/localtime"),
    # how many processors there are, and this process's own size
    *("/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/proc/self", "/dev/urandom"),
)
_USER_FONTS = (".fonts", ".local/share/fonts", ".cache/fontconfig", ".fonts.conf", ".config/fontconfig")


def confine(scratch: Path, readable: Sequence[Path]) -> tuple[str, ...]:
    """Shut this process in; see `sandbox.confine`."""
    libc = ctypes.CDLL(None, use_errno=True)
    held: list[str] = []
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # no debugger of this user may look in
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        held.append("no_new_privileges")
    if _landlock(libc, (*readable, *_readable()), (scratch,)):
        held.append("landlock")
    if seccomp.install(libc):
        held.append("seccomp")
    return tuple(held)


def end_with_parent() -> tuple[str, ...]:
    """Have the kernel kill this process when the thread that started it, or its whole process, is gone."""
    libc = ctypes.CDLL(None, use_errno=True)
    return ("ends_with_parent",) if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0 else ()


def _readable() -> Iterable[Path]:
    """What Python and the libraries read when something is loaded late."""
    yield from (Path(name) for name in _SYSTEM)
    yield from (Path(name) for name in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix))
    yield from (Path(name) for name in sys.path if name and Path(name).name in ("site-packages", "dist-packages"))
    home = Path.home() if "HOME" in os.environ else None
    if home is not None:
        yield from (home / name for name in _USER_FONTS)


def _landlock(libc: ctypes.CDLL, readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """Whether files and TCP are out of reach now, but for what is named."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version <= 0:
        return False
    files = _FILES_BY_VERSION[min(version, max(_FILES_BY_VERSION))]
    attributes = struct.pack("=QQQ", files, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24  # an older kernel refuses what it does not know
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.c_char_p(attributes), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _grant(libc, ruleset, path, (_READ_FILE | _READ_DIR) & files)
        for path in writable:
            _grant(libc, ruleset, path, files & ~_EXECUTE)
        return libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _grant(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    """Allow rights over a file, or over all below a folder; what is not there needs none."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", rights if path.is_dir() else rights & _OF_A_FILE, handle)
        libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(handle)
