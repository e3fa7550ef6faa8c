"""A reviewer without a window who says what others do in a shared database, a line each, until nobody listens:
`python -m tests.listening_reviewer URL`."""

import sys
import threading
from uuid import UUID

from reviewer.domain.changes import Changes
from reviewer.domain.connection import Connection
from reviewer.services.changes import ChangeFeed
from reviewer.services.watcher import Watcher
from reviewer.storage.postgres import connecting
from reviewer.storage.postgres.database import SharedDatabase


def listen(url: str) -> None:
    """Until standard input ends."""
    place, password = Connection.from_url(url)
    database = SharedDatabase(lambda: connecting.connect(place, password, within=3.0))
    said = threading.Lock()

    def say(*words: object) -> None:
        with said:
            print(*words, flush=True)

    def hear(changes: Changes, _initiator: object) -> None:
        for each in changes.applications or {UUID(int=0)}:
            say("changed", each)

    feed = ChangeFeed()
    feed.listen(hear)
    watcher = Watcher(database, feed, lambda _: False, lambda trouble: say("away" if trouble else "here"))
    watcher.start()
    sys.stdin.read()
    watcher.close()
    database.close()


if __name__ == "__main__":
    listen(sys.argv[1])
