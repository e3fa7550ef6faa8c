"""Rtf as tokens: words with their numbers, symbols, hexadecimal bytes, braces, text, binary data."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_WORD = rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
_ESCAPE = rb"\\u(-?\d{1,6}) ?(?:\?|\\'[0-9a-fA-F]{2})"
_TOKEN = re.compile(rb"((?:" + _ESCAPE.replace(b"(-", b"(?:-") + rb"){2,})|" + _WORD, re.DOTALL)
_SINGLE = re.compile(rb"((?!))|" + _WORD, re.DOTALL)
_ESCAPES = re.compile(_ESCAPE)


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    SYMBOL = auto()
    BYTES = auto()
    OPEN = auto()
    CLOSE = auto()
    BINARY = auto()
    ESCAPES = auto()


class Token(NamedTuple):
    """`value`: a word's or symbol's name, or bytes; `number`: a word's parameter."""

    kind: Kind
    value: bytes
    number: int | None = None


def tokens(data: bytes, *, coalesce: bool = True) -> Iterator[Token]:
    """The tokens of a file; binary data is stepped over as its length says.

    Many \\u escapes in a row, each with one letter to skip, come as one token, unless `coalesce` is off.
    """
    position = 0
    pattern = _TOKEN if coalesce else _SINGLE
    while True:
        jumped = False
        for match in pattern.finditer(data, position):
            escapes, word, number, hexadecimal, symbol, brace, text = match.groups()
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
            elif escapes is not None:
                yield Token(Kind.ESCAPES, escapes)
            elif symbol is not None:
                yield Token(Kind.SYMBOL, symbol)
        if not jumped:
            return


def escaped(value: bytes) -> str:
    """The text of a row of \\u escapes; two halves of a pair make one letter, a lone half is left out."""
    units = b"".join((int(number) & 0xFFFF).to_bytes(2, "little") for number in _ESCAPES.findall(value))
    return units.decode("utf-16-le", "ignore")
