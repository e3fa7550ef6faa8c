"""Column types that mean the same on both databases. STRICT tables of SQLite take only INTEGER, REAL, TEXT and BLOB."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, LargeBinary, Numeric, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from reviewer.domain.effects import moment


def _jsonb(*, none_as_null: bool = False) -> TypeEngine[Any]:
    from sqlalchemy.dialects.postgresql import JSONB  # not loaded where the database is a file: it takes its time

    return JSONB(none_as_null=none_as_null)


def json_loads(stored: Any) -> Any:
    """The value of a JSON column that the driver handed over as it is stored."""
    return json.loads(stored)


class Id(TypeDecorator[UUID]):
    """A UUID; 16 bytes in SQLite, where version 7 then sorts by time."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(LargeBinary(16) if dialect.name == "sqlite" else Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value


class Moment(TypeDecorator[datetime]):
    """A time in UTC; in SQLite ISO 8601 text with microseconds, so that text sorts as time does."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return moment(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value


class Json(TypeDecorator[Any]):
    """A JSON value: text in SQLite, jsonb in PostgreSQL. None is SQL's null."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else _jsonb(none_as_null=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) and dialect.name == "sqlite" else value

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return self


class HiddenLevel(TypeDecorator[int]):
    """A level that others may not see yet. `numeric` in PostgreSQL: the operators of its integers are leakproof, so a
    planner may try a caller's condition before the row policy, and tell hidden values one guess at a time."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric(6, 0) if dialect.name == "postgresql" else Integer())

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(value)


class HiddenText(TypeDecorator[str]):
    """A text that others may not see yet; a jsonb string in PostgreSQL, for the reason that `HiddenLevel` gives."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_jsonb() if dialect.name == "postgresql" else Text())
