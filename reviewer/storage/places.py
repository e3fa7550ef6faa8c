"""Where a database file may lie: on a disk of this computer, in a folder that nothing copies elsewhere."""

import ctypes
import sys
from pathlib import Path

from reviewer.errors import UnsuitableFolder

NETWORK = (
    "This folder is on another computer. SQLite can lose data there. Choose a local folder, or use a shared server."
)
SYNCHRONISED = (
    "This folder is synchronised with another place. SQLite can lose data there. "
    "Choose a folder that is not, or use a shared server."
)

_NETWORK_FILE_SYSTEMS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb3",
        "smbfs",
        "afs",
        "ncpfs",
        "ceph",
        "glusterfs",
        "lustre",
        "gfs2",
        "ocfs2",
        "beegfs",
        "davfs",
        "acfs",
        "afpfs",
        "webdav",
        "9p",
        "virtiofs",
    ]
)
_LOCAL_FUSE = frozenset(
    [
        "fuse.fuse-overlayfs",
        "fuse.ntfs",
        "fuse.ntfs-3g",
        "fuse.exfat",
        "fuse.ext4",
        "fuse.gocryptfs",
        "fuse.encfs",
        "fuse.cryfs",
        "fuse.bindfs",
        "fuse.mergerfs",
        "fuse.lxcfs",
        "fuse.zfs",
        "fuse.apfs",
    ]
)
"""What FUSE carries from disks of this computer; any other of its kinds may come from elsewhere."""
_SYNC_FOLDERS = (
    "onedrive",
    "dropbox",
    "icloud drive",
    "iclouddrive",
    "com~apple~clouddocs",
    "cloudstorage",
    "google drive",
    "googledrive",
    "my drive",
    "nextcloud",
    "owncloud",
    "pclouddrive",
    "box sync",
)
_DRIVE_REMOTE = 4
"""DRIVE_REMOTE of GetDriveType."""


def check(folder: Path) -> None:
    """Refuse a folder in which SQLite may lose data.

    Raises:
        UnsuitableFolder: it is on another computer, or is synchronised.
    """
    folder = folder.absolute()
    resolved = folder.resolve()
    if any(_synchronised(part) for path in (folder, resolved) for part in path.parts):
        raise UnsuitableFolder(SYNCHRONISED)
    if _remote(resolved):
        raise UnsuitableFolder(NETWORK)


def _synchronised(part: str) -> bool:
    name = part.casefold()
    return any(name == each or name.startswith((f"{each} -", f"{each} (", f"{each}-")) for each in _SYNC_FOLDERS)


def _remote(folder: Path) -> bool:
    if sys.platform == "win32":
        anchor = folder.anchor
        if anchor.startswith("\\\\"):
            return not anchor.startswith("\\\\?\\") or anchor.upper().startswith("\\\\?\\UNC\\")
        return int(ctypes.windll.kernel32.GetDriveTypeW(anchor)) == _DRIVE_REMOTE
    table = Path("/proc/mounts")
    if not table.exists():
        return sys.platform == "darwin" and _remote_on_mac(folder)
    return network_mount(folder, table.read_text(encoding="utf-8", errors="replace"))


def network_mount(folder: Path, mounts: str) -> bool:
    """Whether a folder lies on a file system of another computer, by the text of a mount table."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        # The last of several mounts on one point is the one that is seen.
        if len(point) >= len(best) and (folder == Path(point) or Path(point) in folder.parents):
            best, kind = point, fields[2]
    if best == "/" and kind in ("9p", "virtiofs"):
        # The root of a virtual machine or container: its disk is here, whatever carries it.
        return False
    return kind in _NETWORK_FILE_SYSTEMS or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)


def _remote_on_mac(folder: Path) -> bool:
    """By `statfs`: a file system without MNT_LOCAL is another computer's."""
    libc = ctypes.CDLL(None, use_errno=True)
    # struct statfs of 64-bit inodes: f_flags is the 32-bit number at byte 64; the whole is 2168 bytes long.
    room = ctypes.create_string_buffer(4096)
    probe = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if libc.statfs(str(probe).encode(), room) != 0:
        return False
    local = 0x00001000
    return not int.from_bytes(room.raw[64:68], sys.byteorder) & local
