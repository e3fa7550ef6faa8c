"""Tracks come from files and stay in the database."""

from pathlib import Path

import pytest

from reviewer import paths
from reviewer.domain.rubric import Group
from reviewer.errors import Refused, SettingsTrouble
from reviewer.intake import tracks as files
from reviewer.services.tracks import TrackService
from tests.builders import Office

TRACK = """
slug = "backend"
title = "Backend engineer"
short = "Backend"
letter = "b"
summary = "Storage."
workplaces = ["office", "remote"]

[rubric]
version = 1

[[rubric.criteria]]
key = "ocaml"
title = "OCaml"
group = "basic"
guide = "Reads and writes it."
lowest = "Has not used it"
highest = "Years of it"

[suggest]
words = ["OCaml", "MirageOS"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tracks"
    made.mkdir()
    (made / "backend.toml").write_text(TRACK, encoding="utf-8")
    return made


def test_that_the_tracks_of_the_program_are_installed(office: Office) -> None:
    assert office.tracks.all() == files.read_folder(paths.resources() / "tracks")
    assert [each.slug for each in office.tracks.all()] == ["backend", "reasonml"]


def test_that_installing_again_changes_nothing(office: Office) -> None:
    before = office.tracks.all()
    office.tracks.install(paths.resources() / "tracks")
    assert office.tracks.all() == before


def test_that_a_changed_rubric_becomes_the_next_version(office: Office, folder: Path) -> None:
    old = office.tracks.rubric("backend", 1)
    office.tracks.install(folder)
    backend = office.tracks.all()[0]
    assert backend.rubric.version == 2
    assert [each.key for each in backend.rubric.criteria] == ["ocaml"]
    assert (backend.letter, backend.words) == ("B", ("OCaml", "MirageOS"))
    assert TrackService(office.database).rubric("backend", 1) == old
    office.tracks.install(folder)
    assert office.tracks.all()[0].rubric.version == 2


def test_that_a_changed_text_needs_no_new_rubric(office: Office, folder: Path) -> None:
    office.tracks.install(folder)
    (folder / "backend.toml").write_text(TRACK.replace("Storage.", "Storage engines."), encoding="utf-8")
    office.tracks.install(folder)
    backend = office.tracks.all()[0]
    assert (backend.summary, backend.rubric.version) == ("Storage engines.", 2)


def test_that_an_unknown_rubric_is_told(office: Office) -> None:
    with pytest.raises(Refused):
        office.tracks.rubric("backend", 99)


def test_that_a_file_is_read_whole(folder: Path) -> None:
    (track,) = files.read_folder(folder)
    (criterion,) = track.rubric.criteria
    assert (criterion.key, criterion.group, criterion.highest) == ("ocaml", Group.BASIC, "Years of it")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('slug = "backend"', "", "lacks 'slug'"),
        ('letter = "b"', 'letter = "be"', "not allowed"),
        ('group = "basic"', 'group = "luck"', "not allowed"),
        ("version = 1", "version = 0", "not allowed"),
        ('"remote"', '"moon"', "not allowed"),
        ('title = "OCaml"', "title = 3", "not allowed"),
        ("[rubric]", "[rubric", "not valid TOML"),
    ],
)
def test_that_a_wrong_file_is_told_in_a_sentence(folder: Path, old: str, new: str, sentence: str) -> None:
    (folder / "backend.toml").write_text(TRACK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsTrouble, match=sentence):
        files.read_folder(folder)


def test_that_two_tracks_do_not_share_a_letter(folder: Path) -> None:
    (folder / "other.toml").write_text(TRACK.replace('"backend"', '"other"'), encoding="utf-8")
    with pytest.raises(SettingsTrouble, match="same letter"):
        files.read_folder(folder)
