"""What a pool counts of its work, for benchmarks and the doctor command."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts since the pool began, and what it holds now."""

    drawn: int
    converted: int
    extracted: int
    crashes: int
    timeouts: int
    recycled: int
    workers_started: int
    queued: int
    images: int
    slab_used: int
    slab_size: int
    pids: tuple[int, ...]
    confined: tuple[str, ...]
    """What shuts every worker in that has started; see `sandbox.CONFINEMENTS`."""
