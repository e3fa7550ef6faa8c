"""Where a database may not lie."""

from pathlib import Path

import pytest

from reviewer.errors import UnsuitableFolder
from reviewer.storage import places
from reviewer.storage.database import open_database

MOUNTS = """\
overlay / overlay rw 0 0
proc /proc proc rw 0 0
/dev/sda1 /home ext4 rw 0 0
server:/share /home/team nfs4 rw 0 0
//server/x /mnt/with\\040space cifs rw 0 0
me@host:/ /mnt/remote fuse.sshfs rw 0 0
overlay /mnt/layered fuse.fuse-overlayfs rw 0 0
/dev/sdb1 /media/stick fuse.exfat rw 0 0
drive /mnt/drive fuse.rclone rw 0 0
C: /mnt/c 9p rw 0 0
/dev/sdc1 /home/team/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "network"),
    [
        ("/home/ada/data", False),
        ("/home/team", True),
        ("/home/team/data", True),
        ("/home/team/local/data", False),
        ("/home/teamwork", False),
        ("/mnt/with space/data", True),
        ("/mnt/remote", True),
        ("/mnt/layered/data", False),
        ("/media/stick", False),
        ("/mnt/drive/x", True),
        ("/mnt/c/Users", True),
        ("/srv", False),
    ],
)
def test_that_a_network_drive_is_recognised(folder: str, network: bool) -> None:
    assert places.network_mount(Path(folder), MOUNTS) is network


def test_that_the_root_of_a_container_is_a_disk_of_this_computer() -> None:
    assert not places.network_mount(Path("/home/ada"), "none / 9p rw 0 0\nproc /proc proc rw 0 0\n")
    assert places.network_mount(Path("/data/x"), "none / 9p rw 0 0\nhost /data 9p rw 0 0\n")


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - Example Ltd",
        "Dropbox",
        "Dropbox (Personal)",
        "Google Drive",
        "CloudStorage",
        "Nextcloud",
    ],
)
def test_that_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "reviewer"
    folder.mkdir(parents=True)
    with pytest.raises(UnsuitableFolder) as trouble:
        open_database(folder / "reviewer.sqlite")
    assert trouble.value.sentence == places.SYNCHRONISED
    assert list(folder.iterdir()) == []


def test_that_a_link_does_not_hide_a_synchronised_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    link = tmp_path / "data"
    link.symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(UnsuitableFolder):
        places.check(link)


def test_that_similar_names_are_no_reason(tmp_path: Path) -> None:
    for name in ("dropboxes", "my onedrive notes", "icloud"):
        places.check(tmp_path / name)
