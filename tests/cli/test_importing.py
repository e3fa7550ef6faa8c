"""`reviewer import` as people and programs meet it: as a process, and at a terminal."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake.made import LETTER, PNG, RESUME, put

COMMAND = [sys.executable, "-P", "-m", "reviewer"]


def reviewer(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


def test_that_an_import_reports_and_a_second_one_adds_nothing(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    put(inbox / "nadia", resume_txt=RESUME, letter_txt=LETTER, annex_pdf=PNG)
    database = tmp_path / "here" / "db.sqlite"
    database.parent.mkdir()
    first = reviewer("--database", database, "import", inbox, "--track", "backend", "--json")
    assert (first.returncode, first.stderr) == (0, "")
    report = json.loads(first.stdout)
    assert report["added"] == [
        {"place": "nadia", "name": "Nadia Quillfeather", "track": "backend", "documents": 3, "flagged": True}
    ]
    assert [note["place"] for note in report["notes"]] == ["nadia/annex.pdf"]
    second = reviewer("import", "--database", database, inbox)
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.strip() == "Nothing new: 1 application was there already."


def test_that_known_trouble_is_one_sentence_and_1(tmp_path: Path) -> None:
    ended = reviewer("import", tmp_path / "gone")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "reviewer: There is no file or folder “gone”. Check its name.\n"


@pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has it")
def test_that_ctrl_c_at_a_terminal_ends_in_good_order(tmp_path: Path) -> None:
    import pty

    inbox = tmp_path / "inbox"
    for number in range(3000):
        put(inbox, **{f"candidate{number:04}_txt": f"{RESUME}\n{number}"})
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "import", str(inbox)], stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL, text=True
    ) as process:
        os.close(theirs)
        shown = b""
        while b"Reading documents: " not in shown.rpartition(b"\r")[2]:
            shown += os.read(ours, 4096)
        process.send_signal(signal.SIGINT)
        while read := _read(ours):
            shown += read
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(ours)
    assert process.returncode == 130, shown
    assert out.startswith("Stopped: ")
    assert "Traceback" not in shown.decode()
    assert shown.endswith(b"\r")  # the line of progress is gone


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody holds the other end any more
        return b""
