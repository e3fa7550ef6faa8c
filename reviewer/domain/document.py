"""An uploaded file: immutable, known by the SHA-256 of its bytes."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

SIZE_LIMIT = 25 * 1024 * 1024
"""Largest document that is taken in, in bytes."""


class DocumentKind(StrEnum):
    """What the document is to the application."""

    RESUME = "resume"
    COVER_LETTER = "cover_letter"
    OTHER = "other"


@dataclass(frozen=True)
class Document:
    """A document as an application lists it; its bytes are fetched by `sha256`."""

    id: UUID
    kind: DocumentKind
    guessed: bool
    """The kind was guessed from the file's name or text, and nobody has confirmed it."""
    name: str
    """File name as uploaded, without folders."""
    sha256: str
    """Hexadecimal."""
    size: int
    """Bytes."""
    format: str | None
    """pdf, doc, docx, rtf or txt, recognised by content; None when it is none of them."""
    trouble: str | None
    """Code of what is wrong with it, as `documents.troubles` knows it; None when it was read."""
