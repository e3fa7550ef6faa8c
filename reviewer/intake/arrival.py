"""One application out of what was found, described and read: the value that the database takes in."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reviewer.domain.arrival import Arrival, ArrivedDocument
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import Flag, FlagKind, FlagState
from reviewer.intake import contact, kinds, names
from reviewer.intake.contact import Contact
from reviewer.intake.description import Description
from reviewer.intake.folder import FoundApplication, FoundFile

SOURCE = "folder"
"""Where an application came from when its description does not say."""
NAMELESS = "Name not found"
"""Stands for a name that nothing gives."""


@dataclass(frozen=True)
class ReadFile:
    """A file with what was read from it."""

    file: FoundFile
    data: bytes
    sha256: bytes
    format: str | None
    trouble: str | None
    """Code of what is wrong with it."""
    sentence: str
    """The same for people; empty when nothing is wrong."""
    text: str
    pages: int | None
    hidden: tuple[str, ...] = ()
    """Text in it that a person does not see, a line of evidence each."""


@dataclass(frozen=True)
class LeftOut:
    """A file that could not be taken in at all, so that it is in the application's flag only."""

    file: FoundFile
    sentence: str


def fingerprint(digests: Iterable[bytes], description: Description, left_out: Iterable[FoundFile] = ()) -> bytes:
    """What an application is known by: SHA-256 over its documents' hashes, and e-mail and track if described.

    E-mail and track belong to it because one person may send the same documents for both tracks, and two may send the
    same template: to lose an application as a repetition would be worse than to have one twice. Only what a description
    says counts, never what was guessed or chosen at the import, so that a folder imported again is always known again.
    File and folder names do not count: files that were renamed or sorted otherwise are still the same. A file that is
    too large to be read counts by its name and size.
    """
    parts = sorted(digests)
    parts += sorted(f"{file.name}\0{file.size}".encode("utf-8", "replace") for file in left_out)
    parts += [f"{key}\0{value.casefold()}".encode() for key, value in _described(description)]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _described(description: Description) -> list[tuple[str, str]]:
    return [(k, v) for k, v in (("email", description.email), ("track", description.track)) if v]


def is_application(found: FoundApplication, read: Sequence[ReadFile], left_out: Sequence[LeftOut]) -> bool:
    """Whether these files are an application: one is a document, was meant as one, or somebody described them."""
    return (
        found.description is not None
        or any(each.format for each in read)
        or any(each.file.meant_as_document for each in (*read, *left_out))
    )


def make(
    found: FoundApplication,
    description: Description,
    read: Sequence[ReadFile],
    left_out: Sequence[LeftOut],
    *,
    track: str | None,
    at: datetime,
) -> Arrival:
    """The application. `track`: slug of the one it goes to; `at`: its arrival where the description has none."""
    told = kinds.tell([(each.file.name, each.text) for each in read], description.kinds)
    hints = (found.name, *(each.file.name for each in read))
    by = _contact(read, told, hints)
    email = description.email or by.email
    return Arrival(
        fingerprint=fingerprint((each.sha256 for each in read), description, (each.file for each in left_out)),
        name=description.name or by.name or _fallback_name(email, found),
        email=email,
        phone=description.phone or by.phone,
        headline=description.headline,
        location=description.location,
        workplace=description.workplace,
        track=track,
        source=description.source or SOURCE,
        received_at=description.received or at,
        documents=tuple(_document(each, is_) for each, is_ in zip(read, told, strict=True)),
        answers=description.answers,
        flags=_flags(description.flags, read, left_out),
    )


def _document(read: ReadFile, told: kinds.Told) -> ArrivedDocument:
    return ArrivedDocument(
        kind=told.kind,
        guessed=told.guessed,
        name=read.file.name,
        data=read.data,
        sha256=read.sha256,
        format=read.format,
        trouble=read.trouble,
        text=read.text.replace("\0", " "),
        pages=read.pages,
    )


def _flags(given: Sequence[Flag], read: Sequence[ReadFile], left_out: Sequence[LeftOut]) -> tuple[Flag, ...]:
    """The described flags, and those for documents that cannot be read or that hide text."""
    unreadable = [f"{each.file.name}: {each.sentence}" for each in read if each.trouble]
    unreadable += [f"{each.file.name}: {each.sentence}" for each in left_out]
    hidden = [f"{each.file.name}: {line}" for each in read for line in each.hidden]
    return _with(_with(tuple(given), FlagKind.HIDDEN_TEXT, hidden), FlagKind.UNREADABLE, unreadable)


def _with(flags: tuple[Flag, ...], kind: FlagKind, reasons: Sequence[str]) -> tuple[Flag, ...]:
    """Flags with one more, open, or with more evidence for it; the same where there are no reasons."""
    if not reasons:
        return flags
    described = next((flag for flag in flags if flag.kind is kind), None)
    raised = Flag(kind, FlagState.OPEN, (*(described.reasons if described else ()), *reasons))
    return (*(flag for flag in flags if flag.kind is not kind), raised)


def _contact(read: Sequence[ReadFile], told: Sequence[kinds.Told], hints: tuple[str, ...]) -> Contact:
    """Who applies: by the resume, and by the other documents for what it leaves open."""
    order = sorted(zip(read, told, strict=True), key=lambda pair: list(DocumentKind).index(pair[1].kind))
    name = email = phone = None
    for each, is_ in order:
        found = contact.read(each.text, hints)
        email, phone = email or found.email, phone or found.phone
        if is_.kind is DocumentKind.RESUME or _agrees(found, hints):
            name = name or found.name
        else:  # a letter also names whom it is written to
            name = name or names.signed(each.text)
    return Contact(name, email, phone)


def _agrees(found: Contact, hints: tuple[str, ...]) -> bool:
    known = (*hints, *([found.email.split("@")[0]] if found.email else []))
    return any(names.agreement(found.name or "", hint) > 0.5 for hint in known)


def _fallback_name(email: str | None, found: FoundApplication) -> str:
    if email and (name := names.from_email(email)):
        return name
    by_files = (names.from_file(name) for name in (found.name, *(file.name for file in found.files)))
    return next(filter(None, by_files), None) or (email or "").split("@")[0] or NAMELESS
