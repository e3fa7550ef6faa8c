"""Kills a scripted reviewer again and again, and counts what became of the work that had been acknowledged."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tests import builders

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Toll:
    """What was found after the last kill."""

    kills: int
    acknowledged: int
    lost: int
    """Acknowledged, and not in the database."""
    doubled: int
    """Applications or reviews whose version is not the number of their operations."""
    stopped: int
    """Operations that the database did not take."""
    integrity: str


def run(folder: Path, kills: int, seed: int = 1, longest_s: float = 0.4) -> Toll:
    """Let reviewers work in `folder`, and kill each at a random moment, within `longest_s`."""
    random_ = random.Random(seed)
    builders.office(folder, [builders.arrival(each) for each in range(6)]).close()
    acknowledged: list[UUID] = []
    following = _start(folder, 0)
    for number in range(kills):
        process, following = following, _start(folder, number + 1)
        while not _said(folder, number):
            time.sleep(0.01)
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
        # One in four is killed while it opens the files, the others while they work.
        while number % 4 and len(_said(folder, number)) < 2 and process.poll() is None:
            time.sleep(0.005)
        # The moment has to be a random one; nothing is waited for.
        time.sleep(random_.uniform(0.0, longest_s))
        _kill(process)
        acknowledged += [UUID(line) for line in _said(folder, number)[1:]]
    _kill(following)
    return _count(folder, kills, acknowledged)


def _start(folder: Path, number: int) -> subprocess.Popen[bytes]:
    with (folder / f"said-{number}.txt").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.scripted_reviewer", str(folder), str(number)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=said,
        )


def _said(folder: Path, number: int) -> list[str]:
    """What a reviewer has written so far, without a line that was cut in the middle."""
    return (folder / f"said-{number}.txt").read_bytes().decode().split("\n")[:-1]


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def _count(folder: Path, kills: int, acknowledged: list[UUID]) -> Toll:
    office = builders.office(folder)
    office.sent()
    stopped = [each.id for conflict in office.journal.conflicts() for each in (conflict.operation, *conflict.held)]
    with office.database.read() as work:
        there = {UUID(bytes=row[0]) for row in work.rows("select id from operation")}
        doubled = work.rows(
            """
            select a.id from application a
             where a.version + (select coalesce(sum(v.version), 0) from review v where v.application = a.id)
                   <> (select count(*) from operation o where o.application = a.id)
            """
        )
        ((integrity,),) = work.rows("pragma integrity_check")
    office.close()
    return Toll(
        kills=kills,
        acknowledged=len(acknowledged),
        lost=sum(each not in there for each in acknowledged),
        doubled=len(doubled) + len(acknowledged) - len(set(acknowledged)),
        stopped=len(stopped),
        integrity=integrity,
    )
