"""One of several things that can be picked: what it is called, which key picks it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A choice as buttons, segments, banners and lists of choices show it."""

    name: str
    """What is emitted when it is picked; never shown."""
    text: str
    key: str = ""
    """The key that picks it, as Qt writes it ("X", "Ctrl+I"). Only shown; `ChoiceOverlay` also listens to it."""
    token: str = "accent"
    """Colour of its text when chosen; `TOKEN_tint` is the ground."""
    kind: str = "plain"
    """How a button of it looks: plain, primary, bad or link."""
