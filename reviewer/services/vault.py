"""What is kept of one shared database on the disk, encrypted, with its key in the system's place for secrets.

Without such a place nothing is written. An application's documents go with it when it goes.
"""

import hashlib
import json
import logging
import secrets
import shutil
import threading
import zlib
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from reviewer import paths
from reviewer.domain.connection import Connection
from reviewer.domain.queue import QueueRow
from reviewer.errors import KeepingTrouble
from reviewer.services.memory import KeptApplication, KeptQueue
from reviewer.services.passwords import login_of
from reviewer.settings import Settings
from reviewer.storage.kept_files import KEY_BYTES, KeptFiles
from reviewer.storage.packing import pack, shape, unpack

NO_PLACE = (
    "This computer has no place for secrets that can be used, so nothing is kept on its disk: what you take along is "
    "there until Reviewer is closed."
)
QUEUE = "queue"
MEGABYTE = 1_000_000

_SERVICE = "reviewer-kept"
_TOGETHER = 1_000
"""Rows a line: turning one into text must not hold up the window."""

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Vault:
    """The files of one login. Safe to use from any thread."""

    def __init__(self, files: KeptFiles) -> None:
        self.files = files
        self._lock = threading.Lock()
        self._documents: dict[UUID, tuple[str, ...]] = {}
        """The applications that are kept, each with the SHA-256 of its documents."""

    def load(self) -> tuple[KeptQueue, list[QueueRow]] | None:
        """What to begin from; None: nothing that can be believed. What does not belong to it is removed."""
        found = self._read(QUEUE, self._queue)
        if found is None:
            self._documents = {}
        self.files.retain(self._labels())
        return found

    def save(self, queue: KeptQueue, rows: Sequence[QueueRow]) -> None:
        """Keep what to begin from.

        Raises:
            KeepingTrouble: it could not be written.
        """
        with self._lock:
            documents = {id.hex: list(keys) for id, keys in self._documents.items()}
        lines = [shape(KeptQueue) + shape(QueueRow), pack(KeptQueue, queue), documents]
        packer = zlib.compressobj(1)
        data = [packer.compress(_line(each)) for each in lines]
        each_row = iter(rows)
        while part := list(islice(each_row, _TOGETHER)):
            data.append(packer.compress(_line([pack(QueueRow, row) for row in part])))
        self.files.put(QUEUE, b"".join([*data, packer.flush()]))

    def save_application(self, kept: KeptApplication) -> None:
        """Keep an application, without the bytes of its documents.

        Raises:
            KeepingTrouble: it could not be written.
        """
        id = kept.application.id
        with self._lock:
            self._documents[id] = tuple(document.sha256 for document in kept.application.documents)
        lines = [shape(KeptApplication), pack(KeptApplication, kept)]
        self.files.put(_of_application(id), zlib.compress(b"".join(_line(each) for each in lines), 1))

    def application(self, id: UUID) -> KeptApplication | None:
        """An application that is kept."""
        return self._read(_of_application(id), lambda lines: _of_shape(KeptApplication, lines))

    def applications(self) -> list[UUID]:
        """Those that are kept."""
        with self._lock:
            return list(self._documents)

    def save_document(self, sha256: str, data: bytes) -> None:
        """Keep a document.

        Raises:
            KeepingTrouble: it could not be written.
        """
        self.files.put(_of_document(sha256), data)

    def document(self, sha256: str) -> bytes | None:
        """A document that is kept."""
        return self.files.get(_of_document(sha256))

    def has_document(self, sha256: str) -> bool:
        """Whether a document is kept."""
        return self.files.has(_of_document(sha256))

    def forget(self, gone: Iterable[UUID]) -> None:
        """Remove applications, and the documents that no other one has."""
        with self._lock:
            removed = {id: self._documents.pop(id, ()) for id in gone}
            others = {key for keys in self._documents.values() for key in keys}
        for id, keys in removed.items():
            self.files.remove(_of_application(id))
            for key in keys:
                if key not in others:
                    self.files.remove(_of_document(key))

    def _labels(self) -> Iterable[str]:
        yield QUEUE
        for id, keys in self._documents.items():
            yield _of_application(id)
            yield from map(_of_document, keys)

    def _queue(self, lines: list[Any]) -> tuple[KeptQueue, list[QueueRow]]:
        if lines[0] != shape(KeptQueue) + shape(QueueRow):
            raise ValueError("another version")
        self._documents = {UUID(id): tuple(keys) for id, keys in lines[2].items()}
        return unpack(KeptQueue, lines[1]), [unpack(QueueRow, row) for part in lines[3:] for row in part]

    def _read(self, label: str, made: Callable[[list[Any]], T]) -> T | None:
        data = self.files.get(label)
        if data is None:
            return None
        try:
            return made([json.loads(line) for line in zlib.decompress(data).splitlines()])
        except (ValueError, IndexError, AttributeError, TypeError, zlib.error) as error:
            _log.warning("what is kept cannot be understood: %s", type(error).__name__)
            self.files.remove(label)
            return None


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _of_shape(kind: type[T], lines: list[Any]) -> T:
    if lines[0] != shape(kind):
        raise ValueError("another version")
    return unpack(kind, lines[1])


def _of_application(id: UUID) -> str:
    return f"application:{id.hex}"


def _of_document(sha256: str) -> str:
    return f"document:{sha256}"


class VaultPlace:
    """Where the vault of one login is, or may be."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._account = login_of(connection)
        self._limit, self._days = settings.keep_megabytes * MEGABYTE, settings.keep_days
        name = hashlib.sha256(self._account.encode()).hexdigest()[:16]
        self.folder = paths.data() / "kept" / name

    def open(self) -> Vault:
        """Go on with what is there.

        Raises:
            KeepingTrouble: there is no place for the key, or none for the files.
        """
        key = self._key()
        if key is None:
            self.wipe()
            raise KeepingTrouble(NO_PLACE)
        return Vault(KeptFiles(self.folder, key, self._limit, self._days))

    def wipe(self) -> None:
        """Remove all that is kept, and its key."""
        if self.folder.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self._forget_key()

    def _key(self) -> bytes | None:
        """The key, made at the first time. None: the system keeps none."""
        import keyring  # looks for the system's place as it loads, which takes its time
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(_SERVICE, self._account)
            key = b64decode(found, validate=True) if found else b""
            if len(key) != KEY_BYTES:
                key = secrets.token_bytes(KEY_BYTES)
                keyring.set_password(_SERVICE, self._account, b64encode(key).decode())
                # One that is switched off takes everything, and gives nothing back.
                if keyring.get_password(_SERVICE, self._account) != b64encode(key).decode():
                    return None
        except (KeyringError, BadBase64) as error:
            _log.info("no key was had: %s", type(error).__name__)
            return None
        return key

    def _forget_key(self) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(_SERVICE, self._account)
        except KeyringError:
            return  # there was none, or nowhere for one to be
