"""Rows of PostgreSQL as an embedded database gives them, so that reading them is written once.

Identifiers are 16 bytes, times ISO 8601 text in UTC, JSON is text. `?` and `?1` stand for parameters, as in SQLite.
"""

import functools
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg import pq
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.types.numeric import NumericBinaryLoader

from reviewer.domain.effects import moment

_MARK = re.compile(r"\?(\d*)")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""From which PostgreSQL counts microseconds."""


class _Binary(Loader):
    format = pq.Format.BINARY


class _Id(_Binary):
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class _Moment(_Binary):
    def load(self, data: Buffer) -> str:
        return moment(_EPOCH + timedelta(microseconds=int.from_bytes(bytes(data), "big", signed=True)))


class _Json(_Binary):
    def load(self, data: Buffer) -> str:
        return bytes(data)[1:].decode()  # a byte tells the version of jsonb


class _Whole(NumericBinaryLoader):
    """The only numbers of this type are levels: see `storage.types.HiddenLevel`."""

    def load(self, data: Buffer) -> Any:
        return int(super().load(data))


class _Transaction(_Binary):
    def load(self, data: Buffer) -> int:
        return int.from_bytes(bytes(data), "big")


_LOADERS: dict[str, type[Loader]] = {
    "uuid": _Id,
    "timestamptz": _Moment,
    "jsonb": _Json,
    "numeric": _Whole,
}
_XID8 = 5069
"""Its number in the catalogue of every PostgreSQL; psycopg knows no name for it."""


class Cursor(psycopg.RawCursor[tuple[Any, ...]]):
    """A cursor whose rows come as the module says."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        super().__init__(connection)
        adapt(self)


def adapt(context: AdaptContext) -> None:
    """Have the rows of a cursor or connection come as the module says."""
    adapters = context.adapters
    assert adapters is not None
    for name, loader in _LOADERS.items():
        adapters.register_loader(name, loader)
    adapters.register_loader(_XID8, _Transaction)


@functools.lru_cache(maxsize=512)
def translated(sql: str) -> str:
    """A statement with the parameters' places as PostgreSQL writes them."""
    count = 0

    def place(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"${found.group(1) or count}"

    return _MARK.sub(place, sql)


Statement = tuple[str, Sequence[Any]]
