"""Values that are kept on the disk come back as they were, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from reviewer.storage.packing import pack, shape, unpack


class Colour(StrEnum):
    """One of two."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Inner:
    """Something inside."""

    number: int
    ratio: float
    colour: Colour | None = None


@dataclass(frozen=True)
class Outer:
    """Every kind of part."""

    id: UUID
    at: datetime | None
    data: bytes
    parts: tuple[Inner, ...]
    names: frozenset[str]
    levels: Mapping[str, int]
    anything: Any = None
    yes: bool = False


WHOLE = Outer(
    UUID(int=7),
    datetime(2026, 11, 5, 12, 30, tzinfo=UTC),
    b"\0\xff",
    (Inner(1, 0.5, Colour.BLUE), Inner(2, 3)),
    frozenset({"a"}),
    {"ocaml": 4},
    {"free": [1, None]},
    True,
)
BARE = Outer(UUID(int=8), None, b"", (), frozenset(), {})


@pytest.mark.parametrize("value", [WHOLE, BARE])
def test_that_values_come_back(value: Outer) -> None:
    assert unpack(Outer, pack(Outer, value)) == value


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("wrong", [{"x": "y"}, "red", [[1]], 5, [None]])
def test_that_what_is_none_of_the_kind_is_refused_or_of_the_kind(at: int, wrong: object) -> None:
    data = pack(Outer, WHOLE)
    data[at] = wrong
    try:
        found = unpack(Outer, data)
    except ValueError:
        return
    assert pack(Outer, found) == data


def test_that_another_number_of_parts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        unpack(Outer, pack(Outer, WHOLE)[:-1])
    with pytest.raises(ValueError, match="not a value"):
        unpack(Outer, None)


def test_that_a_shape_tells_versions_apart() -> None:
    @dataclass(frozen=True)
    class Later:
        """As `Inner`, with another part."""

        number: int
        ratio: float
        colour: str | None = None

    assert shape(Later).split("(", 1)[1] != shape(Inner).split("(", 1)[1]
    assert "red" in shape(Outer)
    assert "number: " in shape(Outer)
