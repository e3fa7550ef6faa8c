"""How converting fails: ours says Refused; what parsers raise over damaged files is named here once."""

import struct
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager

from reviewer.documents.protocol import TroubleCode


class Refused(Exception):
    """A document is not converted: it is damaged, locked, or built to do harm."""

    def __init__(self, code: TroubleCode = TroubleCode.DAMAGED, kind: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind


class Panicked(RuntimeError):
    """Code written in Rust found itself in a state that it holds impossible."""


@contextmanager
def panics_named() -> Generator[None]:
    """Turn a Rust panic, which comes as a BaseException of a class that cannot be imported, into Panicked."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Panicked from error
        raise


PARSER_ERRORS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    AssertionError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
)
"""What a parser raises over a file that is not what it should be. Running out of memory is not among them."""
