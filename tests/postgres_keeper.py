"""Ends a server of the tests and removes its folder, when whoever started it is gone, in whatever way.

    python -I -S postgres_keeper.py FOLDER

Standard input is a pipe whose other end is the test process's: each line is the number of the process that runs now, or
0, and at its end the work is done. A signal to the tests, such as Ctrl-C, does not reach this process.
"""

import contextlib
import os
import shutil
import signal
import sys
import time

PATIENCE_S = 10.0


def end(number: int) -> None:
    """End the server at once, and by force if it does not."""
    with contextlib.suppress(ProcessLookupError):
        if os.name != "posix":
            os.kill(number, signal.SIGTERM)
            return
        os.kill(number, signal.SIGQUIT)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            os.kill(number, 0)
            time.sleep(0.02)
        os.kill(number, signal.SIGKILL)


def main() -> None:
    """Wait for the end of standard input."""
    number = 0
    for line in sys.stdin:
        number = int(line)
    if number:
        end(number)
    shutil.rmtree(sys.argv[1], ignore_errors=True)


if __name__ == "__main__":
    main()
