"""The command line's words: which commands there are, and what each takes. Imports nothing that costs time to load."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID

from reviewer import __version__
from reviewer.documents.protocol import ENGINES

Command = Literal["window", "demo", "import", "export", "document", "screens", "database", "user"]

STANDARD = Path("-")
"""Standard output, where a file is named."""


@dataclass(frozen=True)
class Options:
    """What the user asked for."""

    command: Command = "window"
    database: str | None = None
    """A database other than the usual one: a file, the address of a shared one, or the name of a kept connection."""
    url: str | None = None
    """The address of the shared database that is set up, or whose people are named."""
    action: str = ""
    login: str = ""
    person: str = ""
    """How the one with a login is called."""
    role: str = "reviewer"
    password_stdin: bool = False
    no_password: bool = False
    insecure: bool = False
    paths: tuple[Path, ...] = ()
    """What to import; where to export; the documents to look at; where to draw the screens."""
    applications: tuple[UUID, ...] = ()
    """Those to export; none named: all."""
    track: str | None = None
    dry_run: bool = False
    as_json: bool = False
    text: bool = False
    pdf: Path | None = None
    png: Path | None = None
    width: int = 1240
    engine: str | None = None
    hidden: bool = False
    redact: str | None = None
    """Names, addresses and numbers to take out, with commas between."""

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
    named = getattr(given, "database", None)
    return Options(
        command=given.command or "window",
        database=named,
        url=getattr(given, "url", None),
        action=getattr(given, "action", ""),
        login=getattr(given, "login", ""),
        person=getattr(given, "name", None) or "",
        role=getattr(given, "role", "reviewer"),
        password_stdin=getattr(given, "password_stdin", False),
        no_password=getattr(given, "no_password", False),
        insecure=getattr(given, "insecure", False),
        paths=tuple(getattr(given, "paths", ())),
        applications=tuple(getattr(given, "applications", None) or ()),
        track=getattr(given, "track", None),
        dry_run=getattr(given, "dry_run", False),
        as_json=getattr(given, "as_json", False),
        text=getattr(given, "text", False),
        pdf=getattr(given, "pdf", None),
        png=getattr(given, "png", None),
        width=getattr(given, "width", 1240),
        engine=getattr(given, "engine", None),
        hidden=getattr(given, "hidden", False),
        redact=getattr(given, "redact", None),
    )


def _parser() -> argparse.ArgumentParser:
    # Before or after the command's name: a default given twice would undo what stands before it.
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--database",
        metavar="DATABASE",
        default=argparse.SUPPRESS,
        help="work on this database instead of the usual one: a file (made when it is not there), the name of a kept "
        "connection, or an address such as postgresql://you@db.example.org/reviewer",
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

    document = commands.add_parser(
        "document",
        help="look at documents: what they are and what can be shown of them",
        description=_DOCUMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _take_documents(document)
    exporting = commands.add_parser(
        "export",
        parents=[everywhere],
        help="write applications, your reviews and their evidence as JSON",
        description="Write applications as JSON: with your own reviews, the passages that these point at (as W3C Web "
        "Annotations), and what happened. What others rated is not part of it.",
    )
    exporting.add_argument("paths", type=Path, nargs=1, metavar="FILE", help="where it goes; - is standard output")
    exporting.add_argument(
        "--application",
        type=UUID,
        action="append",
        dest="applications",
        metavar="ID",
        help="only this one; may be given several times",
    )
    exporting.add_argument("--json", action="store_true", dest="as_json", help="as JSON, which is the only form yet")

    commands.add_parser("demo", help="open the window with sample applications, in a database that is thrown away")

    database = commands.add_parser(
        "database",
        help="set up, upgrade or check a shared database",
        description=_DATABASE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    user = commands.add_parser("user", help="say who may use a shared database", description="Who may use a database.")
    _take_administration(database, user)

    screens = commands.add_parser("screens", help="draw the window's states as pictures")
    screens.add_argument("paths", type=Path, nargs=1, metavar="FOLDER", help="where the pictures go")
    return parser


_DOCUMENT = """\
Look at documents as the window does, in the same confined processes: what each file is, which engine made its pages,
how many pages, words and pictures it has, which share of its own words is on the pages, and what is odd about it. One
line a file; nothing is changed and nothing is sent anywhere.

exit codes, the highest of all files':
  0   every file can be shown
  1   the command could not be carried out; the sentence says why
  10  not a document, or a kind that is not shown    14  damaged
  11  empty                                          15  takes too long
  12  too large                                      16  needs too much memory
  13  protected with a password                      17  ends the process that reads it
  19  not blind: something is left after --redact     18  cannot be read from the disk
"""


def _take_documents(document: argparse.ArgumentParser) -> None:
    document.add_argument("paths", type=Path, nargs="+", metavar="FILE", help="a file, or a folder with files")
    document.add_argument("--json", action="store_true", dest="as_json", help="print a JSON object a line, one a file")
    document.add_argument("--text", action="store_true", help="print the text as search has it")
    document.add_argument(
        "--pdf", type=Path, metavar="OUT", help="keep the pages as PDF: a file, or a folder for several"
    )
    document.add_argument("--png", type=Path, metavar="FOLDER", help="keep a picture of each page in this folder")
    document.add_argument(
        "--width",
        type=int,
        default=1240,
        metavar="PIXELS",
        help="width of these pictures; 1240, 150 dots an inch of A4",
    )
    document.add_argument("--hidden", action="store_true", help="say what text a person does not see, and where")
    document.add_argument(
        "--redact",
        metavar="NAME,EMAIL,...",
        help="take these names, addresses, numbers and places out, and whatever looks like an address or a number; "
        "--pdf and --text then give what is left",
    )
    document.add_argument("--engine", choices=ENGINES, help="let no other engine make the pages")


_URL = "the database, as postgresql://you@server/name; your password in it, in REVIEWER_PASSWORD, or asked for"
_DATABASE = """\
Set up a shared database on PostgreSQL 15 or later, as a login that may make roles and databases.

exit codes:
  0   done; `check` found everything as it should be
  1   it could not be done; the sentence says why
  2   the words cannot be understood
  3   `check` found something that is not as this version makes it
"""


def _take_administration(database: argparse.ArgumentParser, user: argparse.ArgumentParser) -> None:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("url", metavar="URL", help=_URL)
    everywhere.add_argument("--json", action="store_true", dest="as_json", help="print the answer as JSON")
    everywhere.add_argument(
        "--insecure", action="store_true", help="let the address choose less than TLS with a checked certificate"
    )
    actions = database.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, words in (
        ("create", "make the database where it is absent, its roles, tables, policies, triggers and tracks"),
        ("upgrade", "bring it to this version"),
        ("check", "compare it with what this version makes: tables, policies, functions, triggers, rights"),
    ):
        actions.add_parser(name, parents=[everywhere], help=words, description=words[0].upper() + words[1:] + ".")

    actions = user.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", parents=[everywhere], help="let somebody in", description="Let somebody in.")
    actions.add_parser("list", parents=[everywhere], help="name everybody", description="Name everybody.")
    changing = actions.add_parser(
        "role", parents=[everywhere], help="give another role", description="Give another role."
    )
    removing = actions.add_parser(
        "remove",
        parents=[everywhere],
        help="let somebody in no longer",
        description="Let somebody in no longer; what they did stays theirs.",
    )
    for each in (adding, changing, removing):
        each.add_argument("login", metavar="LOGIN", help="the login at the server")
    for each in (adding, changing):
        each.add_argument(
            "--role",
            choices=("reviewer", "lead", "intake"),
            default="reviewer",
            help="what they may do: a lead also decides, intake hands applications in and reads nothing",
        )
    adding.add_argument("--name", metavar="NAME", help="how they are called; their login where absent")
    adding.add_argument("--password-stdin", action="store_true", help="read the password from a line of standard input")
    adding.add_argument(
        "--no-password", action="store_true", help="set none: the server knows the login by other means, or already"
    )
