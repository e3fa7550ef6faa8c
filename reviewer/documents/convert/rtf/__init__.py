"""Reading rtf: our own reader, for no wheel keeps its formatting."""

from dataclasses import dataclass
from reviewer.documents.convert.failures import Refused


@dataclass(frozen=True, slots=True)
class Read:
    docx: bytes
    text: str
    cut: bool = False


def read(data: bytes) -> Read:
    raise Refused
