"""The pixels that are kept: shared memory, dealt out to pages, the least recently used taken back. Parent side."""

import shutil
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from multiprocessing import shared_memory
from pathlib import Path

from reviewer.documents.protocol import PageImage, Tile

BUDGET = 128 << 20
_GRAIN = 4096
_SHARED_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - asked for its free space only

ImageKey = tuple[str, int, int, int, Tile | None]
"""Document, page, width asked for, rotation; the tile, where it is not the whole page."""


@dataclass(slots=True)
class Slot:
    """A piece of the slab; pinned for as long as somebody holds the PageImage that was made of it."""

    offset: int
    size: int
    image: tuple[int, int, int] = (0, 0, 0)
    handed_out: "weakref.ref[PageImage] | None" = None

    @property
    def pinned(self) -> bool:
        """Whether a page on screen is painted from it."""
        return self.handed_out is not None and self.handed_out() is not None


class Slab:
    """Shared memory, first fit, neighbouring holes joined. Not thread-safe: the pool's lock guards it."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.size = _affordable(budget)
        self._memory = shared_memory.SharedMemory(create=True, size=self.size)
        self._holes: list[tuple[int, int]] = [(0, self.size)]
        self._images: OrderedDict[ImageKey, Slot] = OrderedDict()
        self._orphans: list[Slot] = []  # forgotten, yet still painted from

    @property
    def name(self) -> str:
        """What a worker attaches to."""
        return self._memory.name

    @property
    def used(self) -> int:
        """Bytes dealt out."""
        return self.size - sum(size for _, size in self._holes)

    def __len__(self) -> int:
        return len(self._images)

    def __contains__(self, key: ImageKey) -> bool:
        return key in self._images

    def reserve(self, size: int) -> Slot | None:
        """A slot of at least `size` bytes, older pages making way; None when too much is on screen."""
        size = -(-size // _GRAIN) * _GRAIN
        self._sweep()
        while (slot := self._fit(size)) is None:
            victim = next((key for key, slot in self._images.items() if not slot.pinned), None)
            if victim is None:
                return None
            self.release(self._images.pop(victim))
        return slot

    def release(self, slot: Slot) -> None:
        """Give a slot back; one that is still painted from waits until it no longer is."""
        if slot.pinned:
            self._orphans.append(slot)
            return
        self._holes.append((slot.offset, slot.size))
        self._holes.sort()
        joined: list[tuple[int, int]] = []
        for offset, size in self._holes:
            if joined and sum(joined[-1]) == offset:
                joined[-1] = (joined[-1][0], joined[-1][1] + size)
            else:
                joined.append((offset, size))
        self._holes = joined

    def keep(self, key: ImageKey, slot: Slot, image: tuple[int, int, int]) -> None:
        """Keep a drawn page: (width, height, stride) at the slot, whose rest is given back."""
        if key in self._images:
            self.release(slot)
            return
        needed = -(-image[1] * image[2] // _GRAIN) * _GRAIN
        if needed < slot.size:
            rest = Slot(slot.offset + needed, slot.size - needed)
            slot.size = needed
            self.release(rest)
        slot.image = image
        self._images[key] = slot

    def get(self, key: ImageKey) -> PageImage | None:
        """A page's pixels, if they are here; fresh use."""
        slot = self._images.get(key)
        if slot is None:
            return None
        self._images.move_to_end(key)
        return self._hand_out(slot)

    def any(self, key: str, page: int, rotation: int) -> PageImage | None:
        """The newest pixels of a whole page at any width."""
        for (k, p, _, r, tile), slot in reversed(self._images.items()):
            if (k, p, r, tile) == (key, page, rotation, None):
                return self._hand_out(slot)
        return None

    def forget(self, key: str) -> None:
        """Drop all pages of a document."""
        for image in [image for image in self._images if image[0] == key]:
            self.release(self._images.pop(image))

    def close(self) -> None:
        """Remove the segment. What is still painted from stays mapped in this process until it is let go."""
        self._images.clear()
        self._orphans.clear()
        self._memory.unlink()
        try:
            self._memory.close()
        except BufferError:
            # Someone still holds pixels; the mapping ends with the last of them. SharedMemory would try again at its
            # end, and complain aloud.
            self._memory._mmap = None  # pyright: ignore[reportAttributeAccessIssue]  # noqa: SLF001
            self._memory._buf = None  # pyright: ignore[reportAttributeAccessIssue]  # noqa: SLF001
            self._memory.close()

    def _hand_out(self, slot: Slot) -> PageImage:
        held = slot.handed_out() if slot.handed_out is not None else None
        if held is not None:
            return held
        width, height, stride = slot.image
        pixels = self._memory.buf
        assert pixels is not None
        made = PageImage(width, height, stride, pixels[slot.offset : slot.offset + stride * height])
        slot.handed_out = weakref.ref(made)
        return made

    def _fit(self, size: int) -> Slot | None:
        for n, (offset, room) in enumerate(self._holes):
            if room >= size:
                if room == size:
                    del self._holes[n]
                else:
                    self._holes[n] = (offset + size, room - size)
                return Slot(offset, size)
        return None

    def _sweep(self) -> None:
        waiting, self._orphans = self._orphans, []
        for slot in waiting:
            self.release(slot)


def _affordable(budget: int) -> int:
    """The budget, cut where shared memory is small: a container's 64 MB would end the worker that writes past it."""
    try:
        free = shutil.disk_usage(_SHARED_MEMORY_FOLDER).free
    except OSError:
        return budget
    return max(16 << 20, min(budget, free * 3 // 4))
