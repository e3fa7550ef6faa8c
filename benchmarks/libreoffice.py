"""LibreOffice's pages of documents, for comparing: installed here when need be, never by the program.

What it made is kept in the temporary folder by content, so that a second run compares at once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "libreoffice-writer"]
BATCH = 20
BATCH_SECONDS = 120
ALONE_SECONDS = 40


class LibreOffice:
    """Converts documents to PDF: own profile, no network where the system can do without, a time limit."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._program = _found()
        self._environment = {**os.environ, **environment}
        asked = [self._program, "--version"]
        version = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60).stdout.split()
        self.version = version[1] if len(version) > 1 else "unknown"
        fonts = _digest_of_fonts(environment.get("FONTCONFIG_FILE", ""))
        self._kept = Path(tempfile.gettempdir()) / f"reviewer-libreoffice-{self.version}-{fonts}"
        self._kept.mkdir(exist_ok=True)
        self._offline = ["unshare", "--net"] if _can_go_offline() else []

    def pages(self, documents: Mapping[Path, bytes]) -> dict[Path, bytes | None]:
        """The PDF of each document, None for those that LibreOffice does not open."""
        wanted = [path for path, data in documents.items() if not self._place(data).exists()]
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            self._convert(batch, documents, BATCH_SECONDS)
            for path in batch:  # one that ends the program takes the rest of its batch along
                if not self._place(documents[path]).exists():
                    self._convert([path], documents, ALONE_SECONDS)
                if not self._place(documents[path]).exists():
                    self._place(documents[path]).write_bytes(b"")
            print(f"  LibreOffice: {start + len(batch)} of {len(wanted)}", file=sys.stderr, flush=True)
        return {path: self._place(data).read_bytes() or None for path, data in documents.items()}

    def _place(self, data: bytes) -> Path:
        return self._kept / f"{hashlib.sha256(data).hexdigest()}.pdf"

    def _convert(self, paths: Sequence[Path], documents: Mapping[Path, bytes], seconds: float) -> None:
        with tempfile.TemporaryDirectory(prefix="reviewer-bench-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            sources = {folder / f"{number}{path.suffix}": path for number, path in enumerate(paths)}
            for source, path in sources.items():
                source.write_bytes(documents[path])
            command = [
                *(*self._offline, self._program, "--headless", "--norestore", "--nolockcheck"),
                *(f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf:writer_pdf_Export"),
                *("--outdir", str(folder / "made"), *map(str, sources)),
            ]
            process = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                _end_group(process)
            for source, path in sources.items():
                made = folder / "made" / f"{source.stem}.pdf"
                if made.exists() and made.stat().st_size:
                    shutil.move(made, self._place(documents[path]))


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """LibreOffice is a script around a program: both are ended."""
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _digest_of_fonts(configuration: str) -> str:
    """Other fonts make other pages: what is kept of them is kept apart."""
    told = subprocess.run(
        ["fc-list", "--format", "%{file}\n"],
        env={**os.environ, "FONTCONFIG_FILE": configuration},
        capture_output=True,
        check=False,
    )
    names = sorted(Path(line).name for line in told.stdout.decode().splitlines())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]


def _found() -> str:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], INSTALL):
            subprocess.run(command, env=quiet, check=True, stdout=subprocess.DEVNULL)
        program = shutil.which("soffice")
    if program is None:
        raise SystemExit(f"LibreOffice is needed to compare with: sudo {' '.join(INSTALL)}")
    return program


def _can_go_offline() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0
