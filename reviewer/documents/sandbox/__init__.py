"""How a worker shuts itself in before it sees a document. Worker side, standard library only.

It names what holds, for nothing here may be taken for granted: kernels and containers differ, and a worker that could
not be shut in as tightly is still a process of its own with its limits.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

CONFINEMENTS = ("landlock", "seccomp", "no_new_privileges", "ends_with_parent", "no_child_processes", "sandbox_profile")
"""All that a worker may say of itself."""


def confine(scratch: Path, readable: Sequence[Path]) -> tuple[str, ...]:
    """Shut this process in: it may read what is `readable` and what the system's libraries and fonts need, write to
    `scratch` and nowhere else, reach no network and start no program. What holds comes back.

    After the imports, before the first document. It cannot be undone.
    """
    if sys.platform == "linux":
        from reviewer.documents.sandbox import linux

        return linux.confine(scratch, readable)
    if sys.platform == "darwin":
        from reviewer.documents.sandbox import macos

        return macos.confine(scratch, readable)
    if sys.platform == "win32":
        from reviewer.documents.sandbox import windows

        return windows.confine()
    return ()


def end_with_parent() -> tuple[str, ...]:
    """Have the system end this process should its parent be gone, even while native code runs that hears nothing."""
    if sys.platform == "linux":
        from reviewer.documents.sandbox import linux

        return linux.end_with_parent()
    return ()
