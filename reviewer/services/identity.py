"""Who sits in front of the window."""

from reviewer.domain.person import Person


class Identity:
    """`Identity(database, settings)`."""

    @property
    def me(self) -> Person:
        """This reviewer."""
        raise NotImplementedError
