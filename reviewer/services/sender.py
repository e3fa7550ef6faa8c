"""Sends what waits to the database, one operation and one transaction after the other, from a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from reviewer.domain.changes import EVERYTHING, Changes
from reviewer.errors import CannotUndo, DatabaseTrouble, OutboxTrouble, Refused, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from reviewer.domain.operations import Operation
    from reviewer.services.changes import ChangeFeed
    from reviewer.services.line import Line
    from reviewer.storage.apply import Applied
    from reviewer.storage.database import Database
    from reviewer.storage.outbox import Outbox

FIRST_WAIT = 0.2
"""Seconds until the first try after the database did not answer; each further wait is longer."""

LONGEST_WAIT = 15.0

TIDY_AFTER = 100
"""Operations that are sent."""

REMEMBERED = 2_000
"""Operations sent last, of which is known that this program sent them."""

_log = logging.getLogger(__name__)


class Sender:
    """The thread and its end."""

    def __init__(
        self,
        outbox: Outbox,
        database: Database,
        feed: ChangeFeed,
        line: Line,
        sent: Callable[[Operation], None] = lambda _: None,
    ) -> None:
        """`sent` is told of what the database has, while that is pending still."""
        self._outbox = outbox
        self._database = database
        self._feed = feed
        self._line = line
        self._sent = sent
        self._recent: OrderedDict[UUID, None] = OrderedDict()
        self._thread = threading.Thread(target=self._work, name="sender", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def sends(self, operation: UUID) -> bool:
        """Whether it sent an operation lately, or is sending it."""
        return operation in self._recent

    def close(self) -> None:
        """End after the operation that is being sent."""
        self._line.close()
        self._thread.join()

    def _work(self) -> None:
        try:
            self._run()
        finally:
            # After a bug, what waits stays in the outbox until the next start.
            self._line.ended()

    def _run(self) -> None:
        wait = FIRST_WAIT
        sent = 0
        while following := self._line.next():
            operation, initiator = following
            self._recent[operation.id] = None  # before it can be seen in the database
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
            try:
                applied = self._apply(operation)
            except (StaleVersion, CannotUndo, Refused) as trouble:
                self._stop(operation, trouble.sentence)
                continue
            except DatabaseTrouble as trouble:
                _log.warning("sending waits: %s", type(trouble).__name__)
                self._line.away(wait)
                wait = min(wait * 1.6, LONGEST_WAIT)
                continue
            wait = FIRST_WAIT
            self._done(operation)
            self._feed.tell(applied.changes, initiator)
            sent += 1
            if sent % TIDY_AFTER == 0:
                self._tidy()

    def _apply(self, operation: Operation) -> Applied:
        from reviewer.storage.apply import apply  # the models take their time to load; nobody waits for it here

        with self._database.write() as work:
            applied = apply(work, operation)
            work.commit()
        return applied

    def _done(self, operation: Operation) -> None:
        self._sent(operation)
        try:
            self._outbox.done(operation.id)
        except OutboxTrouble:
            # It is sent once more after the next start, which changes nothing.
            _log.warning("operation %s is applied, which could not be noted", operation.id)
        self._line.sent(operation)

    def _stop(self, operation: Operation, sentence: str) -> None:
        _log.warning("operation %s %s was not taken", operation.id, operation.code)
        try:
            self._outbox.stopped(operation.id, sentence)
        except OutboxTrouble:
            _log.warning("operation %s: that could not be noted", operation.id)
        self._line.stop(operation, sentence)
        self._feed.tell(Changes(EVERYTHING, frozenset({operation.application})))

    def _tidy(self) -> None:
        try:
            self._outbox.tidy()
        except OutboxTrouble:
            _log.warning("the outbox could not be tidied")
