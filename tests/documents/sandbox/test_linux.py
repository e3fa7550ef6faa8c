"""What a worker on Linux cannot do once it has shut itself in: each is tried for real, in a process of its own."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from reviewer.documents.protocol import PageImage
from reviewer.documents.sandbox import CONFINEMENTS, seccomp
from tests import builders_documents as build
from tests.documents.conftest import Desk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other means")

_PROGRAM = Path(__file__).with_name("tries.py")


@pytest.fixture(scope="module")
def listening() -> Generator[int]:
    """A port of this machine at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(scope="module")
def tried(listening: int, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of each try: "done", or the name of the error."""
    home, scratch = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("scratch")
    (home / "secret.txt").write_text("quince", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(_PROGRAM), str(home), str(scratch), str(listening)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_that_it_says_what_holds_and_that_is_all(tried: dict[str, Any]) -> None:
    held = set(tried["held"])
    assert held <= set(CONFINEMENTS)
    assert {"seccomp", "no_new_privileges", "ends_with_parent"} <= held


@pytest.mark.parametrize(
    "attempt",
    [
        *("socket", "connect", "unix_socket", "exec", "fork", "posix_spawn", "ptrace", "read_memory_of_others"),
        *("signal_the_parent", "new_namespace", "io_uring", "bpf", "keyring", "shared_memory_of_system_v"),
        *(
            "become_somebody",
            "two_gigabytes",
            "a_thousand_files",
            "a_huge_file",
            "a_file_on_the_memory_disk_for_running",
        ),
    ],
)
def test_that_it_cannot(tried: dict[str, Any], attempt: str) -> None:
    assert tried[attempt] != "done", attempt


@pytest.mark.parametrize(
    "attempt", ["read_home", "list_home", "write_home", "write_temporary", "remove_home", "read_passwords", "link_out"]
)
def test_that_files_are_out_of_reach(tried: dict[str, Any], attempt: str) -> None:
    # A kernel without Landlock refuses nothing of this: then the worker must not say that it holds.
    assert (tried[attempt] != "done") is ("landlock" in tried["held"])


@pytest.mark.parametrize(
    "attempt",
    ["write_scratch", "import_late", "start_a_thread", "read_resources", "own_size", "random", "abort_is_its_own"],
)
def test_that_its_own_work_goes_on(tried: dict[str, Any], attempt: str) -> None:
    assert tried[attempt] == "done", tried[attempt]


def test_that_it_costs_no_time(tried: dict[str, Any]) -> None:
    assert tried["milliseconds"] < 100  # a few; the bound is for a machine that is busy with other things


def test_that_every_real_worker_is_shut_in(desk: Desk) -> None:
    assert isinstance(desk.page(desk.add(build.docx())), PageImage)
    assert {"seccomp", "no_new_privileges", "ends_with_parent"} <= set(desk.pool.stats().confined)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_that_each_machine_has_its_numbers(machine: str) -> None:
    program = seccomp._program(machine)
    assert program is not None
    assert len(program) % 8 == 0
    assert len(program) // 8 < 4096  # BPF_MAXINSNS


def test_that_an_unknown_machine_has_no_filter() -> None:
    assert seccomp._program("riscv64") is None
