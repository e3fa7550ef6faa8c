"""A reviewer without a window who works on a shared database until all is done, whatever fails:
`python -m tests.faulty_reviewer URL OUTBOX SAID COUNT APPLICATIONS [BYTES]`.

Each change is a note with the next number; what was acknowledged is written to SAID. Started again after it was
killed, it goes on where it ended. With BYTES, the outbox finds the disk full after so many.
"""

import logging
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

from reviewer.domain.connection import Connection
from reviewer.domain.identifiers import new_id, now
from reviewer.domain.operations import SaveDraft
from reviewer.errors import KnownTrouble, OutboxTrouble
from reviewer.services.changes import ChangeFeed
from reviewer.services.journal import Journal
from reviewer.storage.outbox import Outbox
from reviewer.storage.postgres import connecting, people
from reviewer.storage.postgres.database import SharedDatabase
from tests import builders

PAUSE_S = 0.02


def work(url: str, outbox: Path, said: Path, count: int, applications: list[UUID]) -> None:
    """Record until there are `count`, then send what is left."""
    place, password = Connection.from_url(url)
    database = SharedDatabase(lambda: connecting.connect(place, password, within=3.0))
    while True:
        try:
            with database.read() as unit:
                me = people.me(unit)
            break
        except KnownTrouble:
            time.sleep(0.1)
    box = Outbox(outbox)
    done = Counter(each.operation.application for each in box.history())
    journal = Journal(box, database, ChangeFeed(), me)
    with said.open("ab", buffering=0) as acknowledged:
        while (number := sum(done.values())) < count:
            application = applications[number % len(applications)]
            operation = SaveDraft(
                id=new_id(),
                actor=me.id,
                at=now(),
                application=application,
                base=done[application],
                card=builders.card(note=str(number), ocaml=1 + number % 5),
            )
            try:
                journal.record(operation)
            except OutboxTrouble:
                acknowledged.write(b"full\n")
                time.sleep(PAUSE_S)
                continue
            done[application] += 1
            acknowledged.write(f"{operation.id}\n".encode())
            time.sleep(PAUSE_S)
        while not journal.wait_sent(0.5):
            journal.retry()
        acknowledged.write(b"sent\n")
    journal.close()
    box.close()
    database.close()


if __name__ == "__main__":
    logging.disable()  # that the database is away is what happens here
    if len(sys.argv) > 6:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing fails then, as it does on a full disk
        most = Path(sys.argv[2]).stat().st_size + int(sys.argv[6])
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    ids = [UUID(each) for each in sys.argv[5].split(",")]
    work(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), ids)
