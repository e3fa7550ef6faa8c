"""What travels with the program: it is there, it can be drawn, and the licence of everything is told."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtSvg import QSvgRenderer

from reviewer import paths

ROOT = Path(__file__).resolve().parent.parent
ICONS = sorted((paths.resources() / "icons").glob("*.svg"))
FONTS = sorted((paths.resources() / "fonts").glob("*.otf"))


@pytest.mark.usefixtures("qapp")
def test_that_every_icon_is_drawn_in_the_colour_of_the_text() -> None:
    assert len(ICONS) > 50
    for icon in ICONS:
        text = icon.read_bytes()
        assert b'stroke="currentColor"' in text, icon.name
        assert QSvgRenderer(QByteArray(text.replace(b"currentColor", b"#000000"))).isValid(), icon.name


@pytest.mark.usefixtures("qapp")
def test_that_the_font_has_the_weights_of_the_window() -> None:
    for font in FONTS:
        number = QFontDatabase.addApplicationFont(str(font))
        assert QFontDatabase.applicationFontFamilies(number)[:1] == ["Inter"], font.name
    weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
    assert weights >= {QFont.Weight.Normal.value, QFont.Weight.Medium.value, QFont.Weight.DemiBold.value}
    assert sum(font.stat().st_size for font in FONTS) < 1_200_000


def test_that_figures_can_stand_in_columns() -> None:
    for font in FONTS:
        assert b"tnum" in font.read_bytes(), font.name


def test_that_every_licence_is_there_and_listed() -> None:
    folder = paths.resources() / "licences"
    parts = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))["part"]
    assert {part["file"] for part in parts} == {path.name for path in folder.glob("*.txt")}
    for part in parts:
        assert part["name"]
        assert part["licence"]
        assert part["homepage"].startswith("https://")
        assert (folder / part["file"]).stat().st_size > 200, part["file"]


def test_that_nothing_is_installed_without_its_licence() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    installed = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    told = {path.stem for path in (paths.resources() / "licences").glob("*.txt")}
    assert installed - told == {"pyside6-essentials", "shiboken6"}
    assert "qt" in told


def test_that_the_licence_of_the_program_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert "17. Interpretation of Sections 15 and 16." in text
    assert "END OF TERMS AND CONDITIONS" in text
