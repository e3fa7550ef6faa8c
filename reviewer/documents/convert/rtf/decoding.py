"""Letters as they come: bytes that wait for each other, letters by number, and the stand-ins that follow those."""

_HIGH, _LOW, _BEHIND_LOW, _END = 0xD800, 0xDC00, 0xE000, 0x110000
_MOST_STAND_INS = 16


class Letters:
    """Gathers bytes, for a letter may take two of them, one escaped and one not; steps over stand-ins."""

    def __init__(self) -> None:
        self._bytes: list[bytes] = []
        self._stand_ins = 0
        self._half = 0

    def add(self, value: bytes) -> None:
        """Bytes of the text; those that stand in for a letter by number are left out."""
        skipped = min(self._stand_ins, len(value))
        self._stand_ins -= skipped
        if len(value) > skipped:
            self._half = 0  # half a letter without its other is left out
            self._bytes.append(value[skipped:])

    def skip(self) -> bool:
        """Whether a symbol is a stand-in."""
        if not self._stand_ins:
            return False
        self._stand_ins -= 1
        return True

    def end_stand_ins(self) -> None:
        """What follows is text again."""
        self._stand_ins = 0

    def take(self) -> bytes:
        """The bytes that have gathered."""
        value = b"".join(self._bytes)
        self._bytes.clear()
        return value

    @property
    def has_half(self) -> bool:
        """Whether half of a letter waits for the other."""
        return self._half > 0

    def numbered(self, number: int, stand_ins: int) -> str:
        """A letter by number, empty for a first half; so many letters that follow stand in for it."""
        self._stand_ins = min(stand_ins, _MOST_STAND_INS)
        code = number & 0xFFFF if number < 0 else number
        half, self._half = self._half, 0
        if _HIGH <= code < _LOW:
            self._half = code
            return ""
        if _LOW <= code < _BEHIND_LOW:
            return chr(0x10000 + ((half - _HIGH) << 10) + (code - _LOW)) if half else ""
        return chr(code) if code < _END else ""
