"""Frozen values as JSON has them and back, by the types of their fields.

For what the same version of the program reads again: a value is a list of its fields in their order, without names.
`shape` tells two versions apart.
"""

import types
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")

_Convert = Callable[[Any], Any]
_PLAIN = (str, int, float, bool, type(None))


def pack(kind: type[T], value: T) -> Any:
    """A value as JSON has it."""
    return _both(kind)[0](value)


def unpack(kind: type[T], data: Any) -> T:
    """The value that `pack` was given.

    Raises:
        ValueError: it is none of this kind.
    """
    try:
        return cast("T", _both(kind)[1](data))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a value of this kind") from error


@cache
def shape(kind: Any) -> str:
    """What a kind of value consists of, down to its plain parts."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return f"{kind}({', '.join(f'{field.name}: {shape(hints[field.name])}' for field in fields(kind))})"
    inner = ", ".join(shape(each) for each in get_args(kind) if each is not Ellipsis)
    members = ", ".join(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ""
    return f"{kind}[{inner}{members}]"


@cache
def _both(kind: Any) -> tuple[_Convert, _Convert]:
    """How a kind is packed and unpacked; made once."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return _same, _same
    if origin in (types.UnionType, Union):
        (one,) = (each for each in inner if each is not type(None))
        return tuple(_or_none(convert) for convert in _both(one))  # pyright: ignore[reportReturnType]  # two of them
    if origin in (tuple, frozenset):
        out, into = _both(inner[0])
        made = origin
        return (lambda value: [out(each) for each in value]), (lambda data: made(into(each) for each in _listed(data)))
    if origin is Mapping:
        out, into = _both(inner[1])
        return (
            lambda value: {key: out(each) for key, each in value.items()},
            lambda data: {key: into(each) for key, each in data.items()},
        )
    if is_dataclass(kind):
        return _of_fields(kind)
    return _of_plain(kind)


def _of_fields(kind: Any) -> tuple[_Convert, _Convert]:
    hints = get_type_hints(kind)
    names = tuple(field.name for field in fields(kind))
    both = [_both(hints[name]) for name in names]
    outs, intos = [each[0] for each in both], [each[1] for each in both]

    def out(value: Any) -> list[Any]:
        return [convert(getattr(value, name)) for name, convert in zip(names, outs, strict=True)]

    def into(data: Any) -> Any:
        return kind(**{name: convert(each) for name, convert, each in zip(names, intos, _listed(data), strict=True)})

    return out, into


def _of_plain(kind: Any) -> tuple[_Convert, _Convert]:
    if kind is UUID:
        return (lambda value: value.hex), UUID
    if kind is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if kind is bytes:
        return (lambda value: b64encode(value).decode()), (lambda data: b64decode(data, validate=True))
    if issubclass(kind, StrEnum):
        return str, kind
    if kind not in _PLAIN:
        raise TypeError(f"no such kind of value is kept: {kind}")
    allowed = (int, float) if kind is float else kind

    def into(data: Any) -> Any:
        if not isinstance(data, allowed):
            raise ValueError("not a value of this kind")
        return data

    return _same, into


def _same(value: Any) -> Any:
    return value


def _or_none(convert: _Convert) -> _Convert:
    return lambda value: None if value is None else convert(value)


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError("not a value of this kind")
    return data
