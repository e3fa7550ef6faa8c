"""The rows that the window holds: some blocks around what is looked at, out of any number.

Knows no Qt. A row that came later is never replaced by one that was asked for earlier.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from uuid import UUID

from reviewer.domain.queue import QueueIndex, QueueRow

BLOCK = 128
"""Rows fetched together."""
KEPT = 24
"""Blocks held at a time."""


class RowStore:
    """Rows by their place in an index."""

    def __init__(self) -> None:
        self.index = QueueIndex(b"")
        self.generation = 0
        """Grows with each index; what was asked for an earlier one is worth nothing now."""
        self._blocks: OrderedDict[int, list[QueueRow | None]] = OrderedDict()
        self._former: dict[UUID, QueueRow] = {}
        self._asked: dict[int, int] = {}
        self._again: set[int] = set()
        self._clock = 0
        self._fresh: dict[UUID, int] = {}

    def take(self, index: QueueIndex) -> None:
        """Go by another index. Rows known so far stand in until theirs have been fetched again."""
        self._former |= {row.id: row for block in self._blocks.values() for row in block if row is not None}
        while len(self._former) > BLOCK * KEPT:
            del self._former[next(iter(self._former))]
        self.index = index
        self.generation += 1
        self._blocks.clear()
        self._asked.clear()
        self._again.clear()

    def row(self, number: int) -> QueueRow | None:
        """The row at a place, or None while it is not here."""
        block = self._blocks.get(number // BLOCK)
        return block[number % BLOCK] if block is not None else None

    def ids(self, block: int) -> list[UUID]:
        """The applications of a block."""
        end = min(len(self.index), (block + 1) * BLOCK)
        return [self.index[number] for number in range(block * BLOCK, end)]

    def ask(self, number: int) -> int | None:
        """The block to fetch so that the row at `number` gets here, or None when that is under way or done."""
        block = number // BLOCK
        if block in self._asked:
            return None
        if block in self._blocks:
            self._blocks.move_to_end(block)
            return None
        if self._former:
            self._put(block, [self._former.get(name) for name in self.ids(block)])
        self._asked[block] = self.tick()
        return block

    def tick(self) -> int:
        """The next moment; what is asked for at one is as new as that."""
        self._clock += 1
        return self._clock

    def arrive(self, block: int, rows: Sequence[QueueRow | None]) -> bool:
        """Take a fetched block. True when it should be fetched once more: something in it changed meanwhile."""
        moment = self._asked.pop(block, 0)
        held = self._blocks.get(block)
        kept = list(rows)
        for at, row in enumerate(rows):
            before = held[at] if held is not None and at < len(held) else None
            if row is not None and self._fresh.get(row.id, 0) > moment and before is not None:
                kept[at] = before
        self._put(block, kept)
        if block in self._again:
            self._again.discard(block)
            return True
        if not self._asked:
            self._fresh.clear()
        return False

    def fail(self, block: int) -> None:
        """A block could not be fetched; it may be asked for again."""
        self._asked.pop(block, None)
        self._again.discard(block)

    def replace(self, row: QueueRow, moment: int | None = None) -> int | None:
        """Put a newer row, asked for at `moment` (None: now), where the old one is; the place, or None if not held."""
        moment = self.tick() if moment is None else moment
        if self._fresh.get(row.id, 0) > moment:
            return None
        self._fresh[row.id] = moment
        if row.id in self._former:
            self._former[row.id] = row
        number = self.place(row.id)
        if number is None or number // BLOCK not in self._blocks:
            return None
        self._blocks[number // BLOCK][number % BLOCK] = row
        return number

    def place(self, application: UUID) -> int | None:
        """Where an application is in the index."""
        return self.index.find(application)

    def held(self, applications: Iterable[UUID]) -> list[UUID]:
        """Those whose rows are held, and so have to be fetched again when they change."""
        here = {row.id for block in self._blocks.values() for row in block if row is not None}
        self._again.update(self._asked)
        return [application for application in applications if application in here]

    def _put(self, block: int, rows: list[QueueRow | None]) -> None:
        self._blocks[block] = rows
        self._blocks.move_to_end(block)
        while len(self._blocks) > KEPT:
            self._blocks.popitem(last=False)
