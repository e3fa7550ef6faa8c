"""`reviewer export`: applications as JSON, into a file that is whole or not there, or to standard output."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from reviewer import __version__
from reviewer.cli.arguments import STANDARD, Options
from reviewer.domain.effects import moment
from reviewer.domain.identifiers import now
from reviewer.errors import SettingsTrouble
from reviewer.services.export import ExportService

_UNWRITABLE = "The export cannot be written to “{0}”. Name a file in a folder that you may write to."


def run(options: Options, export: ExportService) -> int:
    """Export what the options name. The exit code: 0.

    Raises:
        SettingsTrouble: the file cannot be written.
        Refused: an application that is named is not there.
    """
    target = options.paths[0]
    if target == STANDARD:
        _write(sys.stdout, options, export)
        return 0
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            _write(file, options, export)
        part.replace(target)
    except OSError as error:
        raise SettingsTrouble(_UNWRITABLE.format(target)) from error
    finally:
        _forget(part)
    return 0


def _write(file: TextIO, options: Options, export: ExportService) -> None:
    file.writelines(_pieces(options, export))


def _pieces(options: Options, export: ExportService) -> Iterator[str]:
    """The document piece by piece: a million applications need no more memory than one."""
    head = {"program": f"Reviewer {__version__}", "exported_at": moment(now())}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "applications": ['
    between = "\n"
    for application in export.applications(options.applications):
        yield between + json.dumps(application, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the folder is gone; what was written there is, too
