"""`reviewer import`: take applications in, with a line of progress on a terminal and a report at the end."""

import json
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType

from reviewer.cli.arguments import Options
from reviewer.errors import Cancelled
from reviewer.intake.report import IntakeReport, counted
from reviewer.services.intake import IntakeService

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""


def run(options: Options, intake: IntakeService) -> int:
    """Import what the options name and print the report. The exit code: 0, or 130 after Ctrl+C."""
    line = _Line()
    with _stoppable(line):
        report = intake.take(options.paths, options.track, options.dry_run, line.show)
    line.clear()
    print(as_json(report) if options.as_json else as_text(report))
    return INTERRUPTED if report.cancelled else 0


def as_text(report: IntakeReport) -> str:
    """The report for people."""
    lines = [report.summary]
    if report.dry_run and report.added:
        lines.append("")
        for taken in report.added:
            what = counted(taken.documents, "document") + (", flagged" if taken.flagged else "")
            lines.append(f"  {taken.name}  ({taken.track or 'no track yet'}, {what})  {taken.place}")
    if report.notes:
        lines.append("")
        lines += [f"  {note.place}: {note.sentence}" for note in report.notes]
    if report.added:
        lines += ["", f"{counted(report.documents, 'document')} read in {report.seconds:.1f} s."]
    return "\n".join(lines)


def as_json(report: IntakeReport) -> str:
    """The report for programs."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2)


class _Line:
    """One line on a terminal that is written over and over; nothing anywhere else."""

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


@contextmanager
def _stoppable(line: _Line) -> Generator[None]:
    """Let the first Ctrl+C end the work in good order; a second one ends it at once."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        line.stop = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
