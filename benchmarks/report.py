"""How benchmarks say what they found."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Any


def times(work: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds that `work` takes, each of `count` times; it is given the number of the time."""
    found: list[float] = []
    for number in range(count):
        start = perf_counter()
        work(number)
        found.append((perf_counter() - start) * 1000)
    return found


def within(found: Sequence[float], share: float) -> float:
    """The value that this share of what was found does not exceed."""
    return sorted(found)[min(len(found) - 1, int(share * len(found)))]


def figures(name: str, found: Sequence[float]) -> dict[str, Any]:
    """Median and 95 % of times in milliseconds."""
    return {
        f"{name}: median, ms": round(median(found), 2),
        f"{name}: 95 % within, ms": round(within(found, 0.95), 2),
    }


def show(result: Mapping[str, Any]) -> None:
    """Print a result as a table."""
    for name, value in result.items():
        print(f"  {name:46} {value}")
