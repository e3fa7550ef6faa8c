"""macOS: a sandbox profile that a worker puts in force for itself.

`sandbox_init` is deprecated and still shipped; browsers use it. Where it is gone, the worker goes on without and says
so. Memory limits are not honoured there; the parent replaces workers that have grown too large between documents.
"""

import ctypes
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_SYSTEM = ("/usr/lib", "/usr/share", "/System", "/Library/Fonts", "/private/var/db/timezone", "/dev/urandom")


def profile(scratch: Path, readable: Iterable[Path]) -> str:
    """The profile's text: everything is denied but reading what is named, writing to `scratch`, and finding fonts."""
    paths = (*readable, *(Path(name) for name in _SYSTEM), scratch)
    return "\n".join(
        (
            "(version 1)",
            "(deny default)",
            "(allow sysctl-read)",
            "(allow file-read-metadata)",
            '(allow mach-lookup (global-name "com.apple.fonts") (global-name "com.apple.FontObjectsServer"))',
            *(f"(allow file-read* (subpath {_quoted(path)}))" for path in paths),
            f"(allow file-write* (subpath {_quoted(scratch)}))",
            "(allow signal (target self))",
        )
    )


def confine(scratch: Path, readable: Sequence[Path]) -> tuple[str, ...]:
    """Put the profile in force; see `sandbox.confine`."""
    prefixes = {Path(name) for name in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)}
    text = profile(scratch.resolve(), [path.resolve() for path in (*readable, *sorted(prefixes))])
    try:
        library = ctypes.CDLL("/usr/lib/libSystem.dylib")
        refused = library.sandbox_init(text.encode(), ctypes.c_uint64(0), ctypes.byref(ctypes.c_char_p()))
    except (OSError, AttributeError):
        return ()
    return () if refused else ("sandbox_profile",)


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
