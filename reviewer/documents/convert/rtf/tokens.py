"""Rtf as tokens: words with their numbers, symbols, hexadecimal bytes, braces, text, binary data."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    SYMBOL = auto()
    BYTES = auto()
    OPEN = auto()
    CLOSE = auto()
    BINARY = auto()


class Token(NamedTuple):
    """`value`: a word's or symbol's name, or bytes; `number`: a word's parameter."""

    kind: Kind
    value: bytes
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; binary data is stepped over as its length says."""
    position = 0
    while True:
        jumped = False
        for match in _TOKEN.finditer(data, position):
            word, number, hexadecimal, symbol, brace, text = match.groups()
            if text is not None:
                yield Token(Kind.BYTES, text)
            elif word is not None:
                value = int(number) if number is not None else None
                if word == b"bin":
                    end = match.end() + max(0, value or 0)
                    yield Token(Kind.BINARY, data[match.end() : end])
                    position, jumped = end, True
                    break
                yield Token(Kind.WORD, word, value)
            elif hexadecimal is not None:
                yield Token(Kind.BYTES, bytes((int(hexadecimal, 16),)), 1)
            elif brace is not None:
                yield Token(Kind.OPEN if brace == b"{" else Kind.CLOSE, brace)
            elif symbol is not None:
                yield Token(Kind.SYMBOL, symbol)
        if not jumped:
            return
