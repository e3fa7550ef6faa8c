"""Text can be read and controls can be seen, light and dark."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from reviewer import paths
from reviewer.ui.theme import Theme

TEXT = 4.5
EDGE = 3.0
"""Least contrasts of WCAG 2.2, level AA: 1.4.3 and 1.4.11."""

READ_ON = {
    "chrome": ("text", "soft", "faint", "accent", "good", "warn", "bad"),
    "panel": ("text", "soft", "faint", "accent", "good", "bad", "warn", "unsure", "backend", "reasonml", "evidence"),
    "sunken": ("text", "soft", "accent"),
    "field": ("text", "soft", "faint"),
    "hover": ("text", "soft", "faint", "accent"),
    "key": ("soft",),
    "tint": ("text", "soft", "accent", "unsure", "warn"),
    "accent": ("accent_text",),
    "toast": ("toast_text", "toast_accent"),
    "good_tint": ("text", "good"),
    "bad_tint": ("text", "bad"),
    "warn_tint": ("text", "warn"),
    "unsure_tint": ("unsure",),
    "backend_tint": ("backend",),
    "reasonml_tint": ("reasonml",),
}
SEEN_ON = {
    "panel": ("edge", "accent"),
    "chrome": ("edge", "accent"),
    "field": ("edge", "accent"),
    "tint": ("edge", "accent", "evidence"),
    "sunken": ("edge", "accent"),
    "warn_tint": ("edge",),
    "bad_tint": ("edge",),
}
"""Outlines of controls and rings of focus."""


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(theme: Theme, pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    return [
        f"{ink} on {ground}: {found:.2f}"
        for ground, inks in pairs.items()
        for ink in inks
        if (found := contrast(theme.colour(ink), theme.colour(ground))) < least
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_that_text_and_outlines_have_contrast(qapp: QApplication, theme: Theme, dark: bool) -> None:
    theme.use(qapp, dark=dark)
    assert not too_weak(theme, READ_ON, TEXT)
    assert not too_weak(theme, SEEN_ON, EDGE)


def test_that_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_that_light_and_dark_know_the_same_tokens(theme: Theme) -> None:
    light, dark = (Theme(paths.resources())._tokens[dark] for dark in (False, True))
    assert set(light) == set(dark)
