"""Passages that a file marks as hidden: told of, not drawn."""

MAX_PASSAGES = 1_000
LONGEST = 20_000
"""Letters of one passage."""


class Hidden:
    """Gathers what is hidden; what stands together is one passage."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._goes_on = False

    def add(self, text: str) -> None:
        """A hidden piece."""
        if self._goes_on and len(self._texts[-1]) < LONGEST:
            self._texts[-1] += text
        elif len(self._texts) < MAX_PASSAGES:
            self._texts.append(text)
            self._goes_on = True

    def end(self) -> None:
        """Something visible follows."""
        self._goes_on = False

    @property
    def passages(self) -> tuple[str, ...]:
        """What was found."""
        return tuple(found for text in self._texts if (found := text.strip()))
