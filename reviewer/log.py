"""Logging: one rotating file of ids, kinds and times. Never names, addresses, answers or names of documents."""

import faulthandler
import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType

FORMAT = "%(asctime)s %(levelname).1s %(name)s %(message)s"

_log = logging.getLogger("reviewer")


def start(folder: Path, *, debug: bool = False) -> None:
    """Write this process's log to `folder`; uncaught errors and crashes of native code go there as well."""
    handler = logging.handlers.RotatingFileHandler(
        folder / "reviewer.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    _log.addHandler(handler)
    _log.setLevel(logging.DEBUG if debug else logging.INFO)
    crash = (folder / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crash)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Log where a bug happened; the values in it may be personal, so only the kind and the places are kept."""
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    _log.error("bug %s at %s", kind.__name__, " < ".join(reversed(places)))
