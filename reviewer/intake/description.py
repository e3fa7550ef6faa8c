"""`application.toml` and `application.json`: what somebody wrote down about an application beside its files.

    name = "..."            email = "..."         phone = "..."
    headline = "..."        location = "..."      workplace = "office" | "remote" | "either"
    track = "backend"       source = "..."        received = 2026-03-01T09:30:00Z
    [documents]             resume = "file name"  cover_letter = "file name"
    [[answers]]             question = "..."      answer = "..."      (or a table of question = answer)
    [[flags]]               kind = "bot_traffic"  reasons = ["...", "..."]

JSON has the same shape. Everything may be absent. What cannot be understood is left out with a
sentence; the rest counts.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from reviewer.domain.application import Answer
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.domain.identifiers import now
from reviewer.domain.track import Workplace

SIZE_LIMIT = 1 << 20
"""Largest description, in bytes."""

_LINE = 300
"""Most characters of a one-line text."""
_TEXT = 20_000
"""Most characters of an answer."""
_MANY = 100
"""Most answers or reasons."""
_NUMBER = 10**20
"""Largest number that stands for text, such as a phone number."""
_EMAIL = re.compile(r"[^@\s<>\"(),:;]{1,64}@[^@\s<>\"(),:;]+\.[^@\s<>\"(),:;.]{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Description:
    """What a description says; absent where it does not."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    headline: str = ""
    location: str = ""
    workplace: Workplace | None = None
    track: str | None = None
    """As written; whether there is such a track is for the caller to know."""
    source: str = ""
    received: datetime | None = None
    answers: tuple[Answer, ...] = ()
    flags: tuple[Flag, ...] = ()
    kinds: Mapping[str, DocumentKind] = field(default_factory=dict[str, DocumentKind])
    """By file name, folded."""
    sentences: tuple[str, ...] = ()
    """What could not be understood."""


def read(path: Path) -> Description:
    """The description in a file; an empty one with a sentence where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError:
        return Description(sentences=("This description cannot be opened; the application was taken in without it.",))
    if len(data) > SIZE_LIMIT:
        return Description(
            sentences=("This description is larger than 1 MB; the application was taken in without it.",)
        )
    return parse(data, is_json=path.suffix.lower() == ".json")


def parse(data: bytes, *, is_json: bool) -> Description:
    """The description in these bytes."""
    kind = "JSON" if is_json else "TOML"
    try:
        text = data.decode("utf-8-sig")
        given = json.loads(text) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # both decoders' errors are ValueErrors
        where = ""
        if isinstance(error, json.JSONDecodeError):
            where = f" (line {error.lineno})"
        elif found := re.search(r"\(at (line \d+)", str(error)):
            where = f" ({found[1]})"
        return Description(
            sentences=(f"This description is not valid {kind}{where}; the application was taken in without it.",)
        )
    if not isinstance(given, dict):
        return Description(
            sentences=(f"This description is not a {kind} table; the application was taken in without it.",)
        )
    return _Reader(cast("dict[str, Any]", given)).description()


class _Reader:
    """Takes what it understands out of a table, and says what it does not."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given
        self._sentences: list[str] = []

    def description(self) -> Description:
        """Everything that could be understood."""
        found = Description(
            name=self._line("name") or None,
            email=self._email(),
            phone=self._line("phone") or None,
            headline=self._line("headline"),
            location=self._line("location"),
            workplace=self._workplace(),
            track=self._line("track") or None,
            source=self._line("source"),
            received=self._received(),
            answers=self._answers(),
            flags=self._flags(),
            kinds=self._kinds(),
        )
        for key in self._given:
            self._say(f"This description has an entry “{_clean(key, 40)}”, which means nothing here; it was left out.")
        return replace(found, sentences=tuple(self._sentences))

    def _say(self, sentence: str) -> None:
        self._sentences.append(sentence)

    def _wrong(self, key: str, should: str) -> None:
        self._say(f"The entry “{key}” of this description must be {should}; it was left out.")

    def _line(self, key: str) -> str:
        value = self._given.pop(key, None)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int) or (type(value) is int and abs(value) > _NUMBER):
            self._wrong(key, "text")
            return ""
        return _clean(str(value), _LINE)

    def _email(self) -> str | None:
        value = self._line("email")
        if value and not _EMAIL.fullmatch(value):
            self._wrong("email", "an e-mail address")
            return None
        return value or None

    def _workplace(self) -> Workplace | None:
        value = self._line("workplace").lower()
        try:
            return Workplace(value) if value else None
        except ValueError:
            self._wrong("workplace", "office, remote or either")
            return None

    def _received(self) -> datetime | None:
        value = self._given.pop("received", None)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value.strip())
            except ValueError:
                self._wrong("received", "a time such as 2026-03-01T09:30:00Z")
                return None
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        if value is None:
            return None
        if not isinstance(value, datetime):
            self._wrong("received", "a time such as 2026-03-01T09:30:00Z")
            return None
        try:
            at = value.astimezone(UTC)  # a time without a zone is this computer's
        except (OverflowError, ValueError, OSError):
            at = None
        if at is None or at.year < 1990 or at > now() + timedelta(days=1):
            self._wrong("received", "a time in the past")
            return None
        return at

    def _answers(self) -> tuple[Answer, ...]:
        value = self._given.pop("answers", None)
        pairs: list[tuple[object, object]] = []
        if isinstance(value, dict):
            pairs = list(cast("dict[object, object]", value).items())
        elif isinstance(value, list):
            for row in cast("list[object]", value):
                table = cast("dict[str, object]", row) if isinstance(row, dict) else {}
                pairs.append((table.get("question"), table.get("answer")))
        elif value is not None:
            self._wrong("answers", "a table, or a list of question and answer")
        answers: list[Answer] = []
        for question, answer in pairs[:_MANY]:
            said = _said(answer)
            if isinstance(question, str) and question.strip() and said is not None:
                answers.append(Answer(_clean(question, _LINE * 4), said))
            else:
                self._wrong("answers", "a table, or a list of question and answer")
        return tuple(answers)

    def _flags(self) -> tuple[Flag, ...]:
        value = self._given.pop("flags", None)
        if value is None:
            return ()
        flags: dict[FlagKind, Flag] = {}
        for row in cast("list[object]", value) if isinstance(value, list) else [value]:
            table = cast("dict[str, object]", row) if isinstance(row, dict) else {}
            try:
                kind = FlagKind(str(table.get("kind")))
            except ValueError:
                self._wrong("flags", f"a list of kind ({', '.join(FlagKind)}) and reasons")
                continue
            reasons = table.get("reasons", table.get("reason", []))
            given = cast("list[object]", reasons) if isinstance(reasons, list) else [reasons]
            texts = tuple(_clean(r, _LINE * 2) for r in given[:_MANY] if isinstance(r, str) and r.strip())
            before = flags[kind].reasons if kind in flags else ()
            flags[kind] = Flag(kind, FlagState.OPEN, before + texts)
        return tuple(flags.values())

    def _kinds(self) -> dict[str, DocumentKind]:
        value = self._given.pop("documents", None)
        kinds: dict[str, DocumentKind] = {}
        if value is None:
            return kinds
        for key, names in cast("dict[str, object]", value).items() if isinstance(value, dict) else [("", None)]:
            try:
                kind = DocumentKind(key)
            except ValueError:
                self._wrong("documents", f"a table of {', '.join(DocumentKind)} with file names")
                continue
            for name in cast("list[object]", names) if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    kinds[folded(name)] = kind
                else:
                    self._wrong("documents", f"a table of {', '.join(DocumentKind)} with file names")
        return kinds


def folded(name: str) -> str:
    """A file name as it is compared: without folders and without regard to case."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].casefold()


def _said(value: object) -> str | None:
    """An answer as text."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return _CONTROL.sub("", value.replace("\r\n", "\n")).strip()[:_TEXT]
    if isinstance(value, int) and abs(value) > _NUMBER:
        return None
    if isinstance(value, int | float | date):
        return str(value)
    if isinstance(value, list):
        parts = [_said(part) for part in cast("list[object]", value)[:_MANY]]
        return ", ".join(part for part in parts if part)[:_TEXT]
    return None


def _clean(text: str, limit: int) -> str:
    """One line of text, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())[:limit]
