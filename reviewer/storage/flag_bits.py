"""The flags of an application as one number, as the queue keeps them."""

from reviewer.domain.flag import FlagKind

_BITS = {str(kind): 1 << place for place, kind in enumerate(FlagKind)}
_KINDS = tuple(FlagKind)


def bit(kind: str) -> int:
    """The number that stands for one kind."""
    return _BITS[kind]


def kinds(bits: int) -> frozenset[FlagKind]:
    """The kinds that a number stands for."""
    return frozenset(kind for place, kind in enumerate(_KINDS) if bits >> place & 1) if bits else frozenset()
