#!/usr/bin/env python3
"""Start Reviewer, its tests or its benchmarks from a checkout, on a machine that has only Python.

    python3 main.py                   the window
    python3 main.py demo              the window, on a throw-away database with sample applications
    python3 main.py test [WORDS]      every check and test; WORDS go to pytest
    python3 main.py bench [WORDS]     the benchmarks
    python3 main.py screens FOLDER    a picture of every state of the window, drawn without a screen
    python3 main.py WORDS             any other words go to Reviewer's own command line

The first start makes `.venv` beside this file and installs what `requirements.lock` names; later starts only look at a
stamp. Standard library only, and nothing of the package is imported. Python 3.8 must still be able to read this file, so
that it can say in a sentence that it is too old.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / ".installed"  # what is installed; written last, removed first
WORK = ROOT / ".venv.lock"  # locked while somebody installs, and not empty while an installation is unfinished

OLDEST = (3, 11)
DISK_MB = {"requirements.lock": 700, "requirements-dev.lock": 1300}
WAIT_SECONDS = 900

# The loader's name of each library Qt needs -> its package on Debian and Ubuntu. The first ones are needed even offscreen,
# the second by a window on X11 or Wayland, the programs by the one test that types into a real X server.
DRAWING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}

# What pip, uv and apt say, and what it means for the one who reads it.
NO_DISK = "There is not enough disk space: free {needed} MB where the checkout and the temporary files are, and start again."
NO_NETWORK = "The dependencies cannot be downloaded: check the network connection (or the proxy settings) and start again."
CAUSES = (
    (r"No space left on device|Errno 28|Disk quota exceeded|os error 28|os error 122", NO_DISK),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|ConnectionReset|Max retries exceeded|ProxyError"
        r"|Temporary failure|name resolution|Network is unreachable|error sending request|dns error|Failed to fetch"
        r"|Could not resolve|Could not connect|Connection (?:timed out|failed|refused|broken)|SSLError|CERTIFICATE_VERIFY",
        NO_NETWORK,
    ),
    (
        r"DO NOT MATCH THE HASHES|Hash mismatch",
        "A download is not the file that the lock names, so nothing was installed: start again, and if it happens again look "
        "at the package mirror or proxy in between.",
    ),
    (
        r"No matching distribution|no wheels? with a matching|has no usable wheels",
        "A dependency has no build for this system and Python: use 64-bit Python 3.11 to 3.13 on Windows, macOS 13 or Linux "
        "(Debian 12 or later, on ARM Debian 13 or later).",
    ),
)


class TroubleError(Exception):
    """Something the one who starts the program can mend; its text is one sentence that says how."""


def say(text: str) -> None:
    print("Reviewer: " + text, file=sys.stderr, flush=True)


def check_python() -> None:
    if sys.version_info >= OLDEST:
        return
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = "start it with `%s main.py`" % newer[0] if newer else "install a newer one and start main.py with it"
    raise TroubleError("Python 3.11 or later is needed and this is %d.%d: %s." % (*sys.version_info[:2], advice))


def run(command: list[str], needed: int = 300, **extra: object) -> None:
    """Run an installer quietly; raise TroubleError with the sentence for what it stumbled over (`needed` is in MB)."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False, **extra
        )
    except OSError as error:
        raise TroubleError("%s cannot be run (%s)." % (Path(command[0]).name, error.strerror)) from error
    if done.returncode == 0:
        return
    words = done.stdout.decode("utf-8", "replace")
    for pattern, sentence in CAUSES:
        if re.search(pattern, words, re.IGNORECASE):
            raise TroubleError(sentence.format(needed=needed))
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    last = lines[-1] if lines else "it was stopped"
    raise TroubleError("Preparing the environment failed, and starting again may help; the last word was: %s" % last)


# --- the environment -------------------------------------------------------------------------------------------------


def wanted(requirements: str) -> str:
    """The line that the stamp must hold when the file `requirements` is installed for this Python and this place."""
    content = (ROOT / requirements).read_bytes().replace(b"\r\n", b"\n")
    return "%s %d.%d %s %s" % (requirements, *sys.version_info[:2], hashlib.sha256(content).hexdigest(), ROOT)


def is_ready(requirements: str) -> bool:
    try:
        stamp = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return wanted(requirements) in stamp and PYTHON.exists()


@contextlib.contextmanager
def alone() -> Iterator[int | None]:
    """Hold WORK's lock, so that two starts do not install at once; gives its file number where a child can inherit it.

    The system lets go of the lock when the last process that has the file open ends, however it ends. Installers inherit
    it: one that outlives a killed start keeps the next start waiting instead of writing into its environment.
    """
    with WORK.open("a+b") as file:
        deadline = time.monotonic() + WAIT_SECONDS
        told = False
        while not try_lock(file.fileno()):
            if not told:
                say("Another start is preparing the environment; waiting for it.")
                told = True
            if time.monotonic() > deadline:
                raise TroubleError("Another start has been preparing the environment for long: end it and start again.")
            time.sleep(0.2)
        yield file.fileno() if os.name == "posix" else None


def try_lock(number: int) -> bool:
    """Lock the open file; False when somebody else has it. Where the file system knows no locks, it counts as locked."""
    busy = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(number, 1 << 20, os.SEEK_SET)  # a byte beyond the content, which stays readable
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in busy
    return True


def prepare(requirements: str) -> None:
    """Make the environment hold what the file `requirements` locks, from whatever state an earlier start left."""
    if is_ready(requirements):
        return
    try:
        with alone() as lock:
            if is_ready(requirements):  # the start we waited for did it
                return
            install(requirements, lock)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TroubleError(NO_DISK.format(needed=DISK_MB[requirements])) from error
        raise TroubleError(
            "The environment .venv cannot be written (%s): close what uses it, or take a checkout that you may write to."
            % (error.strerror or error)
        ) from error


def install(requirements: str, lock: int | None) -> None:
    unfinished = WORK.stat().st_size > 0
    if ENVIRONMENT.exists() and (unfinished or not fits()):
        shutil.rmtree(ENVIRONMENT)
    new = not ENVIRONMENT.exists()
    needed = DISK_MB[requirements]
    if new and shutil.disk_usage(ROOT).free < needed << 20:
        raise TroubleError(NO_DISK.format(needed=needed))
    say("Preparing the environment; this happens once and takes about a minute." if new else "Updating the environment.")
    WORK.write_text("unfinished\n", encoding="utf-8")
    with contextlib.suppress(FileNotFoundError):
        STAMP.unlink()
    inherit = {"pass_fds": (lock,)} if lock is not None else {}
    extra = {"cwd": str(ROOT), "env": installer_environment(), **inherit}
    uv = shutil.which("uv")
    python = getattr(sys, "_base_executable", None) or sys.executable
    lock_file = str(ROOT / requirements)
    if uv:
        if new:
            run([uv, "venv", "--quiet", "--no-project", "--python", python, str(ENVIRONMENT)], needed, **extra)
        pick = ["--quiet", "--compile-bytecode", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", lock_file]
        run([uv, "pip", "install", "--python", str(PYTHON), *pick], needed, **extra)
    else:
        if new:
            make_with_venv(python, needed, extra)
        if not has_pip():
            run([str(PYTHON), "-m", "ensurepip", "--default-pip"], needed, **extra)
        pick = ["--quiet", "--compile", "--no-deps", "--only-binary=:all:", "--require-hashes", "-r", lock_file]
        run([str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *pick], needed, **extra)
    point_at_checkout()
    lines = [wanted(requirements)]
    if requirements != "requirements.lock":  # the tools come on top of what the program itself needs
        lines.append(wanted("requirements.lock"))
    STAMP.write_text("\n".join(lines) + "\n", encoding="utf-8")
    WORK.write_bytes(b"")


def fits() -> bool:
    """Whether the environment there is one of this Python's version, and its Python is still there."""
    try:
        settings = (ENVIRONMENT / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", settings, re.MULTILINE)
    return found is not None and (int(found[1]), int(found[2])) == sys.version_info[:2] and PYTHON.exists()


def packages_folder() -> Path:
    if os.name == "nt":
        return ENVIRONMENT / "Lib" / "site-packages"
    return ENVIRONMENT / "lib" / ("python%d.%d" % sys.version_info[:2]) / "site-packages"


def has_pip() -> bool:
    return (packages_folder() / "pip").is_dir()


def installer_environment() -> dict[str, str]:
    """The environment without what would make an installer write somewhere else or leave the byte code out."""
    elsewhere = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_COMPILE", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return {**kept, "PIP_USER": "0"}


def make_with_venv(python: str, needed: int, extra: dict[str, object]) -> None:
    try:
        import ensurepip  # noqa: F401  Debian ships it apart from Python
    except ImportError:
        if shutil.which("apt-get") is None:
            raise TroubleError("This Python has no ensurepip: install Python's venv package, or uv, and start again.") from None
        apt_install(["python%d.%d-venv" % sys.version_info[:2]], "Python's venv package is needed")
    try:
        run([python, "-m", "venv", str(ENVIRONMENT)], needed, **extra)
    except TroubleError as trouble:
        if trouble.args[0] == NO_DISK.format(needed=needed):
            raise
        raise TroubleError(
            "This Python cannot make a virtual environment (its venv or ensurepip is damaged): install Python anew, or uv."
        ) from trouble


def point_at_checkout() -> None:
    """Let the environment's Python find the package from any folder. An `import` line, because it can be plain ASCII."""
    line = "import sys; sys.path.append(%s)\n" % ascii(str(ROOT))
    (packages_folder() / "reviewer_checkout.pth").write_text(line, encoding="ascii")


def compile_package() -> None:
    """Where Python is told to write no byte code, compile what changed: workers start with it in half the time."""
    if sys.dont_write_bytecode:
        import compileall

        compileall.compile_dir(str(ROOT / "reviewer"), quiet=2)


# --- the system ------------------------------------------------------------------------------------------------------


def absent(libraries: dict[str, str]) -> list[str]:
    """The packages of the libraries that the loader does not find."""
    packages = []
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            packages.append(package)
    return packages


def apt_install(packages: list[str], why: str) -> None:
    """Install with apt as root; otherwise raise TroubleError with the one command that does it."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise TroubleError("%s: install what your system calls %s." % (why, " ".join(packages)))
    if os.geteuid() != 0:
        raise TroubleError("%s; this installs it: sudo %s" % (why, " ".join(command)))
    say("%s; installing %s." % (why, " ".join(packages)))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], env=quiet)
    run(command, env=quiet)


def has_screen() -> bool:
    """Whether a display server answers. Qt ends the process when none does."""
    runtime, wayland = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY")
    if wayland and Path(runtime, wayland).exists():
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not known before the libraries are there
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers


def check_screen() -> None:
    if sys.platform.startswith("linux") and "QT_QPA_PLATFORM" not in os.environ and not has_screen():
        raise TroubleError(
            "There is no screen to open a window on: start it in a desktop session, or use a command without a window, "
            "such as `python3 main.py --help`."
        )


def bring_libraries(*, window: bool, test: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    lacking = absent({**DRAWING, **WINDOW} if window else DRAWING)
    programs = [package for name, package in TEST_PROGRAMS.items() if test and shutil.which(name) is None]
    may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if lacking:
        apt_install(lacking + (programs if may_install else []), "Qt needs system libraries")
    elif programs and may_install:
        apt_install(programs, "The test in a real X server needs programs")
    elif programs:
        say("The test in a real X server needs: sudo apt-get install %s" % " ".join(programs))


# --- the commands ----------------------------------------------------------------------------------------------------


def hand_over(command: list[str], environment: dict[str, str]) -> int:
    """Become the command; on Windows, which cannot do that, run it and give its exit code."""
    if os.name == "posix":
        os.execve(command[0], command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def start(words: list[str]) -> int:
    check_python()
    first = words[0] if words else ""
    window = first in ("", "demo")
    tools = first in ("test", "bench")
    environment = dict(os.environ)
    if window:
        check_screen()
    elif tools or first == "screens":
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare("requirements-dev.lock" if tools else "requirements.lock")
    if first not in ("-h", "--help", "--version"):
        bring_libraries(window=window and "QT_QPA_PLATFORM" not in environment, test=first == "test")
    if window:
        check_screen()
    compile_package()
    # -P: a folder named reviewer where the user happens to be is not this program.
    if first == "test":
        os.chdir(str(ROOT))
        return hand_over([str(PYTHON), "-m", "pytest", *words[1:]], environment)
    if first == "bench":
        return hand_over([str(PYTHON), "-P", "-m", "benchmarks", *words[1:]], environment)
    return hand_over([str(PYTHON), "-P", "-m", "reviewer", *words], environment)


def main() -> int:
    try:
        return start(sys.argv[1:])
    except TroubleError as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
