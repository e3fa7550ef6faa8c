"""The command line's words: which commands there are, and what each takes. Imports nothing that costs time to load."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reviewer import __version__

Command = Literal["window", "demo", "import", "screens"]


@dataclass(frozen=True)
class Options:
    """What the user asked for."""

    command: Command = "window"
    database: Path | None = None
    """A database file other than the usual one."""
    paths: tuple[Path, ...] = ()
    """What to import; where to draw the screens."""
    track: str | None = None
    dry_run: bool = False
    as_json: bool = False

    @property
    def demo(self) -> bool:
        """Whether the window works on a throw-away database with the samples."""
        return self.command == "demo"


def parse(words: Sequence[str] | None = None) -> Options:
    """What these words ask for; those of the process when there are none given.

    Raises:
        SystemExit: 0 after help or the version, 2 when the words cannot be understood.
    """
    given = _parser().parse_args(words)
    return Options(
        command=given.command or "window",
        database=getattr(given, "database", None),
        paths=tuple(getattr(given, "paths", ())),
        track=getattr(given, "track", None),
        dry_run=getattr(given, "dry_run", False),
        as_json=getattr(given, "as_json", False),
    )


def _parser() -> argparse.ArgumentParser:
    # Before or after the command's name: a default given twice would undo what stands before it.
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="work on this database file instead of the usual one; it is made when it is not there",
    )
    parser = argparse.ArgumentParser(
        prog="reviewer",
        parents=[everywhere],
        description="Read incoming job applications, rate them and route them. Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"reviewer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    importing = commands.add_parser(
        "import",
        parents=[everywhere],
        help="take applications in from files and folders",
        description="Take applications in: each sub-folder of a folder is one, and so is each loose file. "
        "The files are never changed, and importing them again adds nothing.",
    )
    importing.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a folder, or a file")
    importing.add_argument("--track", metavar="SLUG", help="the track of applications that do not name one themselves")
    importing.add_argument("--dry-run", action="store_true", help="say what would arrive, and change nothing")
    importing.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")

    commands.add_parser("demo", help="open the window with sample applications, in a database that is thrown away")

    screens = commands.add_parser("screens", help="draw the window's states as pictures")
    screens.add_argument("paths", type=Path, nargs=1, metavar="FOLDER", help="where the pictures go")
    return parser
