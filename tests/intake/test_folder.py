"""Which applications are found in a folder."""

import os
import sys
from pathlib import Path

import pytest

from reviewer.errors import Cancelled, IntakeTrouble
from reviewer.intake import folder
from tests.intake.made import put

posix_only = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")


def names(found: folder.Found) -> list[tuple[str, list[str]]]:
    return [(each.place, [file.name for file in each.files]) for each in found.applications]


def test_that_a_sub_folder_is_an_application_and_so_is_each_loose_file(tmp_path: Path) -> None:
    put(tmp_path / "jane", resume_pdf="a", cover_letter_docx="b")
    put(tmp_path, loose_txt="c", other_rtf="d")
    found = folder.find([tmp_path])
    assert names(found) == [
        ("loose.txt", ["loose.txt"]),
        ("other.rtf", ["other.rtf"]),
        ("jane", ["cover_letter.docx", "resume.pdf"]),
    ]
    assert [each.loose for each in found.applications] == [True, True, False]


def test_that_a_folder_of_folders_is_a_group_of_applications(tmp_path: Path) -> None:
    put(tmp_path / "2026" / "march" / "jane", cv_pdf="a")
    put(tmp_path / "2026" / "march" / "omar", cv_pdf="b")
    assert [place for place, _ in names(folder.find([tmp_path]))] == ["2026/march/jane", "2026/march/omar"]


def test_that_what_lies_below_an_application_belongs_to_it(tmp_path: Path) -> None:
    put(tmp_path / "jane", cv_pdf="a")
    put(tmp_path / "jane" / "more", portfolio_pdf="b")
    assert names(folder.find([tmp_path])) == [("jane", ["cv.pdf", "portfolio.pdf"])]


def test_that_a_chosen_folder_with_a_description_is_one_application(tmp_path: Path) -> None:
    put(tmp_path / "jane", cv_pdf="a", letter_pdf="b", application_toml="name = 'Jane'")
    (application,) = folder.find([tmp_path / "jane"]).applications
    assert application.name == "jane"
    assert application.description == tmp_path / "jane" / "application.toml"
    assert [file.name for file in application.files] == ["cv.pdf", "letter.pdf"]


def test_that_the_toml_description_counts_where_there_are_two(tmp_path: Path) -> None:
    put(tmp_path / "jane", cv_pdf="a", application_toml="", application_json="{}")
    (application,) = folder.find([tmp_path]).applications
    assert application.description is not None
    assert application.description.name == "application.toml"
    assert [file.name for file in application.files] == ["cv.pdf"]


@pytest.mark.parametrize("junk", [".DS_Store", "Thumbs.db", "desktop.ini", "~$resume.docx", ".hidden.pdf"])
def test_that_junk_is_passed_over_without_a_word(tmp_path: Path, junk: str) -> None:
    put(tmp_path / "jane", cv_pdf="a")
    (tmp_path / "jane" / junk).write_bytes(b"x")
    (tmp_path / junk).write_bytes(b"x")
    found = folder.find([tmp_path])
    assert names(found) == [("jane", ["cv.pdf"])]
    assert found.notes == ()


def test_that_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "nobody").mkdir()
    found = folder.find([tmp_path])
    assert found.applications == ()
    assert [note.place for note in found.notes] == ["nobody"]


def test_that_nothing_outside_is_reached_through_a_link(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", secret_pdf="s")
    inside = put(tmp_path / "inside" / "jane", cv_pdf="a")
    try:
        (inside / "link.pdf").symlink_to(outside / "secret.pdf")
        (tmp_path / "inside" / "folder").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this computer lets this user make no links")
    found = folder.find([tmp_path / "inside"])
    assert names(found) == [("jane", ["cv.pdf"])]
    assert sorted(note.place for note in found.notes) == ["folder", "jane/link.pdf"]


@posix_only
def test_that_a_ring_of_links_ends(tmp_path: Path) -> None:
    jane = put(tmp_path / "jane", cv_pdf="a")
    (jane / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names(folder.find([tmp_path])) == [("jane", ["cv.pdf"])]


@posix_only
def test_that_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    jane = put(tmp_path / "jane", cv_pdf="a")
    os.mkfifo(jane / "pipe.pdf")
    found = folder.find([tmp_path])
    assert names(found) == [("jane", ["cv.pdf"])]
    assert [note.place for note in found.notes] == ["jane/pipe.pdf"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_that_a_name_which_is_no_text_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"r\xe9sum\xe9\x07.pdf")).write_bytes(b"a")
    (application,) = folder.find([tmp_path]).applications
    application.name.encode("utf-8")
    assert application.name.endswith("\ufffd.pdf")
    assert application.files[0].path.read_bytes() == b"a"


def test_that_an_application_takes_a_limited_number_of_files(tmp_path: Path) -> None:
    put(tmp_path / "jane", **{f"page{n:03}_txt": "x" for n in range(folder.FILES_LIMIT + 2)})
    found = folder.find([tmp_path])
    assert len(found.applications[0].files) == folder.FILES_LIMIT
    assert len(found.notes) == 2


def test_that_files_are_taken_as_they_are_chosen_and_once(tmp_path: Path) -> None:
    put(tmp_path, a_pdf="a", b_pdf="b", application_toml="")
    found = folder.find([tmp_path / "b.pdf", tmp_path / "b.pdf", tmp_path / "application.toml"])
    assert names(found) == [("b.pdf", ["b.pdf"])]
    assert [note.place for note in found.notes] == ["application.toml"]


def test_that_what_is_not_there_is_said_by_name_alone(tmp_path: Path) -> None:
    with pytest.raises(IntakeTrouble) as caught:
        folder.find([tmp_path / "gone"])
    assert "gone" in caught.value.sentence
    assert str(tmp_path) not in caught.value.sentence


def test_that_the_search_can_be_ended(tmp_path: Path) -> None:
    put(tmp_path / "jane", cv_pdf="a")

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        folder.find([tmp_path], stop)
