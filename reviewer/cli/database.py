"""`reviewer database` and `reviewer user`: setting up a shared database, and saying who may use it."""

import json
import secrets
import sys
from typing import TYPE_CHECKING

from reviewer.cli.passwords import with_password
from reviewer.domain.connection import Connection
from reviewer.errors import SettingsTrouble

if TYPE_CHECKING:
    from reviewer.cli.arguments import Options
    from reviewer.services.administration import Administration, Role

DIFFERENT = 3
"""Exit code of `check` where something is not as this version makes it."""

_LEAST = 8
"""Characters of a password."""
_SHORT = f"A password has {_LEAST} characters at least. Choose a longer one."
_UNSAFE = (
    "This would reach another computer without checking who it is. Add --insecure if that is meant, or leave "
    "sslmode out of the address."
)


def run(options: "Options") -> int:
    """Do what the command says; the exit code."""
    place, password = Connection.from_url(options.url or "")
    if place.word is not None and not options.insecure:
        raise SettingsTrouble(_UNSAFE)
    return with_password(place, password, lambda given: _do(options, _administration(place, given)))


def _administration(place: Connection, password: str | None) -> "Administration":
    from reviewer.services.administration import Administration

    return Administration(place, password)


def _do(options: "Options", administration: "Administration") -> int:
    match options.action:
        case "create":
            made = administration.create()
            _say(options, {"created": made}, "The database is made and set up." if made else "The database is set up.")
        case "upgrade":
            administration.upgrade()
            _say(options, {"upgraded": True}, "The database is as this version makes it.")
        case "check":
            state = administration.check()
            lines = list(state.differences) or ["Everything is as this version makes it."]
            found = {"server": state.server, "differences": list(state.differences)}
            _say(options, found, "\n".join([f"PostgreSQL {state.server}", *lines]))
            return DIFFERENT if state.differences else 0
        case "list":
            members = administration.members()
            rows = [{"login": each.login, "name": each.name, "role": each.role} for each in members]
            lines = [f"{each.login:<24} {each.role or 'removed':<10} {each.name}" for each in members]
            _say(options, rows, "\n".join(lines) or "Nobody yet. Add somebody with “reviewer user add”.")
        case "add":
            _add(options, administration)
        case "role":
            administration.set_role(options.login, _role(options))
            _say(options, {"login": options.login, "role": options.role}, f"{options.login} is {options.role} now.")
        case _:
            administration.remove(options.login)
            _say(options, {"login": options.login, "role": None}, f"{options.login} is let in no longer.")
    return 0


def _add(options: "Options", administration: "Administration") -> None:
    password, made = _new_password(options)
    administration.add(options.login, options.person or options.login, _role(options), password)
    told = {"login": options.login, "role": options.role, **({"password": password} if made else {})}
    more = f" The password is {password} and is not shown again." if made else ""
    _say(options, told, f"{options.login} may use the database as {options.role}.{more}")


def _new_password(options: "Options") -> tuple[str | None, bool]:
    """The password for a new login, and whether it was made here."""
    if options.no_password:
        return None, False
    if options.password_stdin:
        given = sys.stdin.readline().rstrip("\n")
        if len(given) < _LEAST:
            raise SettingsTrouble(_SHORT)
        return given, False
    return secrets.token_urlsafe(15), True


def _role(options: "Options") -> "Role":
    from reviewer.services.administration import Role

    return Role(options.role)


def _say(options: "Options", found: object, words: str) -> None:
    print(json.dumps(found, ensure_ascii=False) if options.as_json else words)
