"""`reviewer import`: take applications in, with a line of progress on a terminal and a report at the end."""

import json
from dataclasses import asdict

from reviewer.cli.arguments import Options
from reviewer.cli.progress import INTERRUPTED, Line, stoppable
from reviewer.intake.report import IntakeReport, counted
from reviewer.services.intake import IntakeService


def run(options: Options, intake: IntakeService) -> int:
    """Import what the options name and print the report. The exit code: 0, or 130 after Ctrl+C."""
    line = Line()
    with stoppable(line):
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
