"""One line of progress on a terminal, and an end in good order after Ctrl+C."""

import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from reviewer.errors import Cancelled

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""


class Line:
    """A line on standard error that is written over and over; nothing where that is no terminal."""

    def __init__(self) -> None:
        self.stop = False
        self._shown = ""
        self._live = sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int, total: int, step: str) -> None:
        """Show how far the work is. Raises Cancelled once the user has asked to stop."""
        if self.stop:
            raise Cancelled
        text = f"{step}: {done:,} of {total:,}" if total else step
        if self._live and text != self._shown:
            sys.stderr.write("\r" + text.ljust(len(self._shown)))
            sys.stderr.flush()
            self._shown = text

    def clear(self) -> None:
        """Leave the terminal's line as it was."""
        if self._live and self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()
            self._shown = ""


@contextmanager
def stoppable(line: Line) -> Generator[None]:
    """Let the first Ctrl+C end the work in good order; a second one ends it at once."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        line.stop = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
