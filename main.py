#!/usr/bin/env python3
"""Start Reviewer, its tests or its benchmarks from a checkout, on a machine that has only Python.

    python3 main.py                   the window
    python3 main.py demo              the window, on a throw-away database with sample applications
    python3 main.py test [WORDS]      every check and test; WORDS go to pytest
    python3 main.py bench [WORDS]     the benchmarks
    python3 main.py screens FOLDER    a picture of every state of the window, drawn without a screen
    python3 main.py WORDS             any other words go to Reviewer's own command line

The first start makes `.venv` beside this file and installs what `requirements.lock` names; later starts only look at a
stamp. Standard library only, and nothing of the package is imported. Python 3.8 must still be able to read this file,
so that it can say in a sentence that it is too old.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / ".installed"  # what is installed; written last, removed first
WORK = ROOT / ".venv.lock"  # locked while somebody installs, and not empty while an installation is unfinished

OLDEST = (3, 11)
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
DISK_MB = {"requirements.lock": 700, "requirements-dev.lock": 1700}
WAIT_SECONDS = 900

# The loader's name of each library Qt needs -> its package on Debian and Ubuntu. The first ones are needed even
# offscreen, the second by a window on X11 or Wayland, the programs by the one test that types into a real X server.
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
# The tests start a PostgreSQL of their own: the one that the variable names, else that of a wheel, from Python 3.12 on
# and where these libraries are, or the system's.
SERVER_VARIABLE = "REVIEWER_TEST_POSTGRES"
SERVERS = Path("/usr/lib/postgresql")
SERVER = "postgresql"
SERVER_LIBRARIES = dict.fromkeys(
    ("libxml2.so.2", "libssl.so.3", "libgssapi_krb5.so.2", "liblz4.so.1", "libzstd.so.1"), SERVER
)
# Debian's package makes a cluster and starts it, unless it is told not to: the tests want the programs alone.
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/reviewer-tests.conf")

# What pip, uv and apt say, and what it means for the one who reads it.
NO_DISK = "There is not enough disk space: free {needed} MB for the checkout and the temporary files, then start again."
NO_NETWORK = "The dependencies cannot be downloaded: check the network connection and the proxy, then start again."
WRONG_HASH = (
    "A download is not the file that the lock names, so nothing was installed: start again, and if it happens again "
    "look at the package mirror or proxy in between."
)
NO_BUILD = (
    "A dependency has no build for this system and Python: use 64-bit Python 3.11 to 3.13 on Windows, macOS 13 or "
    "Linux (Debian 12 or later, on ARM Debian 13 or later)."
)
NO_VENV = "This Python cannot make a virtual environment, its venv or ensurepip is damaged: install it anew, or uv."
CAUSES = {
    r"No space left on device|Errno 28|Disk quota exceeded|os error 28|os error 122": NO_DISK,
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|ConnectionReset|ProxyError": NO_NETWORK,
    r"Max retries exceeded|Temporary failure|name resolution|Network is unreachable|Failed to fetch": NO_NETWORK,
    r"error sending request|dns error|CERTIFICATE_VERIFY": NO_NETWORK,
    r"Could not (?:resolve|connect)|Connection (?:timed out|failed|refused|broken)": NO_NETWORK,
    r"DO NOT MATCH THE HASHES|Hash mismatch": WRONG_HASH,
    r"No matching distribution|no wheels? with a matching|has no usable wheels": NO_BUILD,
}


class TroubleError(Exception):
    """Something the one who starts the program can mend; its text is one sentence that says how."""


def say(text: str) -> None:
    print(f"Reviewer: {text}", file=sys.stderr, flush=True)


def check_python() -> None:
    if sys.version_info >= OLDEST:
        return
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"start it with `{newer[0]} main.py`" if newer else "install a newer one and start main.py with it"
    raise TroubleError(f"Python 3.11 or later is needed and this is {VERSION}: {advice}.")


def run(
    command: list[str], *, needed: int = 300, inherit: Sequence[int] = (), environment: dict[str, str] | None = None
) -> None:
    """Run an installer quietly; raise TroubleError with the sentence for what it stumbled over.

    `needed` is the disk space in MB to name, `inherit` the open files the child keeps.
    """
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            pass_fds=inherit,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        raise TroubleError(f"{Path(command[0]).name} cannot be run ({error.strerror}).") from error
    if done.returncode == 0:
        return
    words = done.stdout.decode("utf-8", "replace")
    for pattern, sentence in CAUSES.items():
        if re.search(pattern, words, re.IGNORECASE):
            raise TroubleError(sentence.format(needed=needed))
    if "venv" in command or "ensurepip" in command:
        raise TroubleError(NO_VENV)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    last = lines[-1] if lines else "it was stopped"
    raise TroubleError(f"Preparing the environment failed, and starting again may help; the last word was: {last}")


# --- the environment -------------------------------------------------------------------------------------------------


def wanted(requirements: str) -> str:
    """The line of the stamp that says: `requirements` is installed, for this Python and in this place."""
    content = (ROOT / requirements).read_bytes().replace(b"\r\n", b"\n")
    return f"{requirements} {VERSION} {hashlib.sha256(content).hexdigest()} {ROOT}"


def is_ready(requirements: str) -> bool:
    try:
        stamp = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return wanted(requirements) in stamp and PYTHON.exists()


@contextlib.contextmanager
def alone() -> Generator[Sequence[int]]:
    """Hold WORK's lock, so that two starts do not install at once; gives the open files a child must inherit.

    The system lets go of the lock when the last process that has the file open ends, however it ends. Installers
    inherit it: one that outlives a killed start keeps the next waiting instead of writing into its environment.
    """
    with WORK.open("a+b") as file:
        deadline = time.monotonic() + WAIT_SECONDS
        told = False
        while not try_lock(file.fileno()):
            if not told:
                say("Another start is preparing the environment; waiting for it.")
                told = True
            if time.monotonic() > deadline:
                raise TroubleError("Another start is still preparing the environment: end it, then start again.")
            time.sleep(0.2)
        yield (file.fileno(),) if os.name == "posix" else ()


def try_lock(number: int) -> bool:
    """Lock the open file; False when somebody else has it. A file system without locks counts as locked."""
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
        with alone() as inherit:
            if not is_ready(requirements):  # else the start we waited for did it
                install(requirements, inherit)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TroubleError(NO_DISK.format(needed=DISK_MB[requirements])) from error
        raise TroubleError(
            f"The environment .venv cannot be written ({error.strerror or error}): close what uses it, or take a "
            "checkout that you may write to."
        ) from error


def install(requirements: str, inherit: Sequence[int]) -> None:
    unfinished = WORK.stat().st_size > 0
    if ENVIRONMENT.exists() and (unfinished or not fits()):
        shutil.rmtree(ENVIRONMENT)
    new = not ENVIRONMENT.exists()
    needed = DISK_MB[requirements]
    if new and shutil.disk_usage(ROOT).free < needed << 20:
        raise TroubleError(NO_DISK.format(needed=needed))
    say(
        "Preparing the environment; this happens once and takes a minute or two."
        if new
        else "Updating the environment."
    )
    WORK.write_text("unfinished\n", encoding="utf-8")
    with contextlib.suppress(FileNotFoundError):
        STAMP.unlink()
    try:
        for command in installers(requirements, new=new):
            run(command, needed=needed, inherit=inherit, environment=installer_environment())
    except TroubleError as trouble:
        if not new and trouble.args[0] in (NO_NETWORK, WRONG_HASH):  # nothing was changed yet: it is only old
            WORK.write_bytes(b"")
        raise
    point_at_checkout()
    # The tools come on top of what the program itself needs.
    STAMP.write_text("\n".join(wanted(name) for name in {requirements, "requirements.lock"}) + "\n", encoding="utf-8")
    WORK.write_bytes(b"")


def installers(requirements: str, *, new: bool) -> Generator[list[str]]:
    """The commands that make the environment if it is `new` and install into it, by uv or else by pip."""
    python = getattr(sys, "_base_executable", "") or sys.executable
    strictly = ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(ROOT / requirements)]
    uv = shutil.which("uv")
    if uv:
        if new:
            yield [uv, "venv", "--quiet", "--no-project", "--python", python, str(ENVIRONMENT)]
        yield [uv, "pip", "install", "--python", str(PYTHON), "--compile-bytecode", *strictly]
        return
    if new:
        yield [python, "-m", "venv", "--without-pip", str(ENVIRONMENT)]
    if not (packages_folder() / "pip").is_dir():
        yield [str(PYTHON), "-m", "ensurepip", "--default-pip"]
    yield [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--compile", *strictly]


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
    return ENVIRONMENT / "lib" / f"python{VERSION}" / "site-packages"


def installer_environment() -> dict[str, str]:
    """The environment without what would make an installer write somewhere else or leave the byte code out."""
    elsewhere = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_COMPILE", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return {**kept, "PIP_USER": "0"}


def point_at_checkout() -> None:
    """Let the environment's Python find the package from any folder; an `import` line can be plain ASCII."""
    line = f"import sys; sys.path.append({str(ROOT)!a})\n"
    (packages_folder() / "reviewer_checkout.pth").write_text(line, encoding="ascii")


def compile_package() -> None:
    """Where Python is told to write no byte code, compile what changed: workers start with it in half the time."""
    if sys.dont_write_bytecode:
        import compileall

        compileall.compile_dir(str(ROOT / "reviewer"), quiet=2)


# --- the system ------------------------------------------------------------------------------------------------------


def absent(libraries: dict[str, str]) -> list[str]:
    """The packages of the libraries that the loader does not find."""
    packages: list[str] = []
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            packages.append(package)
    return packages


def lacks_venv() -> bool:
    """Whether an environment cannot be made: Debian ships what `venv` needs apart from Python."""
    return not shutil.which("uv") and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"))


def lacks_server() -> bool:
    """Whether there is no PostgreSQL for the tests; tests/postgres_programs.py is what then takes one."""
    if os.environ.get(SERVER_VARIABLE):
        return False
    on_path = shutil.which("postgres")
    programs = [*SERVERS.glob("*/bin/postgres"), *([Path(on_path)] if on_path else [])]
    if any(answers(program) for program in programs):
        return False
    return sys.version_info < (3, 12) or bool(absent(SERVER_LIBRARIES))


def answers(program: Path) -> bool:
    """Whether a program runs here: one may be there without the libraries that it needs."""
    try:
        return subprocess.run([str(program), "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextlib.contextmanager
def no_cluster() -> Generator[None]:
    """Have the system's PostgreSQL installed without a database of its own meanwhile; later ones get theirs."""
    NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_CLUSTER.write_text("create_main_cluster = false\n", encoding="ascii")
    try:
        yield
    finally:
        NO_CLUSTER.unlink()
        with contextlib.suppress(OSError):  # others have theirs there too
            NO_CLUSTER.parent.rmdir()


def bring_packages(*, ready: bool, drawing: bool, window: bool, test: bool) -> None:
    """Install what the system lacks, with apt as root; otherwise raise TroubleError with the one command for it."""
    needed = [] if ready or not lacks_venv() else [f"python{VERSION}-venv"]
    wished: list[str] = []
    if sys.platform.startswith("linux"):
        needed += absent({**(DRAWING if drawing else {}), **(WINDOW if window else {})})
        if test and lacks_server():
            needed.append(SERVER)
        if test:  # one test opens a real window on a screen of its own
            wished += [] if window else absent(WINDOW)
            wished += [package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None]
    packages = needed + wished
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not packages:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"Installing what the system lacks: {' '.join(packages)}.")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update"], environment=quiet)
        with no_cluster() if SERVER in packages else contextlib.nullcontext():
            run(command, environment=quiet)
    elif needed and shutil.which("apt-get"):
        raise TroubleError(f"The system lacks libraries that are needed; this installs them: sudo {' '.join(command)}")
    elif needed:
        raise TroubleError(f"The system lacks libraries; install what it calls {' '.join(needed)}, then start again.")
    else:
        say(f"The test that types into a real X server is left out, it needs: {' '.join(wished)}.")


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


# --- the commands ----------------------------------------------------------------------------------------------------


def hand_over(command: list[str], environment: dict[str, str]) -> int:
    """Become the command; on Windows, which cannot do that, run it and give its exit code."""
    if os.name == "posix":
        os.execve(command[0], command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def command_of(words: list[str]) -> str:
    """The command among the words, or the option that stands for one; nothing when the window is meant."""
    left = iter(words)
    for word in left:
        if word == "--database":
            next(left, None)  # its file
        elif not word.startswith("-") or word in ("-h", "--help", "--version"):
            return word
    return ""


def start(words: list[str]) -> int:
    check_python()
    first = command_of(words)
    window = first in ("", "demo")
    tools = words[:1] in (["test"], ["bench"])
    environment = dict(os.environ)
    if window:
        check_screen()
    elif tools or first == "screens":
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    requirements = "requirements-dev.lock" if tools else "requirements.lock"
    bring_packages(
        ready=is_ready(requirements),
        drawing=first not in ("-h", "--help", "--version"),
        window=window and "QT_QPA_PLATFORM" not in environment,
        test=first == "test",
    )
    if window:
        check_screen()  # again, with the libraries that ask
    prepare(requirements)
    compile_package()
    # -P: a folder named reviewer where the user happens to be is not this program.
    if first == "test":
        os.chdir(ROOT)
        return hand_over([str(PYTHON), "-m", "pytest", *(words[1:] or at_once())], environment)
    if first == "bench":
        return hand_over([str(PYTHON), "-P", "-m", "benchmarks", *words[1:]], environment)
    return hand_over([str(PYTHON), "-P", "-m", "reviewer", *words], environment)


def at_once() -> list[str]:
    """All tests are run in several processes, a file in one of them; some of them, as named, in one that can be looked
    into. More than four would get into one another's way: each test of the window has workers of its own."""
    processes = min(os.cpu_count() or 1, 4)
    return ["-n", str(processes), "--dist", "loadfile"] if processes > 1 else []


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
