"""Encrypted files: what is read back, what is believed, what goes."""

import os
import secrets
import time
from pathlib import Path

import pytest

from reviewer.errors import KeepingTrouble
from reviewer.storage.kept_files import KEY_BYTES, KeptFiles

KEY = secrets.token_bytes(KEY_BYTES)
ROOMY = 1_000_000


def files(folder: Path, key: bytes = KEY, limit: int = ROOMY, days: float = 1) -> KeptFiles:
    return KeptFiles(folder / "kept", key, limit, days)


def test_that_what_is_put_is_there_at_the_next_start_and_only_for_its_user(tmp_path: Path) -> None:
    made = files(tmp_path)
    made.put("a", b"first")
    made.put("a", b"second")
    made.put("b", b"")
    again = files(tmp_path)
    assert (again.get("a"), again.get("b"), again.get("c")) == (b"second", b"", None)
    assert again.has("a")
    assert made.size == again.size == sum(each.stat().st_size for each in (tmp_path / "kept").iterdir())
    if os.name == "posix":
        assert {each.stat().st_mode & 0o077 for each in [tmp_path / "kept", *(tmp_path / "kept").iterdir()]} == {0}


def test_that_equal_contents_look_different_each_time(tmp_path: Path) -> None:
    made = files(tmp_path)
    seen: set[bytes] = set()
    for _ in range(3):
        made.put("a", b"the same")
        seen |= {each.read_bytes() for each in (tmp_path / "kept").iterdir()}
    assert len(seen) == 3


@pytest.mark.parametrize("at", [0, 12, -1])
def test_that_a_damaged_file_is_not_believed_and_goes(tmp_path: Path, at: int) -> None:
    made = files(tmp_path)
    made.put("a", b"content")
    (file,) = (tmp_path / "kept").iterdir()
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert made.get("a") is None
    assert not file.exists()
    made.put("b", b"content")
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(b"short")
    assert made.get("b") is None


def test_that_one_file_is_not_believed_in_the_place_of_another(tmp_path: Path) -> None:
    made = files(tmp_path)
    made.put("a", b"of a")
    (of_a,) = (tmp_path / "kept").iterdir()
    made.put("b", b"of b")
    (of_b,) = [each for each in (tmp_path / "kept").iterdir() if each != of_a]
    of_b.write_bytes(of_a.read_bytes())
    assert made.get("a") == b"of a"
    assert made.get("b") is None


def test_that_another_key_opens_nothing(tmp_path: Path) -> None:
    files(tmp_path).put("a", b"content")
    assert files(tmp_path, secrets.token_bytes(KEY_BYTES)).get("a") is None


def test_that_the_oldest_go_when_there_is_no_room(tmp_path: Path) -> None:
    made = files(tmp_path, limit=400)
    for name in "abcd":
        made.put(name, bytes(100))
    assert [made.has(name) for name in "abcd"] == [False, True, True, True]
    made.put("e", bytes(1_000))  # more than there is room for at all
    assert [made.has(name) for name in "abcde"] == [False, True, True, True, False]
    assert [files(tmp_path, limit=200).has(name) for name in "bcd"].count(True) == 1


def test_that_each_file_goes_after_its_days(tmp_path: Path) -> None:
    made = files(tmp_path)
    made.put("a", b"old")
    made.put("b", b"new")
    name = made._name("a")
    yesterday = time.time() - 2 * 86_400
    os.utime(tmp_path / "kept" / name, (yesterday, yesterday))
    again = files(tmp_path)
    assert (again.get("a"), again.get("b")) == (None, b"new")
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_that_nothing_else_stays_in_the_folder(tmp_path: Path) -> None:
    made = files(tmp_path)
    made.put("a", b"content")
    (tmp_path / "kept" / "half.part").write_bytes(b"half")
    (tmp_path / "kept" / "folder").mkdir()
    (tmp_path / "elsewhere").write_bytes(b"stays")
    (tmp_path / "kept" / ("0" * 64)).symlink_to(tmp_path / "elsewhere")
    again = files(tmp_path)
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert (tmp_path / "elsewhere").read_bytes() == b"stays"
    again.put("b", b"content")
    again.retain(["b"])
    assert (again.get("a"), again.get("b")) == (None, b"content")


def test_that_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"a file is in its place")
    with pytest.raises(KeepingTrouble, match="Make room on the disk"):
        files(tmp_path)
    (tmp_path / "kept").unlink()
    made = files(tmp_path)
    (tmp_path / "kept").rmdir()
    with pytest.raises(KeepingTrouble):
        made.put("a", b"content")
