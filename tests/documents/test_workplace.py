"""The folder of the workers, and what becomes of it when nobody could clean up."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from reviewer.documents.workplace import Workplace, sweep
from tests.conftest import wait_for

_HOLDS = """
import sys, time
from pathlib import Path
from reviewer.documents.workplace import Workplace
place = Workplace(Path(sys.argv[1]))
(place.folder / "left.pdf").write_bytes(b"words of a candidate")
print(place.folder, flush=True)
time.sleep(600)
"""
_DRAWS = """
import sys, time
from reviewer.documents.pool import Pool
from tests import builders_documents as build
pool = Pool(lambda key: build.docx(), 2)
pool.describe("k")
print(*pool.stats().pids, pool._workplace.folder, flush=True)
time.sleep(600)
"""


def started(script: str, *words: str) -> tuple[subprocess.Popen[str], list[str]]:
    """A program that does something and stays, and the line that it printed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", script, *words], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_that_it_is_private_and_gone_at_the_end(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    assert place.folder.is_dir()
    assert os.name == "nt" or place.folder.stat().st_mode & 0o077 == 0
    place.close()
    place.close()
    assert not list(tmp_path.iterdir())


def test_that_what_a_killed_program_left_goes_with_the_next_start(tmp_path: Path) -> None:
    process, (folder,) = started(_HOLDS, str(tmp_path))
    sweep(tmp_path)
    assert Path(folder, "left.pdf").exists(), "its owner is alive"
    killed(process)
    assert Path(folder, "left.pdf").exists()
    Workplace(tmp_path).close()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only there a process ends like this")
def test_that_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    process, words = started(_DRAWS)
    *pids, folder = words
    assert len(pids) >= 1
    killed(process)
    gone = wait_for(lambda: {("process", int(pid)) for pid in pids if psutil.pid_exists(int(pid))})
    assert not gone
    Workplace(Path(folder).parents[1]).close()
    assert not Path(folder).exists()
