"""Conditions on applications, as statements of either database say them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from reviewer.domain.effects import moment
from reviewer.domain.queue import UNSURE
from reviewer.domain.searching import Field, bounds

_MINE = "select 1 from review v where v.application = a.id and v.reviewer = {me} and {what}"
_FLAGGED = "select 1 from flag f where f.application = a.id and f.kind = {kind} and f.state <> 'cleared'"
_LETTER = "select 1 from document d where d.application = a.id and d.kind = 'cover_letter'"
_RATED = "(v.submitted_at is not null or v.recommendation is not null or {ratings} <> '{{}}')"


class Conditions:
    """Puts a statement about applications `a` together; what somebody typed goes into parameters alone."""

    def __init__(self, shared: bool, me: UUID) -> None:
        self.parameters: list[Any] = []
        self._shared = shared
        self._me = me
        self.time = "::timestamptz" if shared else ""

    def put(self, value: object) -> str:
        """The place of a parameter."""
        self.parameters.append(value)
        return f"?{len(self.parameters)}"

    def one_of(self, applications: Collection[UUID]) -> str:
        """Whether it is one of some."""
        if self._shared:
            return f"(a.id = any({self.put(list(applications))}))"
        return f"(a.id in ({', '.join(map(self.put, applications))}))"

    def before(self, place: tuple[str, UUID]) -> str:
        """Whether it was received before another: when, in ISO 8601, and which that is."""
        return f"(a.received_at, a.id) < {self._place(place)}"

    def not_before(self, place: tuple[str, UUID]) -> str:
        """Whether it was received after another, or is that."""
        return f"(a.received_at, a.id) >= {self._place(place)}"

    def _place(self, place: tuple[str, UUID]) -> str:
        return f"({self.put(place[0])}{self.time}, {self.put(place[1])})"

    def field(self, field: Field) -> str:
        """Whether a field of a query holds."""
        rated = _RATED.format(ratings="v.ratings::text" if self._shared else "v.ratings")
        match field.name, field.value:
            case "flag", kind if kind != "any":
                return self._exists(_FLAGGED.format(kind=self.put(kind)), not field.without)
            case "has", "letter":
                return self._exists(_LETTER, not field.without)
            case "has", "note":
                return self._mine("v.note <> '\"\"'" if self._shared else "v.note <> ''", not field.without)
            case "has", "evidence":
                return self._mine("v.evidence <> '[]'", not field.without)
            case "rated", _:
                return self._mine(rated, not field.without)
            case "unrated", _:
                return self._mine(rated, field.without)
            case _:
                found = self._of(field)
                return f"not ({found})" if field.without else found

    def _exists(self, select: str, wanted: bool) -> str:
        """Whether something is there, or is not.

        What may not be there is looked up for one application after the other: the planner of a shared database would
        make a join of all there are, where the newest fifty are asked for. An offset keeps it from that.
        """
        return f"exists ({select})" if wanted else f"not exists ({select} limit 1 offset 0)"

    def _mine(self, what: str, wanted: bool) -> str:
        return self._exists(_MINE.format(me=self.put(self._me), what=what), wanted)

    def _of(self, field: Field) -> str:
        match field.name, field.value:
            case "track", track:
                return "a.track is null" if track == UNSURE else f"coalesce(a.track, '') = {self.put(track)}"
            case "stage", ("inbox" | "reviewed") as stage:
                return f"a.outcome is null and {self._mine('v.submitted_at is not null', stage == 'reviewed')}"
            case "stage", "decided":
                return "a.outcome is not null"
            case "stage", stage:
                outcome = {"advanced": "advance", "held": "hold", "rejected": "reject"}[stage]
                return f"coalesce(a.outcome, '') = '{outcome}'"
            case ("flag", _) | ("has", _):
                return "a.flag_bits <> 0"
            case "workplace", place:
                return f"coalesce(a.workplace, '') = {self.put(place)}"
            case _:
                return self._received(field)

    def _received(self, field: Field) -> str:
        def at(time: datetime) -> str:
            return f"{self.put(moment(time))}{self.time}"

        start, end = bounds(field)
        parts = [f"a.received_at >= {at(start)}"] if start else []
        parts += [f"a.received_at < {at(end)}"] if end else []
        return " and ".join(parts)
