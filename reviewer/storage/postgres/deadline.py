"""Ends calls that a silent connection would keep for ever.

libpq has no time limit for an answer, and the keepalive of the system notices a dead peer after two hours, one that
still acknowledges packets never. So the socket is shut from outside: the call then fails as after any lost connection.
"""

import contextlib
import heapq
import itertools
import os
import socket
import threading
import time
from collections.abc import Generator
from typing import Any

import psycopg


class Deadlines:
    """One thread that watches over all calls of a database; started with the first. Safe to use from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, socket.socket]] = []
        self._over: set[int] = set()
        """Calls that came back while they still stand in the heap."""
        self._shut: set[int] = set()
        """Calls whose connection was shut, and that have not come back yet."""
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._closed = False

    @contextlib.contextmanager
    def within(self, connection: psycopg.Connection[Any], seconds: float) -> Generator[None]:
        """Let the calls inside take no longer than `seconds`: the connection is lost then."""
        try:
            # Another name of the same socket: the connection's own may be closed, and its number be given to another.
            line = socket.socket(fileno=os.dup(connection.fileno()))
        except (OSError, psycopg.OperationalError):
            yield  # lost already, as the call will find
            return
        number = next(self._numbers)
        with self._changed:
            heapq.heappush(self._waiting, (time.monotonic() + seconds, number, line))
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="database-deadlines", daemon=True)
                self._thread.start()
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                if number in self._shut:
                    self._shut.discard(number)
                else:
                    self._over.add(number)
                line.close()

    def close(self) -> None:
        """End the thread. Nobody calls any more."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._closed:
                if not self._waiting:
                    self._changed.wait()
                    continue
                until, number, line = self._waiting[0]
                if number in self._over:
                    heapq.heappop(self._waiting)
                    self._over.discard(number)
                elif (left := until - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    heapq.heappop(self._waiting)
                    with contextlib.suppress(OSError):
                        line.shutdown(socket.SHUT_RDWR)
                    self._shut.add(number)
