"""Encrypted files in a folder of this user: what was read of a shared database, for when it does not answer.

Each file is AES-256-GCM of its content, under a nonce of its own; its name is authenticated with it, so that no file is
believed in another's place. Names are keyed hashes and tell nothing. Whatever was not written with this key, or is
damaged, is removed and never believed.
"""

import contextlib
import hashlib
import hmac
import logging
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import KeepingTrouble

KEY_BYTES = 32
NOT_WRITTEN = (
    "What you take along cannot be kept on this computer. Make room on the disk, or see that you may write to the data "
    "folder; what is in memory is still there."
)

_NONCE_BYTES, _TAG_BYTES = 12, 16
_NAME = re.compile(r"[0-9a-f]{64}")
_FORMAT = b"reviewer kept 1\0"
_DAY_S = 86_400

_log = logging.getLogger(__name__)


@dataclass
class _File:
    size: int
    written: float
    """Seconds since 1970."""


class KeptFiles:
    """The files of one key. Safe to use from any thread."""

    def __init__(self, folder: Path, key: bytes, limit: int, days: float) -> None:
        """Go on with what is in the folder, which is made where absent.

        Args:
            folder: of this key alone; what else is in it is removed.
            key: of `KEY_BYTES`.
            limit: how many bytes there may be at most; the oldest go first.
            days: after how many a file goes.

        Raises:
            KeepingTrouble: the folder cannot be made or read.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # most runs keep nothing on the disk

        self.limit = limit
        self._folder, self._age_s = folder, days * _DAY_S
        self._cipher = AESGCM(hmac.digest(key, b"content", "sha256"))
        self._names_key = hmac.digest(key, b"names", "sha256")
        self._lock = threading.Lock()
        self._files: dict[str, _File] = {}
        self._total = 0
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._look()
        except OSError as error:
            raise KeepingTrouble(NOT_WRITTEN) from error
        self.tidy()

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self._total

    def tidy(self) -> None:
        """Remove what is too old, or too much."""
        with self._lock:
            oldest = time.time() - self._age_s
            for name in [name for name, each in self._files.items() if each.written < oldest]:
                self._remove(name)
            self._make_room(0)

    def has(self, label: str) -> bool:
        """Whether something is kept under a label; whether it can be read is not known."""
        with self._lock:
            return self._name(label) in self._files

    def put(self, label: str, data: bytes) -> None:
        """Keep something under a label, in place of what was there.

        Raises:
            KeepingTrouble: it could not be written.
        """
        name = self._name(label)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, data, _FORMAT + name.encode())
        if len(sealed) > self.limit:
            return
        part = self._folder / f"{name}.{os.getpid()}.{threading.get_ident()}.part"
        try:
            with self._lock:
                self._make_room(len(sealed))
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123  # with these rights from its first moment
                file.write(sealed)
            with self._lock:
                part.replace(self._folder / name)
                self._add(name, _File(len(sealed), time.time()))
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise KeepingTrouble(NOT_WRITTEN) from error

    def get(self, label: str) -> bytes | None:
        """What was kept under a label; None: nothing, or it is too old, or not to be believed."""
        name = self._name(label)
        with self._lock:
            known = self._files.get(name)
        if known is None:
            return None
        if known.written < time.time() - self._age_s:
            self.remove(label)
            return None
        from cryptography.exceptions import InvalidTag

        try:
            sealed = (self._folder / name).read_bytes()
            if len(sealed) < _NONCE_BYTES + _TAG_BYTES:
                raise InvalidTag
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _FORMAT + name.encode())
        except (OSError, InvalidTag) as error:
            _log.warning("a kept file is not believed: %s", type(error).__name__)
            self.remove(label)
            return None

    def remove(self, label: str) -> None:
        """Keep it no longer."""
        with self._lock:
            self._remove(self._name(label))

    def retain(self, labels: Iterable[str]) -> None:
        """Keep nothing else than these."""
        names = {self._name(label) for label in labels}
        with self._lock:
            for name in [name for name in self._files if name not in names]:
                self._remove(name)

    def _name(self, label: str) -> str:
        return hmac.digest(self._names_key, label.encode(), hashlib.sha256).hex()

    def _look(self) -> None:
        """See what is there; what is none of ours by its name goes."""
        for each in os.scandir(self._folder):
            if each.is_file(follow_symlinks=False) and _NAME.fullmatch(each.name):
                found = each.stat(follow_symlinks=False)
                self._add(each.name, _File(found.st_size, found.st_mtime))
            elif each.is_dir(follow_symlinks=False):
                shutil.rmtree(each.path, ignore_errors=True)
            else:
                Path(each.path).unlink(missing_ok=True)

    def _make_room(self, size: int) -> None:
        if self._total + size <= self.limit:
            return
        for name in sorted(self._files, key=lambda name: self._files[name].written):
            if self._total + size <= self.limit:
                return
            self._remove(name)

    def _add(self, name: str, file: _File) -> None:
        former = self._files.pop(name, None)
        self._total += file.size - (former.size if former else 0)
        self._files[name] = file

    def _remove(self, name: str) -> None:
        gone = self._files.pop(name, None)
        self._total -= gone.size if gone else 0
        with contextlib.suppress(OSError):  # what cannot be removed cannot be read without the key, and is tried again
            (self._folder / name).unlink(missing_ok=True)
