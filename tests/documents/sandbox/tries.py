"""Shuts itself in as a worker does, then tries what a document that has taken a worker over would try."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import reviewer
from reviewer import paths
from reviewer.documents import limits, sandbox

home, scratch, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
libc = ctypes.CDLL(None, use_errno=True)


def call(number: int, *arguments: object) -> None:
    """A system call of x86_64; raises OSError when it is refused."""
    if os.uname().machine != "x86_64":
        raise OSError("other numbers here")
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def wait_for(child: int) -> None:
    os.waitpid(child, 0)


def fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    wait_for(child)


def run_from_scratch() -> None:
    program = scratch / "program"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o700)
    subprocess.run([str(program)], check=True)


def thread() -> None:
    ran = threading.Event()
    worker = threading.Thread(target=ran.set)
    worker.start()
    worker.join()
    assert ran.is_set()


def many_files() -> None:
    assert [(scratch / f"{n}").open("w", encoding="ascii") for n in range(1000)]


def huge_file() -> None:
    with (scratch / "huge").open("wb") as file:
        file.truncate(limits.FILE_BYTES * 4)


def import_late() -> None:
    import wave

    assert wave


def link_out() -> None:
    (scratch / "link").symlink_to(home / "secret.txt")
    (scratch / "link").read_text(encoding="utf-8")


def abort_is_its_own() -> None:
    signal.signal(signal.SIGUSR1, lambda *_: None)
    os.kill(os.getpid(), signal.SIGUSR1)


TRIES: dict[str, Callable[[], object]] = {
    "socket": lambda: socket.socket().close(),
    "connect": lambda: socket.create_connection(("127.0.0.1", port), 2).close(),
    "unix_socket": lambda: socket.socketpair()[0].close(),
    "exec": lambda: os.execv("/bin/true", ["/bin/true"]),
    "fork": fork,
    "posix_spawn": lambda: os.posix_spawn("/bin/true", ["/bin/true"], {}),
    "ptrace": lambda: call(101, 16, os.getppid(), 0, 0),
    "read_memory_of_others": lambda: call(310, os.getppid(), 0, 0, 0, 0, 0),
    "signal_the_parent": lambda: os.kill(os.getppid(), 0),
    "new_namespace": lambda: call(272, 0x10000000),
    "io_uring": lambda: call(425, 1, 0),
    "bpf": lambda: call(321, 0, 0, 0),
    "keyring": lambda: call(250, 0, 0, 0, 0, 0),
    "shared_memory_of_system_v": lambda: call(29, 0, 4096, 0o1600),
    "become_somebody": lambda: os.setuid(os.getuid()),
    "two_gigabytes": lambda: bytearray(2 << 30),
    "a_thousand_files": many_files,
    "a_huge_file": huge_file,
    "a_file_on_the_memory_disk_for_running": run_from_scratch,
    "read_home": lambda: (home / "secret.txt").read_text(encoding="utf-8"),
    "list_home": lambda: next(home.iterdir()),
    "write_home": lambda: (home / "new.txt").write_text("x", encoding="utf-8"),
    "write_temporary": lambda: Path("/var/tmp/reviewer-try").write_text("x", encoding="utf-8"),
    "remove_home": lambda: (home / "secret.txt").unlink(),
    "read_passwords": lambda: Path("/etc/passwd").read_text(encoding="utf-8"),
    "link_out": link_out,
    "write_scratch": lambda: (scratch / "made").write_text("x", encoding="utf-8"),
    "import_late": import_late,
    "start_a_thread": thread,
    "read_resources": lambda: next(iter((paths.resources() / "fonts").iterdir())).read_bytes(),
    "own_size": lambda: 1 / limits.resident_bytes(),
    "random": lambda: os.urandom(8),
    "abort_is_its_own": abort_is_its_own,
}


def main() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits.bind()
    begun = time.perf_counter()
    held = (*sandbox.end_with_parent(), *sandbox.confine(scratch, (Path(reviewer.__file__).parent, paths.resources())))
    said: dict[str, object] = {"held": held, "milliseconds": (time.perf_counter() - begun) * 1000}
    for name, attempt in TRIES.items():
        try:
            attempt()
            said[name] = "done"
        except (OSError, MemoryError, AssertionError, subprocess.SubprocessError) as error:
            said[name] = f"{type(error).__name__} {error}"
    print(json.dumps(said))


main()
