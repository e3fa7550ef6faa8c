"""A real PostgreSQL for tests: a server of their own, in a folder of its own, gone at the end.

Which one, see `tests/postgres_programs.py`. As root it runs as `nobody`, for PostgreSQL refuses to be root.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

from tests import certificates, postgres_keeper
from tests.postgres_programs import NoPostgres, environment, found, newest, owner, program

__all__ = ["HOST", "SUPERUSER", "NoPostgres", "Server", "found"]

HOST = "127.0.0.1"
SUPERUSER = "postgres"
PATIENCE_S = 30.0
PORTS = range(10_000, 32_000)
"""Below those that systems give to whoever connects somewhere, so that none is taken while a server is away."""

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
_PROTECTED = ("ssl = on", "ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'")


class Server:
    """A server that runs. Whatever becomes of this process, it ends and its folder is removed."""

    superuser = SUPERUSER

    def __init__(
        self,
        programs: Path | None = None,
        *,
        durable: bool = False,
        tls: bool = False,
        settings: tuple[str, ...] = (),
        copy_of: "Server | None" = None,
    ) -> None:
        """Make and start it.

        Args:
            programs: of which PostgreSQL, as `found` lists them.
            durable: whether what is committed survives when it is killed.
            tls: whether it has a certificate, for the name `localhost`; `ca_file` is the authority's.
            settings: further lines of its configuration.
            copy_of: of which server it is a streaming replica.

        Raises:
            NoPostgres: there is none, or it did not start.
        """
        self.programs = programs or newest()
        self.host = "localhost" if tls else HOST
        self.port = _free_port()
        self.password = copy_of.password if copy_of else secrets.token_hex(12)
        self.folder = Path(tempfile.mkdtemp(prefix="reviewer-test-postgres-"))
        self.data = self.folder / "data"
        self.ca_file = self.folder / "ca.pem"
        self.process: subprocess.Popen[bytes] | None = None
        self._owner = owner()
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", postgres_keeper.__file__, str(self.folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd=Path(self.folder.anchor),
        )
        try:
            self._own(self.folder)
            if copy_of:
                self._copy(copy_of)
            else:
                self._make(tls=tls)
            careless = () if durable else _CARELESS
            self._configure(*_SETTINGS, *careless, *(_PROTECTED if tls else ()), *settings, f"port = {self.port}")
            self.start()
        except BaseException:
            self.close()
            raise

    def replica(self) -> "Server":
        """A streaming replica of it, which runs; closed by whoever asked for it."""
        with (self.data / "pg_hba.conf").open("a") as file:
            file.write(f"\nhost replication {SUPERUSER} {HOST}/32 scram-sha-256\n")
        with self.connect() as connection:
            connection.execute("select pg_reload_conf()")
        return Server(self.programs, durable=True, copy_of=self)

    def program(self, name: str, *words: str) -> None:
        """Run one of PostgreSQL's programs, as the user that the server runs as."""
        subprocess.run(
            [program(self.programs, name), *words],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env=environment(self.programs),
            **self._owner,
        )

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            NoPostgres: it ended instead, or did not answer; with its last words.
        """
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [program(self.programs, "postgres"), "-D", str(self.data)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is for the tests, which then end it
                cwd=self.folder,
                env=environment(self.programs),
                **self._owner,
            )
        self.process = process
        self._tell(process.pid)
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.connect(connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > until:
                    raise NoPostgres((self.folder / "log").read_text(errors="replace")[-2000:]) from None
                time.sleep(0.02)

    def stop(self, how: int = signal.SIGINT) -> None:
        """End it: SIGINT is a fast shutdown, SIGQUIT an immediate one, after which it recovers at its next start."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE_S)
        self._ended()

    def kill(self) -> None:
        """End it and all its processes as a power cut would."""
        if self.process is None:
            return
        every: list[psutil.Process] = []
        if self.process.poll() is None:
            postmaster = psutil.Process(self.process.pid)
            postmaster.suspend()  # it starts no further ones meanwhile
            every = [postmaster, *postmaster.children(recursive=True)]
        for each in every:
            try:
                each.kill()
            except psutil.NoSuchProcess:
                continue
        self.process.wait(PATIENCE_S)
        psutil.wait_procs(every, PATIENCE_S)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._ended()

    def restart(self) -> None:
        """Stop and start it."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End it for good, and remove its folder."""
        try:
            self.stop(signal.SIGQUIT if os.name == "posix" else signal.SIGTERM)
        finally:
            assert self._keeper.stdin is not None
            self._keeper.stdin.close()
            self._keeper.wait(PATIENCE_S)
            shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name: str, content: bytes) -> None:
        """Put a file into its folder of data, for it alone."""
        file = self.data / name
        file.unlink(missing_ok=True)
        file.write_bytes(content)
        file.chmod(0o600)
        self._own(file)

    @cached_property
    def version(self) -> int:
        """As the server says it: 150018 is 15.18."""
        with self.connect() as connection:
            return connection.info.server_version

    def url(self, database: str = "postgres", user: str | None = None, password: str | None = None) -> str:
        """Where a database of it is, for one login: the superuser, if none is named."""
        secret = self.password if password is None else password
        return f"postgresql://{quote(user or SUPERUSER)}:{quote(secret)}@{self.host}:{self.port}/{quote(database)}"

    def connect(self, database: str = "postgres", **options: Any) -> psycopg.Connection[Any]:
        """A connection as superuser, each statement of which is committed."""
        return psycopg.connect(self.url(database), autocommit=True, **options)

    def _make(self, *, tls: bool) -> None:
        secret = self.folder / "secret"
        secret.touch(0o600)
        secret.write_text(self.password)
        self._own(secret)
        words = ("-U", SUPERUSER, "-E", "UTF8", "--locale=C", "-A", "scram-sha-256", "--no-sync")
        self.program("initdb", "-D", str(self.data), f"--pwfile={secret}", *words)
        secret.unlink()
        if tls:
            pems = certificates.made_for(self.host)
            self.ca_file.write_bytes(pems.authority)
            self.write("server.pem", pems.certificate)
            self.write("server.key", pems.key)

    def _copy(self, original: "Server") -> None:
        self.program("pg_basebackup", "-D", str(self.data), "-R", "-d", original.url(), "-c", "fast")

    def _configure(self, *lines: str) -> None:
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")

    def _own(self, path: Path) -> None:
        if self._owner:
            os.chown(path, self._owner.get("user", -1), self._owner.get("group", -1))

    def _ended(self) -> None:
        self.process = None
        self._tell(0)

    def _tell(self, number: int) -> None:
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(f"{number}\n".encode())
        self._keeper.stdin.flush()


def _free_port() -> int:
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
