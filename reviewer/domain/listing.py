"""Every application in the order of the queue, with just enough of each to answer any filter at once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import compress
from uuid import UUID

from reviewer.domain.queue import UNSURE, QueueFilter, QueueIndex, QueueRow, View

DECIDED = 1
FLAGGED = 2
SUBMITTED = 4
"""Bits of a state. The last one: by this reviewer."""

_LISTED: dict[View, Callable[[int], bool]] = {
    View.INBOX: lambda state: not state & (DECIDED | SUBMITTED),
    View.REVIEWED: lambda state: state & (DECIDED | SUBMITTED) == SUBMITTED,
    View.DECIDED: lambda state: bool(state & DECIDED),
    View.FLAGGED: lambda state: bool(state & FLAGGED),
    View.ALL: lambda _: True,
}
_RUN = re.compile(rb"\x01+")
_MASKS = {view: bytes(listed(state % 8) for state in range(256)) for view, listed in _LISTED.items()}


@dataclass(frozen=True)
class Listing:
    """Applications newest first; the place in one of these is the place in all."""

    ids: QueueIndex
    states: bytes
    """A byte each: the bits above."""
    tracks: bytes
    """A byte each: the place in `slugs`."""
    slugs: tuple[str, ...]
    """`UNSURE`, and the tracks."""

    def index(self, wanted: QueueFilter) -> QueueIndex:
        """The identifiers that a filter lists, in order."""
        if wanted.track is not None and wanted.track not in self.slugs:
            return QueueIndex(b"")
        if wanted == QueueFilter(View.ALL):
            return self.ids
        mask = self._mask(wanted)
        packed = self.ids.packed
        # Neighbours are taken together: most filters list most, or little.
        runs = _RUN.finditer(mask)
        return QueueIndex(b"".join([packed[run.start() * 16 : run.end() * 16] for run in runs]))

    def counts(self, view: View) -> dict[str, int]:
        """How many applications a view lists, by track and under `UNSURE`; those that list none are absent."""
        tracks = bytes(compress(self.tracks, self._mask(QueueFilter(view))))
        found = {slug: tracks.count(place) for place, slug in enumerate(self.slugs)}
        return {slug: count for slug, count in found.items() if count}

    def having(self, rows: Iterable[QueueRow], position: Callable[[QueueIndex, QueueRow], int]) -> "Listing":
        """The same with these applications as their rows say. `position`: where one that is not listed yet belongs."""
        listing, states, tracks = self, bytearray(self.states), bytearray(self.tracks)
        for row in rows:
            state = DECIDED * (row.outcome is not None) | FLAGGED * bool(row.flags) | SUBMITTED * row.submitted
            track = self.slugs.index(row.track or UNSURE)
            at = listing.ids.find(row.id)
            if at is None:
                at = position(listing.ids, row)
                listing = replace(listing, ids=listing.ids.having(row.id, at))
                states.insert(at, state)
                tracks.insert(at, track)
            else:
                states[at] = state
                tracks[at] = track
        return replace(listing, states=bytes(states), tracks=bytes(tracks))

    def without(self, application: UUID) -> "Listing":
        """The same without one application."""
        at = self.ids.find(application)
        if at is None:
            return self
        states, tracks = self.states[:at] + self.states[at + 1 :], self.tracks[:at] + self.tracks[at + 1 :]
        return replace(self, ids=self.ids.without(application), states=states, tracks=tracks)

    def _mask(self, wanted: QueueFilter) -> bytes:
        """A byte each: 1 where the filter lists it."""
        mask = self.states.translate(_MASKS[wanted.view])
        if wanted.track is None:
            return mask
        place = self.slugs.index(wanted.track)
        of_track = self.tracks.translate(bytes(each == place for each in range(256)))
        both = int.from_bytes(mask) & int.from_bytes(of_track)
        return both.to_bytes(len(mask))
