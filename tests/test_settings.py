"""Settings that the window switches itself."""

from pathlib import Path

import pytest

from reviewer.errors import SettingsTrouble
from reviewer.settings import load, switch


def test_that_a_switch_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    switch("keep_documents", on=True, file=file)
    assert load(file).keep_documents
    file.write_text('# mine\ntheme = "dark"\nkeep_documents = true\n\n', encoding="utf-8")
    switch("keep_documents", on=False, file=file)
    assert file.read_text(encoding="utf-8") == '# mine\ntheme = "dark"\nkeep_documents = false\n\n'


@pytest.mark.parametrize("line", ["keep_days = 0", "keep_days = 91", "keep_megabytes = 9", "keep_documents = 1"])
def test_that_what_makes_no_sense_is_said(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(line, encoding="utf-8")
    with pytest.raises(SettingsTrouble, match="keep_"):
        load(tmp_path / "settings.toml")


def test_that_settings_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsTrouble, match="cannot be written"):
        switch("keep_documents", on=True, file=tmp_path / "absent" / "settings.toml")
