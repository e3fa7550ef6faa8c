"""The way in: `python -m reviewer` and `reviewer`. Light: what a command needs is loaded when it is known which."""

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from reviewer.cli import arguments
from reviewer.errors import KnownTrouble

OK = 0
TROUBLE = 1
INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code.

    0 all right, 1 known trouble (its sentence on standard error), 2 words that cannot be understood, 130 interrupted;
    those of `document` are in its help.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a program without a console has none
            stream.reconfigure(errors="replace")  # a console that lacks a letter shows another in its place
    options = arguments.parse(words)
    try:
        code = run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KnownTrouble as trouble:
        print(f"reviewer: {trouble.sentence}", file=sys.stderr)
        return TROUBLE
    except KeyboardInterrupt:
        print("reviewer: Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whoever read our output has had enough
        return TROUBLE
    return code


def run(options: arguments.Options) -> int:
    """Run one command; the exit code."""
    from reviewer import app, settings

    match options.command:
        case "window" | "demo":
            return app.main(options)
        case "import":
            from reviewer.cli import importing

            with app.build_intake(options.database, settings.load()) as intake:
                return importing.run(options, intake)
        case "export":
            from reviewer.cli import exporting

            with app.build_export(options.database, settings.load()) as export:
                return exporting.run(options, export)
        case "document":
            from reviewer.cli import document

            chosen = settings.load()
            chosen = replace(chosen, libreoffice=chosen.libreoffice or options.engine == "libreoffice")
            with app.build_inspection(chosen) as inspection:
                return document.run(options, inspection)
        case "database" | "user":
            from reviewer.cli import database

            return database.run(options)
        case "screens":
            return app.draw_screens(options.paths[0])


if __name__ == "__main__":
    sys.exit(main())
