"""About: every part that travels with the program, and a licence that can be read."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer import paths
from reviewer.errors import SettingsTrouble
from reviewer.ui.about import AboutOverlay, parts
from reviewer.ui.theme import Theme


def test_that_every_licence_can_be_read(qtbot: QtBot, theme: Theme, ground: QWidget) -> None:
    about = AboutOverlay(theme, ground, paths.resources() / "licences")
    about.open()
    assert about.list.count() == len(parts(paths.resources() / "licences"))
    for row in range(about.list.count()):
        about.list.setCurrentRow(row)
        assert len(about.text.toPlainText()) > 200, about.list.item(row).text()
    qtbot.keyClick(about.list, Qt.Key.Key_Escape)
    assert not about.isVisible()


def test_that_a_list_that_cannot_be_read_is_known_trouble(tmp_path: Path) -> None:
    with pytest.raises(SettingsTrouble, match="Install"):
        parts(tmp_path)
