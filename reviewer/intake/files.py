"""Reading the files of an application, never more of one than a document may have."""

import hashlib
from pathlib import Path

from reviewer.domain.document import SIZE_LIMIT

_BLOCK = 1 << 20


class TooLarge(Exception):
    """The file is larger than a document may be."""


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        TooLarge: it is larger than the limit; no more than the limit was read.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise TooLarge
    return data


def digest(path: Path) -> bytes:
    """The SHA-256 of a file, read piece by piece. Raises as `read` does."""
    hash_ = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > SIZE_LIMIT:
                raise TooLarge
            hash_.update(block)
    return hash_.digest()


def hashed(data: bytes) -> bytes:
    """The SHA-256 of what was read."""
    return hashlib.sha256(data).digest()
