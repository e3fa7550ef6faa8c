"""How converting fails: ours says Refused; what parsers raise over damaged files is named here once."""

import struct
import zipfile
import zlib

from lxml import etree

from reviewer.documents.protocol import TroubleCode


class Refused(Exception):
    """A document is not converted: it is damaged, locked, or built to do harm."""

    def __init__(self, code: TroubleCode = TroubleCode.DAMAGED, kind: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind


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
    etree.LxmlError,
)
"""What a parser, ours or another's, raises over a file that is not what it should be. Running out of memory is not among them."""
