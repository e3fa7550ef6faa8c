"""The PostgreSQL that the tests start."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from tests import postgres_programs
from tests.postgres import NoPostgres, Server, found
from tests.postgres_programs import VARIABLE, newest, unpacked

ROOT = Path(__file__).resolve().parent.parent
on_posix = pytest.mark.skipif(os.name != "posix", reason="about signals")
HOLDER = """
import sys, time
from tests.postgres import Server
server = Server()
print(server.folder, server.process.pid, flush=True)
time.sleep(100)
"""
UNPACKER = """
import sys
from pathlib import Path
from tests.postgres_programs import unpacked
print(unpacked(Path(sys.argv[1]), Path(sys.argv[2])))
"""


@pytest.mark.parametrize("programs", found(), ids=lambda folder: folder.parent.name)
def test_that_it_answers_and_leaves_nothing(programs: Path) -> None:
    server = Server(programs, durable=True)
    with server.connect() as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('yes')")
    server.kill()
    with pytest.raises(psycopg.OperationalError):
        server.connect(connect_timeout=2)
    server.start()
    server.stop(signal.SIGQUIT)
    server.start()
    with server.connect() as connection:
        assert connection.execute("select word from kept").fetchall() == [("yes",)]
    assert server.version >= 150000
    server.close()
    assert not server.folder.exists()


def test_that_the_one_of_all_tests_may_be_there_before(postgres_server: Server) -> None:
    # Nothing of it counts as left behind by this test, and what stands beside it has another port and folder.
    with postgres_server.connect() as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    other = Server()
    assert (other.port, other.folder) != (postgres_server.port, postgres_server.folder)
    other.close()
    with postgres_server.connect() as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def folder_and_process(holder: subprocess.Popen[str]) -> tuple[Path, psutil.Process]:
    assert holder.stdout is not None
    folder, number = holder.stdout.readline().split()
    return Path(folder), psutil.Process(int(number))


@on_posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_that_it_ends_with_whoever_started_it(how: signal.Signals) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with holder:
        folder, postmaster = folder_and_process(holder)
        os.killpg(holder.pid, how)  # as a terminal does with Ctrl-C
    gone, left = psutil.wait_procs([postmaster], 20)
    assert (len(gone), left) == (1, [])
    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert not folder.exists()


def test_that_one_that_does_not_start_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    make = tempfile.mkdtemp

    def noted(prefix: str) -> str:
        made.append(Path(make(prefix=prefix)))
        return str(made[-1])

    monkeypatch.setattr(tempfile, "mkdtemp", noted)
    with pytest.raises(NoPostgres, match="contains errors"):
        Server(newest(), settings=("shared_buffers = 'none at all'",))
    assert [folder.exists() for folder in made] == [False]


def test_that_a_server_with_a_certificate_is_known_by_it(tmp_path: Path) -> None:
    server = Server(tls=True)
    other = tmp_path / "other.pem"
    try:
        trusted = {"sslmode": "verify-full", "sslrootcert": str(server.ca_file)}
        with server.connect(**trusted) as connection:
            assert connection.pgconn.ssl_in_use
        with pytest.raises(psycopg.OperationalError, match="does not match host name"):
            server.connect(**trusted, host="127.0.0.1")
        shutil.copy(ROOT / "LICENSE", other)
        with pytest.raises(psycopg.OperationalError, match="root certificate"):
            server.connect(**{**trusted, "sslrootcert": str(other)})
    finally:
        server.close()


def test_that_a_folder_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    programs = newest()
    for named in (programs, programs.parent):
        monkeypatch.setenv(VARIABLE, str(named))
        assert found()[0] == programs
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(NoPostgres, match=f"{VARIABLE} names a folder without"):
        found()


def test_that_what_does_not_run_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # As a wheel whose shared libraries are missing: the program is there, and says so.
    (tmp_path / "99" / "bin").mkdir(parents=True)
    (tmp_path / "notes" / "bin").mkdir(parents=True)
    broken = tmp_path / "99" / "bin" / "postgres"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(postgres_programs, "SYSTEM", tmp_path)
    assert broken.parent not in found()


def test_that_an_archive_is_unpacked_once_by_whoever_is_first(tmp_path: Path) -> None:
    archive, kept = tmp_path / "postgresql-1.2.3.tar.gz", tmp_path / "kept"
    with tarfile.open(archive, "w:gz") as packed:
        entry = tarfile.TarInfo("postgresql-1.2.3/bin/postgres")
        entry.size, entry.mode = 2, 0o755
        packed.addfile(entry, io.BytesIO(b"ok"))
    command = [sys.executable, "-c", UNPACKER, str(archive), str(kept)]
    several = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {each.communicate()[0].strip() for each in several} == {str(kept / "postgresql-1.2.3")}
    assert [path.name for path in kept.iterdir()] == ["postgresql-1.2.3"]
    assert unpacked(archive, kept).joinpath("bin", "postgres").read_bytes() == b"ok"
