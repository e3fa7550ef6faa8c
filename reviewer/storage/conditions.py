"""Conditions on applications, as statements of either database say them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from reviewer.domain.decision import Outcome
from reviewer.domain.effects import moment
from reviewer.domain.queue import UNSURE
from reviewer.domain.searching import Field, bounds

_MINE = "select 1 from review v where v.application = a.id and v.reviewer = {me} and {what}"
_FLAGGED = "select 1 from flag f where f.application = a.id and f.kind = {kind} and f.state <> 'cleared'"
_LETTER = "select 1 from document d where d.application = a.id and d.kind = 'cover_letter'"
_RATED = "(v.submitted_at is not null or v.recommendation is not null or {ratings} <> '{{}}')"
_OUTCOMES = {"advanced": Outcome.ADVANCE, "held": Outcome.HOLD, "rejected": Outcome.REJECT}


def _nothing(column: str, wanted: bool) -> str:
    return f"{column} is null" if wanted else f"{column} is not null"


class Conditions:
    """Puts a statement about applications `a` together; what somebody typed goes into parameters alone."""

    def __init__(self, shared: bool, me: UUID, *, singly: bool = False) -> None:
        """`singly`: what has to be there is looked up one by one as well; see `_exists`."""
        self._singly = singly
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
        wanted = not field.without
        match field.name, field.value:
            case "track", track:
                return _nothing("a.track", wanted) if track == UNSURE else self._is("a.track", track, wanted)
            case "workplace", place:
                return self._is("a.workplace", place, wanted)
            case "stage", "inbox" | "reviewed":
                found = f"a.outcome is null and {self._mine('v.submitted_at is not null', field.value == 'reviewed')}"
                return found if wanted else f"not ({found})"
            case "stage", "decided":
                return _nothing("a.outcome", not wanted)
            case "stage", stage:
                return self._is("a.outcome", _OUTCOMES[stage], wanted)
            case ("flag", "any") | ("has", "flag"):
                return "a.flag_bits <> 0" if wanted else "a.flag_bits = 0"
            case "flag", kind:
                return self._exists(_FLAGGED.format(kind=self.put(kind)), wanted)
            case "has", "letter":
                return self._exists(_LETTER, wanted)
            case "has", "note":
                return self._mine("v.note <> '\"\"'" if self._shared else "v.note <> ''", wanted)
            case "has", _:
                return self._mine("v.evidence <> '[]'", wanted)
            case ("rated" | "unrated") as name, _:
                rated = _RATED.format(ratings="v.ratings::text" if self._shared else "v.ratings")
                return self._mine(rated, wanted == (name == "rated"))
            case _:
                found = self._received(field)
                return found if wanted else f"not ({found})"

    def of_columns(self, field: Field) -> str:
        """The same, as far as the columns tell that the queue is sorted and filtered by; it holds wherever the field
        does."""
        match field.name, field.value:
            case "stage", "inbox" | "reviewed":
                return "true" if field.without else "a.outcome is null"
            case ("rated" | "unrated", _) | ("has", "letter" | "note" | "evidence"):
                return "true"
            case "flag", kind if kind != "any":
                return "true"
            case _:
                return self.field(field)

    def _exists(self, select: str, wanted: bool) -> str:
        """Whether something is there, or is not.

        What may not be there is looked up for one application after the other: the planner of a shared database would
        make a join of all there are, where the newest fifty are asked for. An offset keeps it from that.
        """
        each = " limit 1 offset 0" if self._singly or not wanted else ""
        return f"{'' if wanted else 'not '}exists ({select}{each})"

    def _mine(self, what: str, wanted: bool) -> str:
        return self._exists(_MINE.format(me=self.put(self._me), what=what), wanted)

    def _is(self, column: str, value: str, wanted: bool) -> str:
        """Written so that the planner knows how often that is so."""
        place = self.put(value)
        return f"{column} = {place}" if wanted else f"({column} is null or {column} <> {place})"

    def _received(self, field: Field) -> str:
        def at(time: datetime) -> str:
            return f"{self.put(moment(time))}{self.time}"

        start, end = bounds(field)
        parts = [f"a.received_at >= {at(start)}"] if start else []
        parts += [f"a.received_at < {at(end)}"] if end else []
        return " and ".join(parts)
