"""Opening what a password protects, in memory. Worker side; neither password nor opened document is ever stored."""

import io

import pymupdf
from pymupdf import mupdf

from reviewer.documents.convert.failures import PARSER_ERRORS
from reviewer.documents.protocol import TroubleCode
from reviewer.documents.render import CannotShow

_OLE = b"\xd0\xcf\x11\xe0"
_NO_ENCRYPTION = 1
"""MuPDF's number for it."""


def unlock(data: bytes, password: str) -> bytes:
    """The same document without its protection. Raises CannotShow: LOCKED when the password is wrong."""
    return _office(data, password) if data.startswith(_OLE) else _pdf(data, password)


def _pdf(data: bytes, password: str) -> bytes:
    try:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            if document.needs_pass and not document.authenticate(password):
                raise CannotShow(TroubleCode.LOCKED)
            return document.tobytes(encryption=_NO_ENCRYPTION)
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error


def _office(data: bytes, password: str) -> bytes:
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        checked = {"verify_password": True} if file.format == "ooxml" else {}  # the others check by themselves
        file.load_key(password=password, **checked)
        file.decrypt(out)
    except (InvalidKeyError, DecryptionError) as error:
        raise CannotShow(TroubleCode.LOCKED) from error
    except (FileFormatError, ParseError, *PARSER_ERRORS) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    return out.getvalue()
