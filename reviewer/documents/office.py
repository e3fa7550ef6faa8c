"""LibreOffice as one more engine, where it is installed and the setting `libreoffice` is on. Parent side.

A worker may start no program, so the parent does: bytes in a file go in, the bytes of a PDF come out, and nothing of
either is parsed here. Each run has a folder and a profile of its own, in a place no worker may write to. The profile
runs no macros, updates no links and sends all traffic to a proxy that is not there; the environment names no display,
no home and no proxy. The whole process group is killed at the time limit, and behind every run.

What holds where: memory, processor time and file sizes are limited on Linux alone (`prlimit`). The network is cut off
by the system where Linux lets a user make an empty one (`unshare`); elsewhere only the profile keeps LibreOffice from
it. It reads files that this user may read. That is why it is off unless somebody asks for it, and is given docx files
that have been through our repairs: no macros, no objects, no links that would be fetched. Word files older than 1997,
which nothing else lays out, are given as they are.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from reviewer.documents.limits import MAX_PDF_BYTES
from reviewer.documents.workplace import Workplace

SECONDS = 30.0
_MEMORY = 4 << 30
_CPU_SECONDS = 60
_FILE_BYTES = 256 << 20
_TRY_SECONDS = 5.0
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LANG", "FONTCONFIG_PATH")

_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find() -> str | None:
    """Where LibreOffice is; None where it is not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


class Office:
    """Runs LibreOffice, one document at a time. `command`: another program in its place, for tests."""

    def __init__(self, command: Sequence[str] | None = None, seconds: float = SECONDS) -> None:
        program = find() if command is None else None
        self._command = [program] if program else list(command or ())
        self._seconds = seconds
        self._workplace = Workplace()
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._confinement: list[str] | None = None

    @property
    def is_installed(self) -> bool:
        """Whether there is something to run."""
        return bool(self._command)

    def to_pdf(self, data: bytes, suffix: str) -> bytes | None:
        """The document's pages; None where none came in time, or what came is none. `suffix`: docx or doc."""
        with self._turn:
            if self._closed or not self.is_installed:
                return None
            folder = Path(tempfile.mkdtemp(dir=self._workplace.folder))
            try:
                return self._run(data, folder, suffix)
            except OSError:
                return None
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Kill what runs; nothing is run afterwards."""
        with self._lock:
            self._closed = True
            if self._running is not None:
                _kill(self._running)
        with self._turn:
            self._workplace.close()

    def _run(self, data: bytes, folder: Path, suffix: str) -> bytes | None:
        source, out = folder / f"source.{suffix}", folder / "out"
        source.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        if self._confinement is None:
            self._confinement = confinement()
        arguments = [
            *self._confinement, *self._command, f"-env:UserInstallation={profile.as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", "pdf", "--outdir", str(out), str(source),
        ]  # fmt: skip
        with self._lock:
            if self._closed:
                return None
            process = self._running = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(folder),
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        try:
            process.wait(self._seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with self._lock:
                self._running = None
            _kill(process)
            process.wait()
        return _made(out / "source.pdf")


def confinement() -> list[str]:
    """What to put before a command so that it is limited and without a network; empty where that is not to be had."""
    if not sys.platform.startswith("linux"):
        return []
    prefix: list[str] = []
    if (limit := shutil.which("prlimit")) is not None:
        prefix += [limit, f"--as={_MEMORY}", f"--cpu={_CPU_SECONDS}", f"--fsize={_FILE_BYTES}", "--core=0"]
    if (unshare := shutil.which("unshare")) is not None:
        alone = [unshare, "--user", "--map-current-user", "--net"]
        if _works([*alone, "true"]):
            prefix += alone
    return prefix if not prefix or _works([*prefix, "true"]) else []


def _works(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=_TRY_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all have ended by themselves
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        command = [shutil.which("taskkill") or "taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)


def _made(path: Path) -> bytes | None:
    """The PDF, if one was made and is no link, no device and not too large."""
    if path.is_symlink() or not path.is_file() or not 0 < path.stat().st_size <= MAX_PDF_BYTES:
        return None
    made = path.read_bytes()
    return made if made.startswith(b"%PDF-") else None


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(folder))
    return kept | places | {"SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1", "SAL_NO_NWF": "1"}


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )
